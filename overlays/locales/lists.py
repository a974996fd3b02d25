"""Names in one line as a language joins them: Noa and Hill, Noa und Hill.

Source: Unicode's CLDR. Which word the platforms take is not published.
"""

from __future__ import annotations

from collections.abc import Sequence

from overlays.locales import load_locale


def joined(names: Sequence[str], locale_code: str) -> str:
    """The names, the language's word between the last two. Raises PlacementError."""
    locale = load_locale(locale_code)
    # Few ads name two, and loading Babel takes as long as drawing the whole chrome.
    from babel import Locale
    from babel.lists import format_list

    words = format_list(list(names), locale=Locale.parse(locale.code, sep="-"))
    # Or names in Latin letters would turn the whole line to be read from the left.
    return f"\u200f{words}" if locale.direction == "rtl" else words
