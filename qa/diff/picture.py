"""A picture in the forms that the rule asks for, and the checkered ground behind clear pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.intp]
"""Flat indexes of pixels, row after row."""
Packed = npt.NDArray[np.uint32]
"""Pixels, each a number: equal for equal bytes."""
_Colors = npt.NDArray[np.int32]
Channels = tuple[
    npt.NDArray[np.float64],
    npt.NDArray[np.float64],
    npt.NDArray[np.float64],
]


@dataclass(frozen=True, slots=True, eq=False)
class DiffPicture:
    """`rgba`: uint8, height x width x 4, alpha straight. `packed`: the same, flat."""

    rgba: npt.NDArray[np.uint8] = field(repr=False)
    packed: Packed = field(repr=False)
    is_opaque: bool

    @classmethod
    def of(cls, rgba: npt.NDArray[np.uint8]) -> DiffPicture:
        rgba = np.ascontiguousarray(rgba)
        assert rgba.ndim == 3
        assert rgba.shape[2] == 4
        packed = rgba.view(np.uint32).reshape(-1)
        clear = np.array([255, 255, 255, 0], np.uint8).view(np.uint32)[0]
        every = np.bitwise_and.reduce(packed) | clear
        return cls(rgba, packed, bool(every == np.uint32(0xFFFFFFFF)))

    @property
    def width(self) -> int:
        return int(self.rgba.shape[1])

    @property
    def height(self) -> int:
        return int(self.rgba.shape[0])


def colors_apart(one: Packed, other: Packed, at: Indexes | None) -> Channels:
    """Red, green and blue of `one` less those of `other`.

    Both are seen over the ground behind the pixels `at`; None where all are opaque.
    """
    mine, yours = _colors(one), _colors(other)
    plain = mine - yours
    if at is None:
        return _each([plain[..., channel] for channel in range(3)])
    alpha, both = plain[..., 3], (mine[..., 3] == 255) & (yours[..., 3] == 255)
    shown = mine * mine[..., 3:] - yours * yours[..., 3:]
    over = [(shown[..., channel] - ground * alpha) / 255 for channel, ground in _behind(at)]
    return _each([np.where(both, plain[..., channel], over[channel]) for channel in range(3)])


def _colors(packed: Packed) -> _Colors:
    return packed.view(np.uint8).reshape(*packed.shape, 4).astype(np.int32)


def _each(channels: list[npt.NDArray[np.int32]]) -> Channels:
    red, green, blue = (channel.astype(np.float64) for channel in channels)
    return red, green, blue


def _behind(at: Indexes) -> list[tuple[int, npt.NDArray[np.int64]]]:
    """Each channel of what shows through a clear pixel: by its place, one of four colors.

    They change from pixel to pixel, so that no color is like all of them. The rule counts in bytes
    of RGBA, so that red, which takes every other one, never changes.
    """
    place = at * 4
    halves = [place % 2]
    halves += [(place / by).astype(np.int64) % 2 for by in (1.618033988749895, 2.618033988749895)]
    return [(channel, 48 + 159 * half) for channel, half in enumerate(halves)]
