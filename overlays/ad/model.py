"""The words of the domain as the ad file spells them: a `Post`, and the `SparkAd` it becomes.

An ad never changes its post; it only adds placement, call to action and locale. Reading, writing
and overriding files is the work of `ad_file`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from overlays.ad.add_ons import Card, Countdown, Disclaimer, Vote
from overlays.ad.authorization import Authorization, Flight
from overlays.ad.call_to_action import CallToActionKind, canonical_kind
from overlays.ad.carousel import CREATIVE_FIELDS, Carousel, Footage, files_of
from overlays.ad.part import Part
from overlays.ad.web_address import landing_address
from overlays.colors import COLOR
from overlays.layout.placement import Buying
from overlays.reading.figures import wrong
from overlays.reading.file_names import as_stored
from overlays.reading.written_counts import parse_count

# "PICK accept 4,000, warn above 2,200": guides differ; docs/placements.md, "Text limits".
CAPTION_LIMIT = 4_000
USERNAME_LIMIT = 24
DISPLAY_NAME_LIMIT = 30


HEADLINE_LIMIT = 100
UNSEEN = frozenset({"authorization", "buying", "flight"})
"""Fields of `ad` that no picture shows: what is drawn does not depend on them."""


def _counted(value: object) -> object:
    return parse_count(value) if isinstance(value, str) else value


_WholeCount = Annotated[int, Field(ge=0, le=10**12)]
Count = Annotated[_WholeCount, BeforeValidator(_counted, json_schema_input_type=_WholeCount | str)]
Fill = Annotated[
    str,
    StringConstraints(pattern=rf"^({COLOR}|auto)$"),
    Field(description="a color written #RRGGBB, or auto: one from the video"),
]
# The platform's own red; also where `auto` has no video to look at.
AUTO_FALLBACK = "#FE2C55"
Label = Literal["default", "sponsored", "ad", "none"]
LABELS: tuple[str, ...] = get_args(Label)
Tabs = Literal["default", "two", "four"]
Disclosure = Literal["none", "promotional_content", "paid_partnership"]


def _handle(username: str) -> str:
    """A handle without its @. Raises ValueError for more than a word, or nothing to be seen."""
    name = username.removeprefix("@")
    is_shown = any(unicodedata.category(character)[0] not in "CZ" for character in name)
    if not is_shown or any(character.isspace() for character in name):
        raise ValueError("a username is one word, such as glowwithnoa")
    return name


class Creator(Part):
    """Who made the post. The ad shows the name and picture unchanged."""

    username: Annotated[str, StringConstraints(min_length=1, max_length=USERNAME_LIMIT)] = Field(
        description="the handle, without @", examples=["glowwithnoa"]
    )
    display_name: Annotated[str, StringConstraints(max_length=DISPLAY_NAME_LIMIT)] = ""
    avatar: Path | None = Field(
        None, strict=False, description="a PNG, JPEG or WebP picture; none shows the initial"
    )
    verified: bool = False
    followed: bool = Field(False, description="true hides the + under the avatar")

    @field_validator("username")
    @classmethod
    def _one_word(cls, username: str) -> str:
        return _handle(username)

    @property
    def name(self) -> str:
        """The display name, or the username where there is none."""
        return self.display_name or self.username


class Sound(Part):
    """The sound of the post: its own ("original") or a track of an artist."""

    title: Annotated[str, StringConstraints(max_length=200)] = "original sound"
    author: Annotated[str, StringConstraints(max_length=200)] = ""
    cover: Path | None = Field(None, strict=False, description="a square picture for the disc")
    original: bool = True


class Counts(Part):
    """The post's own numbers, which an ad inherits; they may be text such as `128.4K`."""

    views: Count = 0
    likes: Count = 0
    comments: Count = 0
    saves: Count = 0
    shares: Count = 0


