"""The pictures of lines, kept while a clip is looked at, and read once their tracks are known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Box, Size
from qa.seeing.reading import read_line
from qa.seeing.sampling import Looked
from qa.seeing.seen import Track
from qa.seeing.spots import Spot
from renderer.picture.planes import Planes
from renderer.picture.rgb import RGB, rgb_from_planes

# A clip full of words would fill the memory; these are about 100 MB.
_MOST_BYTES = 100 << 20
# A line that changes is read in its first and in its last words, too.
_MOST_READ = 3
# Boxes fit the ink; the reader was trained with a little room. Of the line's height.
_MARGIN = 0.2


class Lines:
    """`size` is the creative's, as the boxes are."""

    def __init__(self, size: Size) -> None:
        self._size, self._left = size, _MOST_BYTES
        self._cut: dict[tuple[Fraction, Box], RGB] = {}

    def add(self, looked: Looked, spots: Iterable[Spot]) -> None:
        for spot in spots:
            if spot.kind == "text" and self._left > 0:
                cut = _cut(looked.planes, spot, self._size)
                self._cut[looked.time, spot.box] = cut
                self._left -= cut.nbytes

    def read(self, track: Track) -> Track:
        """With its words, each line once; of a caption the first, the middle and the last."""
        there = [place for place in track.boxes if place in self._cut]
        if not there:
            return track
        middle = len(there) // 2
        chosen = (0, middle, len(there) - 1) if track.changes else (middle,)
        said = (read_line(self._cut[there[index]]) for index in chosen[:_MOST_READ])
        return replace(track, text=" … ".join(dict.fromkeys(words for words in said if words)))


def _cut(planes: Planes, spot: Spot, size: Size) -> RGB:
    """The box out of the picture, with even edges, because a chroma sample stands for 2 x 2.

    A tilted line is turned level.
    """
    whole, box = planes.size, spot.box
    around = _MARGIN * box.height
    room = Box(box.left - around, box.top - around, box.right + around, box.bottom + around)
    part = room.scaled(whole.width / size.width, whole.height / size.height)
    left, top = max(0, int(part.left) // 2 * 2), max(0, int(part.top) // 2 * 2)
    right, bottom = (
        max(edge + 2, min(math.ceil(end / 2) * 2, side // 2 * 2))
        for edge, end, side in ((left, part.right, whole.width), (top, part.bottom, whole.height))
    )
    luma = planes.y[top:bottom, left:right]
    chroma = (plane[top // 2 : bottom // 2, left // 2 : right // 2] for plane in planes[1:])
    rgb = rgb_from_planes(Planes(np.ascontiguousarray(luma), *map(np.ascontiguousarray, chroma)))
    if not spot.corners:
        return rgb
    scale = np.array([whole.width / size.width, whole.height / size.height])
    return _level(rgb, np.array(spot.corners) * scale - (left, top))


def _level(rgb: RGB, corners: npt.NDArray[np.float64]) -> RGB:
    """A line as it is read, with the reader's margin, out of a picture in which it is tilted."""
    begins, ends, below = corners
    along, down = ends - begins, below - begins
    length, height = float(np.hypot(*along)), float(np.hypot(*down))
    around = _MARGIN * height
    outward = around * (along / length), around * (down / height)
    begins = begins - outward[0] - outward[1]
    ends, below = ends + outward[0] - outward[1], below - outward[0] + outward[1]
    width_wh = round(length + 2 * around), round(height + 2 * around)
    target = np.array([(0, 0), (width_wh[0], 0), (0, width_wh[1])], np.float32)
    turn = cv2.getAffineTransform(np.array([begins, ends, below], np.float32), target)
    turned = cv2.warpAffine(rgb, turn, width_wh, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)
