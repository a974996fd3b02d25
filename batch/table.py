"""Tables of rows as people keep them: CSV, JSON or YAML in, plain values by column out.

What the columns mean is not looked at here.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from overlays.errors import Problem, TableError
from overlays.strict_yaml import load_strict_yaml

FILE_LIMIT = 20_000_000
MOST_ROWS = 10_000
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
    problems: tuple[str, ...] = ()


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
    heading = text.split("\n", 1)[0]
    # Spreadsheets write what their country uses.
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = tuple(name.strip() for name in next(reader, ()))
        _check_columns(columns, path)
        rows = tuple(_rows_from_csv(reader, columns))
    except csv.Error as error:
        raise _error(f"{path.name} is not valid CSV: line {reader.line_num}: {error}") from error
    return Table(path, columns, rows, is_text=True)


def _check_columns(columns: tuple[str, ...], path: Path) -> None:
    if not any(columns):
        raise _error(f"{path.name} has no heading: its first line names the columns")
    problems = [
        f"the column {name!r} stands twice" if name else "a column has no name in the heading"
        for name, count in Counter(columns).items()
        if count > 1 or not name
    ]
    if problems:
        raise _error(*problems)


def _rows_from_csv(reader: Any, columns: tuple[str, ...]) -> Iterator[Row]:
    number, before = 0, reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        place = f"row {number} (line {line})"
        if len(cells) > len(columns):
            problem = (
                f"has {len(cells)} cells and the heading {len(columns)}: "
                'put text that holds commas between "quotes"'
            )
            yield Row(number, place, {}, (problem,))
            continue
        values = {name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()}
        yield Row(number, place, values)


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
        return Row(number, place, {}, ("must be a group of keys and values",))
    pairs = list(_leaves(item, ""))
    counts = Counter(name for name, _ in pairs)
    twice = [*_twice(item, ""), *(name for name, count in counts.items() if count > 1)]
    if twice:
        return Row(number, place, {}, tuple(f"{name} stands twice" for name in twice))
    return Row(number, place, dict(pairs))


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
