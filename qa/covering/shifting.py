"""Advice that computes: the smallest shift that frees a covered thing, tried against the chrome.

Every place where the thing's boxes would be free is looked up in sums of the hidden pixels, on a
quarter of the canvas's size; the nearest one is tried at full size, and the next if it fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Box, Rect, Size
from qa.covering.covered import covered_share
from qa.covering.lying import Lying
from qa.covering.moments import times_of
from qa.covering.shields import IN_THE_AD, Shield, Shields, hidden_in
from qa.seeing.seen import Track

Lengths = npt.NDArray[np.floating[Any]]

_COARSE = 4
# Of what still touches: the smoothed edge of a letter.
_FREE = 0.01
# A way to the side as well as up is two things to think of.
_ASKEW = 1.5
_MOST_TRIES = 12
_MOMENT = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Shift:
    """So many pixels of the creative to the right and down."""

    dx: int
    dy: int


@dataclass(frozen=True, slots=True, eq=False)
class _Pose:
    """The boxes of a thing on the canvas at a time, all that hides then, and what of it is shown.

    A px of the creative is `scale` px of the canvas across and down: a stage may enlarge it.
    """

    boxes: tuple[Box, ...]
    scale: tuple[float, float]
    shown: Rect
    shields: tuple[Shield, ...]
    hidden: npt.NDArray[np.int32]

    def moved(self, dx: float, dy: float) -> Iterator[Box]:
        """The boxes, so many px of the creative to the right and down."""
        across, down = dx * self.scale[0], dy * self.scale[1]
        for box in self.boxes:
            yield Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


def smallest_shift(
    tracks: Sequence[Track], shields: Shields, lying: Lying, keep_out: npt.NDArray[np.bool_] | None
) -> Shift | None:
    """The nearest place in which all lines stand free of app and phone all the time.

    They move together and stay in the picture. `keep_out` (canvas-high x canvas-wide) is kept free,
    too. None where there is no such place.
    """
    poses = _poses(tracks, shields, lying, keep_out)
    for dx, dy in _nearest(poses):
        if all(_is_free(pose, dx, dy) for pose in poses):
            return Shift(dx, dy)
    return None


def _poses(
    tracks: Sequence[Track],
    shields: Shields,
    lying: Lying,
    keep_out: npt.NDArray[np.bool_] | None,
) -> list[_Pose]:
    hidden: dict[object, tuple[tuple[Shield, ...], npt.NDArray[np.int32]]] = {}
    found = []
    times = {time for track in tracks for time in times_of(track, shields.times())}
    # What moves is nowhere as far on as in its last moment.
    times |= {max(track.start, track.end - _MOMENT) for track in tracks}
    for time in sorted(times):
        there = [track for track in tracks if track.start <= time < track.end]
        state = shields.state(time)
        if state not in hidden:
            now = shields.at(time)
            hidden[state] = now, _sums(now, shields.canvas, keep_out)
        mapping = lying.at(time)
        boxes = tuple(mapping.box(track.box(time)) for track in there)
        if boxes:
            found.append(_Pose(boxes, mapping.scale, mapping.shown, *hidden[state]))
    return found


def _sums(
    shields: Sequence[Shield], canvas: Size, keep_out: npt.NDArray[np.bool_] | None
) -> npt.NDArray[np.int32]:
    """Sums of hidden pixels from the top left corner, on the coarse grid."""
    whole = Rect(0, 0, canvas.width, canvas.height)
    hidden = hidden_in(whole, shields, IN_THE_AD).astype(np.uint8)
    if keep_out is not None:
        hidden |= keep_out.astype(np.uint8)
    # A coarse pixel is hidden when any of its own is.
    size_wh = (canvas.width // _COARSE, canvas.height // _COARSE)
    spread = cv2.dilate(hidden, np.ones((_COARSE, _COARSE), np.uint8))
    small = cv2.resize(spread, size_wh, interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.integral(small), np.int32)


def _nearest(poses: Sequence[_Pose]) -> list[tuple[int, int]]:
    """Shifts in creative px, the cheapest first."""
    limits = _limits(poses)
    if limits is None:
        return []
    left, right, top, bottom = limits
    across, down = (max(1, round(_COARSE / side)) for side in poses[0].scale)
    columns = np.arange(-(left // across), right // across + 1) * across
    rows = np.arange(-(top // down), bottom // down + 1) * down
    free = np.ones((len(rows), len(columns)), bool)
    for pose in poses:
        for box in pose.boxes:
            free &= _free_at(pose.hidden, box, rows * pose.scale[1], columns * pose.scale[0])
    chosen_rows, chosen_columns = np.nonzero(free)
    dx, dy = columns[chosen_columns], rows[chosen_rows]
    cost = np.hypot(dx, dy) * np.where((dx != 0) & (dy != 0), _ASKEW, 1.0)
    order = np.argsort(cost, kind="stable")[:_MOST_TRIES]
    return [(int(dx[index]), int(dy[index])) for index in order]


def _limits(poses: Sequence[_Pose]) -> tuple[int, int, int, int] | None:
    """How far it may go left, right, up and down, in creative px, and stay in the picture."""
    rooms = [
        (
            (box.left - pose.shown.x) / pose.scale[0],
            (pose.shown.right - box.right) / pose.scale[0],
            (box.top - pose.shown.y) / pose.scale[1],
            (pose.shown.bottom - box.bottom) / pose.scale[1],
        )
        for pose in poses
        for box in pose.boxes
    ]
    if not rooms:
        return None
    left, right, top, bottom = (int(min(side)) for side in zip(*rooms, strict=True))
    return None if left + right < 0 or top + bottom < 0 else (left, right, top, bottom)


def _free_at(
    sums: npt.NDArray[np.int32],
    box: Box,
    down: Lengths,
    across: Lengths,
) -> npt.NDArray[np.bool_]:
    """Where the box would be free, by shifts in canvas px, on the coarse grid."""
    height, width = sums.shape
    left = _coarse(np.floor((box.left + across) / _COARSE), width)
    right = _coarse(np.ceil((box.right + across) / _COARSE), width)
    top = _coarse(np.floor((box.top + down) / _COARSE), height)
    bottom = _coarse(np.ceil((box.bottom + down) / _COARSE), height)
    hidden = (
        sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    )
    area = np.maximum(1, np.outer(bottom - top, right - left))
    free: npt.NDArray[np.bool_] = hidden <= _FREE * area
    return free


def _coarse(edges: Lengths, length: int) -> npt.NDArray[np.int64]:
    return np.clip(edges, 0, length - 1).astype(np.int64)


def _is_free(pose: _Pose, dx: int, dy: int) -> bool:
    return all(covered_share(box, pose.shields, *IN_THE_AD) <= _FREE for box in pose.moved(dx, dy))


def later_or_earlier(
    tracks: Sequence[Track], start: Fraction, end: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    """How much later the thing may start, or how much earlier it may end, so as to be free.

    `start` and `end` are when it is covered. None where nothing of it would be left.
    """
    first, last = min(track.start for track in tracks), max(track.end for track in tracks)
    least = Fraction(3, 10)
    later = end - first if start <= first + least and last - end > least else None
    earlier = last - start if end >= last - least and start - first > least else None
    return later, earlier
