"""`creative`: where the clip stands, when it does not fill the feed."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from overlays.geometry import Rect
from overlays.parts.part import Made, Part, Room
from overlays.parts.scene import Scene
from overlays.reading.figures import Confidence, Name, Source, shown, wrong

_RATIO = re.compile(r"([1-9]\d{0,2}):([1-9]\d{0,2})")
_MOST = 3


def _ratio(value: str) -> str:
    found = _RATIO.fullmatch(value)
    if not found:
        raise wrong(f"must be a ratio such as 4:5, not {shown(value)}")
    width, height = map(int, found.groups())
    if not 1 / _MOST <= width / height <= _MOST:
        raise wrong(f"{value} has one side over {_MOST} times the other")
    return value


class CreativePart(Part):
    """As wide as its room, in that of the ratios which is nearest to the clip's own."""

    is_ground: ClassVar[bool] = True
    holds_creative: ClassVar[bool] = True

    part: Literal["creative"]
    ratios: tuple[Annotated[str, AfterValidator(_ratio)], ...] = Field(min_length=1)
    source: Source
    confidence: Confidence
    when: dict[Name, CreativePart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made:
        ratio = self._nearest(scene)
        # Edges are even, because a chroma sample stands for 2 x 2 pixels.
        rows = 2 * round(room.width / ratio / 2)
        rect = Rect(0, 0, room.width, rows)
        return Made((), room.width, rows, room.width, rows, creative=rect)

    def _nearest(self, scene: Scene) -> Fraction:
        ratios = [Fraction(*map(int, ratio.split(":"))) for ratio in self.ratios]
        size = scene.facts.size
        if size is None:
            return ratios[0]
        own = Fraction(size.width, size.height)
        return min(ratios, key=lambda ratio: abs(ratio - own))
