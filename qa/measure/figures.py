"""From places to figures: which numbers of a placement would put its parts where they were seen.

Only what is told is changed: a gap between two parts that were both seen and follow each other, a
line of letters that stands in its box, a distance to the feed's edge. What no figure of the
placement says stays a difference in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from overlays.geometry import Box
from overlays.layout.placement import Placement
from overlays.parts.bar import BarPart
from overlays.parts.button import ButtonPart
from overlays.parts.icon import IconPart
from overlays.parts.part import Part
from overlays.parts.picture import PicturePart
from overlays.parts.stack import StackPart
from overlays.parts.text import TextPart
from overlays.reading.figures import Number
from qa.compare.sighting import Sighted, Sighting
from qa.measure.ours import Ours

_LEAST, _ROUNDING = 0.1, 0.07
_ALL = "lrtbxy"
_SMALLEST_LETTERS = 6.0
_LEAST_LINE, _MOST_LINE = 0.6, 1.7


class Figure(NamedTuple):
    """A number of a placement by its path, from the part's id on: what it should be and is, in dp.

    `now` is None where the placement does not say it.
    """

    path: tuple[str, ...]
    value: float
    now: float | None = None

    def differs(self, tolerance: float) -> bool:
        return self.now is None or abs(self.now - self.value) >= tolerance


@dataclass(frozen=True, slots=True)
class _Seen:
    """A part of ours that was recognized."""

    ours: Ours
    there: Sighting

    @property
    def part(self) -> Part:
        return self.ours.part

    def has(self, edges: str) -> bool:
        return set(edges) <= set(self.there.edges)


def figures_of(
    placement: Placement, ours: Mapping[str, Ours], sighted: Sighted, least: float = _LEAST
) -> tuple[Figure, ...]:
    """The figures of a placement that differ from what was seen on one screen.

    `least` is by how many dp at least.
    """
    seen = {
        one.part.id: _Seen(one, sighted.found[name])
        for name, one in ours.items()
        if name in sighted.found and name != "follow"
    }
    shown = {one.part.id: one for one in ours.values()}
    # Half a pixel of the screen is no difference, nor what our own layout rounds.
    tolerance = max(least, 0.5 / sighted.density + _ROUNDING)
    solver = _Solver(sighted.feed, shown, seen, tolerance)
    stacked = [figure for part in placement.parts for figure in solver.of_stack(part)]
    found = [figure for part in placement.parts for figure in solver.of_top(part)]
    found += _badge(ours, sighted)
    return (*stacked, *(figure for figure in found if figure.differs(tolerance)))


def _figure(part: Part, *keys: str, value: float = 0.0) -> Figure:
    """The figure of a part with what it is now."""
    now: Any = part
    for key in keys:
        now = getattr(now, key, None)
    return Figure((part.id, *keys), value, now.value if isinstance(now, Number) else None)


@dataclass(frozen=True, slots=True)
class _Solver:
    feed: Box
    ours: Mapping[str, Ours]
    seen: Mapping[str, _Seen]
    tolerance: float

    def of_stack(self, part: Part) -> Iterator[Figure]:
        """Figures that differ of parts that stand on each other."""
        if isinstance(part, StackPart) and part.axis == "y" and part.start == "bottom":
            yield from self._upward(part)

    def of_top(self, part: Part) -> Iterator[Figure]:
        """Figures of where a part of the top level stands."""
        if isinstance(part, StackPart):
            yield from self._sides(part)
        one = self._first(part)
        if one and part.at:
            yield from self._vertical(part, one)
            if not isinstance(part, StackPart):
                yield from self._beside(part, one)
        if isinstance(part, BarPart) and one and one.has("tb"):
            yield _figure(part, "height", value=one.there.box.height)

    def _first(self, part: Part) -> _Seen | None:
        """The part, or the first in it, that was seen."""
        ids = (part.id, *(child.id for child in part.children))
        return next((self.seen[id_] for id_ in ids if id_ in self.seen), None)

    def _is_there(self, part: Part) -> bool:
        """True for what our layout shows."""
        return any(id_ in self.ours for id_ in (part.id, *(child.id for child in part.children)))

    def _vertical(self, part: Part, one: _Seen) -> Iterator[Figure]:
        """The distance to the upper edge; that to the lower one is told by stacks and lines."""
        at = part.at
        if at and at.top is not None and at.of == "feed" and one.has("y"):
            moved = one.there.box.y - one.ours.box.y
            yield _figure(part, "at", "top", value=at.top.value + moved)

    def _beside(self, part: Part, one: _Seen) -> Iterator[Figure]:
        """Distances of one part to the sides: of its edges where both are known, or its middle."""
        at, there, ours = part.at, one.there.box, one.ours.box
        if at is None or at.of not in ("feed", "screen"):
            return
        if at.left is not None and one.has("l"):
            yield _figure(part, "at", "left", value=there.left - self.feed.left)
        elif at.left is not None and one.has("x"):
            yield _figure(part, "at", "left", value=at.left.value + there.x - ours.x)
        if at.right is not None and one.has("r"):
            yield _figure(part, "at", "right", value=self.feed.right - there.right)
        elif at.right is not None and one.has("x"):
            yield _figure(part, "at", "right", value=at.right.value - there.x + ours.x)

    def _sides(self, stack: StackPart) -> Iterator[Figure]:
        """Where a stack of parts under each other begins and ends, or has its middle."""
        at = stack.at
        inside = [self.seen[id_] for id_ in _leaves(stack) if id_ in self.seen]
        if at is None or stack.axis != "y" or not inside:
            return
        lefts = [one.there.box.left for one in inside if one.has("l") and not one.has("x")]
        if at.left is not None and lefts:
            yield _figure(stack, "at", "left", value=median(lefts) - self.feed.left)
        rights = [one.there.box.right for one in inside if _is_as_wide_as_the_stack(one)]
        if at.right is not None and rights:
            yield _figure(stack, "at", "right", value=self.feed.right - max(rights))
        middles = [one.there.box.x for one in inside if one.has("x")]
        if at.center is not None and at.side != "middle" and middles:
            side = self.feed.right if at.side == "right" else self.feed.left
            yield _figure(stack, "at", "center", value=abs(side - median(middles)))

    def _upward(self, stack: StackPart) -> Iterator[Figure]:
        """Heights and gaps from the foot up, so that each edge comes within the tolerance.

        What is kept as it is does not add to the next one: that is counted from where it stands.
        """
        edge: float | None = self.feed.bottom
        ours_edge = self.feed.bottom
        lower: Part | None = None
        for part in reversed(stack.parts):
            if not self._is_there(part):
                continue
            one = self._first(part)
            extent = _extent(one.part, one.there.box, one.there.edges) if one else None
            ours = _extent(one.part, one.ours.box, _ALL) if one else None
            if extent is None or ours is None:
                # What stands over it may be as far off as this part is high.
                edge, lower = None, part
                continue
            bottom = extent.bottom
            if edge is not None:
                # Room that a part keeps of its own is in our gap, too, and stays.
                gap, ours_gap = _gap(stack, part, lower), ours_edge - ours.bottom
                wider = edge - bottom - ours_gap
                if abs(wider) >= self.tolerance and (gap.now or 0.0) + wider >= 0:
                    yield gap._replace(value=(gap.now or 0.0) + wider)
                else:
                    bottom = edge - ours_gap
            top = bottom - extent.height
            if extent.figure and abs(top - extent.top) >= self.tolerance:
                top = extent.top
                yield extent.figure._replace(value=(bottom - top) / extent.lines)
            edge, ours_edge, lower = top, ours.top, part


def _is_as_wide_as_the_stack(one: _Seen) -> bool:
    """True of a button, and of words that were broken into lines: their view has no other width."""
    if isinstance(one.part, ButtonPart):
        return one.has("r")
    return isinstance(one.part, TextPart) and _line_count(one.part, one.there.box) > 1


class _Extent(NamedTuple):
    """Rows that a part takes where it was seen; how high it is now, and the figure that says so."""

    top: float
    bottom: float
    height: float
    figure: Figure | None = None
    lines: int = 1


def _extent(part: Part, box: Box, edges: str) -> _Extent | None:
    is_whole = {"t", "b"} <= set(edges)
    if isinstance(part, IconPart) and "y" in edges:
        height = _height_of_icon(part)
        top = box.y - (part.box or part.size).value / 2
        return _Extent(top, top + height, height)
    if isinstance(part, PicturePart) and is_whole:
        return _Extent(box.top, box.bottom, part.size.value, _figure(part, "size"))
    if isinstance(part, ButtonPart) and is_whole:
        return _Extent(box.top, box.bottom, part.height.value, _figure(part, "height"))
    if isinstance(part, TextPart) and is_whole:
        return _lines(part, box)
    return None


def _height_of_icon(part: IconPart) -> float:
    counted = part.count.gap.value + part.count.line.value if part.count else 0.0
    return (part.box or part.size).value + counted


def _lines(part: TextPart, box: Box) -> _Extent | None:
    """One line, or as many of about our height as fill the box; None for a box of something else.

    A line lower than its letters would need other letters: then it is no box of the words.
    """
    count = _line_count(part, box)
    line = box.height / count
    share = line / part.line.value
    if not _LEAST_LINE <= share <= _MOST_LINE or line < max(part.size.value, _SMALLEST_LETTERS):
        return None
    height = count * part.line.value
    return _Extent(box.top, box.bottom, height, _figure(part, "line"), count)


def _line_count(part: TextPart, box: Box) -> int:
    return max(1, round(box.height / part.line.value)) if part.lines else 1


def _gap(stack: StackPart, upper: Part, lower: Part | None) -> Figure:
    """The figure that holds two parts apart: that of the lower one goes before."""
    if lower is None:
        return _figure(stack, "at", "bottom")
    if lower.gap_above is not None:
        return _figure(lower, "gap_above")
    figure = _figure(upper, "gap_below")
    if figure.now is None and stack.gap:
        return figure._replace(now=stack.gap.value)
    return figure


def _leaves(part: Part) -> Iterator[str]:
    yield part.id
    for child in part.children:
        yield from _leaves(child)


def _badge(ours: Mapping[str, Ours], sighted: Sighted) -> Iterator[Figure]:
    """How far the badge's middle is over the avatar's lower edge, where a placement says that."""
    badge, avatar = sighted.found.get("follow"), sighted.found.get("avatar")
    if badge is None or avatar is None or "follow" not in ours:
        return
    part = ours["follow"].part
    figures = part.badge if isinstance(part, PicturePart) else None
    if figures and "rise" in type(figures).model_fields:
        yield _figure(part, "badge", "rise", value=max(0.0, avatar.box.bottom - badge.box.y))
