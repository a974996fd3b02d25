"""Sizes, rectangles and boxes; origin top left, right and bottom edges exclusive.

Rect(x=2, y=1, width=3, height=2)      0 1 2 3 4 5
                                     0 . . . . . .
                                     1 . . # # # .      right  = 5
                                     2 . . # # # .      bottom = 3
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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


class Box(NamedTuple):
    """A box with edges that need not be whole, in pixels or in dp, as its owner says."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """The middle column."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle row."""
        return (self.top + self.bottom) / 2

    @property
    def middle(self) -> tuple[float, float]:
        return self.x, self.y

    @property
    def area(self) -> float:
        """0 for one turned inside out."""
        return max(0.0, self.width) * max(0.0, self.height)

    def holds(self, other: Box) -> bool:
        """True when the other one lies in it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def common(self, other: Box) -> float:
        """The area that both share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def likeness(self, other: Box) -> float:
        """Intersection over union, 0.0 to 1.0."""
        common = self.common(other)
        return common / (self.area + other.area - common) if common else 0.0

    def joined(self, other: Box) -> Box:
        """The smallest box round both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def scaled(self, across: float, down: float | None = None) -> Box:
        """By one factor, or by another one in height."""
        down = across if down is None else down
        return Box(self.left * across, self.top * down, self.right * across, self.bottom * down)
