"""The shape of a placement file: every length and color of a platform's chrome, with its source.

Lengths are in dp on a 360 x 640 grid (1 dp is 3 px on a 1080 px wide canvas). Confidence: H
official or several measurements agree, M one good source, L a clone or blog, A assumed.
`docs/placements.md` lists the sources.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from overlays.locales import Confidence

ColumnPart = Literal["username", "caption", "disclosure", "sponsored_label", "sound", "cta"]
RailPart = Literal["avatar", "likes", "comments", "saves", "shares", "disc"]


class Number(NamedTuple):
    """A figure with where it comes from."""

    value: float
    source: str
    confidence: Confidence


class Hex(NamedTuple):
    """A color #RRGGBB with where it comes from."""

    value: str
    source: str
    confidence: Confidence


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GradientStop(_Section):
    """Black of `opacity` at `position`, 0.0 at the top of the scrim and 1.0 at its bottom."""

    position: float = Field(ge=0, le=1)
    opacity: Number


class ScrimSpec(_Section):
    """A gradient of black across the whole width."""

    top: Number
    bottom: Number
    stops: tuple[GradientStop, ...] = Field(min_length=2)


class TabsSpec(_Section):
    """The row of tabs at the top."""

    baseline_box_top: Number
    line_height: Number
    size: Number
    gap: Number
    idle_opacity: Number
    icon: Number
    side: Number
    underline_width: Number
    underline_height: Number


class TextLineSpec(_Section):
    """One line of text in the column."""

    size: Number
    line_height: Number


class CaptionSpec(TextLineSpec):
    """The caption, at most `max_lines` lines, then cut with "… See more"."""

    max_lines: Number
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
    plate_opacity: Number


class SoundSpec(TextLineSpec):
    """The sound row: a note and a window in which the title scrolls."""

    icon: Number
    icon_gap: Number
    window: Number
    speed: Number = Field(description="dp per second")
    repeat_gap: Number
    feather: Number


class CtaSpec(TextLineSpec):
    """The button: content first on a quiet plate, the color later."""

    height: Number
    radius: Number
    padding: Number
    chevron: Number
    smallest_size: Number
    plate_dark: Number
    plate_light: Number
    fill_at: Number = Field(description="seconds")
    fill_duration: Number = Field(description="seconds")


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

    part: RailPart
    icon: str
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
    count: Number
    rise: Number
    period: Number = Field(description="seconds from the disc to nothing")


class DiscSpec(_Section):
    """The turning record with the sound's cover."""

    top: Number
    size: Number
    cover: Number
    period: Number = Field(description="seconds per turn")
    notes: NotesSpec | None = None


class ProgressSpec(_Section):
    """The line at the lower edge of the feed that fills while the clip plays."""

    height: Number
    track_opacity: Number
    opacity: Number


class ShadowSpec(_Section):
    """The soft shadow under text and icons."""

    offset: Number
    blur: Number
    opacity: Number


class RailSpec(_Section):
    """The column of icons on the right, centered on `center`."""

    center: Number
    width: Number
    icon_box: Number
    count_gap: Number
    count_size: Number
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
    plate_opacity: Number


class TakeoverSpec(_Section):
    """The first stage of a TopView: the creative alone, then a change to the feed.

    `zoom` is how much larger the creative stands than in the feed, where no phone says it.
    """

    seconds: Number
    transition: Number = Field(description="seconds, from the end of the takeover on")
    zoom: Number
    skip: SkipSpec | None = None


class SafeZone(_Section):
    """Where the platform promises to cover nothing in a stage: a polygon in dp, clockwise."""

    name: str
    stage: Literal["feed", "takeover"] = "feed"
    points: tuple[tuple[float, float], ...] = Field(min_length=3)
    source: str = Field(min_length=1)
    confidence: Confidence


class Placement(_Section):
    """A template of the chrome. Colors and lengths only; no code."""

    id: str
    title: str
    checked_on: date
    grid: tuple[Annotated[int, Field(ge=90, le=4_000)], Annotated[int, Field(ge=90, le=4_000)]]
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
