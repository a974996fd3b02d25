"""Tables of rows as people keep them: spreadsheets, CSV, JSON or YAML in, values by column out.

What the columns mean is not looked at here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from batch.csv_lines import read_csv_lines
from batch.grid import Line, rows_of
from batch.object_rows import read_object_rows
from batch.table_row import MOST_ROWS, Row, refusal
from batch.text_encoding import decoded

FILE_LIMIT = 20_000_000
_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_OBJECTS = {".json": "JSON", ".yaml": "YAML", ".yml": "YAML"}
# Enough to be past what stands before the first value.
_LOOKED_AT = 65_536
_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".ods", ".numbers")


@dataclass(frozen=True, slots=True)
class Table:
    """`is_text`: the values are cells, to be read as on a command line.

    `notes` say how the file was read where that had to be found out, a sentence each.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_text: bool
    notes: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """The table in a spreadsheet, CSV, JSON or YAML file. Raises TableError."""
    kind = path.suffix.lower()
    if kind in _OTHER_SPREADSHEETS:
        raise refusal(f"{path.name}: save or export it as .xlsx, or as CSV UTF-8")
    if kind not in (*_TEXT, *_WORKBOOKS, *_OBJECTS):
        raise refusal(f"{path.name}: a table ends in .xlsx, .csv, .json or .yaml")
    data = _read_bytes(path)
    table = _from_objects(data, path) if kind in _OBJECTS else _from_cells(data, path)
    if not table.rows:
        raise refusal(f"{path.name} has no rows")
    if len(table.rows) > MOST_ROWS:
        raise refusal(
            f"{path.name} has {len(table.rows):,} rows; at most {MOST_ROWS:,} are allowed"
        )
    return table


def is_table(path: Path) -> bool:
    """True for a file that can be a table; of JSON and YAML, which ads are written in, too, for one
    that begins a list."""
    kind = path.suffix.lower()
    if kind not in _OBJECTS:
        return kind in (*_TEXT, *_WORKBOOKS, *_OTHER_SPREADSHEETS)
    try:
        with path.open("rb") as file:
            lines = file.read(_LOOKED_AT).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return False
    written = (line.strip() for line in lines)
    first = next((line for line in written if line and not line.startswith(("#", "---"))), "")
    return first.startswith(("[", "- "))


def _from_cells(data: bytes, path: Path) -> Table:
    lines: Sequence[Line]
    if path.suffix.lower() in _WORKBOOKS:
        # A third of a second to import, for those who have one.
        from batch.workbook import read_sheet

        lines, notes = read_sheet(data, path.name)
    else:
        lines, notes = read_csv_lines(data, path.name)
    columns, rows = rows_of(lines, path.name)
    return Table(path, columns, rows, is_text=True, notes=notes)


def _from_objects(data: bytes, path: Path) -> Table:
    text, encoding = decoded(data, path.name)
    rows = read_object_rows(text, path, _OBJECTS[path.suffix.lower()])
    columns = dict.fromkeys(name for row in rows for name in row.values)
    notes = (f"{path.name} was read as {encoding}.",) if encoding else ()
    return Table(path, tuple(columns), rows, is_text=False, notes=notes)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise refusal(f"{path} is not a file that can be read as a table")
        if path.stat().st_size > FILE_LIMIT:
            raise refusal(f"{path.name} is too large to be a table (limit 20 MB)")
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal(f"there is no table at {path}") from None
    except OSError as error:
        raise refusal(f"{path.name} cannot be read: {error.strerror}") from error
