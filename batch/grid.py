"""Cells as a spreadsheet holds them, whatever file they come from, and how they become rows.

The first line that holds anything is the heading. What nobody sees there means nothing: empty lines
and columns, space and zero-width marks around a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from batch.spreadsheet_words import lost_value
from batch.table_row import Row, checked_row, refusal, wrong_row
from overlays.errors import Problem

# Zero-width space, word joiner, byte order mark, soft hyphen: at an edge they do nothing.
_EDGE = r"[\s\u00ad\u200b\u2060\ufeff]+"
_AROUND = re.compile(rf"\A{_EDGE}|{_EDGE}\Z")
# With those that join letters and turn the direction of writing.
_MARKS = r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
_MARKS_AROUND = re.compile(rf"\A{_MARKS}|{_MARKS}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """`place` says where it is in the file, `line 4`; an empty cell is empty text.

    Others are text, a date, or one of the two classes below.
    """

    place: str
    cells: Sequence[object]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds something, but nothing that an ad can take; `problem` says why.

    `text` is what it shows all the same.
    """

    problem: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that the sheet shows in a form of its own, such as 50% for 0.5; `text` is 0.5."""

    text: str


def rows_of(lines: Sequence[Line], name: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns and the rows; `name` is the file's. Raises TableError for a wrong heading."""
    lines = [Line(line.place, [_trimmed(cell) for cell in line.cells]) for line in lines]
    lines = [line for line in lines if any(map(_is_there, line.cells))]
    if not lines:
        raise refusal(f"{name} has no heading: its first line names the columns")
    heading, *lines = lines
    columns = _named_columns(heading.cells, lines)
    _check_columns(columns, name)
    last = max(columns)
    rows = (_row_of(number, line, columns, last) for number, line in enumerate(lines, 1))
    return tuple(columns.values()), tuple(rows)


def _trimmed(cell: object) -> object:
    return _AROUND.sub("", cell) if isinstance(cell, str) else cell


def _is_there(cell: object) -> bool:
    return cell != ""


def _named_columns(heading: Sequence[object], lines: Sequence[Line]) -> Mapping[int, str]:
    """Names by position, without the columns that are empty from top to bottom."""
    used = {
        position
        for line in lines
        for position, cell in enumerate(line.cells[: len(heading)])
        if _is_there(cell)
    }
    names = {position: _name_of(cell) for position, cell in enumerate(heading)}
    return {position: name for position, name in names.items() if name or position in used}


def _name_of(cell: object) -> str:
    text = cell.text if isinstance(cell, Unusable) else cell if isinstance(cell, str) else ""
    # No name has marks in it, wherever a page that it was copied from had them.
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()


def without_marks(text: str) -> str:
    """Without the marks at its ends that come along when a name or a path is copied."""
    return _MARKS_AROUND.sub("", text)


def _check_columns(columns: Mapping[int, str], file_name: str) -> None:
    if not any(columns.values()):
        raise refusal(f"{file_name} has no heading: its first line names the columns")
    problems = [
        f"the column {name!r} stands twice"
        for name, count in Counter(columns.values()).items()
        if name and count > 1
    ]
    problems += [
        f"column {position + 1} has no name in the heading"
        for position, name in columns.items()
        if not name
    ]
    if problems:
        raise refusal(*problems)


def _row_of(number: int, line: Line, columns: Mapping[int, str], last: int) -> Row:
    place = f"row {number} ({line.place})"
    # Text that holds the separator, without quotes, makes a row longer than the heading.
    if any(map(_is_there, line.cells[last + 1 :])):
        problem = (
            f"has {len(line.cells)} cells and the heading {last + 1}: "
            'put text that holds commas between "quotes"'
        )
        return wrong_row(number, place, problem)
    values = {
        name: line.cells[position]
        for position, name in columns.items()
        if position < len(line.cells) and _is_there(line.cells[position])
    }
    wrong = [Problem(name, said) for name, cell in values.items() if (said := _problem_of(cell))]
    return checked_row(number, place, values, wrong)


def _problem_of(cell: object) -> str | None:
    if isinstance(cell, Unusable):
        return cell.problem
    return lost_value(cell) if isinstance(cell, str) else None
