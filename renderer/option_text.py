"""Options as people write them: `4.0`, `2.0:8.5`, `29.97`, `8MB`."""

from __future__ import annotations

import re
from fractions import Fraction

from overlays.errors import ExportError
from overlays.motion import TimeSpan

_SECONDS = r"\d{1,6}(?:\.\d{1,9})?"
# What is called 29.97 is this exactly.
_BROADCAST_RATES = {
    "23.98": Fraction(24_000, 1001),
    "23.976": Fraction(24_000, 1001),
    "29.97": Fraction(30_000, 1001),
    "47.95": Fraction(48_000, 1001),
    "59.94": Fraction(60_000, 1001),
    "119.88": Fraction(120_000, 1001),
}
_UNITS = {"": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}


def seconds_from_text(text: str | Fraction) -> Fraction:
    """`4.0`; what is a number already stays. Raises ExportError."""
    if isinstance(text, Fraction):
        return text
    if not re.fullmatch(_SECONDS, text.strip()):
        raise ExportError(f"{text[:40]!r} is not a time in seconds: write it as in 4.0.")
    return Fraction(text.strip())


def span_from_text(text: str) -> TimeSpan:
    """`2.0:8.5`, `2:` or `:8.5` in seconds. Raises ExportError."""
    found = re.fullmatch(rf"({_SECONDS})?:({_SECONDS})?", text.strip())
    if not found:
        raise ExportError(f"{text[:40]!r} is not a range: write seconds as in 2.0:8.5, 2: or :8.5.")
    start, end = found.groups()
    return TimeSpan(Fraction(start or 0), Fraction(end) if end else None)


def rate_from_text(text: str) -> Fraction:
    """Frames a second: `30`, `29.97` (which is 30000/1001), `30000/1001`. Raises ExportError."""
    text = text.strip()
    if text in _BROADCAST_RATES:
        return _BROADCAST_RATES[text]
    if not re.fullmatch(r"\d{1,4}(\.\d{1,6})?|\d{1,7}/[1-9]\d{0,5}", text):
        raise ExportError(
            f"{text[:40]!r} is not a frame rate: write it as in 30, 29.97 or 30000/1001."
        )
    return Fraction(text)


def scale_from_text(text: str) -> Fraction:
    """`0.5`, `1/2`, `50%`. Raises ExportError."""
    text = text.strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,9})?%?|\d{1,4}/[1-9]\d{0,3}", text):
        raise ExportError(f"{text[:40]!r} is not a scale: write it as in 0.5, 1/2 or 50%.")
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def bytes_from_text(text: str) -> int:
    """`8MB`, `900 kB`, `500000`. Raises ExportError."""
    found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,3})?) ?([kmg]?b|)", text.strip().lower())
    size = int(Fraction(found[1]) * _UNITS[found[2]]) if found else 0
    if size <= 0:
        raise ExportError(f"{text[:40]!r} is not a size: write it as in 8MB or 900kB.")
    return size
