"""Lines of cells from an Excel workbook. The one place that imports openpyxl.

Read is what was saved: values of formulas as Excel last showed them, no macros, no links to other
files. A cell whose value is not what its owner sees is `Unusable`, and says why.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice, repeat
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from batch.grid import Line, Shown, Unusable
from batch.table_row import MOST_ROWS, refusal
from overlays.errors import TableError

# 10,000 rows of forty columns unpack to some 40 MB.
_MOST_BYTES = 60_000_000
# Ten times what an ad has.
_MOST_COLUMNS = 256
_MOST_MERGED = 1_000_000
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)")
# Columns are named A to XFD, rows numbered to 1,048,576.
_TOO_FAR = re.compile(rb"\sr=[\"']([A-Za-z]{4}|[A-Za-z]*[0-9]{8})")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9$:]+)[\"']")
# They show a number as it is.
_PLAIN_FORMATS = ("General", "0", "@")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_VALUE = "is a formula whose value was not saved: open the file in a spreadsheet and save it"
_WIDE = "is merged with its neighbors: split the cells, or no column could be told from another"
_TIME = "is a time of day or a span of time, which no ad has: format the cell as text"


def read_sheet(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of the first visible sheet that holds anything, and a note if there are others.

    `name` is the file's. Raises TableError.
    """
    try:
        _check_archive(data, name)
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as rules for what may be typed into a cell.
            warnings.simplefilter("ignore")
            return _read(data, name)
    except TableError:
        raise
    except Exception as error:
        # Of a broken file the library raises whatever the break leads to.
        raise _unreadable(name) from error


def _unreadable(name: str) -> TableError:
    return refusal(f"{name} cannot be read as a workbook: save it again as Excel Workbook (.xlsx)")


def _check_archive(data: bytes, name: str) -> None:
    """Before anything is unpacked: whether it is a workbook, and how large it would become."""
    if data.startswith(_OLD_WORKBOOK):
        raise refusal(
            f"{name} has a password, or is a workbook of before 2007: "
            "save it as Excel Workbook (.xlsx) without one"
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Nothing is unpacked beyond the size that is named here.
        size = sum(member.file_size for member in archive.infolist())
        if size > _MOST_BYTES:
            raise refusal(
                f"{name} unpacks to {size / 1e6:,.0f} MB (limit {_MOST_BYTES / 1e6:.0f} MB): "
                "save the table in a workbook of its own"
            )
        for member in archive.infolist():
            with archive.open(member) as part:
                # Words that stand for others can stand for gigabytes; no spreadsheet writes them.
                if _DECLARED.search(part.read(4096)):
                    raise _unreadable(name)


def _read(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    book = _opened(data, only_values=True)
    left_out: list[str] = []
    found: tuple[str, list[Line]] | None = None
    for sheet in book.worksheets:
        # One after the other: an empty first sheet is nothing that anybody wants to be told of.
        if sheet.sheet_state != "visible":
            continue
        if found is not None:
            left_out.append(sheet.title)
        elif lines := _lines(sheet, data, name):
            found = sheet.title, lines
    if found is None:
        return [], ()
    others = ", ".join(f"“{title}”" for title in left_out)
    note = f"{name}: the sheet “{found[0]}” was read, and not {others}."
    return found[1], (note,) if left_out else ()


def _opened(data: bytes, *, only_values: bool) -> Any:
    source = io.BytesIO(data)
    return load_workbook(source, read_only=True, data_only=only_values, keep_links=False)


def _lines(sheet: Any, data: bytes, name: str) -> list[Line]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # The library tells neither of cells that are merged nor of those that no sheet can have.
        part = archive.read(sheet._worksheet_path)
    if _TOO_FAR.search(part):
        raise _unreadable(name)
    # The rows once more with formulas in place of their values, if there are any.
    has_formulas = _FORMULA.search(part) is not None
    formulas = _opened(data, only_values=False)[sheet.title] if has_formulas else None
    lines: dict[int, list[object]] = {}
    sources = repeat(None) if formulas is None else _rows(formulas)
    for number, cells, sources_here in zip(count(1), _rows(sheet), sources, strict=False):
        # Most rows of a sheet may be none: it is enough that its last one has a color.
        if not cells:
            continue
        pairs = zip(cells, sources_here or cells, strict=True)
        found = [_value(cell, source) for cell, source in islice(pairs, _MOST_COLUMNS)]
        if any(cell != "" for cell in found):
            lines[number] = found
        if len(lines) > MOST_ROWS + 1:
            raise refusal(f"{name} has more than {MOST_ROWS:,} rows: divide the table")
    _spread(lines, _merged(part, name))
    return [Line(f"row {number} of the sheet", cells) for number, cells in lines.items()]


def _rows(sheet: Any) -> Iterator[Any]:
    """Tuples of cells, as long as the last cell is far; none for a row that is not in the file."""
    # Files say how large a sheet is, and not always rightly.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows())


def _value(cell: Any, source: Any) -> object:
    """What a cell says, in the words of a command line."""
    value = cell.value
    if value is None:
        # The value of a formula may be no text at all; then its type is saved.
        return Unusable(_NO_VALUE) if source.data_type == "f" and cell.data_type == "n" else ""
    if cell.data_type == "e":
        return Unusable(f"{value} is an error of the spreadsheet: correct it, or empty the cell")
    match value:
        case str():
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            text = f"{value:.15g}"
            return text if cell.number_format in _PLAIN_FORMATS else Shown(text)
        case datetime() if value.time() == time(0):
            return value.date()
        case time() | timedelta():
            return Unusable(_TIME)
        case date():
            return value
    return Unusable(f"holds {type(value).__name__}, which no ad has")


def _merged(part: bytes, name: str) -> list[tuple[int, int, int, int]]:
    """The merged areas of a sheet's XML, each its first column and row and its last ones."""
    areas = [range_boundaries(found[1].decode()) for found in _MERGED.finditer(part)]
    if sum(bottom - top + 1 for _, top, _, bottom in areas) > _MOST_MERGED:
        raise _unreadable(name)
    return areas


def _spread(lines: dict[int, list[object]], areas: list[tuple[int, int, int, int]]) -> None:
    """A cell merged over rows says the same in each; over columns it says what nobody can tell."""
    for left, top, right, bottom in areas:
        cells = lines.get(top, [])
        cell = cells[left - 1] if left <= len(cells) else ""
        if cell == "":
            continue
        if left != right:
            cell = Unusable(_WIDE, cell if isinstance(cell, str) else "")
        for number in range(top, bottom + 1):
            if number in lines:
                lines[number] += [""] * (left - len(lines[number]))
                lines[number][left - 1] = cell
