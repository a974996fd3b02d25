"""`stack`: parts one after the other along an axis; what is not there leaves no gap."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from overlays.drawing.items import Color, Drawing, Hole, Item, Plate
from overlays.geometry import Rect
from overlays.parts.element import Shifted
from overlays.parts.part import Made, Part, Room
from overlays.parts.scene import Scene
from overlays.reading.figures import Extent, Hex, Length, Name, Section, Share, wrong

if TYPE_CHECKING:
    from overlays.parts.kinds import AnyPart


class Inset(Section):
    """Room inside a stack's edges."""

    left: Length | None = None
    right: Length | None = None
    top: Length | None = None
    bottom: Length | None = None


class Ground(Section):
    """One color behind all that stands in a stack."""

    color: Hex
    opacity: Share
    radius: Length | None = None


class StackPart(Part):
    """Parts under each other (axis y) or beside each other (x), `gap` dp apart.

    A stack `from` the bottom adds exact heights from its foot up, so that its foot stays where it
    is. Of those beside each other, what may `grow` takes the room that the others leave, together
    with its share of being cut. `height` is at least that of the row. A `ground` reaches to the
    insets' outer edges.
    """

    part: Literal["stack"]
    axis: Literal["x", "y"] = "y"
    start: Literal["top", "bottom"] = Field("top", alias="from")
    align: Literal["start", "center", "end"] = "start"
    gap: Length | None = None
    height: Extent | None = None
    inset: Inset | None = None
    ground: Ground | None = None
    parts: tuple[AnyPart, ...] = Field(min_length=1)
    when: dict[Name, StackPart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _stands(self) -> Self:
        if self.axis == "x" and self.start == "bottom":
            raise wrong("from: a row has no other end to begin from")
        for part in self.parts:
            if part.at is not None:
                raise wrong(f"parts.{part.id}.at: a part in a stack stands after the one before it")
        if self.axis == "x" and sum(part.grow for part in self.parts) > 1:
            raise wrong("parts: only one of a row can grow")
        return self

    @property
    def children(self) -> tuple[Part, ...]:
        return self.parts

    @functools.cached_property
    def needs(self) -> frozenset[str]:
        return super().needs.union(*(child.needs for child in self.parts))

    def make(self, scene: Scene, room: Room) -> Made | None:
        px = scene.scale.px
        inset = self.inset or Inset()
        left, right = (px(side) if side else 0 for side in (inset.left, inset.right))
        top, bottom = (px(side) if side else 0 for side in (inset.top, inset.bottom))
        inner = room._replace(width=max(1, room.width - left - right))
        if self.axis == "x":
            made = self._row(scene, inner)
        elif self.start == "bottom":
            made = self._upward(scene, inner)
        else:
            made = self._downward(scene, inner)
        if made is None:
            return None
        if not (left or right or top or bottom):
            return self._grounded(made, scene)
        made = made.moved(left, top)
        rise = None if made.rise is None else made.rise + top + bottom
        size = made.columns + left + right, made.rows + top + bottom
        whole = Made(
            made.elements,
            made.width + left + right,
            made.height + top + bottom,
            *size,
            rise,
            made.creative,
        )
        return self._grounded(whole, scene)

    def _grounded(self, made: Made, scene: Scene) -> Made:
        """With the ground behind it; a hole in it where the clip stands."""
        if self.ground is None:
            return made
        box = Rect(0, 0, made.columns, made.rows)
        color = Color.from_hex(self.ground.color.value, self.ground.opacity.value)
        radius = scene.scale.exact(self.ground.radius) if self.ground.radius else 0.0
        items: tuple[Item, ...] = (Plate(0, 0, box.width, box.height, radius, color),)
        if made.creative:
            clip = made.creative
            items = (*items, Hole(clip.x, clip.y, clip.width, clip.height, 0))
        below = self.element(
            box,
            Drawing(box.size, items),
            suffix="_ground",
            action=self.action(scene, self.word or ""),
        )
        return replace(made, elements=(Shifted(below), *made.elements))

    def _between(self, upper: Part, lower: Part) -> Length | None:
        return lower.gap_above or upper.gap_below or self.gap

    def _distance(self, upper: Part, lower: Part | None, scene: Scene) -> float:
        gap = self._between(upper, lower) if lower else upper.foot
        return scene.scale.exact(gap) if gap else 0.0

    def _across(self, part: Part, made: Made, scene: Scene, width: int) -> int:
        """The column where a part of a narrower width begins."""
        aside = scene.scale.px(part.aside) if part.aside else 0
        if self.align == "center":
            return width // 2 - made.columns // 2 + aside
        return aside + (width - made.columns if self.align == "end" else 0)

    def _upward(self, scene: Scene, room: Room) -> Made | None:
        placed: list[Made] = []
        edge, lower = room.foot, None
        for part in reversed(self.parts):
            foot = edge - self._distance(part, lower, scene)
            made = scene.make(part, Room(room.width, foot - math.floor(foot)))
            if made is None:
                continue
            placed.append(made.moved(self._across(part, made, scene, room.width), made.top(foot)))
            edge, lower = foot - made.height, part
            top = made.top(foot)
        if not placed:
            return None
        return _joined(placed[::-1], room.width, room.foot - edge, (0, top), -top)

    def _downward(self, scene: Scene, room: Room) -> Made | None:
        placed: list[Made] = []
        edge, upper = 0.0, None
        for part in self.parts:
            made = scene.make(part, Room(room.width))
            if made is None:
                continue
            if upper:
                edge += self._distance(upper, part, scene)
            placed.append(made.moved(self._across(part, made, scene, room.width), round(edge)))
            edge, upper = edge + made.height, part
        if not placed:
            return None
        return _joined(placed, room.width, edge, (0, 0), None)

    def _row(self, scene: Scene, room: Room) -> Made | None:
        made = self._made_beside(scene, room)
        if not made:
            return None
        least = scene.scale.exact(self.height) if self.height else 0.0
        tall = max(least, *(one.height for _, one in made))
        placed: list[Made] = []
        left, width, before = 0, 0.0, None
        for part, one in made:
            if before:
                own = self._between(before, part)
                gap = scene.scale.px(own) if own else 0
                width += gap
                left = round(left + placed[-1].width + gap)
            placed.append(one.moved(left, self._down(one, round(tall))))
            width, before = width + one.width, part
        return _joined(placed, width, tall, (0, 0), None, rows=round(tall))

    def _down(self, made: Made, tall: int) -> int:
        if self.align == "center":
            return (tall - made.rows) // 2
        return tall - made.rows if self.align == "end" else 0

    def _made_beside(self, scene: Scene, room: Room) -> list[tuple[Part, Made]]:
        """The parts of a row, what grows last, as it takes what the others leave."""
        made: dict[str, Made] = {}
        for part in sorted(self.parts, key=lambda part: part.grow):
            own = scene.scale.px(part.width) if part.width else room.width
            if part.grow:
                taken = sum(one.width for one in made.values())
                gap = scene.scale.px(self.gap) if self.gap else 0
                own = max(1, math.floor(room.width - taken - gap * len(made)))
            found = scene.make(part, Room(own))
            if found:
                made[part.id] = found
        return [(part, made[part.id]) for part in self.parts if part.id in made]


def _joined(
    placed: list[Made],
    width: float,
    height: float,
    corner: tuple[int, int],
    rise: int | None,
    rows: int | None = None,
) -> Made:
    """Several that have their places as one, from the corner of all."""
    x, y = corner
    shifted = [made.moved(-x, -y) for made in placed]
    elements = tuple(element for made in shifted for element in made.elements)
    creative: Rect | None = next((made.creative for made in shifted if made.creative), None)
    columns = math.ceil(width)
    rows = rows if rows is not None else rise if rise is not None else round(height)
    return Made(elements, width, height, columns, rows, rise, creative)
