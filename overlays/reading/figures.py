"""The single values of a placement or phone file, each checked where it stands.

A figure is never text, true or false, NaN or endless; a source is never blank.
"""

from __future__ import annotations

import functools
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from overlays.colors import is_color
from overlays.reading.names import unknown_name

Confidence = Literal["H", "M", "L", "A"]

_LARGEST = 10_000
_FIRST_DAY = date(2016, 1, 1)
# Of the built-in placements: a machine whose clock is behind must load them all the same.
_LAST_CHECK = date(2026, 11, 30)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERCENT = re.compile(r"\d{1,3}(\.\d+)?%")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_ICONS = Path(__file__).parents[1] / "assets" / "icons"


def wrong(sentence: str) -> PydanticCustomError:
    """An error for pydantic that says the sentence as it is."""
    return PydanticCustomError("wrong_value", "{sentence}", {"sentence": sentence})


def shown(value: object) -> str:
    """A value as the file spells it, cut where it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _figure(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise wrong(f"must be a number, not {shown(value)}")
    # Written so that NaN is caught as well.
    if not -_LARGEST <= value <= _LARGEST:
        raise wrong(f"{shown(value)} is no possible figure")
    return float(value)


def _limit(value: object) -> float | tuple[str, ...]:
    if not isinstance(value, list):
        return _figure(value)
    if not value or not all(isinstance(one, str) and one for one in value):
        raise wrong(f"must be a number or a list of names, not {shown(value)}")
    return tuple(value)


def _distance(value: object) -> float | str:
    if isinstance(value, str):
        if not _PERCENT.fullmatch(value) or float(value.removesuffix("%")) > 100:
            raise wrong(f"must be dp or a share such as “14%”, not {shown(value)}")
        return value
    distance = _figure(value)
    if distance < 0:
        raise wrong(f"must be at least 0, not {distance:g}")
    return distance


def _source(value: str) -> str:
    if not value.strip():
        raise wrong("the source is empty; say where the figure was seen, or “none”")
    return value


def _title(value: str) -> str:
    if not value.strip():
        raise wrong("must not be empty")
    return value


def _color(value: str) -> str:
    if not is_color(value):
        raise wrong(f"must be a color written #RRGGBB, not {shown(value)}")
    return value


def _icon(value: str) -> str:
    if value not in _icon_names():
        raise wrong(unknown_name("icon", value, _icon_names()))
    return value


@functools.cache
def _icon_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _ICONS.glob("*.svg")))


def _day(value: object) -> date:
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise wrong(f"must be a date such as 2026-11-20, not {shown(value)}") from None
    # A day more for those who are ahead of this machine's time zone.
    latest = max(date.today(), _LAST_CHECK) + timedelta(days=1)
    if not _FIRST_DAY <= day <= latest:
        raise wrong(f"must be a day from {_FIRST_DAY} to today, not {value}")
    return day


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise wrong(f"must be a name of a-z, 0-9 and _, such as see_more, not {shown(value)}")
    return value


class Section(BaseModel):
    """Common rules of every group: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


Figure = Annotated[float, BeforeValidator(_figure)]
Source = Annotated[str, AfterValidator(_source)]
Title = Annotated[str, AfterValidator(_title)]
IconName = Annotated[str, AfterValidator(_icon)]
Name = Annotated[str, AfterValidator(_name)]
CheckedOn = Annotated[date, BeforeValidator(_day)]


class Number(NamedTuple):
    """A figure with where it comes from."""

    value: Figure
    source: Source
    confidence: Confidence


class Hex(NamedTuple):
    """A color #RRGGBB with where it comes from."""

    value: Annotated[str, AfterValidator(_color)]
    source: Source
    confidence: Confidence


class Limit(NamedTuple):
    """What something is held against: a figure or a list of names, with where it comes from."""

    value: Annotated[float | tuple[str, ...], BeforeValidator(_limit)]
    source: Source
    confidence: Confidence


class Names(NamedTuple):
    """A list of names with where it comes from."""

    value: tuple[str, ...]
    source: Source
    confidence: Confidence


class Edge(NamedTuple):
    """A distance from an edge in dp, or as a share of the whole length ("14%")."""

    value: Annotated[float | str, PlainValidator(_distance)]
    source: Source
    confidence: Confidence

    def on(self, length: float) -> float:
        """The distance in dp where the whole is `length` long."""
        if isinstance(self.value, str):
            return length * float(self.value.removesuffix("%")) / 100
        return self.value


def between(low: float, high: float) -> AfterValidator:
    """Bounds of a Number, both included."""

    def check(number: Number) -> Number:
        if not low <= number.value <= high:
            raise wrong(f"must be {low:g} to {high:g}, not {number.value:g}")
        return number

    return AfterValidator(check)


def whole(low: int, high: int) -> AfterValidator:
    """Bounds of a Number that counts something, both included."""

    def check(number: Number) -> Number:
        if not number.value.is_integer() or not low <= number.value <= high:
            raise wrong(f"must be a whole number from {low} to {high}, not {number.value:g}")
        return number

    return AfterValidator(check)


Length = Annotated[Number, between(0, 4_000)]
"""dp; what may be nothing."""
Extent = Annotated[Number, between(0.1, 4_000)]
"""dp; what must be something."""
Offset = Annotated[Number, between(-4_000, 4_000)]
TextSize = Annotated[Number, between(6, 60)]
LineHeight = Annotated[Number, between(6, 120)]
Share = Annotated[Number, between(0, 1)]
Period = Annotated[Number, between(0.5, 60)]
Seconds = Annotated[Number, between(0, 60)]
Duration = Annotated[Number, between(0.01, 60)]
