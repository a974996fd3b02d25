"""`Creative`: what the chrome needs to know of the video that it lies over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from overlays.geometry import Size


@dataclass(frozen=True, slots=True)
class Creative:
    """`duration` in seconds, for the progress line; `accent` as #RRGGBB, for a button's own color.

    Without them there is no line, and a button of `color: auto` has the platform's default. `size`
    is that of the upright picture: a card takes the shape that is nearest to it.
    """

    duration: Fraction | None = None
    accent: str | None = None
    size: Size | None = None


UNKNOWN = Creative()
