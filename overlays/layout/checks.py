"""What a placement must be beyond its figures: every name known, every part in its place.

Where parts stand is not computed here once more: the placement is laid out with the longest words,
in every language, and looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from overlays.geometry import Rect
from overlays.layout.longest import LongestFacts
from overlays.layout.placement import Placement, Zone
from overlays.layout.placing import Placed, place
from overlays.locales import Locale, list_locales, load_locale
from overlays.motion import Drift, Marquee
from overlays.parts.element import Element
from overlays.parts.part import Part
from overlays.parts.scene import FOUR_TABS, NEWS, SEARCH, Scene
from overlays.reading.names import unknown_name
from overlays.viewports import View

_MOST_RATIO = 3
# Pixels for each dp, as on the largest canvas.
_FACTOR = 3
# A stack rounds each part to whole pixels.
_TOLERANCE = 1
_EDGES = ("feed", "screen", "bar")
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


class _Box(NamedTuple):
    """What an element takes without its shadow, and the part of the top level that it is of."""

    part: Part
    element: Element
    rect: Rect

    def __str__(self) -> str:
        edges = (self.rect.x, self.rect.y, self.rect.right, self.rect.bottom)
        left, top, right, bottom = (round(edge / _FACTOR, 1) for edge in edges)
        return f"{self.element.id} ({left:g}, {top:g}) to ({right:g}, {bottom:g})"


def standing_problems(placement: Placement) -> Iterator[str]:
    """What leaves the frame or lies over something else, with the longest words there are.

    Told of the first language that shows any.
    """
    languages = ("en", *(code for code in list_locales() if code != "en"))
    for code in languages:
        found = list(dict.fromkeys(_in_language(placement, code)))
        if found:
            where = "" if code == "en" else f", in {load_locale(code).name}"
            yield from (f"{sentence}{where}" for sentence in found)
            return


def _in_language(placement: Placement, code: str) -> Iterator[str]:
    locale = load_locale(code)
    screen = View(width=_FACTOR * placement.frame.width // 2 * 2).frame(placement)
    for states in _states_to_see(placement, locale):
        scene = Scene(
            LongestFacts(locale),
            locale,
            screen,
            shadows=placement.shadows,
            own_words=placement.words,
            platform=placement.platform,
            label=placement.label or "sponsored",
            states=states,
        )
        placed = place(placement, scene)
        boxes = [
            _Box(part, element, _bare(element))
            for part, elements in placed.parts
            for element in elements
        ]
        yield from _twice(boxes)
        yield from _outside(boxes, placed)
        yield from _overlaps(boxes, placement)
        if code == "en":
            cut = (note for note in scene.notes.values() if note.code == "label-cut")
            yield from (f"parts.{note.layer_id}: {note.message}" for note in cut)


def _states_to_see(placement: Placement, locale: Locale) -> Iterator[frozenset[str]]:
    """As it comes, at each moment, and with all taps done."""
    states = frozenset[str]()
    yield states
    for moment in placement.moments:
        states |= {moment.id}
        yield states
    tabs = {FOUR_TABS} if locale.has_four_tabs else set()
    yield states | tabs | {NEWS, SEARCH} | frozenset(placement.toggles)


def _bare(element: Element) -> Rect:
    """The box without the room for the shadow."""
    shadow, rect = element.drawing.shadow, element.rect
    if shadow is None or isinstance(element.motion, Drift):
        return rect
    reach = round(2 * shadow.sigma)
    top, bottom = max(reach - shadow.dy, 0), reach + shadow.dy
    side = 0 if isinstance(element.motion, Marquee) else reach
    width, height = rect.width - 2 * side, rect.height - top - bottom
    return Rect(rect.x + side, rect.y + top, max(1, width), max(1, height))


def _twice(boxes: Iterable[_Box]) -> Iterator[str]:
    seen: set[str] = set()
    for box in boxes:
        if box.element.id in seen:
            yield f"parts.{box.part.id}: two layers are called {box.element.id}"
        seen.add(box.element.id)


def _outside(boxes: Iterable[_Box], placed: Placed) -> Iterator[str]:
    canvas = placed.screen.canvas
    whole = Rect(0, 0, canvas.width, canvas.height).expand(_TOLERANCE, _TOLERANCE)
    for box in boxes:
        if box.rect.intersect(whole) != box.rect:
            size = f"{canvas.width / _FACTOR:g} x {canvas.height / _FACTOR:g}"
            yield f"parts.{box.part.id}: {box} leaves the frame of {size}"


def _overlaps(boxes: Iterable[_Box], placement: Placement) -> Iterator[str]:
    own = [box for box in boxes if not box.part.is_ground]
    for first, second in combinations(own, 2):
        if first.part.id == second.part.id or not _meet(first.part, second.part, placement):
            continue
        common = first.rect.intersect(second.rect)
        if common and min(common.width, common.height) > _TOLERANCE:
            yield f"parts.{first.part.id}: {first} lies over {second} of parts.{second.part.id}"


def _meet(first: Part, second: Part, placement: Placement) -> bool:
    """True when both are there at some time."""
    spans = [timed.span for part in (first, second) if (timed := placement.timed(part.id))]
    if len(spans) < 2:
        return False
    one, other = sorted(spans, key=lambda span: span.start)
    return one.end is None or other.start < one.end
