"""Where the creative stands on the canvas: rects at times, with short changes between them.

The player evaluates the same formula in its `motion.js`. All numbers are whole, so that both agree
to the pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from overlays.geometry import Rect
from overlays.motion import EPSILON

STEPS = 60


@dataclass(frozen=True, slots=True)
class Key:
    """From `at` on the creative comes into `rect` within `duration` seconds, in stage `title`."""

    at: Fraction
    rect: Rect
    duration: Fraction = Fraction(0)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Framing:
    """The creative fills the rect of the key that is due; its fit decides how.

    The first key is at 0. A rect becomes the next one slowly at both ends. Edges are even, because
    a chroma sample stands for 2 x 2 pixels. Rects may reach over the canvas.
    """

    keys: tuple[Key, ...]

    @classmethod
    def fixed(cls, rect: Rect) -> Framing:
        """The same rect all the time."""
        return cls((Key(Fraction(0), rect),))

    @property
    def last(self) -> Rect:
        """Where the creative stands in the end."""
        return self.keys[-1].rect

    @property
    def is_fixed(self) -> bool:
        """True when it never moves."""
        return len({key.rect for key in self.keys}) == 1

    def rect(self, time: Fraction) -> Rect:
        """The rect at a media time."""
        due = sum(time >= key.at for key in self.keys[1:])
        if len(self.keys) == 1:
            return self.keys[0].rect
        before, key = self.keys[max(due, 1) - 1], self.keys[max(due, 1)]
        return _between(before.rect, key.rect, step_of(key.at, key.duration, time))

    def settled(self, time: Fraction) -> Key | None:
        """The key whose rect stands at a time; None while one becomes the next."""
        due = [key for key in self.keys if time >= key.at]
        key = due[-1] if due else self.keys[0]
        return key if time >= key.at + key.duration else None


def step_of(at: Fraction, duration: Fraction, time: Fraction) -> int:
    """How far a change is: 0 at `at`, `STEPS` from `at + duration` on."""
    if time >= at + duration:
        return STEPS
    if time < at:
        return 0
    return math.floor((time - at) * STEPS / duration + EPSILON)


def _between(first: Rect, then: Rect, step: int) -> Rect:
    if step == STEPS:
        return then
    left = between(first.x, then.x, step)
    top = between(first.y, then.y, step)
    right = between(first.right, then.right, step)
    bottom = between(first.bottom, then.bottom, step)
    return Rect(left, top, right - left, bottom - top)


def between(first: int, then: int, step: int) -> int:
    """The even number nearest to the smooth step from `first` to `then`."""
    eased, whole = step * step * (3 * STEPS - 2 * step), STEPS**3
    return 2 * ((first * (whole - eased) + then * eased + whole) // (2 * whole))