class Post(Part):
    """A creator's post as it stands; an ad never changes any of it."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["video"]}, {"required": ["carousel"]}]}
    )

    creator: Creator
    carousel: Carousel | None = Field(
        None, description="pictures to swipe through, in place of the video"
    )
    video: Path | None = Field(
        None, strict=False, description="the creative: mp4, mov, webm or mkv, or one picture"
    )
    caption: Annotated[str, StringConstraints(max_length=CAPTION_LIMIT)] = ""
    sound: Sound = Sound()
    counts: Counts = Counts()
    disclosure: Disclosure = "none"
    ai_label: bool = Field(False, description="true: the creator says that AI made or changed it")
    search: Annotated[str, StringConstraints(max_length=100)] = Field(
        "", description="what the app offers to search for, under an organic post"
    )
    posted_on: date | None = Field(
        None, strict=False, description="a date such as 2026-11-20; shown on organic posts only"
    )

    @field_validator("video")
    @classmethod
    def _one_creative(cls, video: Path | None, info: ValidationInfo) -> Path | None:
        # A carousel with a mistake of its own is there all the same.
        carousel = info.data.get("carousel", video is None)
        if video is None and carousel is None:
            raise PydanticCustomError("missing", "is required")
        if video is not None and carousel:
            raise ValueError("must be left out where the post has a carousel")
        return video

    @property
    def footage(self) -> Footage:
        """What stands under the chrome: the carousel, or else the video."""
        footage = self.carousel or self.video
        assert footage is not None, "a post without either is not made"
        return footage


class CallToAction(Part):
    """The button that the platform adds, and where it leads."""

    kind: CallToActionKind = Field("LEARN_MORE", description="TikTok's name of the button")
    landing_url: Annotated[str, StringConstraints(max_length=2_048)] = Field(
        description="an http or https address", examples=["https://example.com/serum"]
    )
    color: Fill = AUTO_FALLBACK
    label: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        None, description="words on the button instead of the kind's own"
    )

    @field_validator("kind", mode="before")
    @classmethod
    def _spelling(cls, kind: object) -> object:
        return canonical_kind(kind) if isinstance(kind, str) else kind

    @field_validator("landing_url")
    @classmethod
    def _is_web_address(cls, url: str) -> str:
        return landing_address(url)


class Brand(Part):
    """Who promotes the post, where the placement names it beside the creator."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=DISPLAY_NAME_LIMIT)] = Field(
        examples=["Hill Skincare"]
    )
    username: Annotated[str, StringConstraints(max_length=DISPLAY_NAME_LIMIT)] = Field(
        "", description="the brand's handle, without @; none: its name", examples=["hillskin"]
    )
    picture: Path | None = Field(
        None, strict=False, description="a PNG, JPEG or WebP picture; none shows the initial"
    )
    verified: bool = False

    @field_validator("username")
    @classmethod
    def _one_word(cls, username: str) -> str:
        return _handle(username) if username else ""

    @property
    def handle(self) -> str:
        """The username, or the name where there is none."""
        return self.username or self.name


