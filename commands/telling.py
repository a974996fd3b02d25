"""What a command says beside what it makes: lines for people, JSON for programs, or nothing.

Errors, and what was asked for itself (a schema, a list), are said in any case and not from here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

import typer

AsJson = Annotated[
    bool, typer.Option("--json", help="say what was made as JSON on standard output")
]


@dataclass(slots=True)
class _Told:
    """Of the command that runs: whether it is to be quiet, and the notes so far."""

    is_quiet: bool = False
    notes: list[str] = field(default_factory=list)


_told = _Told()


def begin_telling(*, is_quiet: bool) -> None:
    """A command begins, which has said nothing yet."""
    _told.is_quiet = is_quiet
    _told.notes.clear()


def is_quiet() -> bool:
    return _told.is_quiet


def note(sentence: str) -> None:
    """What is worth knowing, on standard error."""
    _told.notes.append(sentence)
    remark(f"Note: {sentence}")


def remark(line: str) -> None:
    """How it goes, on standard error."""
    if not _told.is_quiet:
        print(line, file=sys.stderr, flush=True)


def tell(line: str) -> None:
    """What was made, on standard output."""
    if not _told.is_quiet:
        print(line)


def tell_made(line: str, facts: Mapping[str, object], *, as_json: bool) -> None:
    """What was made: as a line, or as an object of `facts` and the notes so far."""
    if as_json:
        print(json.dumps({**facts, "notes": _told.notes}, indent=2, ensure_ascii=False))
    else:
        tell(line)
