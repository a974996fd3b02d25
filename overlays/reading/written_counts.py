"""Counts as people write them, in their own country's way: 128400, 128,400, 128.4K, 1,2 M, 1e9.

What could be two numbers is refused: nobody would notice the wrong one.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 40
_UNITS = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "bn": 9, "billion": 9}
_WRITTEN = re.compile(r"([+-]?) ?(\d(?:[\d.,' ]*\d)?)(?:e\+?(\d{1,2}))? ?([a-z]*)")
# Three digits each, or as in India: 1,28,400.
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*")
_INDIAN_GROUPS = re.compile(r"[1-9]\d?(?:,\d\d)*,\d{3}")
_ALIKE = str.maketrans({"٫": ".", "٬": "'", "’": "'", "−": "-", "，": ","})
_NO_COUNT = "must be a whole number (128400, 128,400 or 128.4K)"
_TWO_COUNTS = "can be read as two numbers: write all its digits"


def parse_count(text: str) -> int:
    """The whole number that somebody wrote; it may be negative or too large.

    Raises ValueError with a clause that says what can be written, and leaves out what was.
    """
    found = _WRITTEN.fullmatch(_plain(text)) if len(text) <= _LONGEST else None
    if found is None or found[4] not in _UNITS or (found[3] and found[4]):
        raise ValueError(_NO_COUNT)
    sign, number, power, unit = found.groups()
    zeros = int(power or 0) + _UNITS[unit]
    whole, fraction = _parts(number, is_short=bool(power or unit))
    value, rest = divmod(int(whole + fraction) * 10**zeros, 10 ** len(fraction))
    if rest:
        raise ValueError(_NO_COUNT)
    return int(-value if sign == "-" else value)


def _plain(text: str) -> str:
    """Small letters, one kind of space, and the digits of every script as 0 to 9."""
    letters = text.translate(_ALIKE).lower()
    # Not the digits of ² or ½: they would join those beside them.
    digits = (str(unicodedata.decimal(letter, letter)) for letter in letters)
    return " ".join("".join(digits).split())


def _parts(number: str, *, is_short: bool) -> tuple[str, str]:
    """The digits before and after the decimal mark: `1.234,5` is 1234 and 5."""
    marks = re.sub(r"\d", "", number)
    if not marks:
        return number, ""
    is_grouped = bool(_GROUPS.fullmatch(number) or _INDIAN_GROUPS.fullmatch(number))
    whole, mark, fraction = number.rpartition(marks[-1])
    if is_grouped and is_short and marks in (".", ","):
        raise ValueError(_TWO_COUNTS)
    if is_grouped:
        return re.sub(r"\D", "", number), ""
    if mark not in ".," or marks.count(mark) > 1:
        raise ValueError(_NO_COUNT)
    if len(marks) > 1 and not (_GROUPS.fullmatch(whole) or _INDIAN_GROUPS.fullmatch(whole)):
        raise ValueError(_NO_COUNT)
    return re.sub(r"\D", "", whole), fraction
