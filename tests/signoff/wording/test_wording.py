"""Every language says what English says, in the same places; what is missing is told."""

from __future__ import annotations

import json
import string
from datetime import date
from pathlib import Path

import pytest

from overlays.errors import PlacementError
from overlays.locales import list_locales
from signoff.wording import load_wording

FOLDER = Path(__file__).parents[3] / "signoff" / "wording"
WRITTEN = sorted(path.stem for path in FOLDER.glob("*.json"))
ENGLISH = json.loads((FOLDER / "en.json").read_text("utf-8"))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", WRITTEN)
def test_a_language_has_every_sentence_of_english_with_its_places(code: str) -> None:
    words = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    assert code in list_locales()
    assert words.keys() == ENGLISH.keys()
    assert {key: places(text) for key, text in words.items()} == {
        key: places(text) for key, text in ENGLISH.items()
    }
    assert all(text.strip() for text in words.values())


def test_the_languages_that_were_looked_at_are_there() -> None:
    assert {"ar", "de", "en", "ja"} <= set(WRITTEN)


@pytest.mark.parametrize("code", sorted(set(list_locales()) - set(WRITTEN)))
def test_a_language_without_words_says_so_and_is_read_as_english(code: str) -> None:
    wording = load_wording(code)
    assert wording.say("step_next") == "Next"
    assert wording.days(30) == "30 days"
    assert wording.direction == "ltr"
    assert wording.note.startswith(f"No translation into {wording.locale.english}")


def test_figures_and_dates_are_those_of_the_language() -> None:
    english, german, arabic, japanese = map(load_wording, ("en", "de", "ar", "ja"))
    assert [wording.days(7) for wording in (english, german, arabic, japanese)] == [
        *("7 days", "7 Tage", "7 أيام", "7 日"),
    ]
    assert german.seconds(600) == "10 Minuten"
    assert german.seconds(90) == "90 Sekunden"
    assert german.megabytes(4000) == "4\u00a0GB"
    assert german.number(2200) == "2.200"
    assert german.date(date(2026, 12, 27)) == "27. Dezember 2026"
    assert german.note == english.note == ""


def test_an_unknown_language() -> None:
    with pytest.raises(PlacementError, match="no locale is called 'klingon'"):
        load_wording("klingon")
