"""`Screen`: where a phone, or the bare canvas, shows the feed."""

from __future__ import annotations

from dataclasses import dataclass

from overlays.geometry import Rect, Size


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
