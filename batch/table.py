"""Tables of rows as people keep them: CSV, JSON or YAML in, plain values by column out.

What the columns mean is not looked at here.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from batch.object_rows import read_object_rows
from batch.row import Row, checked_row, refusal, wrong_row

FILE_LIMIT = 20_000_000
MOST_ROWS = 10_000
_DELIMITERS = ",;\t"
_KINDS = {".csv": "CSV", ".tsv": "CSV", ".json": "JSON", ".yaml": "YAML", ".yml": "YAML"}


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
        raise refusal(f"{path.name}: a table ends in .csv, .json or .yaml")
    text = _read_text(path)
    if kind == "CSV":
        table = _from_csv(text, path)
    else:
        rows = read_object_rows(text, path, kind)
        columns = dict.fromkeys(name for row in rows for name in row.values)
        table = Table(path, tuple(columns), rows, is_text=False)
    if not table.rows:
        raise refusal(f"{path.name} has no rows")
    if len(table.rows) > MOST_ROWS:
        raise refusal(
            f"{path.name} has {len(table.rows):,} rows; at most {MOST_ROWS:,} are allowed"
        )
    return table


def _read_text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise refusal(f"{path} is not a file that can be read as a table")
        if path.stat().st_size > FILE_LIMIT:
            raise refusal(f"{path.name} is too large to be a table (limit 20 MB)")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refusal(f"there is no table at {path}") from None
    except UnicodeDecodeError as error:
        raise refusal(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from error
    except OSError as error:
        raise refusal(f"{path.name} cannot be read: {error.strerror}") from error


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
        raise refusal(f"{path.name} is not valid CSV: line {number}: {error}") from error
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
        raise refusal(f"{path.name} has no heading: its first line names the columns")
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
        raise refusal(*problems)


def _row_from_cells(number: int, line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    place = f"row {number} (line {line})"
    if any(cells[len(columns) :]):
        problem = (
            f"has {len(cells)} cells and the heading {len(columns)}: "
            'put text that holds commas between "quotes"'
        )
        return wrong_row(number, place, problem)
    values = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
    return checked_row(number, place, values)
