"""`Carousel`: several pictures in place of a video, and the sound that plays under them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Self, TypeAlias

from pydantic import Field, field_serializer

from overlays.ad.part import Part

FEWEST_PICTURES, MOST_PICTURES = 2, 35
"""As TikTok takes them: its specifications of carousel ads (Q79)."""

FRAME_RATE = Fraction(30)
"""Frames a second in which pictures are counted."""


class Carousel(Part):
    """Pictures that are swiped through; where nobody swipes, each stands for `seconds`."""

    pictures: tuple[Annotated[Path, Field(strict=False)], ...] = Field(
        strict=False,
        min_length=FEWEST_PICTURES,
        max_length=MOST_PICTURES,
        description="PNG, JPEG or WebP files in the order in which they are seen",
        examples=[["front.jpg", "side.jpg", "back.jpg"]],
    )
    sound: Path | None = Field(
        None, strict=False, description="a sound file, or a video with sound; it loops"
    )
    seconds: Decimal = Field(
        Decimal(3),
        strict=False,
        ge=Decimal("0.5"),
        le=15,
        json_schema_extra={"default": 3},
        description="how long each picture stands, in whole frames of 1/30 s",
    )

    @field_serializer("seconds", when_used="json")
    def _as_number(self, seconds: Decimal) -> float:
        return float(seconds)

    @property
    def name(self) -> str:
        """What the carousel is called where a video has the name of its file."""
        others = len(self.pictures) - 1
        return f"{self.pictures[0].name} and {others} more"

    @property
    def stands(self) -> Fraction:
        """Seconds for which each picture stands: whole frames."""
        return round(Fraction(self.seconds) * FRAME_RATE) / FRAME_RATE

    @property
    def starts(self) -> tuple[Fraction, ...]:
        """When each picture comes, in seconds from the first."""
        return tuple(index * self.stands for index in range(len(self.pictures)))

    def with_media(self, others: Mapping[Path, Path]) -> Self:
        """The same carousel with other files; what `others` does not name stays."""
        sound = self.sound and others.get(self.sound, self.sound)
        pictures = tuple(others.get(picture, picture) for picture in self.pictures)
        return self.model_copy(update={"pictures": pictures, "sound": sound})

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file as it is named, pictures first."""
        sound = () if self.sound is None else (self.sound,)
        return (*self.pictures, *sound)


CREATIVE_FIELDS = ("post.video", "post.carousel.pictures")
"""The fields that name what stands under the chrome."""

Footage: TypeAlias = Path | Carousel
"""What stands under the chrome: a video or a picture, or a carousel of pictures."""


def files_of(footage: Footage) -> tuple[Path, ...]:
    """Every file of it as it is named, pictures first."""
    return footage.files if isinstance(footage, Carousel) else (footage,)
