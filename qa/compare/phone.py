"""What a phone lays over the frame in a screenshot: its clock, a notch, the volume, a keyboard.

Known by place and form alone. It covers what it covers, and is no fault of the ad.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from overlays.geometry import Rect
from qa.compare.changed import Blobs
from qa.compare.difference import Mask, pixels_of
from qa.compare.expected import Expected
from qa.compare.ycc import CELL, YCC, contrast_of

# Layers that are the phone's own in a view of one.
OWN = ("status_bar", "cutout", "home_indicator", "body")

# In dp, of a screen that is 360 wide.
_WIDTH = 360
_CORNER, _EDGE, _SLIDER_WIDE, _SLIDER_HIGH = 60, 24, 64, 80
_KEYBOARD_HIGH, _WIDE, _FILLED = 0.25, 0.95, 0.5
# How alike an element is that can be seen.
_SEEN = 0.6
# Of a keyboard's cells some lie on edges of keys; of a bar or of another video hardly any, or most.
_EDGY, _FEW_EDGES, _MOST_EDGES = 20.0, 0.05, 0.7


class Laid(NamedTuple):
    """What it is, its rect in pixels of the canvas, and the cells that it covers."""

    name: str
    rect: Rect
    cells: Mask


def laid_over(blobs: Blobs, expected: Expected, actual: YCC) -> Iterator[Laid]:
    """Those of the blobs that are a phone's own."""
    canvas = expected.canvas
    dp = canvas.width / _WIDTH
    tops = [e.box.y for e in expected.elements if not e.is_shade and e.id not in OWN]
    first = min(tops, default=0)
    for number, window in zip(blobs.numbers, blobs.windows, strict=True):
        rect = pixels_of(window, canvas.width, canvas.height)
        name = _name(rect, Rect(0, 0, canvas.width, canvas.height), first, dp)
        if name == "keyboard":
            is_one = _is_keyboard(blobs, number, window, actual)
            name = name if is_one and _hides(rect, expected, actual) else ""
        if name:
            cells = np.zeros(blobs.names.shape, np.bool_)
            cells[window.y : window.bottom, window.x : window.right] = True
            yield Laid(name, rect, cells)


def _name(rect: Rect, canvas: Rect, first: int, dp: float) -> str:
    is_at_side = rect.x <= 1 or rect.right >= canvas.width - 1
    is_at_end = rect.y <= 1 or rect.bottom >= canvas.height - 1
    if is_at_side and is_at_end and max(rect.width, rect.height) <= _CORNER * dp:
        return "rounded corner"
    # Cells reach a little over what is drawn.
    if rect.bottom <= first + CELL:
        return "status bar"
    is_low = rect.bottom >= canvas.height - 2 * CELL
    if is_low and rect.width >= _WIDE * canvas.width:
        return "keyboard" if rect.height >= _KEYBOARD_HIGH * canvas.height else ""
    near = min(rect.x, canvas.width - rect.right) <= _EDGE * dp
    is_slider = rect.height >= max(3 * rect.width, _SLIDER_HIGH * dp)
    return "volume slider" if near and is_slider and rect.width <= _SLIDER_WIDE * dp else ""


def _hides(rect: Rect, expected: Expected, actual: YCC) -> bool:
    """True where most elements below it cannot be seen: another shade or crop leaves them."""
    under = [e.box for e in expected.elements if not e.is_shade and rect.intersect(e.box) == e.box]
    alike = [_likeness(expected.picture, actual, box) for box in under]
    return 2 * sum(likeness > _SEEN for likeness in alike) < len(alike)


def _likeness(ours: YCC, theirs: YCC, box: Rect) -> float:
    """The correlation of the brightness in a box."""
    part = (slice(box.y, box.bottom), slice(box.x, box.right), 0)
    one, other = (picture[part].astype(np.float32) for picture in (ours, theirs))
    return float(cv2.matchTemplate(one, other, cv2.TM_CCOEFF_NORMED)[0, 0])


def _is_keyboard(blobs: Blobs, number: int, window: Rect, actual: YCC) -> bool:
    part = (slice(window.y, window.bottom), slice(window.x, window.right))
    own = (blobs.names[part] == number) & blobs.beyond[part]
    edges = float(np.mean(contrast_of(actual)[part] > _EDGY))
    return bool(own.mean() > _FILLED and _FEW_EDGES < edges < _MOST_EDGES)
