"""Counts as the feed writes them: 9818, 48.7K, 1.2M (docs/placements.md, "Counts")."""

from __future__ import annotations

# From 10,000 on; below that TikTok shows every digit. Cut, never rounded: 999,999 is 999.9K.
_UNITS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_FIRST_SHORTENED = 10_000


def format_count(count: int, decimal_mark: str = ".") -> str:
    """The count in at most five characters or so, with the locale's decimal mark."""
    if count < _FIRST_SHORTENED:
        return str(count)
    unit, suffix = next(pair for pair in _UNITS if count >= pair[0])
    whole, tenth = divmod(count * 10 // unit, 10)
    return f"{whole}{decimal_mark}{tenth}{suffix}" if tenth else f"{whole}{suffix}"
