"""`Placement`: a frame, parts, stages, zones and checks. The shape of a placement file.

Lengths are in dp on a grid as wide as the frame (on one of 360, 1 dp is 3 px of a 1080 px wide
canvas). Confidence: H official or several measurements agree, M one good source, L a clone or
blog, A assumed. `docs/placements.md` lists the sources.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    model_validator,
)

from overlays.layers import Stage
from overlays.layout.sheets import SheetFigures
from overlays.layout.stage_figures import Moment, StageFigures
from overlays.locales import Word
from overlays.motion import TimeSpan, seconds
from overlays.parts.kinds import AnyPart
from overlays.parts.part import Anchor, Part
from overlays.parts.scene import ShadowFigures
from overlays.reading.figures import (
    CheckedOn,
    Confidence,
    Edge,
    Figure,
    Hex,
    Limit,
    Name,
    Number,
    Section,
    Source,
    Title,
    between,
    shown,
    wrong,
)
from overlays.reading.names import unknown_name
from overlays.viewports.screen import FrameFigures


class Insets(Section):
    """A zone by its distances to the frame's edges, in dp or in shares of its sides."""

    left: Edge
    right: Edge
    top: Edge
    bottom: Edge


class Zone(Section):
    """Where the platform promises to cover nothing in a stage: a polygon in dp, clockwise."""

    id: Title
    stage: Name | None = None
    points: Annotated[tuple[tuple[Figure, Figure], ...], Field(min_length=3)] | None = None
    insets: Insets | None = None
    source: Source
    confidence: Confidence

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if (self.points is None) == (self.insets is None):
            raise wrong("must hold one of points, insets")
        return self

    def corners(self, width: float, height: float) -> tuple[tuple[float, float], ...]:
        """The polygon in dp in a frame of that size."""
        if self.insets is None:
            return self.points or ()
        left, top = self.insets.left.on(width), self.insets.top.on(height)
        right, bottom = width - self.insets.right.on(width), height - self.insets.bottom.on(height)
        return (left, top), (right, top), (right, bottom), (left, bottom)


Buying = Literal["spark_pull", "spark_push", "auction", "reservation", "top_view"]
"""How an ad is bought: an existing post, one uploaded for the ad, an upload without a post …"""
_WAYS = ("any", *get_args(Buying))


def _check_id(value: str) -> str:
    if not re.fullmatch(r"[a-z]+/[a-z][a-z-]{0,40}", value):
        raise wrong(f"must be the id of a check such as file/duration, not {shown(value)}")
    return value


def _way(value: str) -> str:
    if value not in _WAYS:
        raise wrong(unknown_name("way of buying", value, _WAYS))
    return value


CheckFigures = dict[Name, Limit]
"""What a check holds an ad against: its figures and lists by their names."""
CheckLimits = dict[Annotated[str, AfterValidator(_way)], CheckFigures | None]
"""By the way of buying; `any` is every other one. null: the check does not apply."""


class Timed(NamedTuple):
    """When a part is there: its span, the start of its first stage, and seconds to fade in."""

    span: TimeSpan
    start: Fraction
    enters: Fraction | None


