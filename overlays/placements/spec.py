"""The shape of a placement file: every length and color of a platform's chrome, with its source.

Lengths are in dp on a 360 x 640 grid (1 dp is 3 px on a 1080 px wide canvas). Confidence: H
official or several measurements agree, M one good source, L a clone or blog, A assumed.
`docs/placements.md` lists the sources.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from overlays.locales import Confidence
from overlays.placements.values import (
    CheckedOn,
    Figure,
    IconName,
    Period,
    Share,
    Source,
    TextSize,
    Title,
    between,
    whole,
)
from overlays.placements.values import Hex as Hex
from overlays.placements.values import Number as Number

ColumnPart = Literal["username", "caption", "disclosure", "sponsored_label", "sound", "cta"]
GridLength = Annotated[int, Field(strict=True, ge=90, le=4_000)]
CountPart = Literal["likes", "comments", "saves", "shares"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GradientStop(_Section):
    """Black of `opacity` at `position`, 0.0 at the top of the scrim and 1.0 at its bottom."""

    position: Annotated[Figure, Field(ge=0, le=1)]
    opacity: Share


class ScrimSpec(_Section):
    """A gradient of black across the whole width."""

    top: Number
    bottom: Number
    stops: tuple[GradientStop, ...] = Field(min_length=2)


class TabsSpec(_Section):
    """The row of tabs at the top."""

    baseline_box_top: Number
    line_height: Number
    size: Annotated[Number, between(8, 30)]
    gap: Number
    idle_opacity: Share
    icon: Number
    side: Number
    underline_width: Number
    underline_height: Annotated[Number, between(0.1, 10)]


class TextLineSpec(_Section):
    """One line of text in the column."""

    size: TextSize
    line_height: Annotated[Number, between(8, 120)]


class CaptionSpec(TextLineSpec):
    """The caption, at most `max_lines` lines, then cut with "… See more"."""

    max_lines: Annotated[Number, whole(1, 20)]
    suffix: Literal["see_more", "more"]


class PostedSpec(TextLineSpec):
    """The post's date, `gap` behind the username on its line."""

    gap: Number


class DisclosureSpec(TextLineSpec):
    """The creator's disclosure, close under the caption: `gap_above` replaces its gap."""

    gap_above: Number


class LabelSpec(TextLineSpec):
    """A small label; `pill` stands on a plate of white."""

    style: Literal["pill", "plain"]
    padding: Number
    radius: Number
    plate_opacity: Share


class SoundSpec(TextLineSpec):
    """The sound row: a note and a window in which the title scrolls."""

    icon: Number
    icon_gap: Number
    window: Number
    speed: Annotated[Number, between(1, 500)] = Field(description="dp per second")
    repeat_gap: Number
    feather: Number


class CtaSpec(TextLineSpec):
    """The button: content first on a quiet plate, the color later."""

    height: Number
    radius: Number
    padding: Number
    chevron: Number
    smallest_size: Annotated[Number, between(6, 60)]
    plate_dark: Share
    plate_light: Share
    fill_at: Annotated[Number, between(0, 60)] = Field(description="seconds")
    fill_duration: Annotated[Number, between(0.01, 60)] = Field(description="seconds")


class TextColumnSpec(_Section):
    """The block at the bottom left, stacked upwards from `bottom` in `order` (top first)."""

    left: Number
    right: Number
    bottom: Number
    order: tuple[ColumnPart, ...]
    gap_below: dict[ColumnPart, Number]
    username: TextLineSpec | None = None
    posted: PostedSpec | None = None
    caption: CaptionSpec | None = None
    disclosure: DisclosureSpec | None = None
    sponsored_label: LabelSpec | None = None
    sound: SoundSpec | None = None
    cta: CtaSpec | None = None


class RailButtonSpec(_Section):
    """One icon of the rail with its count under it; `top` is the top of the icon's box."""

    part: CountPart
    icon: IconName
    top: Number
    size: Number = Field(description="optical size of the icon")
    tapped: Hex | None = Field(None, description="the icon's color once it was tapped")


class AvatarSpec(_Section):
    """The creator's picture with the follow badge on its lower edge."""

    top: Number
    size: Number
    ring: Number
    badge: Number
    badge_plus: Number


class NotesSpec(_Section):
    """Small notes that drift up beside the disc, `rise` from its foot, and vanish there."""

    size: Number
    count: Annotated[Number, whole(0, 12)]
    rise: Number
    period: Period = Field(description="seconds from the disc to nothing")


class DiscSpec(_Section):
    """The turning record with the sound's cover."""

    top: Number
    size: Number
    cover: Number
    period: Period = Field(description="seconds per turn")
    notes: NotesSpec | None = None


class ProgressSpec(_Section):
    """The line at the lower edge of the feed that fills while the clip plays."""

    height: Annotated[Number, between(0.1, 20)]
    track_opacity: Share
    opacity: Share


class ShadowSpec(_Section):
    """The soft shadow under text and icons."""

    offset: Annotated[Number, between(0, 20)]
    # The time that a blur takes grows with it.
    blur: Annotated[Number, between(0, 10)]
    opacity: Share


class RailSpec(_Section):
    """The column of icons on the right, centered on `center`."""

    center: Number
    width: Number
    icon_box: Number
    count_gap: Number
    count_size: TextSize
    count_line: Number
    shadow: ShadowSpec = Field(description="stronger: no scrim lies under the rail's upper part")
    avatar: AvatarSpec | None = None
    buttons: tuple[RailButtonSpec, ...] = ()
    disc: DiscSpec | None = None


class SkipSpec(TextLineSpec):
    """The Skip control of a takeover, a pill at the top right."""

    padding: Number
    top: Number
    side: Number
    plate_opacity: Share


class TakeoverSpec(_Section):
    """The first stage of a TopView: the creative alone, then a change to the feed.

    `zoom` is how much larger the creative stands than in the feed, where no phone says it.
    """

    seconds: Annotated[Number, between(0.1, 60)]
    transition: Annotated[Number, between(0, 10)] = Field(
        description="seconds, from the end of the takeover on"
    )
    zoom: Annotated[Number, between(1, 3)]
    skip: SkipSpec | None = None


class SafeZone(_Section):
    """Where the platform promises to cover nothing in a stage: a polygon in dp, clockwise."""

    name: Title
    stage: Literal["feed", "takeover"] = "feed"
    points: tuple[tuple[Figure, Figure], ...] = Field(min_length=3)
    source: Source
    confidence: Confidence


class Placement(_Section):
    """A template of the chrome. Colors and lengths only; no code."""

    id: str
    title: Title
    checked_on: CheckedOn
    grid: tuple[GridLength, GridLength]
    assumed_status_bar: Number = Field(
        description="height that the figures at the top allow for a status bar"
    )
    badge_color: Hex
    shadow: ShadowSpec
    scrims: dict[str, ScrimSpec]
    tabs: TabsSpec | None = None
    text_column: TextColumnSpec
    rail: RailSpec
    progress: ProgressSpec | None = None
    takeover: TakeoverSpec | None = None
    safe_zones: tuple[SafeZone, ...]
