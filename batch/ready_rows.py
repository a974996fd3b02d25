"""Rows of a table over a base ad, ready to be made; every mistake is found before the work.

Nothing is decoded here: whether a creative can be played shows when its row is run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath

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
from batch.row_ads import (
    ACTUAL,
    AT,
    BACKGROUND,
    OUTPUT,
    PROFILE,
    BadRow,
    RowAds,
    check_columns,
    leaf_paths,
    text_of,
)
from batch.table import Table
from batch.table_row import Row
from overlays.ad import SparkAd
from overlays.errors import AdError, Problem, SparkproofError, TableError
from overlays.reading.model_keys import value_by_key
from qa.reports.files import SUFFIXES
from renderer.output.formats import FORMATS, format_of
from renderer.output.option_text import seconds_from_text
from renderer.output.options import Format

_MOST_SHOWN = 40
# A pattern that is made for exports may end in one.
_VIDEOS = tuple(facts.suffix for facts in FORMATS.values() if facts.suffix)


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One row, ready to be run anywhere that its paths, all absolute, can be reached from.

    With an `actual`, that file is compared with the ad, at media times `at` where there are any,
    and `output` is the report on it. `profile` of None is the usual one for the file; with `is_any`
    any video may be behind the chrome.
    """

    number: int
    ad: SparkAd
    output: Path
    actual: Path | None = None
    at: tuple[Fraction, ...] = ()
    profile: str | None = None
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class RowOptions:
    """What holds for the whole table. `folder` takes the outputs, `pattern` makes their names."""

    folder: Path
    base: Path | None
    pattern: str
    kind: Format | None = None


def ready_rows(table: Table, options: RowOptions) -> tuple[list[ReadyRow], list[BadRow]]:
    """The rows that are right, ready to be made, and those that are wrong.

    Raises TableError for what no row can be right with: unknown columns, a bad pattern of names.
    """
    check_columns(table)
    pattern = parse_pattern(options.pattern, leaf_paths(SparkAd))
    bases = RowAds(table, options.base)
    ready: list[ReadyRow] = []
    bad: list[BadRow] = []
    for row in table.rows:
        try:
            ad = bases.ad_of(row)
            ready.append(_ready(row, ad, bases.actual_of(row), options, pattern))
        except AdError as error:
            bad.append(BadRow(row.number, error.problems))
    own = {table.path.resolve(), options.folder.resolve() / RESULTS_NAME, *bases.paths}
    bad += _bad_outputs(ready, own, {row.number for row in table.rows if row.values.get(OUTPUT)})
    wrong = {row.number for row in bad}
    return [row for row in ready if row.number not in wrong], bad


def _ready(
    row: Row, ad: SparkAd, actual: Path | None, options: RowOptions, pattern: NamePattern
) -> ReadyRow:
    if actual is not None:
        output = _report(row, ad, options, pattern)
        return ReadyRow(row.number, ad, output, actual, _times(row), _profile(row), _is_any(row))
    for column in (AT, PROFILE, BACKGROUND):
        if text_of(row, column):
            raise AdError((Problem(column, f"goes with a file in the column {ACTUAL}"),))
    return ReadyRow(row.number, ad, _output(row, ad, options, pattern))


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


def _times(row: Row) -> tuple[Fraction, ...]:
    try:
        return tuple(seconds_from_text(text) for text in text_of(row, AT).replace(",", " ").split())
    except SparkproofError as error:
        raise AdError((Problem(AT, str(error)),)) from None


def _profile(row: Row) -> str | None:
    profile = text_of(row, PROFILE)
    if not profile:
        return None
    # A table of exports needs nothing of what compares.
    from qa.compared import PROFILES

    if profile not in PROFILES:
        raise AdError((Problem(PROFILE, f"is one of {', '.join(PROFILES)}, not {profile[:40]!r}"),))
    return profile


def _is_any(row: Row) -> bool:
    background = text_of(row, BACKGROUND)
    if background not in ("", "any"):
        problem = f"is “any”, or empty for the ad's own clip, not {background[:40]!r}"
        raise AdError((Problem(BACKGROUND, problem),))
    return background == "any"


def _report(row: Row, ad: SparkAd, options: RowOptions, pattern: NamePattern) -> Path:
    """The page that a comparison leaves, or JSON or JUnit where the name ends so."""
    name = text_of(row, OUTPUT) or _filled(row, ad, pattern)
    if not has_suffix(name) or PurePosixPath(name).suffix.lower() in _VIDEOS:
        name += ".html"
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        problem = f"{name[:80]} is no name of a report: it ends in {', '.join(SUFFIXES)}"
        raise AdError((Problem(OUTPUT, problem),))
    try:
        return place_output(name, options.folder.absolute())
    except ValueError as error:
        raise AdError((Problem(OUTPUT, str(error)),)) from None


def _filled(row: Row, ad: SparkAd, pattern: NamePattern) -> str:
    return pattern.name_of(row.number, {field: _value(ad, field) for field in pattern.fields})


def _output(row: Row, ad: SparkAd, options: RowOptions, pattern: NamePattern) -> Path:
    column, name = OUTPUT, text_of(row, OUTPUT)
    if not name:
        column, name = "--name", filled_name(pattern, _filled(row, ad, pattern), options.kind)
    elif not has_suffix(name):
        name = with_suffix(name, options.kind)
    try:
        path = place_output(name, options.folder.absolute())
        format_of(path, options.kind)
    except (ValueError, SparkproofError) as error:
        raise AdError((Problem(column, str(error)),)) from None
    return path


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
        yield from filter(None, [row.actual])


def _value(ad: SparkAd, path: str) -> object:
    value: object = ad
    for key in path.split("."):
        value = value_by_key(value, key)
    return value
