"""The ads of a table's rows: each the row's values put over a base ad, every mistake named.

Nothing is decoded here, and no name of an output is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from batch.grid import Shown, without_marks
from batch.spreadsheet_words import truth_of
from batch.table import Table
from batch.table_row import Row
from overlays.ad import SparkAd
from overlays.ad.file import (
    listed,
    override_value,
    parse_ad,
    place_value,
    read_ad_data,
    takes_text,
)
from overlays.ad.media_places import MEDIA_PATHS, PICTURES
from overlays.errors import AdError, Problem, TableError
from overlays.reading.file_names import as_stored
from overlays.reading.model_keys import fields_by_key
from overlays.reading.names import unknown_name

BASE, OUTPUT = "base", "output"
ACTUAL, AT, PROFILE, BACKGROUND = "actual", "at", "profile", "background"
"""A file that is held against the row's ad in place of an export, the time that it shows, what may
differ, and whether another video may be behind."""
OWN = (BASE, OUTPUT, ACTUAL, AT, PROFILE, BACKGROUND)
"""Columns that are no values of the ad."""
_DATES = (
    *("post.posted_on", "ad.viewed_on", "ad.authorization.granted_on"),
    *("ad.flight.from", "ad.flight.to", "ad.countdown.ends", "ad.countdown.first_frame"),
)
# Where marks that nobody sees may be meant, such as those for the direction of writing.
_WORDS = (
    "post.caption",
    "post.creator.display_name",
    "post.sound.title",
    "post.sound.author",
    "post.search",
    "ad.call_to_action.label",
    "ad.brand.name",
    "ad.brand.username",
    "ad.headline",
    "ad.disclaimer.text",
    "ad.countdown.title",
    "ad.vote.title",
    "ad.vote.first",
    "ad.vote.second",
)
_TRUTHS = (
    *("post.creator.verified", "post.creator.followed", "post.sound.original"),
    *("ad.brand.verified", "ad.news", "ad.see_translation", "ad.ai_label", "post.ai_label"),
)
_SHOWN_OTHERWISE = (
    "is a number that the spreadsheet shows in a form of its own, such as 50% for 0.5: "
    "format the cell as text and type what is meant"
)
_MEDIA = {".".join(keys) for keys in MEDIA_PATHS}
_PICTURES = ".".join(PICTURES)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be made, and every reason."""

    number: int
    problems: tuple[Problem, ...]


