"""What to draw, as small frozen values: `layout` decides in them, `skia.painting` paints them.

A `Drawing` is a flat list of items on a box of its own; coordinates are pixels from the box's top
left corner. Equal drawings paint equal pixels, so a drawing is its own cache key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from overlays.geometry import Size
from overlays.layers import PremulRGBA

Weight = Literal["regular", "semibold", "bold"]
Align = Literal["start", "center", "right"]


class Color(NamedTuple):
    """Straight sRGB color, 0 to 255 each."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @classmethod
    def from_hex(cls, text: str, opacity: float = 1.0) -> Color:
        """`#RRGGBB` and an opacity of 0.0 to 1.0."""
        red, green, blue = bytes.fromhex(text.removeprefix("#"))
        return cls(red, green, blue, round(255 * opacity))


WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one weight.

    A `tag` (#hashtag, @mention) keeps its sign at its front in text of the other direction, and
    no line ends between the sign and the word. `opacity`, 0.0 to 1.0, replaces that of the style.
    `underlined` has a line in its own color.
    """

    text: str
    weight: Weight = "regular"
    tag: bool = False
    opacity: float | None = None
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size of the letters and height of each line, both in pixels.

    `language` chooses among the forms of one character: 骨 has one in Japan and another in China.
    `condensed` sets what the narrow cut has in it.
    """

    size: float
    line_height: float
    color: Color = WHITE
    language: str = ""
    condensed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Runs of text wrapped in a column `width` wide; "start" is right for right-to-left text."""

    runs: tuple[Run, ...]
    style: TextStyle
    width: int
    x: float = 0
    y: float = 0
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Icon:
    """A vendored icon, `size` pixels square; `flipped` shows its mirror image."""

    name: str
    size: float
    x: float
    y: float
    color: Color = WHITE
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """A rounded rectangle (radius of half the height: a pill or circle), filled or as a ring.

    `ring` is the width of the line, drawn inside the edge; 0 fills.
    """

    x: float
    y: float
    width: float
    height: float
    radius: float
    color: Color
    ring: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture; equal when `key` is equal. `rgba` is premultiplied."""

    key: str
    rgba: PremulRGBA = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture cut to a circle `size` pixels across, or to a square with corners of `radius`."""

    picture: Picture
    x: float
    y: float
    size: float
    radius: float | None = None


@dataclass(frozen=True, slots=True)
class Scrim:
    """A gradient of black over the whole box: (position, opacity) from the top, 0.0 to 1.0."""

    stops: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """A rounded rectangle in which everything painted before is taken away."""

    x: float
    y: float
    width: float
    height: float
    radius: float


@dataclass(frozen=True, slots=True)
class Shadow:
    """A soft black shadow under everything in a drawing; `dy` and `sigma` in pixels."""

    dy: int
    sigma: float
    opacity: float


@dataclass(frozen=True, slots=True)
class Shaded:
    """Text of a drawing with a shadow of its own, for which the box has room."""

    text: Text
    shadow: Shadow


Item = Text | Icon | Plate | Photo | Scrim | Hole | Shaded


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items painted in order on a transparent box of `size`."""

    size: Size
    items: tuple[Item, ...]
    shadow: Shadow | None = None
