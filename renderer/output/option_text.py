"""Options as people write them: `4.0`, `2.0:8.5`, `29.97`, `8MB`; a comma may be the point.

Three digits after a comma are taken only where they cannot be thousands.
"""

from __future__ import annotations

import re
from fractions import Fraction

from overlays.errors import ExportError
from overlays.motion import TimeSpan
from renderer.output.frame_rate import exact_rate

_SECONDS = r"\d{1,6}(?:\.\d{1,9}|,\d{1,2})?"
_LEAST_BARE = 1_000
_UNITS = {"": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}


def seconds_from_text(text: str | Fraction) -> Fraction:
    """`4.0`; what is a number already stays. Raises ExportError."""
    if isinstance(text, Fraction):
        return text
    if not re.fullmatch(_SECONDS, text.strip()):
        raise ExportError(f"{text[:40]!r} is not a time in seconds: write it as in 4.0.")
    return _fraction(text.strip())


def span_from_text(text: str) -> TimeSpan:
    """`2.0:8.5`, `2:` or `:8.5` in seconds. Raises ExportError."""
    found = re.fullmatch(rf"({_SECONDS})?:({_SECONDS})?", text.strip())
    if not found:
        raise ExportError(f"{text[:40]!r} is not a range: write seconds as in 2.0:8.5, 2: or :8.5.")
    start, end = found.groups()
    return TimeSpan(_fraction(start or "0"), _fraction(end) if end else None)


def rate_from_text(text: str) -> Fraction:
    """Frames a second: `30`, `29.97` (which is 30000/1001), `30000/1001`. Raises ExportError."""
    text = text.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,4}(\.\d{1,6})?|\d{1,7}/[1-9]\d{0,5}", text):
        raise ExportError(
            f"{text[:40]!r} is not a frame rate: write it as in 30, 29.97 or 30000/1001."
        )
    return Fraction(text) if "/" in text else exact_rate(Fraction(text))


def scale_from_text(text: str) -> Fraction:
    """`0.5`, `1/2`, `50%`. Raises ExportError."""
    text = text.strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,9})?%?|\d{1,4}/[1-9]\d{0,3}", text):
        raise ExportError(f"{text[:40]!r} is not a scale: write it as in 0.5, 1/2 or 50%.")
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def bytes_from_text(text: str) -> int:
    """`8MB`, `8,5 MB`, `900 kB`, `500000`. Raises ExportError."""
    written = text.strip()[:40]
    found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,3}|,\d{1,2})?) ?([kmg]?b|)", written.lower())
    size = int(_fraction(found[1]) * _UNITS[found[2]]) if found else 0
    if found is None or size <= 0:
        raise ExportError(f"{written!r} is not a size: write it as in 8MB or 900kB.")
    # Nobody means so few bytes.
    if not found[2] and size < _LEAST_BARE:
        raise ExportError(f"{written!r} alone means bytes: write {written} MB or {written} kB.")
    return size


def size_words(size: float) -> str:
    """Bytes as people read them: `500 bytes`, `74 kB`, `7.9 MB`, `1.24 GB`."""
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        # What rounds to a thousand of a unit is one of the next.
        if size >= 0.9995 * unit:
            return f"{size / unit:.3g} {name}"
    return f"{size:.0f} bytes"


def _fraction(number: str) -> Fraction:
    return Fraction(number.replace(",", "."))
