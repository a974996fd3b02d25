"""`Spot`: one place in one picture, as a detector gives it; and how two of them lie together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "face"]
Point = tuple[float, float]
"""x, y in pixels."""
Corners = tuple[Point, ...]


class Box(NamedTuple):
    """A box in pixels, edges not whole; `right` and `bottom` are where it ends."""

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
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

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

    def scaled(self, across: float, down: float) -> Box:
        return Box(self.left * across, self.top * down, self.right * across, self.bottom * down)


class Scored(NamedTuple):
    """A box with the detector's certainty, 0.0 to 1.0; `corners` as a `Spot` has them."""

    box: Box
    score: float
    corners: Corners = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Words or a face in one picture; `box` in pixels of the creative.

    A tilted line has `corners`: where it begins above, ends above and begins below.
    """

    kind: Kind
    box: Box
    score: float
    corners: Corners = ()
