"""Rows of a table over a base ad, ready to be made; every mistake is found before the work.

Nothing is decoded here: whether a creative can be played shows when its row is run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from batch.grid import Shown, without_marks
from batch.names import (
    RESULTS_NAME,
    NamePattern,
    filled_name,
    has_suffix,
    nested_outputs,
    parse_pattern,
    place_output,
    same_outputs,
    with_suffix,
)
from batch.spreadsheet_words import truth_of
from batch.table import Table
from batch.table_row import Row
from overlays.ad import SparkAd
from overlays.ad.file import (
    MEDIA_PATHS,
    override_value,
    parse_ad,
    place_value,
    read_ad_data,
    takes_text,
)
from overlays.errors import AdError, Problem, SparkproofError, TableError
from overlays.reading.file_names import as_stored
from overlays.reading.names import unknown_name
from renderer.output.formats import format_of
from renderer.output.options import Format

BASE, OUTPUT = "base", "output"
_DATES = ("post.posted_on", "ad.viewed_on")
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
)
_TRUTHS = (
    *("post.creator.verified", "post.creator.followed", "post.sound.original"),
    *("ad.brand.verified", "ad.news", "ad.see_translation"),
)
_SHOWN_OTHERWISE = (
    "is a number that the spreadsheet shows in a form of its own, such as 50% for 0.5: "
    "format the cell as text and type what is meant"
)
_MEDIA = {".".join(keys) for keys in MEDIA_PATHS}
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One row, ready to be run anywhere that its paths, all absolute, can be reached from."""

    number: int
    ad: SparkAd
    output: Path


