"""`Element`, one thing that layout has decided, and `Scale`, the way from dp to canvas pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from overlays.drawing.items import WHITE, Color, Drawing, Shadow, TextStyle
from overlays.geometry import Rect
from overlays.layers import Action
from overlays.motion import ALWAYS, FadeIn, Motion, TimeSpan
from overlays.placements.spec import Number, Placement, ShadowSpec, TextLineSpec
from overlays.viewports.screen import Screen


@dataclass(frozen=True, slots=True)
class Element:
    """One layer before it is drawn.

    The drawing is as large as `rect`, with the exceptions that `Layer` names. `tail_action` is what
    a tap on the last run of its text does, such as "See more".
    """

    id: str
    rect: Rect
    drawing: Drawing
    motion: Motion | None = None
    fade: FadeIn | None = None
    action: Action | None = None
    text: str = ""
    span: TimeSpan = ALWAYS
    tail_action: Action | None = None


class Padding(NamedTuple):
    """Room around text and icons for their shadow, in pixels."""

    side: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Multiplies dp by one factor; edges are rounded, so that neighbors always meet.

    `language` is the ad's, for the forms of its letters.
    """

    factor: float
    grid: tuple[int, int]
    feed: Rect
    top_inset: int
    shadow: Shadow
    padding: Padding
    language: str = ""

    @classmethod
    def to_frame(cls, frame: Screen, placement: Placement, language: str = "") -> Scale:
        factor = frame.factor
        shadow, padding = _shadow(placement.shadow, factor)
        grid, feed, inset = placement.grid, frame.feed, frame.top_inset
        return cls(factor, grid, feed, inset, shadow, padding, language)

    def shadowed(self, spec: ShadowSpec) -> Scale:
        """The same scale with another shadow."""
        shadow, padding = _shadow(spec, self.factor)
        return replace(self, shadow=shadow, padding=padding)

    def left(self, number: Number) -> int:
        """The canvas column of an x that counts from the feed's left edge."""
        return self.feed.x + self.px(number)

    def right(self, number: Number) -> int:
        """The canvas column of an x of the grid that keeps its distance from the right edge."""
        return self.feed.right - round((self.grid[0] - number.value) * self.factor)

    def top(self, number: Number) -> int:
        """The canvas row of a y that counts from the top, moved by the status bar."""
        return self.feed.y + self.top_inset + self.px(number)

    def low(self, number: Number) -> int:
        """The canvas row of a y of the grid that keeps its distance from the lower edge."""
        return self.feed.bottom - round((self.grid[1] - number.value) * self.factor)

    def px(self, number: Number) -> int:
        """A length in whole pixels."""
        return round(number.value * self.factor)

    def exact(self, number: Number) -> float:
        """A length in pixels, not rounded: letter sizes and positions inside a box."""
        return number.value * self.factor

    def style(self, spec: TextLineSpec, color: Color) -> TextStyle:
        """Letter size and line height of a line of text."""
        return self.letters(self.exact(spec.size), self.exact(spec.line_height), color)

    def letters(self, size: float, line_height: float, color: Color = WHITE) -> TextStyle:
        """A style of sizes in pixels, in the ad's language."""
        return TextStyle(size, line_height, color, self.language)

    def padded(self, rect: Rect) -> Rect:
        """The rect with room for the shadow."""
        side, top, bottom = self.padding
        return Rect(rect.x - side, rect.y - top, rect.width + 2 * side, rect.height + top + bottom)


def _shadow(spec: ShadowSpec, factor: float) -> tuple[Shadow, Padding]:
    """A shadow in pixels and the room it takes."""
    shadow = Shadow(
        dy=round(spec.offset.value * factor),
        sigma=spec.blur.value * factor,
        opacity=spec.opacity.value,
    )
    # Two sigmas hold 95 % of a blur; more would make the boxes of neighbors overlap.
    reach = round(2 * shadow.sigma)
    return shadow, Padding(reach, max(reach - shadow.dy, 0), reach + shadow.dy)
