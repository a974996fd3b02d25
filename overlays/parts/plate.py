"""`plate`: a ground of one color, with icons, words and little plates in even slots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from overlays.drawing.items import WHITE, Color, Drawing, Icon, Item, Plate, Run, Text
from overlays.geometry import Rect
from overlays.parts.part import Made, Part, Room, Shows
from overlays.parts.scene import Scene
from overlays.reading.figures import (
    Extent,
    Hex,
    IconName,
    Length,
    LineHeight,
    Name,
    Offset,
    Section,
    Share,
    TextSize,
)


class SlotIcon(Section):
    """An icon in the middle of a slot, `top` dp under the plate's upper edge."""

    name: IconName
    size: Extent
    top: Length
    color: Hex | None = None


class SlotText(Section):
    """Words in the middle of a slot."""

    shows: Shows
    size: TextSize
    line: LineHeight
    top: Length


class SlotPlate(Section):
    """A plate in a slot; `left` counts from the slot's middle."""

    left: Offset
    top: Length
    width: Extent
    height: Extent
    radius: Length
    color: Hex


class Slot(Section):
    """One of the even columns of a plate; all but a `chosen` one are paler."""

    chosen: bool = False
    plates: tuple[SlotPlate, ...] = ()
    icon: SlotIcon | None = None
    text: SlotText | None = None


class Hairline(Section):
    """A white line along the upper edge, at least a pixel high."""

    height: Extent
    opacity: Share


class PlatePart(Part):
    """A plate of `height` dp, or as high as its anchor says."""

    is_ground: ClassVar[bool] = True

    part: Literal["plate"]
    height: Extent | None = None
    radius: Length | None = None
    color: Hex
    opacity: Share | None = None
    idle: Share | None = None
    hairline: Hairline | None = None
    slots: tuple[Slot, ...] = ()
    when: dict[Name, PlatePart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        scale = scene.scale
        rows = scale.px(self.height) if self.height else room.height or 0
        if rows <= 0:
            return None
        rect = Rect(0, 0, room.width, rows)
        ground = Color.from_hex(self.color.value, self.opacity.value if self.opacity else 1.0)
        radius = scale.exact(self.radius) if self.radius else 0
        items: list[Item] = [Plate(0, 0, rect.width, rect.height, radius, ground)]
        if self.hairline:
            line = WHITE._replace(alpha=round(255 * self.hairline.opacity.value))
            items.append(Plate(0, 0, rect.width, max(1, scale.px(self.hairline.height)), 0, line))
        for index, slot in enumerate(self.slots):
            width = rect.width / len(self.slots)
            items += self._slot(slot, width * (index + 0.5), width, scene)
        element = self.element(
            rect, Drawing(rect.size, tuple(items)), action=self.action(scene, self.word or "")
        )
        return Made.box((element,), rect)

    def _slot(self, slot: Slot, center: float, width: float, scene: Scene) -> Iterator[Item]:
        exact = scene.scale.exact
        for plate in slot.plates:
            yield Plate(
                center + exact(plate.left),
                exact(plate.top),
                exact(plate.width),
                exact(plate.height),
                exact(plate.radius),
                Color.from_hex(plate.color.value),
            )
        pale = WHITE._replace(alpha=round(255 * self.idle.value)) if self.idle else WHITE
        ink = WHITE if slot.chosen else pale
        if slot.icon:
            size = exact(slot.icon.size)
            color = Color.from_hex(slot.icon.color.value) if slot.icon.color else ink
            yield Icon(slot.icon.name, size, center - size / 2, exact(slot.icon.top), color)
        if slot.text:
            words = scene.shown(slot.text.shows, self.id) or ""
            style = scene.scale.letters(exact(slot.text.size), exact(slot.text.line), ink)
            runs = (Run(words, "semibold" if slot.chosen else "regular"),)
            left, top = center - width / 2, exact(slot.text.top)
            yield Text(runs, style, round(width), left, top, "center")
