"""`FrameFigures`: a placement's grid; `Screen`: where a phone, or the bare canvas, shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from overlays.geometry import Rect, Size
from overlays.reading.figures import Hex, Length, Section

GridLength = Annotated[int, Field(strict=True, ge=90, le=4_000)]


class FrameFigures(Section):
    """The grid that all lengths count on; a height of `content` is as high as the parts are.

    `status_bar` is what the figures at the top allow for one. The `ground` is what is behind the
    parts of a frame that the creative does not fill.
    """

    width: GridLength
    height: GridLength | Literal["content"]
    status_bar: Length
    ground: Hex | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a phone shows the feed: the canvas, screen and feed on it, and pixels for each dp.

    `top_inset` is how much taller the phone's status bar is than the placement allows for.
    """

    canvas: Size
    screen: Rect
    feed: Rect
    factor: float
    top_inset: int = 0

    @classmethod
    def bare(cls, canvas: Size, grid_width: int) -> Screen:
        """The feed alone, filling the canvas."""
        feed = Rect(0, 0, canvas.width, canvas.height)
        return cls(canvas, feed, feed, canvas.width / grid_width)
