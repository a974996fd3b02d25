"""The platform's words in the viewer's language, read from `locales/<code>.json`."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from overlays.errors import PlacementError
from overlays.reading.figures import Confidence
from overlays.reading.names import unknown_name

_FOLDER = Path(__file__).parent


class Word(NamedTuple):
    """A text of the platform with where it was seen. A: assumed, no source found."""

    text: str
    source: Annotated[str, StringConstraints(pattern=r"\S")]
    confidence: Confidence


class Locale(BaseModel):
    """One language file; `name` is the language's own, `english` its name in CLDR's English.

    `group_mark` stands between thousands, "" in languages that group only longer numbers. `labels`
    holds the word that marks an ad by region, that of all others under "".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: str
    english: str
    direction: Literal["ltr", "rtl"]
    decimal_mark: str
    group_mark: str
    labels: dict[str, Word] = Field(default_factory=dict)
    words: dict[str, Word]
    calls_to_action: dict[str, Word]

    @property
    def names(self) -> str:
        """`Deutsch · German`: found by either; once where both are the same."""
        return self.name if self.name == self.english else f"{self.name} · {self.english}"

    @property
    def has_four_tabs(self) -> bool:
        """True where the four words of the header are known."""
        return {"explore", "following", "shop", "for_you"} <= self.words.keys()

    def label_in(self, region: str | None) -> str:
        """The key of the word that marks an ad for a viewer in that region (None: any)."""
        found = self.labels.get(region or "") or self.labels.get("")
        return found.text if found else "sponsored"

    def word(self, key: str) -> str:
        """The text of a feed word such as `sponsored`, in English where the language lacks it."""
        found = self.words.get(key) or load_locale("en").words[key]
        return found.text

    def call_to_action(self, kind: str) -> str:
        """The words on a button, in English where the language lacks them."""
        found = self.calls_to_action.get(kind) or load_locale("en").calls_to_action[kind]
        return found.text


@functools.cache
def list_locales() -> tuple[str, ...]:
    """Codes of the installed languages, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@functools.cache
def load_locale(code: str) -> Locale:
    """The language of that code. Raises PlacementError for an unknown or broken file."""
    path = _FOLDER / f"{code}.json"
    if code not in list_locales():
        raise PlacementError(unknown_name("locale", code, list_locales()))
    try:
        return Locale.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise PlacementError(f"the language file {path.name} is wrong: {error}") from error
