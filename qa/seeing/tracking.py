"""Spots of one picture after the other joined to tracks, with the time each came and went.

Between two pictures that were looked at lie small gray ones: something came when its place began to
look as it does in the later of the two, and went likewise.

looked at          a . . . . . . . b         words in b, none in a
their place        a a a a b b b b b
came                       ^
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Box, Size
from qa.seeing.sampling import STEP, Looked
from qa.seeing.seen import Track
from qa.seeing.spots import Spot
from renderer.picture.planes import Plane

Look = npt.NDArray[np.float32]

# Over the same place in two pictures; or of about the same size and near where it was going to.
_SAME_PLACE, _SAME_SIZE, _NEAR = 0.3, 0.75, 0.2
# From this score on words count though they are seen once. Burned-in words reach it (95 of 100 in
# the truth set), and all keep their size; rows of windows and leaves do neither, and are gone after
# a few looks. What is printed on a bottle does neither as well, but stays.
_SURE, _LASTING = 0.91, 4
_STEADY = 1.12
# How alike two pictures of the same words are: correlation, -1 to 1.
_SAME_WORDS = 0.5
_LOOK_SIZE_WH = (96, 24)
# Of its own size; captions are centered, or begin at the same place.
_STILL = 0.25
# Below this many levels a place hardly changed, and when it did cannot be told.
_VISIBLE = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """Two pictures one after the other, of which one shows a thing; `frames` lie between them."""

    absent: Looked
    present: Looked
    frames: tuple[tuple[Fraction, Plane], ...]


@dataclass(slots=True, eq=False)
class _Open:
    """A track that may go on. `gone` is when it went, since a picture did not show it.

    `came` is kept until a second picture tells how it moves.
    """

    spot: Spot
    start: Fraction
    boxes: list[tuple[Fraction, Box]]
    look: Look = field(repr=False)
    score: float
    changes: int = 0
    gone: Fraction | None = None
    came: _Gap | None = None

    def at(self, time: Fraction) -> Box:
        """Where it is before its first box or after its last, if it moves as it did there."""
        if len(self.boxes) < 2:
            return self.boxes[0][1]
        is_after = time > self.boxes[0][0]
        (first, one), (then, other) = self.boxes[-2:] if is_after else self.boxes[:2]
        share = float((time - first) / (then - first))
        (x, y), (to_x, to_y) = one.middle, other.middle
        base = other if is_after else one
        across, down = (share - is_after) * (to_x - x), (share - is_after) * (to_y - y)
        return Box(base.left + across, base.top + down, base.right + across, base.bottom + down)


class Tracker:
    """Takes the spots of each picture in turn. `size` is the creative's, as the boxes are."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._open: list[_Open] = []
        self._done: list[_Open] = []
        self._before: Looked | None = None
        self._count = 0

    def add(self, looked: Looked, spots: Iterable[Spot], gray: Plane) -> None:
        """`gray` is the picture in gray, finer than `looked.gray`: it tells words apart."""
        left = list(spots)
        for track, spot in self._pairs(left, looked.time):
            look = self._look(gray, spot.box)
            is_new = spot.kind == "text" and _correlation(track.look, look) < _SAME_WORDS
            if is_new and track.gone is not None:
                # Other words in its place, after a time without any, are no longer the same thing.
                continue
            left.remove(spot)
            has_changed = is_new and _stands_still(track.spot.box, spot.box)
            self._go_on(track, spot, looked, look, has_changed)
        for track in [track for track in self._open if track.boxes[-1][0] != looked.time]:
            self._miss(track, looked)
        for spot in left:
            self._open.append(self._begun(spot, looked, gray))
        self._before, self._count = looked, self._count + 1

    def _begun(self, spot: Spot, looked: Looked, gray: Plane) -> _Open:
        look = self._look(gray, spot.box)
        track = _Open(spot, Fraction(0), [(looked.time, spot.box)], look, spot.score)
        if self._before is not None:
            track.came = _Gap(self._before, looked, looked.between)
            track.start = self._start(track, track.came)
        return track

    def finish(self, duration: Fraction) -> tuple[Track, ...]:
        """All tracks that count, by their start."""
        sure = [one for one in (*self._done, *self._open) if self._counts(one)]
        made = [_track(one, duration) for one in sure]
        return tuple(sorted(made, key=lambda track: (track.start, track.boxes[0][1])))

    def _counts(self, track: _Open) -> bool:
        if track.score >= _SURE or len(track.boxes) >= _LASTING or self._count == 1:
            return True
        is_kept = track.spot.kind == "face" or _is_steady(track)
        return len(track.boxes) > 1 and is_kept

    def _pairs(self, spots: Sequence[Spot], time: Fraction) -> list[tuple[_Open, Spot]]:
        """Which spot goes on with which track: the likest first."""
        pairs = [
            (likeness, index, other)
            for index, track in enumerate(self._open)
            for other, spot in enumerate(spots)
            if (likeness := self._likeness(track, spot, time)) > 0
        ]
        taken: list[tuple[_Open, Spot]] = []
        used_tracks: set[int] = set()
        used_spots: set[int] = set()
        for _, index, other in sorted(pairs, reverse=True):
            if index not in used_tracks and other not in used_spots:
                used_tracks.add(index)
                used_spots.add(other)
                taken.append((self._open[index], spots[other]))
        return taken

    def _likeness(self, track: _Open, spot: Spot, time: Fraction) -> float:
        """Over 1 in the same place, below where it may have moved to, 0 for another thing."""
        if track.spot.kind != spot.kind:
            return 0.0
        last = track.boxes[-1][1]
        expected = track.at(time)
        same = max(last.likeness(spot.box), expected.likeness(spot.box))
        if same > _SAME_PLACE:
            return 1 + same
        sizes = (last.width / spot.box.width, last.height / spot.box.height)
        if min(*sizes, *(1 / one for one in sizes)) < _SAME_SIZE or track.gone is not None:
            return 0.0
        (x, y), (to_x, to_y) = expected.middle, spot.box.middle
        way = float(np.hypot(to_x - x, to_y - y)) / min(self._size.width, self._size.height)
        return 1 - way / _NEAR if way < _NEAR else 0.0

    def _go_on(
        self, track: _Open, spot: Spot, looked: Looked, look: Look, has_changed: bool
    ) -> None:
        track.changes += has_changed
        track.look, track.spot, track.gone = look, spot, None
        track.score = max(track.score, spot.score)
        track.boxes.append((looked.time, spot.box))
        if track.came is not None:
            track.start, track.came = self._start(track, track.came), None

    def _miss(self, track: _Open, looked: Looked) -> None:
        """One picture without it may be the detector's fault; two are not."""
        if track.gone is None:
            assert self._before is not None
            track.gone = self._end(track, _Gap(looked, self._before, looked.between))
        elif looked.time - track.gone > STEP:
            self._open.remove(track)
            self._done.append(track)

    def _start(self, track: _Open, gap: _Gap) -> Fraction:
        """Back from the picture that shows it, as long as its place looks the same."""
        came = gap.present.time
        if not gap.frames or not self._is_visible(track, gap):
            return (gap.absent.time + gap.present.time) / 2
        for time, gray in reversed(gap.frames):
            if not self._is_there(track, gap, time, gray):
                break
            came = time
        return came

    def _end(self, track: _Open, gap: _Gap) -> Fraction:
        """On from the last picture that shows it, until its place looks as it does without it."""
        if not gap.frames or not self._is_visible(track, gap):
            return (gap.absent.time + gap.present.time) / 2
        gone = gap.absent.time
        for time, gray in reversed(gap.frames):
            if self._is_there(track, gap, time, gray):
                break
            gone = time
        return gone

    def _is_there(self, track: _Open, gap: _Gap, time: Fraction, gray: Plane) -> bool:
        """True when its place then is liker to the thing than to what is there without it."""
        place = self._cut(gray, track.at(time))
        thing = self._cut(gap.present.gray, track.at(gap.present.time))
        ground = self._cut(gap.absent.gray, track.at(time))
        return _apart(place, thing) <= _apart(place, ground)

    def _is_visible(self, track: _Open, gap: _Gap) -> bool:
        box = track.at(gap.present.time)
        return _apart(self._cut(gap.present.gray, box), self._cut(gap.absent.gray, box)) >= _VISIBLE

    def _cut(self, gray: Plane, box: Box) -> Plane:
        return _part(gray, box, self._size)

    def _look(self, gray: Plane, box: Box) -> Look:
        small = cv2.resize(self._cut(gray, box), _LOOK_SIZE_WH, interpolation=cv2.INTER_AREA)
        return small.astype(np.float32)


