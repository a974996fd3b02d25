"""Whole-pixel sizes and rectangles; origin top left, right and bottom edges exclusive.

Rect(x=2, y=1, width=3, height=2)      0 1 2 3 4 5
                                     0 . . . . . .
                                     1 . . # # # .      right  = 5
                                     2 . . # # # .      bottom = 3
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, both positive."""

    width: int
    height: int

    def __post_init__(self) -> None:
        assert min(self.width, self.height) > 0, f"empty size {self.width}x{self.height}"

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in whole canvas pixels; it may reach over the canvas's edge."""

    x: int
    y: int
    width: int
    height: int

    def __post_init__(self) -> None:
        assert min(self.width, self.height) > 0, f"empty rect {self}"

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def intersect(self, other: Rect) -> Rect | None:
        """The common part, or None when they share no pixel (touching edges share none)."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        if right <= left or bottom <= top:
            return None
        return Rect(left, top, right - left, bottom - top)

    def join(self, other: Rect) -> Rect:
        """The smallest rectangle round both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Rect(left, top, right - left, bottom - top)

    def expand(self, horizontal: int, vertical: int) -> Rect:
        """Grown by so many pixels on both sides of each axis."""
        return Rect(
            self.x - horizontal,
            self.y - vertical,
            self.width + 2 * horizontal,
            self.height + 2 * vertical,
        )
