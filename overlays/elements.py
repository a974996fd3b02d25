"""`Element`, one thing that layout has decided, and `Scale`, the way from dp to canvas pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from overlays.drawings import Color, Drawing, Shadow, TextStyle
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.motion import ALWAYS, Motion, TimeSpan
from overlays.placements import Number, Placement, TextLineSpec


@dataclass(frozen=True, slots=True)
class Element:
    """One layer before it is drawn. The drawing fills `rect`, or is wider under a `Marquee`."""

    id: str
    rect: Rect
    drawing: Drawing
    motion: Motion | None = None
    action: Action | None = None
    text: str = ""
    span: TimeSpan = ALWAYS


class Padding(NamedTuple):
    """Room around text and icons for their shadow, in pixels."""

    side: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Multiplies dp by one factor; edges are rounded, so that neighbors always meet."""

    factor: float
    canvas: Size
    shadow: Shadow
    padding: Padding

    @classmethod
    def to_canvas(cls, canvas: Size, placement: Placement) -> Scale:
        factor = canvas.width / placement.grid[0]
        spec = placement.shadow
        shadow = Shadow(
            dy=round(spec.offset.value * factor),
            sigma=spec.blur.value * factor,
            opacity=spec.opacity.value,
        )
        # Two sigmas hold 95 % of a blur; more would make the boxes of neighbors overlap.
        reach = round(2 * shadow.sigma)
        padding = Padding(reach, max(reach - shadow.dy, 0), reach + shadow.dy)
        return cls(factor, canvas, shadow, padding)

    def px(self, number: Number) -> int:
        """A length in whole pixels."""
        return round(number.value * self.factor)

    def exact(self, number: Number) -> float:
        """A length in pixels, not rounded: letter sizes and positions inside a box."""
        return number.value * self.factor

    def style(self, spec: TextLineSpec, color: Color) -> TextStyle:
        """Letter size and line height of a line of text."""
        return TextStyle(self.exact(spec.size), self.exact(spec.line_height), color)

    def padded(self, rect: Rect) -> Rect:
        """The rect with room for the shadow."""
        side, top, bottom = self.padding
        return Rect(rect.x - side, rect.y - top, rect.width + 2 * side, rect.height + top + bottom)
