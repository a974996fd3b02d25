"""Which pixels of two pictures differ, by the rule of pixelmatch 7.2, exactly.

Copyright (c) 2026 Mapbox for the rule and its figures; ISC License, which asks for this notice:
Permission to use, copy, modify, and/or distribute this software for any purpose with or without
fee is hereby granted, provided that the above copyright notice and this permission notice appear
in all copies.

Nearly all pixels of two like pictures cannot differ enough, so they are thrown away first by their
largest channel; the rule is applied to those left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from qa.diff.antialiasing import antialiased
from qa.diff.picture import DiffPicture, Indexes, colors_apart

Mask = npt.NDArray[np.bool_]

# The largest difference that YIQ knows, that of two of the cube's corners.
_MOST = 35215.0
# The form is convex, so it is largest at a corner: at most this, times the largest channel squared.
_MOST_OF_A_CHANNEL = 0.54157
# Pixels looked at together: more do not stay in the processor's cache.
_CHUNK = 1 << 13


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """`mask`: height x width, true where a pixel differs; `smoothed` counts those that differ in
    their anti-aliasing alone, which the mask leaves out."""

    mask: Mask = field(repr=False)
    smoothed: int

    @property
    def count(self) -> int:
        return int(np.count_nonzero(self.mask))


def differing(
    expected: npt.NDArray[np.uint8],
    actual: npt.NDArray[np.uint8],
    threshold: float = 0.1,
    ignored: Mask | None = None,
    *,
    counts_smoothing: bool = False,
) -> Difference:
    """The pixels that differ by more than `threshold` (0 to 1) and not in their smoothing alone.

    Both pictures: uint8, height x width x 4, sRGB, alpha straight, of one size. Where `ignored` is
    true no pixel differs, though its color still counts as a neighbor's.
    """
    assert expected.shape == actual.shape, "another size is a verdict, not a difference"
    assert 0 <= threshold <= 1, threshold
    first, second = DiffPicture.of(expected), DiffPicture.of(actual)
    mask = np.zeros(expected.shape[:2], np.bool_)
    smoothed = 0
    found = _candidates(first, second, threshold, ignored)
    for start in range(0, found.size, _CHUNK):
        at = found[start : start + _CHUNK]
        at = at[_delta(first, second, at) > _MOST * threshold * threshold]
        if not counts_smoothing:
            is_smooth = antialiased(first, second, at)
            smoothed += int(np.count_nonzero(is_smooth))
            at = at[~is_smooth]
        mask.reshape(-1)[at] = True
    return Difference(mask, smoothed)


def _candidates(
    first: DiffPicture, second: DiffPicture, threshold: float, ignored: Mask | None
) -> Indexes:
    """Flat indexes of the pixels that may differ, in order."""
    if first.is_opaque and second.is_opaque:
        apart = cv2.absdiff(first.rgba, second.rgba)
        red, green, blue, _ = cv2.split(apart)
        largest = cv2.max(cv2.max(red, green), blue)
        # Channels are whole, and no difference at all never counts.
        reach = max(1, int(np.sqrt(_MOST / _MOST_OF_A_CHANNEL) * threshold))
        _, may = cv2.threshold(largest, reach - 1, 1, cv2.THRESH_BINARY)
    else:
        may = np.not_equal(first.packed, second.packed).reshape(first.rgba.shape[:2])
    if ignored is not None:
        may = np.where(ignored, 0, may)
    # Ones and noughts are found faster as booleans.
    return np.flatnonzero(may.astype(np.uint8, copy=False).view(np.bool_))


def _delta(first: DiffPicture, second: DiffPicture, at: Indexes) -> npt.NDArray[np.float64]:
    """The squared difference of both pictures' colors at those pixels."""
    ground = None if first.is_opaque and second.is_opaque else at
    red, green, blue = colors_apart(first.packed[at], second.packed[at], ground)
    # The order of the terms is the rule's: another one rounds another way.
    y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
    i = red * 0.59597799 - green * 0.27417610 - blue * 0.32180189
    q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694
    delta: npt.NDArray[np.float64] = 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q
    return delta
