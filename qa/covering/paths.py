"""Where words and faces stand on the canvas while they are covered: one box over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce

from overlays.geometry import Rect
from qa.covering.covered import rect_of
from qa.covering.lying import Lying
from qa.covering.moments import times_of
from qa.finding import Path, rect_between
from qa.seeing.seen import Track

# Boxes tremble by less than this share of the canvas's width from one look to the next.
_STILL = 1 / 180
# A line that goes and one that comes are two places, and none between them.
_JUMP = Fraction(1, 1000)


def path_of(tracks: Sequence[Track], lying: Lying, start: Fraction, end: Fraction) -> Path:
    """The box round all that is there, from `start` to `end`, straight ways as their ends alone.

    Empty for what does not move: its one box says all.
    """
    least = _STILL * lying.screen.width
    path = tuple(_straightened(list(_places(tracks, lying, start, end)), least))
    is_still = all(_apart(rect, path[0][1]) <= least for _, rect in path)
    return () if is_still else path


def _places(
    tracks: Sequence[Track], lying: Lying, start: Fraction, end: Fraction
) -> Iterator[tuple[Fraction, Rect]]:
    times = {time for track in tracks for time in times_of(track, _changes(lying))}
    times |= {track.end - _JUMP for track in tracks if track.end < end}
    times |= {track.start - _JUMP for track in tracks if track.start > start}
    for time in sorted({start, *(time for time in times if start < time < end), end}):
        there = [track for track in tracks if track.start <= time < track.end]
        # At its last moment a thing is gone, and its box stands where it was.
        there = there or [track for track in tracks if track.end == time == end]
        if there:
            boxes = (rect_of(lying.at(time).box(track.box(time))) for track in there)
            yield time, reduce(Rect.join, boxes)


def _changes(lying: Lying) -> list[Fraction]:
    return [edge for key in lying.framing.keys for edge in (key.at, key.at + key.duration)]


def _straightened(places: list[tuple[Fraction, Rect]], least: float) -> list[tuple[Fraction, Rect]]:
    """Without those that lie on the way between others (Douglas and Peucker, in time)."""
    if len(places) < 3:
        return places
    first, last = places[0], places[-1]
    off = [_apart(rect, rect_between(first, last, time)) for time, rect in places[1:-1]]
    worst = max(range(len(off)), key=off.__getitem__)
    if off[worst] <= least:
        return [first, last]
    middle = worst + 1
    before = _straightened(places[: middle + 1], least)
    return [*before[:-1], *_straightened(places[middle:], least)]


def _apart(one: Rect, other: Rect) -> int:
    """By how many pixels the edge that differs most does."""
    return max(
        abs(one.x - other.x),
        abs(one.y - other.y),
        abs(one.right - other.right),
        abs(one.bottom - other.bottom),
    )
