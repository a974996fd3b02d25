"""Small pictures with words in a known place, and clips of them that no file has to hold."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from overlays.drawing.items import Drawing, Run, Text, TextStyle
from overlays.drawing.skia.painting import draw
from overlays.geometry import Box, Rect, Size
from qa.seeing.seen import Track
from qa.seeing.spots import Kind

RGB = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 416, 736
"""The size in which the detectors look at an upright picture."""


def lettered(text: str, x: int, y: int, size: float = 20, gray: int = 60) -> tuple[RGB, Rect]:
    """White words on gray, and where their ink is."""
    style = TextStyle(size, size * 1.4)
    drawn = draw(Drawing(Size(WIDTH, 80), (Text((Run(text, "bold"),), style, WIDTH - 20),)))
    ink = drawn[..., 3]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    picture = np.full((HEIGHT, WIDTH, 3), gray, np.float32)
    height, width = cut.shape
    share = cut[..., None].astype(np.float32) / 255
    part = picture[y : y + height, x : x + width]
    part += (255 - part) * share
    return np.rint(picture).astype(np.uint8), Rect(x, y, width, height)


def track(
    rect: Rect, start: str = "0", end: str = "2", kind: Kind = "text", text: str = ""
) -> Track:
    """Something that stands still, seen every half second."""
    box = Box(rect.x, rect.y, rect.right, rect.bottom)
    first, last = Fraction(start), Fraction(end)
    times = [first + Fraction(n, 2) for n in range(int((last - first) * 2) + 1)]
    return Track(kind, first, last, tuple((time, box) for time in times), text=text)
