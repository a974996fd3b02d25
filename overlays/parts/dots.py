"""`dots`: one for each picture of a carousel, the one that is shown lit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from overlays.drawing.items import WHITE, Drawing, Plate
from overlays.geometry import Rect
from overlays.motion import TimeSpan
from overlays.parts.element import Element, Shifted
from overlays.parts.part import Made, Part, Room
from overlays.parts.scene import Scene
from overlays.reading.figures import Length, Name, Number, Share, between, whole


class DotsPart(Part):
    """Dots of `size` dp, `gap` apart; nothing without a carousel.

    At most `most` stand there, a window that goes along with the pictures. A dot at an edge behind
    which there are more is a `small` share of the others. One that is not shown has `opacity`.
    """

    part: Literal["dots"]
    shows: Literal["clip.slides"]
    size: Annotated[Number, between(1, 20)]
    gap: Length
    most: Annotated[Number, whole(3, 35)]
    small: Annotated[Number, between(0.2, 1)]
    opacity: Share
    shadow: Name | None = None
    when: dict[Name, DotsPart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        starts = scene.facts.slides
        if not starts:
            return None
        count = min(len(starts), int(self.most.value))
        size, gap = scene.scale.exact(self.size), scene.scale.exact(self.gap)
        rect = Rect(0, 0, round(count * size + (count - 1) * gap), max(1, round(size)))
        elements = [
            Shifted(self._at(index, starts, count, rect, scene)) for index in range(len(starts))
        ]
        return Made(tuple(elements), rect.width, rect.height, rect.width, rect.height)

    def _at(
        self, index: int, starts: tuple[Fraction, ...], count: int, rect: Rect, scene: Scene
    ) -> Element:
        """The row while picture `index` is shown."""
        cast = scene.cast(self.shadow)
        box = cast.padding.around(rect)
        first = min(max(0, index - count // 2), len(starts) - count)
        plates = tuple(
            self._dot(place, first, index, len(starts), count, scene) for place in range(count)
        )
        moved = tuple(
            replace(plate, x=plate.x + cast.padding.side, y=plate.y + cast.padding.top)
            for plate in plates
        )
        end = starts[index + 1] if index + 1 < len(starts) else None
        return self.element(
            box,
            Drawing(box.size, moved, cast.shadow),
            suffix=f"_{index + 1}",
            span=TimeSpan(starts[index], end),
            keeps_clock=True,
        )

    def _dot(
        self, place: int, first: int, shown: int, total: int, count: int, scene: Scene
    ) -> Plate:
        size, gap = scene.scale.exact(self.size), scene.scale.exact(self.gap)
        is_cut = (place == 0 and first > 0) or (place == count - 1 and first + count < total)
        side = size * self.small.value if is_cut and first + place != shown else size
        inset = (size - side) / 2
        is_lit = first + place == shown
        ink = WHITE if is_lit else WHITE._replace(alpha=round(255 * self.opacity.value))
        return Plate(place * (size + gap) + inset, inset, side, side, side / 2, ink)
