"""The day of a post in every language, near, in the same year and in another."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest

from overlays.drawing.skia.fonts import is_drawable
from overlays.drawing.text import missing_characters
from overlays.errors import PlacementError
from overlays.locales import list_locales
from overlays.locales.dates import posted_text

POSTED = date(2025, 11, 20)


def seen_after(days: int) -> date:
    return POSTED + timedelta(days)


@pytest.mark.parametrize(
    ("code", "yesterday", "two_days", "six_days"),
    [
        ("en", "1d ago", "2d ago", "6d ago"),
        ("fr", "il y a 1 j", "il y a 2 j", "il y a 6 j"),
        ("de", "vor 1 Tag", "vor 2 Tagen", "vor 6 Tagen"),
        ("ar", "قبل يوم واحد", "قبل يومين", "قبل 6 أيام"),
        ("he", "אתמול", "לפני יומיים", "לפני 6 ימים"),
        ("ja", "1日前", "2日前", "6日前"),
        ("zh-Hans", "1天前", "2天前", "6天前"),
        ("zh-Hant", "1 天前", "2 天前", "6 天前"),
        ("pt", "há 1 dia", "há 2 dias", "há 6 dias"),
        ("uk", "1 дн. тому", "2 дн. тому", "6 дн. тому"),
        ("ru", "1 дн. назад", "2 дн. назад", "6 дн. назад"),
    ],
)
def test_a_post_is_dated_in_the_language(
    code: str, yesterday: str, two_days: str, six_days: str
) -> None:
    def text(seen: date | None) -> str:
        # Some languages keep a number and its unit together with spaces of their own.
        return posted_text(POSTED, seen, code).replace("\u00a0", " ").replace("\u202f", " ")

    assert text(seen_after(1)) == yesterday
    assert text(seen_after(2)) == two_days
    assert text(seen_after(6)) == six_days
    assert text(seen_after(0)) == text(seen_after(7)) == "11-20"
    assert text(seen_after(365)) == text(None) == "2025-11-20"


def test_a_number_stays_with_its_unit() -> None:
    assert posted_text(POSTED, seen_after(2), "fr") == "il y a 2\u00a0j"


def test_the_year_is_that_of_who_sees_the_post() -> None:
    assert posted_text(date(2025, 12, 30), date(2026, 1, 2), "en") == "3d ago"
    assert posted_text(date(2025, 12, 30), date(2026, 1, 6), "en") == "2025-12-30"
    assert posted_text(date(2025, 1, 1), date(2025, 12, 31), "en") == "1-1"


def test_a_post_of_the_future_is_a_date() -> None:
    assert posted_text(POSTED, seen_after(-1), "en") == "11-20"
    assert posted_text(date(2026, 1, 1), date(2025, 12, 31), "en") == "2026-01-01"


@pytest.mark.parametrize("code", list_locales())
def test_every_date_of_a_language_can_be_drawn_without_directional_marks(code: str) -> None:
    near = {posted_text(POSTED, seen_after(days), code) for days in range(1, 7)}
    assert len(near) == 6
    months = [date(2025, month, 1 + month) for month in range(1, 13)]
    dates = {posted_text(day, seen, code) for day in months for seen in (months[0], None)}
    assert len(dates) == 24
    for text in near | dates:
        assert missing_characters(text) == (), text
        assert all(is_drawable(letter) for letter in text), text
        assert not any(unicodedata.category(letter) == "Cf" for letter in text), text
        assert not text.startswith(("-", "+", "\u2212")), text


def test_an_unknown_language_is_said() -> None:
    with pytest.raises(PlacementError, match="zh_Hans"):
        posted_text(POSTED, None, "zh_Hans")
