"""When a post went up, as the feed writes it: 2d ago, 11-20, 2025-11-20.

Source: docs/placements.md, Counts and dates: dates M, words of the last days A.
"""

from __future__ import annotations

from datetime import date, timedelta

from overlays.locales import load_locale

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# The others have no narrow form of their own, or one with a sign (-2 j); Ukrainian's has no past
# and Babel raises KeyError.
_WORDED_NARROW = {"el", "en", "ja"}


def posted_text(posted: date, seen: date | None, locale_code: str) -> str:
    """The day of a post for who sees it on the day `seen`; without `seen` the full date.

    One to six days ago is relative, the same year goes without its number. The day itself is a
    date: Babel has no "today". Raises PlacementError for an unknown language.
    Source: docs/placements.md, Counts and dates: dates M, words of the last days A.
    """
    code = load_locale(locale_code).code
    if seen is not None and _DAY <= seen - posted < _WEEK:
        # Few posts are that new, and loading Babel takes as long as drawing the whole chrome.
        from babel import Locale
        from babel.dates import format_timedelta

        return format_timedelta(
            posted - seen,
            granularity="day",
            threshold=1,  # Six days are not yet rounded up to a week.
            add_direction=True,
            format="narrow" if code in _WORDED_NARROW else "short",
            locale=Locale.parse(code, sep="-"),
        )
    if seen is not None and seen.year == posted.year:
        return f"{posted.month}-{posted.day}"
    return posted.isoformat()
