"""What is found of a case, beside what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.truth.cases import HEIGHT, WIDTH, Case, Thing
from bench.truth.paint import box_at
from overlays.ad import SparkAd
from overlays.geometry import Box, Rect
from overlays.layers import Chrome
from qa.covering.covered import Covered, find_covered, rect_of
from qa.covering.lying import Lying
from qa.covering.shields import Shields
from qa.seeing.looking import look_at
from qa.seeing.seen import Track
from renderer.plan import build_plan

_SCREEN = Box(0, 0, WIDTH, HEIGHT)
_FOUND, _FOUND_FACE, _TOUCHED = 0.6, 0.4, 0.2
# What is named must overlap by nearly as much as what overlaps most: two layers may share a place.
_AS_MUCH = 0.8
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Told:
    """One thing of a case: was it found, in time, and what was said to cover it?

    `start_off`, `end_off` in seconds, None where it was not found. `is_named` is None for what is
    under nothing, or was not found.
    """

    thing: Thing
    is_legible: bool
    is_found: bool
    start_off: float | None = None
    end_off: float | None = None
    is_named: bool | None = None
    is_wrongly_covered: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    told: tuple[Told, ...]
    false_tracks: int


def measured(case: Case, clip: Path, ad: SparkAd) -> Outcome:
    """Looks at the clip in the place of the ad's own."""
    ad = ad.model_copy(update={"post": ad.post.model_copy(update={"video": clip})})
    plan = build_plan(ad)
    seen = look_at(plan.source)
    covered = find_covered(
        seen.tracks,
        Shields(plan.chrome, plan.canvas.width / 360),
        Lying.of(plan, seen.size),
        _LEAST,
    )
    told = tuple(_told(thing, case, seen.tracks, covered, plan.chrome) for thing in case.things)
    false = [track for track in seen.tracks if not any(_touches(track, t) for t in case.things)]
    return Outcome(case, told, len(false))


def _told(
    thing: Thing,
    case: Case,
    tracks: Sequence[Track],
    covered: Sequence[Covered],
    chrome: Chrome,
) -> Told:
    found = [track for track in tracks if _finds(track, thing)]
    told = Told(thing, _is_legible(thing, case), bool(found))
    if not found:
        return told
    start = min(float(track.start) for track in found) - thing.start
    end = max(float(track.end) for track in found) - thing.end
    named = [one for one in covered if one.owner == "app" and set(one.tracks) & set(found)]
    if not thing.under:
        return replace(told, start_off=start, end_off=end, is_wrongly_covered=bool(named))
    right = _right_elements(thing, chrome)
    is_named = any(one.elements[0] in right for one in named)
    return replace(told, start_off=start, end_off=end, is_named=is_named)


def _finds(track: Track, thing: Thing) -> bool:
    if track.kind != thing.kind:
        return False
    for time, box in track.boxes:
        truth = _shown(box_at(thing, float(time)))
        if not thing.start - 0.05 <= time < thing.end:
            continue
        if thing.kind == "face" and truth.likeness(box) >= _FOUND_FACE:
            return True
        if thing.kind == "text" and truth.common(box) >= _FOUND * truth.area:
            return True
    return False


def _touches(track: Track, thing: Thing) -> bool:
    return any(
        box.common(box_at(thing, float(time))) > _TOUCHED * box.area for time, box in track.boxes
    )


def _shown(box: Box) -> Box:
    return Box(
        max(0.0, box.left), max(0.0, box.top), min(box.right, _SCREEN.right),
        min(box.bottom, _SCREEN.bottom),
    )  # fmt: skip


def _right_elements(thing: Thing, chrome: Chrome) -> set[str]:
    """By the layers' boxes: what overlaps most, and what overlaps by nearly as much."""
    place = rect_of(_shown(box_at(thing, thing.start)))
    areas = {
        layer.id: _area(layer.rect.intersect(place))
        for layer in chrome.layers
        if layer.word or layer.text
        if layer.word != "scrim bottom"
    }
    most = max(areas.values())
    return {name for name, area in areas.items() if area and area >= _AS_MUCH * most}


def _area(rect: Rect | None) -> int:
    return rect.width * rect.height if rect else 0


def _is_legible(thing: Thing, case: Case) -> bool:
    """White letters without any help on a white ground, or on stripes of their size, are not."""
    return not (thing.style == "plain" and case.ground in ("white", "stripes"))
