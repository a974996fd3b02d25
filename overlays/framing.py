"""Where the creative stands on the canvas: one rect, or two with a short change between them.

The player evaluates the same formula in `player/browser/motion.js`. All numbers are whole, so that
both agree to the pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from overlays.geometry import Rect
from overlays.motion import EPSILON

STEPS = 60


@dataclass(frozen=True, slots=True)
class Framing:
    """The creative fills `feed` (its fit decides how); before `at` it fills `takeover`.

    From `at` on the one becomes the other within `duration` seconds, slowly at both ends. Edges are
    even, because a chroma sample stands for 2 x 2 pixels. Rects may reach over the canvas.
    """

    feed: Rect
    takeover: Rect | None = None
    at: Fraction = Fraction(0)
    duration: Fraction = Fraction(1)

    def state(self, time: Fraction) -> int:
        """0 in the takeover, `STEPS` in the feed, between them during the change."""
        if self.takeover is None or time >= self.at + self.duration:
            return STEPS
        if time < self.at:
            return 0
        return math.floor((time - self.at) * STEPS / self.duration + EPSILON)

    def rect(self, time: Fraction) -> Rect:
        """The rect at a media time."""
        state = self.state(time)
        if self.takeover is None or state == STEPS:
            return self.feed
        left = between(self.takeover.x, self.feed.x, state)
        top = between(self.takeover.y, self.feed.y, state)
        right = between(self.takeover.right, self.feed.right, state)
        bottom = between(self.takeover.bottom, self.feed.bottom, state)
        return Rect(left, top, right - left, bottom - top)


def between(first: int, then: int, state: int) -> int:
    """The even number nearest to the smooth step from `first` to `then`."""
    eased, whole = state * state * (3 * STEPS - 2 * state), STEPS**3
    return 2 * ((first * (whole - eased) + then * eased + whole) // (2 * whole))
