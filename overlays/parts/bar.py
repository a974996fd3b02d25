"""`bar`: a line that fills while the clip plays, in one piece or in segments."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from overlays.drawing.items import WHITE, Color, Drawing, Plate
from overlays.geometry import Rect
from overlays.motion import Reveal, seconds
from overlays.parts.element import Element
from overlays.parts.part import Made, Part, Room
from overlays.parts.scene import Scene
from overlays.reading.figures import Hex, Length, Name, Number, Section, Share, between, whole


class Segments(Section):
    """A piece for each `each` seconds of the clip, at most `most`; the last may be shorter."""

    each: Annotated[Number, between(1, 600)]
    most: Annotated[Number, whole(1, 20)]
    gap: Length


class BarPart(Part):
    """In a `color`, or white, at `opacity` over a white track; nothing without a clip's length."""

    part: Literal["bar"]
    shows: Literal["clip.progress"]
    height: Annotated[Number, between(0.1, 20)]
    radius: Length | None = None
    color: Hex | None = None
    track: Share
    opacity: Share
    segments: Segments | None = None
    when: dict[Name, BarPart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        duration = scene.facts.duration
        if not duration:
            return None
        rows = max(2, scene.scale.px(self.height))
        lengths = self._lengths(duration)
        gap = scene.scale.px(self.segments.gap) if self.segments else 0
        width = (room.width - gap * (len(lengths) - 1)) / len(lengths)
        elements: list[Element] = []
        begin = Fraction(0)
        ink = Color.from_hex(self.color.value) if self.color else WHITE
        for index, length in enumerate(lengths):
            left = round(index * (width + gap))
            rect = Rect(left, 0, round(index * (width + gap) + width) - left, rows)
            number = f"_{index + 1}" if self.segments else ""
            motion = Reveal(length, rect.width, at=begin)
            elements += [
                self.element(
                    rect, self._line(rect, WHITE, self.track, scene), suffix=f"_track{number}"
                ),
                self.element(
                    rect, self._line(rect, ink, self.opacity, scene), suffix=number, motion=motion
                ),
            ]
            begin += length
        return Made.box(tuple(elements), Rect(0, 0, room.width, rows))

    def _lengths(self, duration: Fraction) -> list[Fraction]:
        """Seconds of each piece."""
        if self.segments is None:
            return [duration]
        each = seconds(self.segments.each.value)
        count = min(int(self.segments.most.value), max(1, math.ceil(duration / each)))
        return [each] * (count - 1) + [min(each, duration - each * (count - 1))]

    def _line(self, rect: Rect, ink: Color, opacity: Number, scene: Scene) -> Drawing:
        color = ink._replace(alpha=round(255 * opacity.value))
        radius = scene.scale.exact(self.radius) if self.radius else 0
        return Drawing(rect.size, (Plate(0, 0, rect.width, rect.height, radius, color),))