def _track(one: _Open, duration: Fraction) -> Track:
    end = duration if one.gone is None else one.gone
    score = round(one.score, 3)
    return Track(one.spot.kind, one.start, end, tuple(one.boxes), one.changes, score=score)


def _part(gray: Plane, box: Box, size: Size) -> Plane:
    """What lies in the box; moved in where it would reach over the edge, so that it is as large."""
    height, width = gray.shape
    part = box.scaled(width / size.width, height / size.height)
    across, down = min(width, max(1, round(part.width))), min(height, max(1, round(part.height)))
    left = max(0, min(round(part.left), width - across))
    top = max(0, min(round(part.top), height - down))
    return gray[top : top + down, left : left + across]


def _stands_still(before: Box, then: Box) -> bool:
    """True for captions that change in their place, false for a label that is moved about."""
    (x, y), (to_x, to_y) = before.middle, then.middle
    high, wide = max(before.height, then.height), max(before.width, then.width)
    return abs(to_y - y) < _STILL * high and abs(to_x - x) < _STILL * wide


def _is_steady(track: _Open) -> bool:
    """True for what keeps its size."""
    widths = [box.width for _, box in track.boxes]
    heights = [box.height for _, box in track.boxes]
    return max(widths) < _STEADY * min(widths) and max(heights) < _STEADY * min(heights)


def _apart(first: Plane, second: Plane) -> float:
    """Mean difference in levels, of as much as both have."""
    rows, columns = (min(a, b) for a, b in zip(first.shape, second.shape, strict=True))
    return float(np.mean(cv2.absdiff(first[:rows, :columns], second[:rows, :columns])))


def _correlation(first: Look, second: Look) -> float:
    one, other = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / scale if scale else 1.0
