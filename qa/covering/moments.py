"""When something is so: a share over time, looked at where it can change, and its edges found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from qa.seeing.seen import Track

Share = Callable[[Fraction], float]

_HALVINGS = 6
# What is so for a moment only, while it or the placement changes, troubles nobody.
_IN_PASSING = Fraction(3, 10)
# Shorter than this, and the next time belongs to the same.
_BRIDGED = Fraction(1)
# How finely a thing that moves is followed between two samples.
_LEAST_STEP = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Held:
    """From `start` to `end` the share was at least the asked one, at `worst` the largest."""

    start: Fraction
    end: Fraction
    worst: Fraction
    share: float


def times_of(track: Track, changes: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Media times at which to look at a track: its samples, and where the chrome changes."""
    found = {max(track.start, min(track.end, at)) for at, _ in track.boxes}
    found |= {track.start, track.end}
    found |= {time for time in changes if track.start < time < track.end}
    found |= {(a + b) / 2 for a, b in pairwise(sorted(found)) if b - a > _LEAST_STEP}
    return tuple(sorted(found))


def held(times: tuple[Fraction, ...], share: Share, least: float) -> Held | None:
    """From the first to the last time at which `share` is at least `least`; None for never, and in
    passing.

    `times` are those of `times_of`; the last one, at which the thing is gone, is asked just before.
    """
    shares = [share(time) for time in times]
    over = [index for index, value in enumerate(shares) if value >= least]
    if not over:
        return None
    first, last = over[0], over[-1]
    start = times[0] if first == 0 else _edge(times[first - 1], times[first], share, least)
    end = times[-1]
    if last < len(times) - 1:
        end = _edge(times[last + 1], times[last], share, least)
    if end - start < _IN_PASSING and end - start < (times[-1] - times[0]) / 2:
        return None
    worst = max(over, key=lambda index: shares[index])
    return Held(start, end, times[worst], shares[worst])


def _edge(outside: Fraction, inside: Fraction, share: Share, least: float) -> Fraction:
    """Where the share comes to `least` between a time of less and one of more."""
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        if share(middle) >= least:
            inside = middle
        else:
            outside = middle
    return inside


def is_one(first: Held, other: Held) -> bool:
    """True when one follows on the other, or goes on beside it."""
    return first.start <= other.end + _BRIDGED and other.start <= first.end + _BRIDGED
