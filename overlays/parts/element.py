"""`Element`, one thing that layout has decided, and `Scale`, the way from dp to canvas pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from overlays.drawing.items import WHITE, Color, Drawing, Shadow, TextStyle
from overlays.geometry import Rect
from overlays.layers import Action
from overlays.motion import ALWAYS, FadeIn, Motion, TimeSpan
from overlays.reading.figures import Number


class Tail(NamedTuple):
    """What a tap on the last run of a text does, `reach` pixels round its letters too."""

    id: str
    action: Action
    reach: int


@dataclass(frozen=True, slots=True)
class Element:
    """One layer before it is drawn.

    The drawing is as large as `rect`, with the exceptions that `Layer` names. `tail` is a place of
    its own in the text, such as "See more". `part` is the id of the part that made it, the rest
    what `Layer` has under the same names. `keeps_clock`: its span is by the clip's clock, in
    whatever stage the part comes.
    """

    id: str
    rect: Rect
    drawing: Drawing
    motion: Motion | None = None
    fade: FadeIn | None = None
    action: Action | None = None
    text: str = ""
    span: TimeSpan = ALWAYS
    tail: Tail | None = None
    part: str = ""
    word: str = ""
    is_locked: bool = False
    is_front: bool = False
    fill: str | None = None
    block: str = ""
    place: int = 0
    keeps_clock: bool = False


class Shifted(NamedTuple):
    """An element that stands `dx` pixels further right and `dy` further down than it says."""

    element: Element
    dx: int = 0
    dy: int = 0

    def moved(self, dx: int, dy: int) -> Shifted:
        return Shifted(self.element, self.dx + dx, self.dy + dy)

    @property
    def rect(self) -> Rect:
        """Where it really stands."""
        rect = self.element.rect
        return Rect(rect.x + self.dx, rect.y + self.dy, rect.width, rect.height)


class Padding(NamedTuple):
    """Room around text and icons for their shadow, in pixels."""

    side: int = 0
    top: int = 0
    bottom: int = 0

    def around(self, rect: Rect) -> Rect:
        """The rect with that room."""
        return Rect(
            rect.x - self.side,
            rect.y - self.top,
            rect.width + 2 * self.side,
            rect.height + self.top + self.bottom,
        )


class Cast(NamedTuple):
    """A shadow in pixels, None for none, and the room that it takes."""

    shadow: Shadow | None = None
    padding: Padding = Padding()


@dataclass(frozen=True, slots=True)
class Scale:
    """Multiplies dp by one factor; edges are rounded, so that neighbors always meet.

    `language` is the ad's, for the forms of its letters.
    """

    factor: float
    language: str = ""

    def px(self, number: Number) -> int:
        """A length in whole pixels."""
        return round(number.value * self.factor)

    def exact(self, number: Number) -> float:
        """A length in pixels, not rounded: letter sizes and positions inside a box."""
        return number.value * self.factor

    def letters(self, size: float, line_height: float, color: Color = WHITE) -> TextStyle:
        """A style of sizes in pixels, in the ad's language."""
        return TextStyle(size, line_height, color, self.language)

    def cast(self, offset: Number, blur: Number, opacity: Number) -> Cast:
        """A shadow so many dp lower, blurred by so many, and the room it takes."""
        shadow = Shadow(
            dy=round(offset.value * self.factor),
            sigma=blur.value * self.factor,
            opacity=opacity.value,
        )
        # Two sigmas hold 95 % of a blur; more would make the boxes of neighbors overlap.
        reach = round(2 * shadow.sigma)
        return Cast(shadow, Padding(reach, max(reach - shadow.dy, 0), reach + shadow.dy))
