"""Tables of rows as people keep them: CSV, JSON or YAML in, plain values by column out.

What the columns mean is not looked at here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from overlays.errors import Problem, TableError
from overlays.reading.strict_yaml import load_strict_yaml

FILE_LIMIT = 20_000_000
MOST_ROWS = 10_000
_LONGEST_CELL = 131_072
_DELIMITERS = ",;\t"
_KINDS = {".csv": "CSV", ".tsv": "CSV", ".json": "JSON", ".yaml": "YAML", ".yml": "YAML"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row, counted from 1 without the heading. Empty cells are not in `values`.

    `place` says where it is for people, `row 3 (line 4)`. Keys are dotted paths. A row that cannot
    be read has `problems` and no values.
    """

    number: int
    place: str
    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`is_text`: the values are cells, to be read as on a command line."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_text: bool


def read_table(path: Path) -> Table:
    """The table in a CSV, JSON or YAML file. Raises TableError."""
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise _error(f"{path.name}: a table ends in .csv, .json or .yaml")
    text = _read_text(path)
    table = _from_csv(text, path) if kind == "CSV" else _from_objects(text, path, kind)
    if not table.rows:
        raise _error(f"{path.name} has no rows")
    if len(table.rows) > MOST_ROWS:
        raise _error(f"{path.name} has {len(table.rows):,} rows; at most {MOST_ROWS:,} are allowed")
    return table


def _error(*messages: str) -> TableError:
    return TableError(tuple(Problem("", message) for message in messages))


def _read_text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise _error(f"{path} is not a file that can be read as a table")
        if path.stat().st_size > FILE_LIMIT:
            raise _error(f"{path.name} is too large to be a table (limit 20 MB)")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _error(f"there is no table at {path}") from None
    except UnicodeDecodeError as error:
        raise _error(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from error
    except OSError as error:
        raise _error(f"{path.name} cannot be read: {error.strerror}") from error


def _from_csv(text: str, path: Path) -> Table:
    delimiter, text, line = _delimiter_of(text)
    # The longest cell is told with its row; as it is, the reader would stop there.
    csv.field_size_limit(FILE_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip() for name in next(reader, ())]
        lines = list(_lines_from_csv(reader, line))
    except csv.Error as error:
        number = reader.line_num + line
        raise _error(f"{path.name} is not valid CSV: line {number}: {error}") from error
    columns = _named_columns(columns, [cells for _, cells in lines])
    _check_columns(columns, path)
    rows = tuple(_row_from_cells(number, *found, columns) for number, found in enumerate(lines, 1))
    return Table(path, tuple(columns), rows, is_text=True)


def _delimiter_of(text: str) -> tuple[str, str, int]:
    """What divides the cells, the text from its heading on, and how many lines come before."""
    first, _, rest = text.partition("\n")
    # Excel's own way to say it.
    if named := re.fullmatch(r'sep=([^\w\s"]|\t)\r?', first, re.IGNORECASE):
        return named[1], rest, 1
    # Spreadsheets write what their country uses.
    return max(_DELIMITERS, key=first.count), text, 0


def _lines_from_csv(reader: Any, line: int) -> Iterator[tuple[int, list[str]]]:
    """Cells without the space around them, and the line of the file that they begin in."""
    before = reader.line_num
    for cells in reader:
        number, before = line + before + 1, reader.line_num
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            yield number, trimmed


def _named_columns(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    """The columns up to the last that has a heading or a cell: spreadsheets save empty ones."""
    count = len(columns)
    while (
        count
        and not columns[count - 1]
        and not any(any(cells[count - 1 : count]) for cells in lines)
    ):
        count -= 1
    return list(columns[:count])


def _check_columns(columns: Sequence[str], path: Path) -> None:
    if not any(columns):
        raise _error(f"{path.name} has no heading: its first line names the columns")
    problems = [
        f"the column {name!r} stands twice"
        for name, count in Counter(columns).items()
        if name and count > 1
    ]
    problems += [
        f"column {number} has no name in the heading"
        for number, name in enumerate(columns, 1)
        if not name
    ]
    if problems:
        raise _error(*problems)


def _row_from_cells(number: int, line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    place = f"row {number} (line {line})"
    if any(cells[len(columns) :]):
        problem = (
            f"has {len(cells)} cells and the heading {len(columns)}: "
            'put text that holds commas between "quotes"'
        )
        return _wrong_row(number, place, problem)
    values = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
    return _checked_row(number, place, values)


def _wrong_row(number: int, place: str, *messages: str) -> Row:
    return Row(number, place, {}, tuple(Problem("", message) for message in messages))


def _checked_row(number: int, place: str, values: Mapping[str, Any]) -> Row:
    """The row, or one with problems where a value is nothing that anybody typed."""
    problems = tuple(_problems_of(values))
    return Row(number, place, {} if problems else values, problems)


def _problems_of(values: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in values.items():
        if problem := _text_problem(name):
            yield Problem("a key", problem)
        elif problem := _text_problem(value):
            yield Problem(name, problem)


def _text_problem(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if "\0" in value:
        return "holds a NUL character: type the text again"
    if any("\ud800" <= character <= "\udfff" for character in value):
        return "holds half a character (a lone surrogate): type the text again"
    if len(value) > _LONGEST_CELL:
        return f"is {len(value):,} characters long; at most {_LONGEST_CELL:,} are allowed"
    return None


class _Pairs(dict[Any, Any]):
    """A group of keys and values, and the keys that stand in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]


def _from_objects(text: str, path: Path, kind: str) -> Table:
    try:
        is_json = kind == "JSON"
        data = json.loads(text, object_pairs_hook=_Pairs) if is_json else load_strict_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise _error(f"{path.name} is not valid {kind}: {reason}") from error
    if not isinstance(data, list) or (data and not any(isinstance(item, dict) for item in data)):
        raise _error(f"{path.name} must be a list of rows, each a group of keys and values")
    rows = tuple(_row_from_object(number, item) for number, item in enumerate(data, 1))
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return Table(path, tuple(columns), rows, is_text=False)


def _row_from_object(number: int, item: object) -> Row:
    place = f"row {number}"
    if not isinstance(item, dict):
        return _wrong_row(number, place, "must be a group of keys and values")
    pairs = list(_leaves(item, ""))
    counts = Counter(name for name, _ in pairs)
    twice = [*_twice(item, ""), *(name for name, count in counts.items() if count > 1)]
    if twice:
        return _wrong_row(number, place, *(f"{name} stands twice" for name in twice))
    if not all(key for name, _ in pairs for key in name.split(".")):
        return _wrong_row(number, place, "has an empty key: write a column's name before the colon")
    return _checked_row(number, place, dict(pairs))


def _twice(item: Mapping[Any, Any], prefix: str) -> Iterator[str]:
    if isinstance(item, _Pairs):
        yield from (f"{prefix}{key}" for key in item.twice)
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _twice(value, f"{prefix}{key}.")


def _leaves(item: Mapping[Any, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """`{"ad": {"locale": "fr"}}` and `{"ad.locale": "fr"}` are the same."""
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{name}.")
        else:
            yield name, value
