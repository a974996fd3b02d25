"""How a countdown's digits go on: exact arithmetic of whole seconds, nothing drawn.

A digit is a strip of characters, of which each is there for `period` seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple

from overlays.motion import ALWAYS, Flip, TimeSpan

Unit = Literal["days", "hours", "minutes", "seconds"]
"""Words of the languages, too."""
DAY, HOUR, MINUTE = 86_400, 3_600, 60
# S16: above 71:59:59 days, hours and minutes; below, hours, minutes and seconds.
DAYS_FROM = 72 * HOUR


class Digit(NamedTuple):
    """The characters of one digit in the order in which they come, and how they change."""

    characters: str
    motion: Flip | None = None


class Face(NamedTuple):
    """Two digits for each of three units, and when they are there."""

    units: tuple[Unit, Unit, Unit]
    digits: tuple[Digit, ...]
    span: TimeSpan = ALWAYS


class _Wheel(NamedTuple):
    """A digit that counts down: another one each `period` seconds, the same ones every `cycle`."""

    period: int
    cycle: int
    digit: Callable[[int], int]


def _pair(period: int, of: int) -> tuple[_Wheel, _Wheel]:
    """Both digits of a number that counts units of `period` seconds and begins anew at `of`."""
    if of % 10:
        return (
            _Wheel(period, of, lambda count: count % of // 10),
            _Wheel(period, of, lambda count: count % of % 10),
        )
    turns = of // 10
    return _Wheel(10 * period, turns, lambda count: count % turns), _Wheel(period, 10, _last)


def _last(count: int) -> int:
    return count % 10


_MINUTES = _pair(MINUTE, 60)
_DAYS = (*_pair(DAY, 100), *_pair(HOUR, 24), *_MINUTES)
_HOURS = (*_pair(HOUR, 100), *_MINUTES, *_pair(1, 60))


def faces(total: int, length: Fraction | None) -> tuple[Face, ...]:
    """What a clock shows that has `total` seconds left at time 0, in a clip of that length.

    Without a length it runs to its end; at 0 it stays.
    """
    below = max(0, total - DAYS_FROM + 1)
    hours = Face(("hours", "minutes", "seconds"), _digits(_HOURS, total, length))
    if not below:
        return (hours,)
    days = Face(("days", "hours", "minutes"), _digits(_DAYS, total, length))
    if length is not None and length <= below:
        return (days,)
    change = Fraction(below)
    return (
        days._replace(span=TimeSpan(Fraction(0), change)),
        hours._replace(span=TimeSpan(change)),
    )


def _digits(wheels: tuple[_Wheel, ...], total: int, length: Fraction | None) -> tuple[Digit, ...]:
    last = total if length is None else min(total, floor(length))
    return tuple(_digit(wheel, total, last) for wheel in wheels)


def _digit(wheel: _Wheel, total: int, last: int) -> Digit:
    """The strip of a digit up to second `last`, no longer than it is until it comes again."""
    period, cycle, digit = wheel
    since = period - 1 - total % period
    changes = (last + since) // period
    first = total // period
    steps = min(changes + 1, cycle)
    characters = "".join(str(digit(first - step)) for step in range(steps))
    if len(set(characters)) == 1:
        return Digit(characters[0])
    motion = Flip(Fraction(period), steps, Fraction(since), Fraction(total))
    return Digit(characters, motion)
