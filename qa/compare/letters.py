"""Words pixel by pixel: what is too small for cells, such as a dot, and letters a little aside.

A letter that became its twin (l and I, i and ı) changes a few pixels, or only where the letters
after it stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Mask, cell_window
from qa.compare.expected import Element
from qa.compare.profiles import Profile
from qa.compare.ycc import CELL, YCC, contrast_pixels

# Around the words an accent may have come.
_MARGIN = 6
# In limits of the profile, by the worst 4 x 4 pixels wherever they begin. Of the suite's clean
# frames that was 1.22 at crf 28 and 0.82 elsewhere, of its accents and dots mostly over 1.4.
_LEAST_DOT, _MOST_DOT = 1.1, 1.4
# How far the frame's own noise, the worst 95th percentile of its words, moves the limit: 0.3 to 0.5
# at crf 28, under 0.24 elsewhere.
_DOT, _PER_NOISE, _USUAL = 0.55, 2.5, 95
# Pixels that the strokes in a window stand aside, at a canvas of 1080: at most 0.90 in the clean
# frames (thin letters on a plate at crf 28, 0.62 elsewhere), behind a letter of another width 1.19
# and more.
_ASIDE, _CANVAS = 1.04, 1080
_WINDOW = (41, 33)
# Levels a pixel by which strokes must rise for their place to be known.
_STEEP = 3.0

Luma = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Letters:
    """What the words of an element differ by.

    `worst` and `usual` (the 95th percentile) are of all places, in limits of the profile; `aside`
    is in pixels.
    """

    worst: float
    usual: float
    aside: float


def retyped_in(letters: Mapping[str, Letters], width: int) -> Iterator[str]:
    """The ids of elements in which a letter is another one, on a canvas so many pixels wide."""
    noise = max((one.usual for one in letters.values()), default=0.0)
    limit = min(max(_DOT + _PER_NOISE * noise, _LEAST_DOT), _MOST_DOT)
    aside = _ASIDE * max(0.6, width / _CANVAS)
    for name, one in letters.items():
        if one.worst > limit or one.aside > aside:
            yield name


def letters_of(
    element: Element, ours: YCC, theirs: YCC, seen: Mask, profile: Profile
) -> Letters | None:
    """Of the words of an element in two pictures, height x width x 3.

    None where there are none, where they are not seen as a whole, and where they slide: those stand
    where another clock puts them.
    """
    if not element.text or element.is_moving or element.is_shade:
        return None
    window = cell_window(element.box, seen.shape)
    if window is None or not seen[window.y : window.bottom, window.x : window.right].all():
        return None
    height, width = ours.shape[:2]
    box = element.box.expand(_MARGIN, _MARGIN).intersect(Rect(0, 0, width, height))
    assert box is not None
    part = (slice(box.y, box.bottom), slice(box.x, box.right))
    luma = np.ascontiguousarray(ours[part][..., 0])
    apart = theirs[part][..., 0].astype(np.float32) - luma
    # The same limit as of cells, which would halve a dot that lies on the border of two.
    limit = profile.luma + profile.luma_slope * contrast_pixels(luma).astype(np.float32)
    dots = np.abs(cv2.blur(apart, (CELL, CELL))) / limit
    usual = float(np.percentile(dots[::3, ::3], _USUAL))
    return Letters(float(dots.max()), usual, _aside(luma.astype(np.float32), apart))


def _aside(luma: Luma, apart: Luma) -> float:
    """By least squares: brightness changes by its slope for each pixel that strokes stand aside."""
    slope = cv2.Sobel(luma, cv2.CV_32F, 1, 0, scale=1 / 8)
    along = cv2.boxFilter(slope * apart, -1, _WINDOW)
    steep = cv2.boxFilter(slope * slope, -1, _WINDOW)
    aside = np.abs(along / np.maximum(steep, 1.0))
    return float(aside[steep > _STEEP * _STEEP].max(initial=0))
