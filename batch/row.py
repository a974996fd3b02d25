"""A row of a table, and what makes it a wrong one whatever its columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from overlays.errors import Problem, TableError

_LONGEST_CELL = 131_072


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


def refusal(*messages: str) -> TableError:
    """The error for what is wrong with a table as a whole."""
    return TableError(tuple(Problem("", message) for message in messages))


def wrong_row(number: int, place: str, *messages: str) -> Row:
    """A row that cannot be read."""
    return Row(number, place, {}, tuple(Problem("", message) for message in messages))


def checked_row(number: int, place: str, values: Mapping[str, Any]) -> Row:
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
