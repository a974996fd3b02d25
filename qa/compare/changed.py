"""What is said of an element that changed in a way that no simple guess explains."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Difference
from qa.compare.guesses import Case
from qa.compare.readings import ALONE, TOGETHER
from qa.finding import RegionVerdict

# A blob is filled with change; words that became others are strokes with nothing between them.
_FILLED, _LARGE = 0.5, 60
_JOIN = 5
_OUTSIDE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Blobs:
    """Cells beyond their limits that lie together. `names` has the number of each cell's, or 0."""

    names: npt.NDArray[np.int32] = field(repr=False)
    beyond: npt.NDArray[np.bool_] = field(repr=False)
    windows: tuple[Rect, ...]
    numbers: tuple[int, ...]


def blobs_of(difference: Difference) -> Blobs:
    """The blobs that count: several cells, or one far beyond its limit. Windows are in cells."""
    excess = difference.excess
    beyond = excess > 1
    joined = cv2.dilate(beyond.astype(np.uint8), np.ones((_JOIN, _JOIN), np.uint8))
    count, names, stats, _ = cv2.connectedComponentsWithStats(joined)
    windows, numbers = [], []
    for number in range(1, count):
        x, y, width, height = (int(value) for value in stats[number][:4])
        part = (slice(y, y + height), slice(x, x + width))
        own = excess[part] * (names[part] == number)
        if own.max() > ALONE or np.count_nonzero(own > 1) >= TOGETHER:
            windows.append(Rect(x, y, width, height))
            numbers.append(number)
    return Blobs(np.asarray(names, np.int32), beyond, tuple(windows), tuple(numbers))


def windows_of(cells: npt.NDArray[np.bool_]) -> list[Rect]:
    """A window round each group of cells, neighbors over a gap of four together."""
    joined = cv2.dilate(cells.astype(np.uint8), np.ones((_JOIN, _JOIN), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [Rect(*(int(value) for value in stats[number][:4])) for number in range(1, count)]


def changed_verdict(case: Case, blobs: Blobs) -> tuple[RegionVerdict, dict[str, float]]:
    """`covered` where a filled blob reaches over the element's edge, else `retyped`."""
    window = case.mark.window
    part = (slice(window.y, window.bottom), slice(window.x, window.right))
    for number, rect in zip(blobs.numbers, blobs.windows, strict=True):
        inside = int(np.count_nonzero((blobs.names[part] == number) & blobs.beyond[part]))
        if inside and _is_cover(blobs, number, rect, inside):
            return "covered", {}
    return "retyped", {}


def _is_cover(blobs: Blobs, number: int, rect: Rect, inside: int) -> bool:
    part = (slice(rect.y, rect.bottom), slice(rect.x, rect.right))
    cells = (blobs.names[part] == number) & blobs.beyond[part]
    area = np.count_nonzero(cells)
    if area < _LARGE:
        return False
    filled = area / np.count_nonzero(blobs.names[part] == number)
    return bool(filled > _FILLED and (area - inside) / area > _OUTSIDE)
