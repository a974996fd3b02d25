"""Advice that computes: the smallest shift that frees a covered thing, tried against the chrome.

Every place where the thing's boxes would be free is looked up in sums of the hidden pixels, on a
quarter of the canvas's size; the nearest one is tried at full size, and the next if it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect, Size
from qa.covering.covered import covered_share
from qa.covering.lying import Lying
from qa.covering.moments import times_of
from qa.covering.shields import IN_THE_AD, Shield, Shields, hidden_in
from qa.seeing.seen import Track
from qa.seeing.spots import Box

_COARSE = 4
# Of what still touches: the smoothed edge of a letter.
_FREE = 0.01
# A way to the side as well as up is two things to think of.
_ASKEW = 1.5
_MOST_TRIES = 12


@dataclass(frozen=True, slots=True)
class Shift:
    """So many pixels of the creative to the right and down."""

    dx: int
    dy: int


@dataclass(frozen=True, slots=True, eq=False)
class _Pose:
    """The boxes of a thing on the canvas at a time, and all that hides then."""

    boxes: tuple[Box, ...]
    shields: tuple[Shield, ...]
    hidden: npt.NDArray[np.int32]


def smallest_shift(
    tracks: Sequence[Track], shields: Shields, lying: Lying, keep_out: npt.NDArray[np.bool_] | None
) -> Shift | None:
    """The nearest place in which all lines stand free of app and phone all the time.

    They move together and stay in the picture. `keep_out` (canvas-high x canvas-wide) is kept free,
    too. None where there is no such place.
    """
    poses = _poses(tracks, shields, lying, keep_out)
    scale = lying.at(tracks[0].start).scale
    for dx, dy in _nearest(poses, lying, tracks):
        if all(_is_free(pose, dx, dy) for pose in poses):
            return Shift(_outward(dx / scale[0]), _outward(dy / scale[1]))
    return None


def _poses(
    tracks: Sequence[Track],
    shields: Shields,
    lying: Lying,
    keep_out: npt.NDArray[np.bool_] | None,
) -> list[_Pose]:
    hidden: dict[object, tuple[tuple[Shield, ...], npt.NDArray[np.int32]]] = {}
    found = []
    for time in sorted({time for track in tracks for time in times_of(track, shields.times())}):
        there = [track for track in tracks if track.start <= time < track.end]
        state = shields.state(time)
        if state not in hidden:
            now = shields.at(time)
            hidden[state] = now, _sums(now, shields.canvas, keep_out)
        boxes = tuple(lying.at(time).box(track.box(time)) for track in there)
        if boxes:
            found.append(_Pose(boxes, *hidden[state]))
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


def _nearest(
    poses: Sequence[_Pose], lying: Lying, tracks: Sequence[Track]
) -> list[tuple[int, int]]:
    """Shifts in canvas px, the cheapest first."""
    limits = _limits(poses, lying, tracks)
    if limits is None:
        return []
    left, right, top, bottom = limits
    columns = np.arange(-(left // _COARSE), right // _COARSE + 1)
    rows = np.arange(-(top // _COARSE), bottom // _COARSE + 1)
    free = np.ones((len(rows), len(columns)), bool)
    for pose in poses:
        for box in pose.boxes:
            free &= _free_at(pose.hidden, box, rows, columns)
    down, across = np.nonzero(free)
    dx, dy = columns[across] * _COARSE, rows[down] * _COARSE
    cost = np.hypot(dx, dy) * np.where((dx != 0) & (dy != 0), _ASKEW, 1.0)
    order = np.argsort(cost, kind="stable")[:_MOST_TRIES]
    return [(int(dx[index]), int(dy[index])) for index in order]


def _limits(
    poses: Sequence[_Pose], lying: Lying, tracks: Sequence[Track]
) -> tuple[int, int, int, int] | None:
    """How far it may go left, right, up and down, and still be in the picture."""
    shown = lying.at(tracks[0].start).shown
    boxes = [box for pose in poses for box in pose.boxes]
    if not boxes:
        return None
    left = min(box.left for box in boxes) - shown.x
    right = shown.right - max(box.right for box in boxes)
    top = min(box.top for box in boxes) - shown.y
    bottom = shown.bottom - max(box.bottom for box in boxes)
    if left + right < 0 or top + bottom < 0:
        return None
    return int(left), int(right), int(top), int(bottom)


def _free_at(
    sums: npt.NDArray[np.int32],
    box: Box,
    rows: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """Where the box would be free, by shift in coarse pixels."""
    height, width = sums.shape
    left = np.clip(columns + int(box.left) // _COARSE, 0, width - 1)
    right = np.clip(columns + -(-int(box.right) // _COARSE), 0, width - 1)
    top = np.clip(rows + int(box.top) // _COARSE, 0, height - 1)
    bottom = np.clip(rows + -(-int(box.bottom) // _COARSE), 0, height - 1)
    hidden = (
        sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    )
    area = np.maximum(1, np.outer(bottom - top, right - left))
    free: npt.NDArray[np.bool_] = hidden <= _FREE * area
    return free


def _is_free(pose: _Pose, dx: int, dy: int) -> bool:
    moved = (Box(b.left + dx, b.top + dy, b.right + dx, b.bottom + dy) for b in pose.boxes)
    return all(covered_share(box, pose.shields, *IN_THE_AD) <= _FREE for box in moved)


def _outward(length: float) -> int:
    """Away from zero: a pixel less would not be enough."""
    return int(np.ceil(length)) if length > 0 else int(np.floor(length))


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
