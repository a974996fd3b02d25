"""A row of a table, and what makes it a wrong one whatever its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overlays.errors import Problem, TableError

MOST_ROWS = 10_000
_LONGEST_CELL = 131_072


@dataclass(frozen=True, slots=True)
class Row:
    """One row, counted from 1 without the heading. Empty cells are not in `values`.

    `place` says where it is for people, `row 3 (line 4)`. Keys are dotted paths. A value that
    cannot be is not among them but among the `problems`.
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


def checked_row(
    number: int, place: str, values: Mapping[str, Any], wrong: Sequence[Problem] = ()
) -> Row:
    """The row without the values that are `wrong`, and without those that nobody typed."""
    named = {problem.path for problem in wrong}
    right = {name: value for name, value in values.items() if name not in named}
    odd = {name: problem for name, value in right.items() if (problem := _problem_of(name, value))}
    kept = {name: value for name, value in right.items() if name not in odd}
    return Row(number, place, kept, (*wrong, *odd.values()))


def _problem_of(name: str, value: object) -> Problem | None:
    if said := _text_problem(name):
        return Problem("a key", said)
    if said := _text_problem(value):
        return Problem(name, said)
    return None


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
