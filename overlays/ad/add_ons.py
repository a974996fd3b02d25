"""What an ad may carry beside its button: `Disclaimer`, `Countdown`, `Vote`, `Card`.

Lengths that a platform takes are checks of its placements (`docs/checks.md`); here stands only what
nothing could be drawn with. Sources (docs/placements.md): disclaimers S36,
countdown S16 P75, vote P76, card S18.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from overlays.ad.part import Part
from overlays.ad.web_address import landing_address
from overlays.reading.figures import wrong

_LONGEST = 500
_MOST_LINKS = 10
_ZONED = "must be a time with its zone, such as 2026-12-31T18:30+01:00"
MOST_DAYS = 99
"""As many as two digits say."""
CountdownColor = Literal["orange", "black", "blue", "pink"]
COUNTDOWN_COLORS: tuple[str, ...] = get_args(CountdownColor)

VoteColor = Literal["red", "light_blue", "dark_blue"]
VOTE_COLORS: tuple[str, ...] = get_args(VoteColor)
_Option = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST)]


def _zoned(value: object) -> object:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise wrong(_ZONED) from None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise wrong(_ZONED)
    if not 2000 <= value.year < 2200:
        raise wrong("must be in the years from 2000 to 2199")
    return value


ZonedTime = Annotated[datetime, BeforeValidator(_zoned, json_schema_input_type=str)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Link(Part):
    """A title that leads to a page."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST)] = Field(
        examples=["Terms"]
    )
    url: Annotated[str, StringConstraints(max_length=2_048)] = Field(
        description="an http or https address", examples=["https://example.com/terms"]
    )

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str) -> str:
        return landing_address(url)


class Disclaimer(Part):
    """What the advertiser must say: plain words, or links that a tap lists."""

    text: Annotated[str, StringConstraints(max_length=_LONGEST)] = Field(
        "", description="plain words; TikTok takes 90 characters"
    )
    links: Annotated[tuple[Link, ...], Field(max_length=_MOST_LINKS)] = Field(
        (), strict=False, description="or links; TikTok takes 3, their titles 40 characters in all"
    )

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if self.text and self.links:
            raise wrong("is plain (text) or clickable (links), not both: take one of them away")
        return self


class Sticker(Part):
    """What stands where the advertiser puts it: `x` and `y` are its middle, in percent."""

    x: Percent | None = Field(None, description="percent of the frame's width, from the left")
    y: Percent | None = Field(None, description="percent of its height, from the top; with x")

    @model_validator(mode="after")
    def _has_a_whole_place(self) -> Self:
        if (self.x is None) != (self.y is None):
            raise wrong("x and y belong together: give both, or none for the usual place")
        return self

    @property
    def middle(self) -> tuple[float, float] | None:
        """Where it was put; None for the placement's own place."""
        return None if self.x is None or self.y is None else (self.x, self.y)


class Countdown(Sticker):
    """A clock that runs to `ends` while the clip plays.

    What it shows depends on when the ad is seen, which no clock of this machine says:
    `first_frame` is that moment.
    """

    title: Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST)] = Field(
        description="TikTok takes 54 half-width characters, and no #", examples=["Ends tonight"]
    )
    ends: ZonedTime = Field(
        description="a time with its zone", examples=["2026-12-31T23:59:59+01:00"]
    )
    first_frame: ZonedTime | None = Field(
        None,
        description="when the clip's first frame is seen, with its zone; none: the first moment of "
        "ad.viewed_on in the zone of the end, else a day before the end",
    )
    color: CountdownColor = "orange"

    def seen(self, viewed_on: date | None) -> datetime:
        """The moment of the clip's first frame, as far as anybody said it."""
        if self.first_frame:
            return self.first_frame
        if viewed_on:
            return datetime.combine(viewed_on, time(), self.ends.tzinfo)
        return self.ends - timedelta(days=1)

    def seconds_left(self, viewed_on: date | None) -> int:
        """Whole seconds at the clip's first frame; one that has begun counts."""
        return -((self.seen(viewed_on) - self.ends) // timedelta(seconds=1))

    def problem(self, viewed_on: date | None) -> str | None:
        """Why it cannot be shown at that moment; None where it can."""
        seen, left = self.seen(viewed_on).isoformat(), self.seconds_left(viewed_on)
        if left <= 0:
            return (
                f"is over when the clip begins: it ends {self.ends.isoformat()}, and is seen "
                f"{seen}; take a later end, or an earlier first_frame"
            )
        if left >= (MOST_DAYS + 1) * 86_400:
            return f"is more than {MOST_DAYS} days from its end when the clip begins, {seen}"
        return None


class Vote(Sticker):
    """A question with two answers, of which a viewer taps one, once.

    Then shares are shown: `first_percent` and what it leaves. Without it the viewer's own vote is
    the only one.
    """

    title: _Option = Field(
        description="TikTok takes 65 half-width characters", examples=["Which one is yours?"]
    )
    first: _Option = Field(description="an answer; TikTok takes 16 half-width characters")
    second: _Option = Field(description="the other answer, of as many")
    color: VoteColor = "red"
    first_percent: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="how many percent chose the first; none: nobody but this viewer voted"
    )


class Card(Part):
    """A display card: a picture that comes up over the clip and can be closed."""

    picture: Path = Field(
        strict=False, description="a PNG, JPEG or WebP picture; its middle square is shown"
    )