class RowAds:
    """The base ads of a table, each read once."""

    def __init__(self, table: Table, base: Path | None) -> None:
        self._folder, self._is_text = table.path.resolve().parent, table.is_text
        self._base = base
        self._known: dict[Path, dict[str, Any]] = {}

    @property
    def paths(self) -> list[Path]:
        return list(self._known)

    def ad_of(self, row: Row) -> SparkAd:
        """Raises AdError, also for what was wrong with the row before."""
        if row.problems and (not row.values or any(each.path == BASE for each in row.problems)):
            raise AdError(row.problems)
        base = self._base_of(row)
        if base not in self._known:
            self._known[base] = read_ad_data(base)
        data = deepcopy(self._known[base])
        problems = [*row.problems]
        for column, value in row.values.items():
            if column not in OWN and (problem := self._put(data, column, value)):
                problems.append(problem)
        try:
            ad = parse_ad(data, base.parent)
        except AdError as error:
            raise AdError((*problems, *error.problems)) from None
        if problems:
            raise AdError(tuple(problems))
        return ad

    def actual_of(self, row: Row) -> Path | None:
        """The file that the row is held against, beside the table; None where it names none.

        Raises AdError for one that is not there.
        """
        name = text_of(row, ACTUAL)
        if not name:
            return None
        try:
            path = as_stored(self._folder / name)
            if path.exists():
                return path.resolve()
        except (OSError, ValueError, RuntimeError):
            pass
        problem = f"there is no {name[:80]} beside the table: a picture, a video, or frames"
        raise AdError((Problem(ACTUAL, problem),))

    def _base_of(self, row: Row) -> Path:
        if value := text_of(row, BASE):
            try:
                return as_stored(self._folder / value).resolve()
            except (OSError, ValueError, RuntimeError):
                message = f"{value[:80]!r} is not a usable path"
                raise AdError((Problem(BASE, message),)) from None
        if self._base is None:
            message = "is needed: name an ad file here, or for all rows with --base"
            raise AdError((Problem(BASE, message),))
        return self._base.resolve()

    def _put(self, data: dict[str, Any], column: str, value: object) -> Problem | None:
        if self._is_text and isinstance(value, str) and column not in _WORDS:
            value = without_marks(value)
            value = truth_of(value) if column in _TRUTHS else value
        if column in _MEDIA and isinstance(value, str):
            value = self._placed(value)
        if column == _PICTURES and isinstance(names := self._listed(value), list):
            placed = [self._placed(one) if isinstance(one, str) else one for one in names]
            place_value(data, PICTURES, placed)
            return None
        if isinstance(value, date) and column not in _DATES:
            return Problem(column, self._date_problem(value))
        if isinstance(value, Shown) and takes_text(column.split(".")):
            return Problem(column, _SHOWN_OTHERWISE)
        if self._is_text:
            text = value.text if isinstance(value, Shown) else value
            return override_value(data, f"{column}={text}")
        place_value(data, column.split("."), value)
        return None

    def _listed(self, value: object) -> object:
        """The names of pictures in one cell; those of YAML and JSON are a list already."""
        return listed(value) if self._is_text else value

    def _date_problem(self, value: date) -> str:
        if self._is_text:
            return f"is a date in the spreadsheet ({value}): format the cell as text"
        return f"is a date in YAML: write '{value}' between quotes for text"

    def _placed(self, value: str) -> str:
        """A file beside the table goes before one beside the base."""
        path = as_stored(self._folder / value.strip())
        try:
            return str(path) if path.is_file() else value
        except (OSError, ValueError):
            return value


def text_of(row: Row, column: str) -> str:
    """The text of a cell, empty where there is none. Raises AdError for what is no text."""
    value = row.values.get(column)
    if isinstance(value, Shown):
        raise AdError((Problem(column, _SHOWN_OTHERWISE),))
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise AdError((Problem(column, "must be text: write a name between quotes"),))
    return without_marks(str(value)).strip()


def check_columns(table: Table, own: tuple[str, ...] = OWN) -> None:
    """Raises TableError for columns that neither an ad has nor are among the `own` ones."""
    leaves, groups = leaf_paths(SparkAd), _group_paths(SparkAd)
    known = (*own, *leaves)
    unknown = [name for name in table.columns if name not in (*known, *groups)]
    if table.is_text:
        unknown += [name for name in table.columns if name in groups]
    if unknown:
        places = (_place_of(name, table) for name in unknown)
        raise TableError(
            tuple(
                Problem(place, unknown_name("column", name, known))
                for place, name in zip(places, unknown, strict=True)
            )
        )


def _place_of(column: str, table: Table) -> str:
    """A heading stands above all rows; without one, some row names the column first."""
    rows = (row.place for row in table.rows if column in row.values)
    place = None if table.is_text else next(rows, None)
    return f"{place}, column {column}" if place else f"column {column}"


def leaf_paths(model: type[BaseModel]) -> tuple[str, ...]:
    """Every dotted path of a value."""
    return tuple(path for path, inner in _paths(model, "") if inner is None)


def _group_paths(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(path for path, inner in _paths(model, "") if inner is not None)


def _paths(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, type[BaseModel] | None]]:
    """Every path of the model; with the model of those that are groups."""
    for name, field in fields_by_key(model).items():
        # A list is one value, whatever it is of.
        is_list = get_origin(field.annotation) is tuple
        options = () if is_list else (field.annotation, *get_args(field.annotation))
        inner = next((option for option in options if _is_model(option)), None)
        yield f"{prefix}{name}", inner
        if inner is not None:
            yield from _paths(inner, f"{prefix}{name}.")


def _is_model(option: object) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel)