class Promotion(Part):
    """What the platform adds to a post when it is promoted."""

    placement: str = Field("tiktok/in_feed", description="an id that `cli.py placements` lists")
    call_to_action: CallToAction | None = Field(
        None, description="none: no button, as in reach and video-view campaigns without a link"
    )
    locale: str = Field("en", description="the viewer's app language")
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="the viewer's country, such as FR: some words differ by it"
    )
    label: Label = Field(
        "default",
        description="the word that marks the ad; default: as seen in that language and region",
    )
    tabs: Tabs = Field(
        "default", description="words at the top; default: four where they are known, else two"
    )
    news: bool = Field(False, description="true shows the red dot at Following")
    see_translation: bool = Field(
        False, description="true offers to translate the caption, as to who reads another language"
    )
    brand: Brand | None = Field(
        None, description="who promotes the post: the second of two handles"
    )
    headline: Annotated[str, StringConstraints(max_length=HEADLINE_LIMIT)] = Field(
        "", description="a line of the ad's own, where a placement has one"
    )
    disclaimer: Disclaimer | None = Field(
        None, description="what the advertiser must say, for the whole ad"
    )
    ai_label: bool = Field(
        False, description="true: the advertiser says that AI made or changed it"
    )
    query: Annotated[str, StringConstraints(max_length=100)] = Field(
        "", description="what the viewer searched for, where the ad stands among results"
    )
    viewed_on: date | None = Field(
        None, strict=False, description="the viewer's date: near it posts read “2d ago”"
    )
    countdown: Countdown | None = Field(
        None, description="a sticker with a clock, for the whole ad; it needs a call_to_action"
    )
    card: Card | None = Field(
        None, description="a picture that comes up over the clip; a tap on it leads on"
    )
    vote: Vote | None = Field(
        None, description="a sticker with two answers, for the whole ad; it goes with no other"
    )
    buying: Buying | None = Field(
        None, description="how it is bought, which decides what is checked; none: as usual there"
    )
    authorization: Authorization | None = Field(
        None, description="what the creator allows: whether, for how long, with which code"
    )
    flight: Flight | None = Field(None, description="from when to when the campaign runs")

    @field_validator("vote")
    @classmethod
    def _stands_alone(cls, vote: Vote | None, info: ValidationInfo) -> Vote | None:
        others = [f"ad.{name}" for name in ("countdown", "card") if info.data.get(name)]
        if vote and others:
            raise wrong(f"goes with no other add-on: take {' and '.join(others)} away, or the vote")
        return vote

    @field_validator("countdown")
    @classmethod
    def _can_be_shown(cls, countdown: Countdown | None, info: ValidationInfo) -> Countdown | None:
        if countdown is None:
            return None
        if info.data.get("call_to_action", cls) is None:
            raise wrong("needs a page to lead to: give ad.call_to_action, too")
        problem = countdown.problem(info.data["viewed_on"]) if "viewed_on" in info.data else None
        if problem:
            raise wrong(problem)
        return countdown


class SparkAd(Part):
    """An ad file: a post, promoted. `cli.py schema` prints its JSON Schema."""

    post: Post
    ad: Promotion = Promotion()

    def with_media_in(self, folder: Path) -> Self:
        """The same ad with relative paths made absolute from `folder`, as files are stored."""

        return self.with_media({path: as_stored(folder / path) for path in self.media})

    @property
    def creative_field(self) -> str:
        """The path of the field that names the creative."""
        return CREATIVE_FIELDS[self.post.carousel is not None]

    @property
    def pictures(self) -> dict[str, Path]:
        """The pictures that the ad names, by the path of their field."""
        brand, card = self.ad.brand, self.ad.card
        found = {
            "post.creator.avatar": self.post.creator.avatar,
            "post.sound.cover": self.post.sound.cover,
            "ad.brand.picture": brand.picture if brand else None,
            "ad.card.picture": card.picture if card else None,
        }
        return {field: path for field, path in found.items() if path is not None}

    @property
    def media(self) -> tuple[Path, ...]:
        """Every file that the ad names, the creative first."""
        return tuple(dict.fromkeys((*files_of(self.post.footage), *self.pictures.values())))

    def with_media(self, others: Mapping[Path, Path]) -> Self:
        """The same ad with other files; what `others` does not name stays."""

        def other(path: Path | None) -> Path | None:
            return None if path is None else others.get(path, path)

        post, brand, card = self.post, self.ad.brand, self.ad.card
        media = {
            "creator": post.creator.model_copy(update={"avatar": other(post.creator.avatar)}),
            "sound": post.sound.model_copy(update={"cover": other(post.sound.cover)}),
            "video": other(post.video),
            "carousel": post.carousel and post.carousel.with_media(others),
        }
        added = {
            "brand": brand and brand.model_copy(update={"picture": other(brand.picture)}),
            "card": card and card.model_copy(update={"picture": other(card.picture)}),
        }
        changes = {
            "post": post.model_copy(update=media),
            "ad": self.ad.model_copy(update=added),
        }
        return self.model_copy(update=changes)

    def without_code(self) -> Self:
        """The same ad without the creator's code: what may leave the house."""
        granted = self.ad.authorization
        if granted is None or granted.code is None:
            return self
        hidden = granted.model_copy(update={"code": None})
        return self.model_copy(update={"ad": self.ad.model_copy(update={"authorization": hidden})})
