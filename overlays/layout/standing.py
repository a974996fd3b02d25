"""Where the parts of a placement come to stand, looked at with the longest words there are.

It is not computed here once more: the placement is laid out in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from overlays.geometry import Rect
from overlays.layout.longest import LongestFacts
from overlays.layout.placement import Placement
from overlays.layout.placing import Placed, place
from overlays.locales import Locale, list_locales, load_locale
from overlays.motion import Drift, Marquee, TimeSpan
from overlays.parts.element import Element
from overlays.parts.part import Part
from overlays.parts.scene import FOUR_TABS, NEWS, SEARCH, Scene
from overlays.viewports import View

# Pixels for each dp, as on the largest canvas.
_FACTOR = 3
# A stack rounds each part to whole pixels.
_TOLERANCE = 1


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
    # Dots and digits of a clock are many elements in one place.
    places: dict[tuple[str, Rect], _Box] = {}
    for box in boxes:
        if not (box.part.is_ground or box.part.free):
            places.setdefault((box.part.id, box.rect), box)
    own = places.values()
    spans = {box.part.id: _span(box.part, placement) for box in own}
    for first, second in combinations(own, 2):
        if first.part.id == second.part.id:
            continue
        common = first.rect.intersect(second.rect)
        if common is None or min(common.width, common.height) <= _TOLERANCE:
            continue
        if _meet(spans[first.part.id], spans[second.part.id]):
            yield f"parts.{first.part.id}: {first} lies over {second} of parts.{second.part.id}"


def _span(part: Part, placement: Placement) -> TimeSpan | None:
    timed = placement.timed(part.id)
    return timed.span if timed else None


def _meet(first: TimeSpan | None, second: TimeSpan | None) -> bool:
    """True when both are there at some time."""
    if first is None or second is None:
        return False
    one, other = sorted((first, second), key=lambda span: span.start)
    return one.end is None or other.start < one.end
