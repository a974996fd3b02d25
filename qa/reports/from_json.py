"""A report read back from its JSON: what a worker wrote of a hostile file is trusted no further."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, get_args

from overlays.errors import ActualError
from overlays.geometry import Rect
from qa.finding import (
    CODES,
    RESERVED,
    Figures,
    Finding,
    Path,
    Region,
    RegionVerdict,
    Report,
    Severity,
    Subject,
    Verdict,
)

_LONGEST = 2_000
_LARGEST = 100_000
# Of more, nobody reads the end.
_MOST = 2_000


def report_from_json(text: str) -> Report:
    """The one report of a JSON text, without its pictures.

    Raises ActualError for what `json_text` would not have written.
    """
    try:
        data = json.loads(text)
        (case,) = data["cases"]
        return Report(
            _one_of(case["verdict"], Verdict),
            _text(case["profile"]),
            tuple(map(_finding, data["findings"][:_MOST])),
            tuple(map(_region, data["regions"][:_MOST])),
            _subject(case),
            _text(case["case"]),
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AssertionError,
        OverflowError,
        RecursionError,
    ) as error:
        raise ActualError("The findings cannot be read back: judge it again.") from error


def _finding(data: dict[str, Any]) -> Finding:
    if data["code"] not in CODES:
        raise ValueError(data["code"])
    figures = {name: value for name, value in data.items() if name not in RESERVED}
    return Finding(
        data["code"],
        _one_of(data["severity"], Severity),
        _text(data["element"]),
        _text(data["message"]),
        _time(data["at"]),
        _rect(data["rect"]),
        _figures(figures),
        _path(data.get("path", [])),
    )


def _path(places: Any) -> Path:
    found = [(_time(place["at"]), _rect(place)) for place in places[:_MOST]]
    path = tuple((at, rect) for at, rect in found if at is not None and rect is not None)
    if list(path) != sorted(path, key=lambda place: place[0]):
        raise ValueError(places)
    return path


def _region(data: dict[str, Any]) -> Region:
    return Region(
        _text(data["element"]),
        _one_of(data["verdict"], RegionVerdict),
        _rect(data["rect"]),
        _figures(data["figures"]),
        _text(data["reason"]),
        _time(data["at"]),
    )


def _subject(case: dict[str, Any]) -> Subject:
    return Subject(
        actual=_text(case["actual"]),
        ad=_text(case["ad"]),
        placement=_text(case["placement"]),
        locale=_text(case["locale"]),
        viewport=_text(case["viewport"]),
        expected=_text(case["expected"]),
    )


def _one_of(value: object, kind: Any) -> Any:
    """One of the words of a Literal."""
    if value not in get_args(kind):
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value[:_LONGEST]


def _time(value: object) -> Fraction | None:
    """Seconds, within a day or so."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        raise ValueError(value)
    return Fraction(value).limit_denominator(1_000_000)


def _rect(value: Any) -> Rect | None:
    if value is None:
        return None
    sides = [value[name] for name in ("x", "y", "width", "height")]
    if not all(type(side) is int and abs(side) <= _LARGEST for side in sides):
        raise ValueError(value)
    return Rect(*sides)


def _figures(data: Any) -> Figures:
    if not all(type(value) in (int, float, str) for value in data.values()):
        raise TypeError(data)
    return {
        _text(name): value[:_LONGEST] if isinstance(value, str) else value
        for name, value in data.items()
    }
