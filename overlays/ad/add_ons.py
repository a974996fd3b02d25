"""What an ad may carry beside its button: the `Disclaimer`.

Lengths that a platform takes are checks of its placements (`docs/checks.md`); here stands only what
nothing could be drawn with. Sources (docs/placements.md): disclaimers S36.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from overlays.ad.part import Part
from overlays.ad.web_address import landing_address
from overlays.reading.figures import wrong

_LONGEST = 500
_MOST_LINKS = 10


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
