"""Lines of cells from the text that spreadsheets save: CSV in its many habits."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from batch.grid import Line
from batch.table_row import refusal
from batch.text_encoding import decoded

_ZIP = b"PK\3\4"
_LONGEST_CELL = 20_000_000
# Spreadsheets write what their country uses; no column has any of them in its name.
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """The lines, and notes about how they were read where that had to be found out.

    `name` is the file's. Raises TableError.
    """
    if data.startswith(_ZIP):
        raise refusal(f"{name} is no text but a workbook: give it a name that ends in .xlsx")
    text, encoding = decoded(data, name)
    delimiter, text, before = _delimiter_of(text)
    # The longest cell is told with its row; as it is, the reader would stop there.
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = list(_numbered(reader, before))
    except csv.Error as error:
        line = reader.line_num + before
        raise refusal(f"{name} is not valid CSV: line {line}: {error}") from error
    return lines, _notes(name, encoding, delimiter)


def _notes(name: str, encoding: str, delimiter: str) -> tuple[str, ...]:
    if not encoding and delimiter == ",":
        return ()
    divided = f"cells divided by {_DELIMITERS.get(delimiter, repr(delimiter))}"
    return (f"{name} was read as {encoding or 'UTF-8'}, {divided}.",)


def _delimiter_of(text: str) -> tuple[str, str, int]:
    """What divides the cells, the text without the line that says so, and how many it had."""
    # Excel's own way to say it.
    if named := re.match(r"sep=([^\w\s\"]|\t)(\r\n|\r|\n|\Z)", text, re.IGNORECASE):
        return named[1], text[named.end() :], 1
    heading = next((line for line in re.split(r"[\r\n]+", text) if re.search(r"\w", line)), "")
    return max(_DELIMITERS, key=heading.count), text, 0


def _numbered(reader: Any, before: int) -> Iterator[Line]:
    """With the line of the file that the cells begin in."""
    last = reader.line_num
    for cells in reader:
        yield Line(f"line {before + last + 1}", cells)
        last = reader.line_num
