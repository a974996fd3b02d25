"""Is a pixel one of a smoothed edge? By the detector that pixelmatch 7.2 uses.

It lies between a darker and a brighter neighbor, has at most two neighbors like itself, and the
darkest or the brightest of them stands in a flat area in both pictures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from qa.diff.picture import DiffPicture, Indexes, Packed, colors_apart

_Bools = npt.NDArray[np.bool_]

# Columns first: of equally dark neighbors the rule takes the first in this order.
_STEPS = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)])
_X, _Y = _STEPS[:, 0], _STEPS[:, 1]
# With more neighbors like itself a pixel stands in a flat area.
_ALIKE = 2


def antialiased(first: DiffPicture, second: DiffPicture, at: Indexes) -> _Bools:
    """For each flat index: is that pixel, in either picture, one of a smoothed edge?"""
    smooth = _of_one(first, second, at)
    rest = np.flatnonzero(~smooth)
    smooth[rest] = _of_one(second, first, at[rest])
    return smooth


def _of_one(picture: DiffPicture, other: DiffPicture, at: Indexes) -> _Bools:
    neighbors, inside = _around(picture, at)
    smooth = ~_is_flat(picture.packed, neighbors, inside, at)
    # Many pixels are settled by now, and what follows is the dear part.
    left = np.flatnonzero(smooth)
    neighbors, inside = neighbors[left], None if inside is None else inside[left]
    delta = _brightness_apart(picture, at[left], neighbors)
    alike = delta == 0
    if inside is not None:
        alike = alike & inside
        delta[~inside] = 0
    between = _count(alike, inside) <= _ALIKE
    darkest, brightest = delta.argmin(axis=1), delta.argmax(axis=1)
    rows = np.arange(left.size)
    between &= (delta[rows, darkest] < 0) & (delta[rows, brightest] > 0)
    smooth[left] = between
    kept = np.flatnonzero(between)
    dark, bright = (neighbors[kept, end[kept]] for end in (darkest, brightest))
    smooth[left[kept]] = _flat_in_both(picture, other, dark, bright)
    return smooth


def _flat_in_both(
    first: DiffPicture, second: DiffPicture, dark: Indexes, bright: Indexes
) -> _Bools:
    """Does the darker pixel stand in a flat area in both pictures, or the brighter one?"""
    flat = np.zeros(dark.size, np.bool_)
    for end in (dark, bright):
        left = np.flatnonzero(~flat)
        around = _around(first, end[left])
        both = _is_flat(first.packed, *around, end[left])
        both &= _is_flat(second.packed, *around, end[left])
        flat[left] = both
    return flat


def _around(picture: DiffPicture, at: Indexes) -> tuple[Indexes, _Bools | None]:
    """Flat indexes of the eight neighbors, and which of them are in the picture; None for all.

    Those outside have the index of the pixel itself.
    """
    width, height = picture.width, picture.height
    neighbors = at[:, None] + (_Y * width + _X)
    y, x = np.divmod(at, width)
    if not ((x == 0) | (x == width - 1) | (y == 0) | (y == height - 1)).any():
        return neighbors, None
    columns, rows = x[:, None] + _X, y[:, None] + _Y
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    return np.where(inside, neighbors, at[:, None]), inside


def _is_flat(packed: Packed, neighbors: Indexes, inside: _Bools | None, at: Indexes) -> _Bools:
    """Has each pixel three or more neighbors of exactly its own color?"""
    alike = packed[neighbors] == packed[at][:, None]
    if inside is not None:
        alike &= inside
    flat: _Bools = _count(alike, inside) > _ALIKE
    return flat


def _count(alike: _Bools, inside: _Bools | None) -> npt.NDArray[np.intp]:
    """How many neighbors are alike; the border of the picture counts as one."""
    counts: npt.NDArray[np.intp] = alike.sum(axis=1)
    return counts if inside is None else counts + ~inside.all(axis=1)


def _brightness_apart(
    picture: DiffPicture, at: Indexes, neighbors: Indexes
) -> npt.NDArray[np.float64]:
    """How much darker each neighbor is, both over the ground behind the pixel in the middle."""
    middle = at[:, None]
    ground = None if picture.is_opaque else middle
    red, green, blue = colors_apart(picture.packed[middle], picture.packed[neighbors], ground)
    apart: npt.NDArray[np.float64] = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
    return apart
