"""In which words: one JSON file a language, with counts and dates as that language writes them.

In: a language code. Out: a `Locale`, texts of counts and dates.
Never: knows a placement or an ad.
"""

from overlays.locales.locale import (
    Locale,
    Word,
    list_locales,
    load_locale,
)

__all__ = [
    "Locale",
    "Word",
    "list_locales",
    "load_locale",
]
