"""`Planes`: one picture as three arrays, the form in which the renderer hands pictures around."""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from overlays.geometry import Size

Plane = npt.NDArray[np.uint8]
"""uint8, height x width; rows may be further apart than they are wide, columns may not."""

# The list's reference and the one that `getrefcount` itself holds.
_UNUSED_REFERENCES = 2

BLACK = (16, 128, 128)
"""Y', Cb, Cr."""


class Planes(NamedTuple):
    """Y'CbCr BT.709, limited range, 8 bit, 4:2:0: `u` and `v` are half as wide and high as `y`."""

    y: Plane
    u: Plane
    v: Plane

    @property
    def size(self) -> Size:
        return Size(self.y.shape[1], self.y.shape[0])


def new_block(size: Size) -> Plane:
    """A contiguous yuv420p picture, (height * 3 / 2) x width, undefined content; even sides."""
    assert size.width % 2 == 0, f"odd canvas {size}"
    assert size.height % 2 == 0, f"odd canvas {size}"
    return np.empty((size.height * 3 // 2, size.width), np.uint8)


class BlockPool:
    """Hands out blocks of one size and takes back those that nobody holds any more.

    A fresh block costs ten times as much as the copy into it, because the system has to find and
    clear each of its pages.
    """

    def __init__(self, size: Size) -> None:
        self._size = size
        self._blocks: list[Plane] = []

    def take(self) -> Plane:
        """A writable block of undefined content; it is free again when all views of it are gone."""
        for index in range(len(self._blocks)):
            if sys.getrefcount(self._blocks[index]) == _UNUSED_REFERENCES:
                return self._blocks[index].view()
        self._blocks.append(new_block(self._size))
        return self._blocks[-1].view()


def black_planes(size: Size) -> Planes:
    """Writable black planes."""
    return solid_planes(size, BLACK)


def solid_planes(size: Size, ycc: tuple[int, int, int]) -> Planes:
    """Writable planes of one color, given as Y', Cb, Cr."""
    planes = split_planes(new_block(size))
    for plane, value in zip(planes, ycc, strict=True):
        plane.fill(value)
    return planes


def split_planes(block: Plane) -> Planes:
    """The planes of a contiguous yuv420p block, without a copy; read-only if the block is."""
    height, width = block.shape[0] * 2 // 3, block.shape[1]
    flat = block.reshape(-1)
    luma, chroma = height * width, height * width // 4
    half = (height // 2, width // 2)
    return Planes(
        flat[:luma].reshape(height, width),
        flat[luma : luma + chroma].reshape(half),
        flat[luma + chroma :].reshape(half),
    )
