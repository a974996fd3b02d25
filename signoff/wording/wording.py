"""`Wording`: the sentences of a page in one language, with dates and figures as it writes them."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from babel import Locale as Cldr
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from overlays.locales import Locale, load_locale

_FOLDER = Path(__file__).parent
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language by their keys, those of English for keys that it lacks."""

    locale: Locale
    words: dict[str, str]
    english: dict[str, str]

    def say(self, key: str, **values: str) -> str:
        """The text of a key with its `{places}` filled. KeyError for a key that English lacks."""
        return self.words.get(key, self.english[key]).format(**values)

    def has(self, key: str) -> bool:
        """True for a key that there is at all."""
        return key in self.english

    @property
    def lacks(self) -> bool:
        """True where some words are English's."""
        return not self.english.keys() <= self.words.keys()

    @property
    def direction(self) -> str:
        """Of the text: that of English where nothing is translated."""
        return self.locale.direction if self.words else "ltr"

    @property
    def note(self) -> str:
        """What is to be said of words that fell back, in English; empty where none did."""
        if not self.lacks:
            return ""
        if not self.words:
            return f"No translation into {self.locale.english} is known here: the text is English."
        return f"Some of the text has no translation into {self.locale.english} and is English."

    def days(self, count: int) -> str:
        """`30 days`, `30 Tage`."""
        return self._span(timedelta(days=count), "day")

    def seconds(self, count: float) -> str:
        """`60 seconds`, from two minutes on `10 Minuten`."""
        is_long = count >= 120 and count % 60 == 0
        return self._span(timedelta(seconds=count), "minute" if is_long else "second")

    def megabytes(self, count: float) -> str:
        """`500 MB`, whole thousands as `4 GB`, as the language writes it."""
        if count >= 1000 and count % 1000 == 0:
            return format_unit(count / 1000, "digital-gigabyte", "short", locale=self._cldr)
        return format_unit(count, "digital-megabyte", "short", locale=self._cldr)

    def number(self, count: float) -> str:
        """`2,200`, `2.200`."""
        return format_decimal(count, locale=self._cldr)

    def date(self, day: date) -> str:
        """`27 December 2026` in the order of the language."""
        return format_date(day, "long", locale=self._cldr)

    def either(self, names: list[str]) -> str:
        """`mp4, mov, or webm`, joined as the language does."""
        return format_list(names, "or", locale=self._cldr)

    def _span(self, span: timedelta, unit: Literal["day", "minute", "second"]) -> str:
        # Babel's own units lack days in some languages.
        return format_timedelta(span, unit, threshold=10**9, locale=self._cldr)

    @property
    def _cldr(self) -> Cldr:
        """Where the words are English the dates are, too."""
        return Cldr.parse(self.locale.code if self.words else ENGLISH, sep="-")


@functools.cache
def load_wording(code: str) -> Wording:
    """The words of a language of the app. Raises PlacementError for an unknown one."""
    locale = load_locale(code)
    return Wording(locale, _read(code), _read(ENGLISH))


def _read(code: str) -> dict[str, str]:
    path = _FOLDER / f"{code}.json"
    if not path.is_file():
        return {}
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words
