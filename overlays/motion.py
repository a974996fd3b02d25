"""How a layer moves: data, and pure functions of media time.

The player evaluates the same formulas in `player/browser/motion.js`; both are held to the table
in `tests/motion_vectors.json`. Media time starts at 0 with the first frame. Every result is a whole
number, so that equal keys mean equal pixels in the export, in the still and in the browser.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

# A time such as 0.1 s is not exact in the browser's doubles; a whole pixel or degree must not
# depend on which side of it the double fell.
EPSILON = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Media seconds during which a thing shows: `start` included, `end` excluded, None open."""

    start: Fraction = Fraction(0)
    end: Fraction | None = None

    def holds(self, time: Fraction) -> bool:
        return self.start <= time and (self.end is None or time < self.end)


ALWAYS = TimeSpan()


@dataclass(frozen=True, slots=True)
class Spin:
    """Turns clockwise about the middle of the layer's box, once in `period` seconds."""

    period: Fraction

    def angle(self, time: Fraction) -> int:
        """Whole degrees clockwise, 0 to 359."""
        return math.floor(time * 360 / self.period + EPSILON) % 360


@dataclass(frozen=True, slots=True)
class Marquee:
    """The layer's picture slides left through its box and repeats; right with a negative speed.

    The picture is `loop` px wide (text and gap), the box shows as much as is as wide as the layer's
    `rect`. `feather` px at both ends of the box fade linearly to nothing.
    """

    speed: Fraction
    loop: int
    feather: int

    def offset(self, time: Fraction) -> int:
        """Column of the picture that stands at the left edge of the box, 0 to loop - 1."""
        return math.floor(time * self.speed + EPSILON) % self.loop


@dataclass(frozen=True, slots=True)
class FadeIn:
    """Comes up from nothing at `at` to full strength at `at + duration`, linearly."""

    at: Fraction
    duration: Fraction

    def opacity(self, time: Fraction) -> int:
        """Opacity from 0 to 255, to be multiplied with the picture's own alpha."""
        if time < self.at:
            return 0
        if time >= self.at + self.duration:
            return 255
        return math.floor((time - self.at) * 255 / self.duration + EPSILON)


class Pose(NamedTuple):
    """Where a small picture stands in its box: pixels, degrees clockwise, opacity 0 to 255."""

    dx: int
    dy: int
    degrees: int
    opacity: int


@dataclass(frozen=True, slots=True)
class Drift:
    """A picture smaller than the layer's box goes through `poses`, once in `period` seconds.

    Angles turn it about its own middle. The poses stand here rather than a formula, so that every
    reader has the same whole numbers.
    """

    period: Fraction
    poses: tuple[Pose, ...]

    def step(self, time: Fraction) -> int:
        """The index of the pose at `time`."""
        return math.floor(time * len(self.poses) / self.period + EPSILON) % len(self.poses)


@dataclass(frozen=True, slots=True)
class Reveal:
    """The layer's picture comes in column by column, all `width` of them in `duration` seconds.

    It begins `at` a time of the clip.
    """

    duration: Fraction
    width: int
    from_right: bool = False
    at: Fraction = Fraction(0)

    def columns(self, time: Fraction) -> int:
        """How many columns show, 0 to `width`, counted from the side where it begins."""
        share = max(Fraction(0), time - self.at) / self.duration
        return min(self.width, math.floor(share * self.width + EPSILON))


@dataclass(frozen=True, slots=True)
class Flip:
    """Shows one of `steps` pictures of the box's size, which stand under each other in the layer's.

    The next one comes each `period` seconds, for the first time `since` seconds sooner, and the
    first one again after the last. From `until` on the one of that moment stays.
    """

    period: Fraction
    steps: int
    since: Fraction = Fraction(0)
    until: Fraction | None = None

    def step(self, time: Fraction) -> int:
        """The index of the picture at `time`, 0 to `steps` - 1."""
        now = time if self.until is None else min(time, self.until)
        # Of a period of days a millionth would be a tenth of a second.
        return math.floor((now + self.since + EPSILON) / self.period) % self.steps


Motion = Spin | Marquee | FadeIn | Drift | Reveal | Flip


def motion_state(motion: Motion | None, time: Fraction) -> int:
    """The one whole number that decides how a layer looks at `time`.

    Degrees, column, opacity, index of a pose or picture, or number of columns.
    """
    match motion:
        case Spin():
            return motion.angle(time)
        case Marquee():
            return motion.offset(time)
        case FadeIn():
            return motion.opacity(time)
        case Drift() | Flip():
            return motion.step(time)
        case Reveal():
            return motion.columns(time)
        case None:
            return 0


def seconds(value: float) -> Fraction:
    """A figure of a placement file as an exact time."""
    return Fraction(str(value))
