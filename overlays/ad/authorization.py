"""What a creator allows, and when the ad runs: `Authorization`, `Flight`, and whether one holds.

Sources (docs/placements.md): durations S47 S48; that extending adds days S48; what "only show as
ad" does S0 S34. How codes of other platforms begin: their interfaces for ads (P56; Meta's page on
partnership ad codes). No form of TikTok's codes is published.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, get_args

import regex
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from overlays.ad.part import Part
from overlays.reading.names import nearest_name

Days = Literal[7, 30, 60, 180, 365]
DURATIONS: tuple[int, ...] = get_args(Days)
Mode = Literal["post_and_ads", "only_in_ads"]
MODES: tuple[str, ...] = get_args(Mode)

_CODE = regex.compile(r"[A-Za-z0-9#+/=_.-]{4,400}")
_BEGINS = {"instagram": "adcode-", "facebook": "adcode-", "snapchat": "adcode_"}
_NAMES = {"adcode-": "Instagram", "adcode_": "Snapchat"}
_MOMENT = "must be a date such as 2026-11-20, or a time with its zone: 2026-11-20T18:30+01:00"


def _code_form(code: SecretStr) -> SecretStr:
    text = code.get_secret_value().strip()
    if any(character.isspace() for character in text):
        raise ValueError(
            "holds a space or a line break: paste the code alone, as the app copies it"
        )
    if not _CODE.fullmatch(text):
        raise ValueError(
            "is no code: one word of letters, digits and # + / = _ - as the app copies it"
        )
    return SecretStr(text)


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            value = _read(value.strip())
        except ValueError:
            raise ValueError(_MOMENT) from None
    if isinstance(value, datetime):
        # What a spreadsheet calls a date comes with a midnight of nowhere.
        if value.tzinfo is None and value.time() == time():
            return value.date()
        if value.tzinfo is None:
            raise ValueError(_MOMENT)
    if not isinstance(value, date):
        raise ValueError(_MOMENT)
    return _of_this_age(value)


def _of_this_age(day: date) -> date:
    if not 2000 <= day.year < 2200:
        raise ValueError("must be a day from 2000 to 2199")
    return day


def _read(text: str) -> date:
    return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest_name(name, sorted(zoneinfo.available_timezones()))
        raise ValueError(f"must be a time zone such as {near or 'Europe/Berlin'}") from None
    return name


class Authorization(Part):
    """The creator's leave to advertise a post. `repr` and dumps of it hide the `code`."""

    mode: Mode = Field(
        "post_and_ads",
        description="only_in_ads: the post is not on the profile, not found, not recommended",
    )
    days: Days = Field(30, description="as TikTok offers them; on other platforms it has no end")
    extended_days: Annotated[int, Field(ge=0, le=3_650)] = Field(
        0, description="added by the creator since: extending adds days"
    )
    code: Annotated[SecretStr, AfterValidator(_code_form)] | None = Field(
        None, description="as the app copies it; checked for its form only, never shown"
    )
    granted_on: Annotated[date | datetime, BeforeValidator(_moment)] | None = Field(
        None, description="a date, or a time with its zone: the days count from it"
    )


class Flight(Part):
    """From when to when the campaign runs: both days belong to it, in the zone of the account."""

    model_config = ConfigDict(serialize_by_alias=True)

    first: Annotated[date, AfterValidator(_of_this_age)] = Field(
        alias="from", strict=False, description="the first day", examples=["2026-12-01"]
    )
    last: Annotated[date, AfterValidator(_of_this_age)] = Field(
        alias="to", strict=False, description="the last day", examples=["2026-12-31"]
    )
    time_zone: Annotated[str, StringConstraints(max_length=60), AfterValidator(_zone)] = Field(
        "UTC", description="of the ad account", examples=["Europe/Berlin"]
    )

    @field_validator("last")
    @classmethod
    def _is_not_before(cls, last: date, info: ValidationInfo) -> date:
        first = info.data.get("first")
        if first and last < first:
            raise ValueError(f"the campaign ends before it begins, on {first}: swap the dates")
        return last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def ends(self) -> datetime:
        """The first moment after it, in its own zone."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which its days are days."""
        return zoneinfo.ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far an authorization covers a flight. Times are in the flight's zone.

    `late_by` are days of the flight before it was granted. `short_by` are days from the one on
    which it ends to the flight's last; None: it outlasts the flight, 0: it ends within the last
    day. `ask_for` is the shortest duration that would do from the start, `add` the shortest that
    would do as an extension; None where none is long enough.
    """

    ends: datetime
    late_by: int
    short_by: int | None
    ask_for: int | None
    add: int | None


def coverage(
    authorization: Authorization, flight: Flight, durations: Sequence[int] = DURATIONS
) -> Coverage | None:
    """Whether it lasts to the end of the flight; None while nobody said when it was granted.

    A day alone counts from its beginning and in days of the calendar, so that it never ends later
    than said here; a time counts in periods of 24 hours.
    """
    granted = authorization.granted_on
    if granted is None:
        return None
    total = authorization.days + authorization.extended_days
    ends = _after(granted, total, flight.zone)
    starts = _after(granted, 0, flight.zone).date()
    return Coverage(
        ends,
        max(0, (starts - flight.first).days),
        (flight.last - ends.date()).days if ends < flight.ends else None,
        next((d for d in durations if _after(granted, d, flight.zone) >= flight.ends), None),
        next(
            (d for d in durations if _after(granted, total + d, flight.zone) >= flight.ends), None
        ),
    )


def days_for(flight: Flight, durations: Sequence[int] = DURATIONS) -> int | None:
    """The shortest duration for a flight, granted on its first day; None: none is long enough."""
    return next((days for days in durations if days >= flight.days), None)


def code_problem(code: str, platform: str) -> str | None:
    """Why a code cannot be one of that platform: a sentence without the code; None where it can."""
    begins = _BEGINS.get(platform)
    own = next((start for start in _NAMES if code.startswith(start)), None)
    if own != begins and own is not None and platform:
        return (
            f"is a code of {_NAMES[own]}, and the ad runs on another platform: ask the creator for "
            "the code of the post there"
        )
    if begins and own is None:
        return f"begins with {begins} on this platform: paste the code that the app copies"
    return None


def _after(granted: date, days: int, zone: zoneinfo.ZoneInfo) -> datetime:
    if isinstance(granted, datetime):
        return (granted.astimezone(UTC) + timedelta(days=days)).astimezone(zone)
    return _midnight(granted + timedelta(days=days), zone)


def _midnight(day: date, zone: zoneinfo.ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
