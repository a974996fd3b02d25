"""Counts as the feed writes them: 4,869, 48.7K, 1.2M (docs/placements.md, "Counts")."""

from __future__ import annotations

from overlays.locales.locale import Locale

# From 10,000 on; below that TikTok shows every digit. Cut, never rounded: 999,999 is 999.9K.
_UNITS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_FIRST_SHORTENED = 10_000


def format_count(count: int, locale: Locale) -> str:
    """The count in at most six characters or so, with the marks of the language."""
    if count < _FIRST_SHORTENED:
        return f"{count:,}".replace(",", locale.group_mark)
    unit, suffix = next(pair for pair in _UNITS if count >= pair[0])
    whole, tenth = divmod(count * 10 // unit, 10)
    return f"{whole}{locale.decimal_mark}{tenth}{suffix}" if tenth else f"{whole}{suffix}"