@dataclass(frozen=True, slots=True)
class RowOptions:
    """What holds for the whole table. `folder` takes the outputs, `pattern` makes their names."""

    folder: Path
    base: Path | None
    pattern: str
    kind: Format | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be made, and every reason."""

    number: int
    problems: tuple[Problem, ...]


def ready_rows(table: Table, options: RowOptions) -> tuple[list[ReadyRow], list[BadRow]]:
    """The rows that are right, ready to be made, and those that are wrong.

    Raises TableError for what no row can be right with: unknown columns, a bad pattern of names.
    """
    _check_columns(table)
    pattern = parse_pattern(options.pattern, _leaf_paths(SparkAd))
    bases = _Bases(table, options.base)
    ready: list[ReadyRow] = []
    bad: list[BadRow] = []
    for row in table.rows:
        try:
            ad = bases.ad_of(row)
            ready.append(ReadyRow(row.number, ad, _output(row, ad, options, pattern)))
        except AdError as error:
            bad.append(BadRow(row.number, error.problems))
    own = {table.path.resolve(), options.folder.resolve() / RESULTS_NAME, *bases.paths}
    bad += _bad_outputs(ready, own, {row.number for row in table.rows if row.values.get(OUTPUT)})
    wrong = {row.number for row in bad}
    return [row for row in ready if row.number not in wrong], bad


def table_error(table: Table, bad: Sequence[BadRow]) -> TableError:
    """All mistakes of all rows; what is wrong with many rows alike is said once."""
    places = {row.number: row.place for row in table.rows}
    alike: dict[tuple[str, str], list[int]] = {}
    for row in bad:
        for problem in row.problems:
            alike.setdefault((problem.path, problem.message), []).append(row.number)
    problems = [
        Problem(", ".join(filter(None, (_rows(numbers, places), path))), message)
        for (path, message), numbers in alike.items()
    ]
    if len(problems) > _MOST_SHOWN:
        more = len(problems) - _MOST_SHOWN
        problems = [*problems[:_MOST_SHOWN], Problem("", f"and {more} more mistakes")]
    return TableError(tuple(problems))


def _rows(numbers: Sequence[int], places: dict[int, str]) -> str:
    if len(numbers) == 1:
        return places[numbers[0]]
    shown = ", ".join(str(number) for number in numbers[:3])
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    return f"rows {shown}{more}"


class _Bases:
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
            if column not in (BASE, OUTPUT) and (problem := self._put(data, column, value)):
                problems.append(problem)
        try:
            ad = parse_ad(data, base.parent)
        except AdError as error:
            raise AdError((*problems, *error.problems)) from None
        if problems:
            raise AdError(tuple(problems))
        return ad

    def _base_of(self, row: Row) -> Path:
        if value := _text_of(row, BASE):
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
        if isinstance(value, date) and column not in _DATES:
            return Problem(column, self._date_problem(value))
        if isinstance(value, Shown) and takes_text(column.split(".")):
            return Problem(column, _SHOWN_OTHERWISE)
        if self._is_text:
            text = value.text if isinstance(value, Shown) else value
            return override_value(data, f"{column}={text}")
        place_value(data, column.split("."), value)
        return None

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


def _output(row: Row, ad: SparkAd, options: RowOptions, pattern: NamePattern) -> Path:
    column, name = OUTPUT, _text_of(row, OUTPUT)
    if not name:
        values = {field: _value(ad, field) for field in pattern.fields}
        column = "--name"
        name = filled_name(pattern, pattern.name_of(row.number, values), options.kind)
    elif not has_suffix(name):
        name = with_suffix(name, options.kind)
    try:
        path = place_output(name, options.folder.absolute())
        format_of(path, options.kind)
    except (ValueError, SparkproofError) as error:
        raise AdError((Problem(column, str(error)),)) from None
    return path


def _text_of(row: Row, column: str) -> str:
    """The text of a cell, empty where there is none. Raises AdError for what is no text."""
    value = row.values.get(column)
    if isinstance(value, Shown):
        raise AdError((Problem(column, _SHOWN_OTHERWISE),))
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise AdError((Problem(column, "must be text: write a name between quotes"),))
    return without_marks(str(value)).strip()


def _bad_outputs(ready: Sequence[ReadyRow], own: set[Path], named: set[int]) -> Iterator[BadRow]:
    """Rows that would write over each other, or over what the batch is made of.

    `named` are the rows whose output the table names.
    """
    own = own | {path.resolve() for path in _media_of(ready)}
    outputs = {row.number: row.output for row in ready}
    shared, nested = same_outputs(outputs), nested_outputs(outputs)
    for row in ready:
        name, message = row.output.name, ""
        if rows := shared.get(row.number):
            numbers = " and ".join(str(number) for number in rows[:5])
            advice = (
                f"give each its own {OUTPUT}" if named & {*rows} else "put {row:03d} into --name"
            )
            message = f"{name} would be written by rows {numbers}: {advice}"
        elif other := nested.get(row.number):
            message = (
                f"{name} and the output of row {other} would be one inside the other: "
                "choose another name"
            )
        elif row.output.resolve() in own:
            message = f"{name} is a file that the batch is made of: choose another name"
        elif blocked := _file_on_the_way(row.output):
            message = f"{blocked} is a file and no folder: choose another name"
        if message:
            yield BadRow(row.number, (Problem(OUTPUT, message),))


def _file_on_the_way(output: Path) -> Path | None:
    nearest = next((folder for folder in output.parents if os.path.lexists(folder)), None)
    return nearest if nearest is not None and not nearest.is_dir() else None


def _media_of(ready: Sequence[ReadyRow]) -> Iterator[Path]:
    for row in ready:
        yield from row.ad.media


def _check_columns(table: Table) -> None:
    leaves, groups = _leaf_paths(SparkAd), _group_paths(SparkAd)
    known = (BASE, OUTPUT, *leaves)
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


def _leaf_paths(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(path for path, inner in _paths(model, "") if inner is None)


def _group_paths(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(path for path, inner in _paths(model, "") if inner is not None)


def _paths(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, type[BaseModel] | None]]:
    """Every path of the model; with the model of those that are groups."""
    for name, field in model.model_fields.items():
        options = (field.annotation, *get_args(field.annotation))
        inner = next((option for option in options if _is_model(option)), None)
        yield f"{prefix}{name}", inner
        if inner is not None:
            yield from _paths(inner, f"{prefix}{name}.")


def _is_model(option: object) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel)


def _value(ad: SparkAd, path: str) -> object:
    value: object = ad
    for name in path.split("."):
        value = getattr(value, name, None)
    return value
