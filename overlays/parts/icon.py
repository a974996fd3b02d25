"""`icon`: one icon, with a count under it or a word inside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from overlays.drawing.items import WHITE, Color, Drawing, Icon, Item, Run, Shaded, Text
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect
from overlays.parts.element import Shifted
from overlays.parts.part import Made, Part, Room, Shows, action_of
from overlays.parts.scene import Scene
from overlays.reading.figures import (
    Extent,
    Hex,
    IconName,
    Length,
    LineHeight,
    Name,
    Number,
    Section,
    Share,
    TextSize,
    whole,
    wrong,
)

# An icon's drawing keeps a margin inside its own square.
_MARGIN = 1.25


class Count(Section):
    """Words under the icon, centered in the part's width and set smaller where they are wider.

    `zero` are those in place of a 0. Their `shadow` comes on top of the icon's and reaches no
    further.
    """

    shows: Shows
    gap: Length
    size: TextSize
    line: LineHeight
    opacity: Share | None = None
    shadow: Name | None = None
    zero: Shows | None = None


class Inside(Section):
    """A word in the icon's own drawing, centered; shares of the icon's size."""

    shows: Shows
    size: Share
    line: Share
    top: Share


class IconPart(Part):
    """An icon of `size` dp in the middle of a box of `box` dp; `add` is counted on to the count."""

    part: Literal["icon"]
    icon: IconName
    size: Extent
    box: Extent | None = None
    color: Hex | None = None
    opacity: Share | None = None
    shadow: Name | None = None
    count: Count | None = None
    add: Annotated[Number, whole(-9, 9)] | None = None
    inside: Inside | None = None
    when: dict[Name, IconPart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.box:
            most = _MARGIN * self.box.value
            if self.size.value > most:
                raise wrong(f"size: must be at most {most:g}, what its box has room for")
        if self.count and self.count.size.value > self.count.line.value:
            raise wrong(f"count.size: must be at most {self.count.line.value:g}, its line")
        return self

    def make(self, scene: Scene, room: Room) -> Made:
        return self._counted(self.count, scene, room) if self.count else self._alone(scene)

    def _counted(self, count: Count, scene: Scene, room: Room) -> Made:
        scale, cast = scene.scale, scene.cast(self.shadow)
        own = self.box or self.size
        box, gap, line = scale.px(own), scale.px(count.gap), scale.px(count.line)
        words = self._words(count, scene)
        rect = cast.padding.around(Rect(0, 0, room.width, box + gap + line))
        x, y, icon = cast.padding.side, cast.padding.top, scale.exact(self.size)
        style = scale.letters(scale.exact(count.size), line, _white(count.opacity))
        runs = (Run(words, "semibold"),)
        # In some languages a word is wider than any number.
        share = min(1, room.width / max(1, text_width(runs, style)))
        style = replace(style, size=style.size * share)
        text = Text(runs, style, room.width, x, y + box + gap, "center")
        tight = scene.cast(count.shadow).shadow
        items = (
            Icon(self.icon, icon, x + (room.width - icon) / 2, y + (box - icon) / 2, self._ink()),
            Shaded(text, tight) if tight else text,
        )
        element = self.element(
            rect,
            Drawing(rect.size, items, cast.shadow),
            action=action_of(self.tap, scene, self.id, words),
            text=words,
        )
        height = sum(scale.exact(part) for part in (own, count.gap, count.line))
        return Made((Shifted(element),), room.width, height, room.width, box + gap + line)

    def _words(self, count: Count, scene: Scene) -> str:
        words = scene.shown(count.shows, self.id, int(self.add.value) if self.add else 0) or ""
        if words == "0" and count.zero:
            return scene.shown(count.zero, self.id) or words
        return words

    def _alone(self, scene: Scene) -> Made:
        cast, size = scene.cast(self.shadow), scene.scale.px(self.size)
        side = scene.scale.px(self.box) if self.box else size
        rect = cast.padding.around(Rect(0, 0, side, side))
        x, y = (start + (side - size) / 2 for start in (cast.padding.side, cast.padding.top))
        items: list[Item] = [Icon(self.icon, size, x, y, self._ink())]
        words = ""
        if self.inside:
            words = scene.shown(self.inside.shows, self.id) or ""
            style = scene.scale.letters(
                size * self.inside.size.value, size * self.inside.line.value
            )
            top = y + size * self.inside.top.value
            items.append(Text((Run(words, "bold"),), style, size, x, top, "center"))
        element = self.element(
            rect,
            Drawing(rect.size, tuple(items), cast.shadow),
            action=self.action(scene, words),
            text=words,
        )
        return Made.box((element,), Rect(0, 0, side, side))

    def _ink(self) -> Color:
        ink = Color.from_hex(self.color.value) if self.color else WHITE
        return ink._replace(alpha=_white(self.opacity).alpha)


def _white(opacity: Number | None) -> Color:
    return WHITE._replace(alpha=round(255 * opacity.value)) if opacity else WHITE
