"""`FrameFigures`: a placement's grid; `Screen`: where a phone, or the bare canvas, shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from overlays.geometry import Rect, Size
from overlays.reading.figures import Hex, Length, Section, Share, wrong

GridLength = Annotated[int, Field(strict=True, ge=90, le=4_000)]


class Card(Section):
    """A frame that keeps its shape on every phone, under the status bar and over no tabs.

    `radius` is that of its lower corners, where the phone is taller.
    """

    radius: Length


class FrameFigures(Section):
    """The grid that all lengths count on; a height of `content` is as high as the parts are.

    `status_bar` is what the figures at the top allow for one. `crop` is the largest share of a
    clip's width that the app cuts to fill a taller phone; beyond it the clip keeps its width. The
    `ground` is what is behind the parts of a frame that the creative does not fill. A `card` is
    cut on no phone.
    """

    width: GridLength
    height: GridLength | Literal["content"]
    status_bar: Length
    crop: Share | None = None
    ground: Hex | None = None
    card: Card | None = None

    @model_validator(mode="after")
    def _has_a_shape(self) -> Self:
        if self.card and self.height == "content":
            raise wrong("card: has a height of its own, not that of its content")
        return self


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

    def filled(self, frame: FrameFigures, clip: Size | None = None) -> Rect:
        """Where a clip of the frame's shape, or a taller one, stands in the feed; edges are even.

        All of the feed, or as wide as it in the middle of its height, where filling would cut more
        than the app does.
        """
        if frame.crop is None or frame.height == "content" or self.feed == self.screen:
            return self.feed
        shape = frame.height / frame.width
        tall = self.feed.width * (max(shape, clip.height / clip.width) if clip else shape)
        if 1 - tall / self.feed.height <= frame.crop.value:
            return self.feed
        rows = 2 * round(tall / 2)
        above = 2 * round((self.feed.height - rows) / 4)
        return Rect(self.feed.x, self.feed.y + above, self.feed.width, rows)
