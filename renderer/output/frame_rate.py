"""What people and programs mean by a rounded frame rate."""

from __future__ import annotations

from fractions import Fraction

_BROADCAST_RATES = tuple(Fraction(whole * 1000, 1001) for whole in (24, 30, 48, 60, 120))
_ROUNDING = Fraction(5, 1000)
# Of any rate of six decimals, and of 1001sts that went through a double.
_MOST_DENOMINATOR = 1_000_000


def exact_rate(fps: float | Fraction) -> Fraction:
    """Frames a second, exactly: 29.97 is 30000/1001, 12.5 is 25/2."""
    for rate in _BROADCAST_RATES:
        if abs(Fraction(fps) - rate) < _ROUNDING:
            return rate
    return Fraction(fps).limit_denominator(_MOST_DENOMINATOR)
