"""`scrim`: a gradient of black across the feed, which makes white text legible."""

from __future__ import annotations

import functools
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from overlays.drawing.items import Drawing, Scrim
from overlays.geometry import Rect
from overlays.parts.part import Made, Part, Room
from overlays.parts.scene import Scene
from overlays.reading.figures import Extent, Figure, Length, Name, Section, Share, wrong


class Stop(Section):
    """Black of `opacity` at `position`, 0.0 at the top of the scrim and 1.0 at its bottom."""

    position: Annotated[Figure, Field(ge=0, le=1)]
    opacity: Share


class Over(Section):
    """As high as a part reaches, and `by` dp more."""

    part: Name
    by: Length


class ScrimPart(Part):
    """From the edge that it stands at, `height` dp far or as far as it must reach `over` a part.

    At the upper edge of the screen it covers the status bar too, however high that is.
    """

    is_ground: ClassVar[bool] = True

    part: Literal["scrim"]
    height: Extent
    over: Over | None = None
    stops: tuple[Stop, ...] = Field(min_length=2)
    when: dict[Name, ScrimPart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for index, (before, stop) in enumerate(pairwise(self.stops), start=1):
            if stop.position <= before.position:
                raise wrong(
                    f"stops.{index}.position: must be more than that of the stop before, "
                    f"{before.position:g}, not {stop.position:g}"
                )
        if self.at and self.at.top is not None and self.over:
            raise wrong("over: only a scrim at the lower edge reaches over a part")
        return self

    @functools.cached_property
    def needs(self) -> frozenset[str]:
        own = {self.over.part} if self.over else set()
        return super().needs | own

    def make(self, scene: Scene, room: Room) -> Made:
        screen, rows = scene.screen, scene.scale.px(self.height)
        if self.at and self.at.top is not None:
            rows += screen.top_inset
        box = scene.boxes.get(self.over.part) if self.over else None
        if self.over and box:
            top = max(screen.feed.y, box.y - scene.scale.px(self.over.by))
            rows = screen.feed.bottom - top
        rect = Rect(0, 0, room.width, max(1, rows))
        stops = tuple((stop.position, stop.opacity.value) for stop in self.stops)
        element = self.element(rect, Drawing(rect.size, (Scrim(stops),)))
        return Made.box((element,), rect)
