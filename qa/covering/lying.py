"""Where places of the creative stand on the canvas, and how much of them is cut off there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from overlays.framing import Framing
from overlays.geometry import Box, Rect, Size
from renderer.picture.fit import Fit, place_contain, place_cover
from renderer.plan import RenderPlan


class Mapping(NamedTuple):
    """Canvas px = creative px times `scale`, plus `dx`, `dy`. `shown` is what the fit leaves."""

    scale: tuple[float, float]
    dx: float
    dy: float
    shown: Rect

    def box(self, box: Box) -> Box:
        """The whole box on the canvas, also where it is cut off."""
        across, down = self.scale
        moved = box.scaled(across, down)
        return Box(
            moved.left + self.dx, moved.top + self.dy, moved.right + self.dx, moved.bottom + self.dy
        )

    def cut(self, box: Box) -> float:
        """The share of the box, 0.0 to 1.0, that is not shown."""
        whole = self.box(box)
        shown = self.shown
        left = whole.common(Box(shown.x, shown.y, shown.right, shown.bottom))
        return 1 - left / whole.area if whole.area else 0.0


@dataclass(frozen=True, slots=True)
class Lying:
    """How a creative of `size` (upright, square pixels) lies on a canvas over time.

    `screen` is the part of the canvas in which anything of it can be seen.
    """

    size: Size
    fit: Fit
    framing: Framing
    screen: Rect

    @classmethod
    def of(cls, plan: RenderPlan, size: Size, screen: Rect | None = None) -> Lying:
        """`screen` is a phone's, in px of the canvas; None for the whole canvas."""
        whole = Rect(0, 0, plan.canvas.width, plan.canvas.height)
        framing = plan.chrome.framing or Framing.fixed(whole)
        return cls(size, plan.fit, framing, screen or whole)

    def at(self, time: Fraction) -> Mapping:
        """The mapping at a media time."""
        rect = self.framing.rect(time)
        place = place_cover if self.fit == "cover" else place_contain
        placing = place(self.size, Fraction(1), 0, rect.size)
        crop, lies = placing.crop, placing.rect
        scale = lies.width / crop.width, lies.height / crop.height
        left, top = rect.x + lies.x, rect.y + lies.y
        shown = Rect(left, top, lies.width, lies.height)
        # Of what lies outside the screen nothing is seen: one pixel of it stands for nothing.
        shown = shown.intersect(self.screen) or Rect(left, top, 1, 1)
        return Mapping(scale, left - crop.x * scale[0], top - crop.y * scale[1], shown)
