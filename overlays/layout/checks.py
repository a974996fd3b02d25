"""What a placement must be beyond its figures: every name known, every part in its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from overlays.layout.placement import Placement, Zone
from overlays.layout.standing import standing_problems
from overlays.locales import list_locales, load_locale
from overlays.parts.part import Part, uses_of
from overlays.parts.scene import FOUR_TABS, NEWS, SEARCH
from overlays.reading.names import unknown_name

_MOST_RATIO = 3
# What follows in the app: nothing that a preview could open.
NEXT = "next"
_EDGES = ("feed", "frame", "screen", "bar")
_KNOWN_STATES = ("follow", FOUR_TABS, NEWS, SEARCH)


def placement_problems(placement: Placement, *, is_built_in: bool = False) -> tuple[str, ...]:
    """One sentence, with its path, for each thing that cannot be.

    Those of ours are laid out by a test and not at each start.
    """
    # Each says more only when what it is made of is right.
    found = tuple(
        chain(
            _frame(placement),
            _names(placement),
            _sheets(placement),
            _moments(placement),
            _stages(placement),
            _zones(placement),
        )
    )
    return found or (() if is_built_in else tuple(standing_problems(placement)))


def _frame(placement: Placement) -> Iterator[str]:
    width, height = placement.frame.width, placement.frame.height
    if height == "content":
        for part in placement.parts:
            if part.at and part.at.of == "feed" and part.at.bottom is not None:
                yield f"parts.{part.id}.at.bottom: the frame ends where its parts end"
        return
    if not 1 / _MOST_RATIO <= height / width <= _MOST_RATIO:
        yield f"frame: {width} x {height} has one side over {_MOST_RATIO} times the other"


def _names(placement: Placement) -> Iterator[str]:
    seen: set[str] = set()
    for part in placement.all_parts:
        if part.id in seen:
            yield f"parts.{part.id}: stands twice"
        seen.add(part.id)
    for key, languages in placement.words.items():
        if "en" not in languages:
            yield f"words.{key}: has no English (en)"
        for code in languages:
            if code not in list_locales():
                yield f"words.{key}.{code}: {unknown_name('locale', code, list_locales())}"
    if placement.label:
        yield from _unknown_word("label", placement.label, placement)
    top = tuple(part.id for part in placement.parts)
    moments = tuple(moment.id for moment in placement.moments)
    states = (*placement.toggles, *moments, *_KNOWN_STATES)
    for part in placement.all_parts:
        yield from _names_in(part, placement, (*top, *_EDGES), states)
    yield from _circles(placement)


def _names_in(
    part: Part, placement: Placement, boxes: tuple[str, ...], states: tuple[str, ...]
) -> Iterator[str]:
    path = f"parts.{part.id}"
    for box in sorted(part.needs - set(boxes)):
        yield f"{path}: {unknown_name('part of the top level', box, boxes)}"
    for name, value in part.uses:
        if name.endswith("shadow") and value not in placement.shadows:
            yield f"{path}.{name}: {unknown_name('shadow', value, tuple(placement.shadows))}"
        if value.startswith("word."):
            key = value.removeprefix("word.")
            yield from _unknown_word(f"{path}.{name}", key, placement)
            if name.endswith("says"):
                yield from _said(key, placement)
    for state in sorted(part.own_states - set(states)):
        words = unknown_name("state", state, states)
        yield f"{path}.when: no tap or moment turns {state} on; {words}"


def _sheets(placement: Placement) -> Iterator[str]:
    """Taps open sheets that there are; sheets say words that there are."""
    known = tuple(sheet.id for sheet in placement.sheets)
    opened = (*known, NEXT)
    for id_ in dict.fromkeys(known):
        if known.count(id_) > 1:
            yield f"sheets.{id_}: stands twice"
    for part in placement.all_parts:
        if part.tap and part.tap.open and part.tap.open not in opened:
            yield f"parts.{part.id}.tap.open: {unknown_name('sheet', part.tap.open, opened)}"
    if placement.swipe and placement.swipe not in known:
        yield f"swipe: {unknown_name('sheet', placement.swipe, known)}"
    for sheet in placement.sheets:
        for name, value in uses_of(sheet):
            if value.startswith("word."):
                key = value.removeprefix("word.")
                yield from _unknown_word(f"sheets.{sheet.id}.{name}", key, placement)


def _said(key: str, placement: Placement) -> Iterator[str]:
    """A word that is said may name the creator and the sound."""
    for code, word in placement.words.get(key, {}).items():
        try:
            word.text.format(name="", title="")
        except (KeyError, IndexError, ValueError):
            yield f"words.{key}.{code}: may name {{name}} and {{title}} and nothing else"


def _unknown_word(path: str, key: str, placement: Placement) -> Iterator[str]:
    words = load_locale("en").words
    if not {key, f"{placement.platform}.{key}"} & {*placement.words, *words}:
        yield f"{path}: {unknown_name('word', key, (*placement.words, *words))}"


def _circles(placement: Placement) -> Iterator[str]:
    needs = {
        part.id: set(part.needs) & {one.id for one in placement.parts} for part in placement.parts
    }
    while ready := [id_ for id_, others in needs.items() if not others & needs.keys()]:
        for id_ in ready:
            del needs[id_]
    if needs:
        yield f"parts: {', '.join(needs)} stand by each other"


def _moments(placement: Placement) -> Iterator[str]:
    ids = [moment.id for moment in placement.moments]
    for id_ in ids:
        if ids.count(id_) > 1 or id_ in placement.toggles:
            yield f"moments.{id_}: stands twice, or a tap turns it on"
    starts = [moment.start.value for moment in placement.moments]
    if any(then <= start for start, then in pairwise(starts)):
        yield "moments: each comes after the one before it"


def _stages(placement: Placement) -> Iterator[str]:
    ids = [stage.id for stage in placement.stages]
    tops = tuple(part.id for part in placement.parts)
    for index, stage in enumerate(placement.stages):
        path, is_last = f"stages.{stage.id}", index == len(ids) - 1
        if stage.id in ids[:index]:
            yield f"{path}: stands twice"
        if not is_last and stage.ends is None:
            yield f"{path}.ends: is missing; only the last stage has no end"
        if not is_last and stage.ends == "clip":
            yield f"{path}.ends: only the last stage ends with the clip"
        for name in stage.forbids:
            if name not in placement.targets:
                yield f"{path}.forbids: {unknown_name('target of a tap', name, placement.targets)}"
        for id_ in (*(stage.only or ()), *stage.hides):
            if id_ not in tops:
                yield f"{path}: {unknown_name('part of the top level', id_, tops)}"
    ends = [stage.seconds for stage in placement.stages if stage.seconds]
    if any(then <= end for end, then in pairwise(ends)):
        yield "stages: each ends after the one before it"


def _zones(placement: Placement) -> Iterator[str]:
    stages = tuple(stage.id for stage in placement.stages)
    width, height = placement.frame.width, placement.frame.height
    for zone in placement.zones:
        if zone.stage and zone.stage not in stages:
            yield f"zones.{zone.id}.stage: {unknown_name('stage', zone.stage, stages)}"
        if height == "content":
            yield f"zones.{zone.id}: a frame as high as its parts has no zones"
        else:
            yield from _zone(zone, width, height)


def _zone(zone: Zone, width: int, height: int) -> Iterator[str]:
    points = zone.corners(width, height)
    corners = zip(points, (*points[1:], points[0]), strict=True)
    if sum(ax * by - bx * ay for (ax, ay), (bx, by) in corners) == 0:
        yield f"zones.{zone.id}.points: the zone has no area"
    across, down = zip(*points, strict=True)
    if min(*across, *down) < 0 or max(across) > width or max(down) > height:
        yield (
            f"zones.{zone.id}: ({min(across):g}, {min(down):g}) to ({max(across):g}, "
            f"{max(down):g}) leaves the frame of {width} x {height}"
        )