class Placement(Section):
    """A template of the chrome. Figures only; no code.

    `short` is its name beside others of its platform; `compared` its place when they are compared,
    the first being what the others are held to; `beside` the one that it is compared with instead.
    `label` is the word of `ad.label` in place of that of the viewer's language and region, `words`
    are words of its own, by language. `sheets` are what taps open, `swipe` the one that a swipe
    onwards opens, `accent` the color of what stands out in them. `stamp` is where the word PREVIEW
    stands, if not where it does elsewhere. `checks` are those that apply to
    an ad in it, by their ids, and what each holds the ad against; `buying` is the usual way to buy
    it. `sure` is how far to trust the layout as a whole, `varies` says that the platform shows it
    otherwise to some, on purpose. `plays` is how many seconds of a clip are shown before it begins
    anew.
    """

    id: str
    title: Title
    short: Title | None = None
    compared: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    beside: str | None = None
    checked_on: CheckedOn
    sure: Confidence = "A"
    varies: Title | None = None
    plays: Annotated[Number, between(1, 7_200)] | None = None
    frame: FrameFigures
    shadows: dict[Name, ShadowFigures] = Field(default_factory=dict)
    parts: tuple[AnyPart, ...] = Field(min_length=1)
    moments: tuple[Moment, ...] = ()
    stages: tuple[StageFigures, ...] = ()
    zones: tuple[Zone, ...] = ()
    checks: dict[Annotated[str, AfterValidator(_check_id)], CheckLimits] = Field(
        default_factory=dict
    )
    buying: Buying | None = None
    sheets: tuple[SheetFigures, ...] = ()
    swipe: Name | None = None
    accent: Hex | None = None
    stamp: Anchor | None = None
    label: Name | None = None
    words: dict[Name, dict[str, Word]] = Field(default_factory=dict)
    _clip: Fraction | None = PrivateAttr(None)

    @property
    def platform(self) -> str:
        """The first half of the id."""
        return self.id.split("/")[0]

    @functools.cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """Every part, those in stacks too, in the order in which one reads."""
        return tuple(_walk(self.parts))

    @functools.cached_property
    def order(self) -> dict[str, int]:
        """Places in that order by id."""
        return {part.id: index for index, part in enumerate(self.all_parts)}

    @functools.cached_property
    def shown(self) -> frozenset[str]:
        """The names of all that its parts show."""
        return frozenset(value for part in self.all_parts for _, value in part.uses)

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        """The states that taps turn on or off."""
        return tuple(dict.fromkeys(toggle for part in self.parts for toggle in part.toggles))

    @functools.cached_property
    def targets(self) -> tuple[str, ...]:
        """What taps lead to, open, or turn on and off."""
        return tuple(dict.fromkeys(target for part in self.parts for target in part.targets))

    @functools.cached_property
    def timeline(self) -> tuple[Stage, ...]:
        """The stages with their times; none where there is only one."""
        made, start = [], Fraction(0)
        for stage in self.stages:
            end = self._clip if stage.ends == "clip" else stage.seconds
            span = TimeSpan(start, end)
            made.append(Stage(stage.id, stage.title, span, stage.must_end, stage.forbids))
            start = end or start
        return tuple(made)

    def limits(self, check_id: str, buying: Buying | None) -> CheckFigures | None:
        """What the check holds an ad against that is bought so; None where it does not apply."""
        ways = self.checks.get(check_id, {})
        return ways[buying] if buying and buying in ways else ways.get("any")

    def for_clip(self, duration: Fraction | None) -> Placement:
        """The placement with the stages that a clip of that length has; None: not known."""
        if all(stage.condition is None and stage.ends != "clip" for stage in self.stages):
            return self
        there = [s for s in self.stages if s.condition is None or s.condition.holds(duration)]
        if there and there[-1] is not self.stages[-1]:
            # Nothing follows the stage that is now the last one.
            there[-1] = there[-1].model_copy(update={"ends": "clip"})
        found = self.model_copy(update={"stages": tuple(there)})
        found.__dict__.pop("timeline", None)
        found._clip = duration
        return found

    @property
    def needs_length(self) -> bool:
        """True when a clip can be too short for it."""
        return any(stage.must_end for stage in self.timeline)

    @property
    def is_filled(self) -> bool:
        """True when the clip fills the frame; false where it stands in a part of its own."""
        return not any(part.holds_creative for part in self.all_parts)

    def timed(self, part_id: str) -> Timed | None:
        """When a part of the top level is there; None for never."""
        there = [
            (stage, timed.span)
            for stage, timed in zip(self.stages, self.timeline, strict=True)
            if part_id not in stage.hides and (stage.only is None or part_id in stage.only)
        ]
        if not self.stages:
            return Timed(TimeSpan(), Fraction(0), None)
        if not there:
            return None
        (first, span), (_, last) = there[0], there[-1]
        comes = span.start > 0 and first.enters is not None
        enters = seconds(first.enters.value) if comes and first.enters else None
        return Timed(TimeSpan(span.start, last.end), span.start, enters)


def _walk(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _walk(part.children)
