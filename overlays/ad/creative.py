"""`Creative`: what the chrome needs to know of the video that it lies over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Creative:
    """`duration` in seconds, for the progress line; `accent` as #RRGGBB, for a button's own color.

    Without them there is no line, and a button of `color: auto` has the platform's default.
    """

    duration: Fraction | None = None
    accent: str | None = None


UNKNOWN = Creative()
