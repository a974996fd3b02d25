"""How alike an element of ours and a place of a screenshot are, whatever video is behind.

What is soft is taken out of both, and only the element's own pixels and a little round them count.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from overlays.layers import PremulRGBA
from qa.measure.drawn import GREY

Grey = npt.NDArray[np.float32]
"""float32, height x width: 0 to 255, or what is left of that without what is soft."""

# dp round our place in which an element is looked for.
_REACH = 24
# Right ones had 0.71 and more on screenshots of half our size, other words at most 0.55; another
# place of the same picture had at most 0.48.
_LEAST_PEAK, _LEAST_LEAD = 0.68, 0.2
_MARGIN, _SOFT, _AROUND = 2, 4, 3


class Peak(NamedTuple):
    """How alike the best place is, and the next best; how far it is from ours, in pixels."""

    likeness: float
    next: float
    dx: float
    dy: float

    @property
    def is_clear(self) -> bool:
        return self.likeness >= _LEAST_PEAK and self.likeness - self.next >= _LEAST_LEAD


class Template(NamedTuple):
    """What is sharp of an element on grey, where that counts, and its corner in the look."""

    sharp: Grey
    mask: Grey
    x: int
    y: int


def peak_near(ground: Grey, look: PremulRGBA, rect: Rect, factor: float) -> Peak:
    """Where near `rect` the ground looks most like the element. `factor` is pixels for each dp."""
    reach, around = round(_REACH * factor), round(_AROUND * factor)
    template = template_of(look, factor)
    # Beyond the edges of our grid nothing is known.
    padded = cv2.copyMakeBorder(ground, *(4 * (reach + around,)), cv2.BORDER_CONSTANT)
    x, y = rect.x + template.x + around, rect.y + template.y + around
    rows, columns = (side + 2 * reach for side in template.sharp.shape)
    found = best_peak(padded[y : y + rows, x : x + columns], template, factor)
    return found._replace(dx=found.dx - reach, dy=found.dy - reach)


def best_peak(ground: npt.NDArray[np.generic], template: Template, factor: float) -> Peak:
    """The best place of all, counted from the ground's corner."""
    around = round(_AROUND * factor)
    window = np.ascontiguousarray(ground, np.float32)
    found = cv2.matchTemplate(window, template.sharp, cv2.TM_CCOEFF_NORMED, mask=template.mask)
    likeness = np.where(np.isfinite(found), found, -1).astype(np.float32)
    top, left = divmod(int(np.argmax(likeness)), likeness.shape[1])
    best = float(likeness[top, left])
    x = left + _between(likeness[top], left)
    y = top + _between(likeness[:, left], top)
    rows = slice(max(0, top - around), top + around + 1)
    likeness[rows, max(0, left - around) : left + around + 1] = -1
    return Peak(best, float(likeness.max()), x, y)


def template_of(look: PremulRGBA, factor: float) -> Template:
    """What is looked for of an element that looks like that."""
    alpha = look[..., 3].astype(np.float32) / 255
    grey = cv2.cvtColor(look[..., :3].copy(), cv2.COLOR_RGB2GRAY) + (1 - alpha) * GREY
    margin, soft = round(_MARGIN * factor), round(4 * _SOFT * factor)
    grey = np.pad(grey, soft, constant_values=GREY)
    alpha = np.pad(alpha, soft)
    # A shadow is softer than half.
    inked = (alpha > 0.5).astype(np.uint8)
    side = 2 * margin + 1
    mask = cv2.dilate(inked, np.ones((side, side), np.uint8)).astype(np.float32)
    x, y, width, height = cv2.boundingRect((mask > 0).astype(np.uint8))
    part = slice(y, y + height), slice(x, x + width)
    sharp = sharpened(grey, factor)
    return Template(
        np.ascontiguousarray(sharp[part]),
        np.ascontiguousarray(mask[part]),
        x - soft,
        y - soft,
    )


def sharpened(grey: npt.NDArray[np.generic], factor: float) -> Grey:
    """Without what is softer than letters are, such as the video's light and dark."""
    values = grey.astype(np.float32)
    return values - np.asarray(cv2.GaussianBlur(values, (0, 0), _SOFT * factor), np.float32)


def _between(values: Grey, at: int) -> float:
    """How far beside `at` a parabola through it and its neighbors has its top, -0.5 to 0.5."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, here, after = (float(values[index]) for index in (at - 1, at, at + 1))
    bend = before - 2 * here + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, (before - after) / (2 * bend)))
