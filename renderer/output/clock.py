"""The clock of a video that is written: the timeline's own, or a coarser one that its boxes hold.

An MP4 or MOV has lengths and steps in ticks, in fields of 32 bits. There are longer fields, but not
every reader knows them: of 600 s in ticks of 1/15,360,000 s some show 40.8 s.

ticks a second    length    written as
15,360            600 s     15,360           as it is
15,360,000        600 s     960,000          30000/1001 a second: every time stays exact
10 ** 9           6 s       524,288          2 a second: exact; of other times the nearest tick
"""

from __future__ import annotations

from fractions import Fraction

from renderer.timeline import Timeline

_MOST_TICKS = (1 << 31) - 1
_FINEST = 1_000_000
"""What is too fine is written in millionths of a second or coarser."""

# Encoders put frames out of order and so begin before 0, by a few of the longest pictures; no clip
# of a clock as fine as that of a computer has a picture that stands longer than this.
_REORDERED = 4
_LONGEST_PICTURE = Fraction(60)
_DELAYED_FRAMES = 16


class OutputClock:
    """Turns ticks of a timeline into those of the output, whose 0 is the timeline's tick `zero`.

    A time becomes the nearest tick, and is later than the one before.
    """

    def __init__(self, timeline: Timeline, zero: int) -> None:
        self.time_base = output_time_base(timeline)
        self._ratio = timeline.time_base / self.time_base
        self._zero, self._last = zero, -1

    def placed(self, pts: int, duration: int) -> tuple[int, int]:
        """When a frame begins and how long it stands; what begins before 0 is cut there."""
        start = max(self._nearest(pts), self._last + 1)
        self._last = start
        return start, max(0, self._nearest(pts + duration) - start)

    def _nearest(self, pts: int) -> int:
        return max(0, round((pts - self._zero) * self._ratio))


def output_time_base(timeline: Timeline) -> Fraction:
    """Of a video of that timeline, in seconds."""
    return fitting_clock(timeline.time_base, timeline.frame_rate, timeline.duration)


def fitting_clock(time_base: Fraction, frame_rate: Fraction, duration: Fraction) -> Fraction:
    """`time_base` where `duration` seconds in it fit into 31 bits, else the coarser one to use.

    In that one the times of a constant `frame_rate` are whole ticks, if any such fits.
    """
    reordered = _REORDERED * min(duration, _LONGEST_PICTURE)
    length = max(duration, reordered) + _DELAYED_FRAMES / frame_rate
    most = int(_MOST_TICKS / length)
    if time_base.denominator <= most:
        return time_base
    most, ticks = min(most, _FINEST), frame_rate.numerator
    if ticks > most:
        return Fraction(1, most)
    while 2 * ticks <= most:
        ticks *= 2
    return Fraction(1, ticks)
