"""`Spot`: one place in one picture, as a detector gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from overlays.geometry import Box

Kind = Literal["text", "face"]
Point = tuple[float, float]
"""x, y in pixels."""
Corners = tuple[Point, ...]


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
