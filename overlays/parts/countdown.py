"""`countdown`: a box with a title, a clock that runs while the clip plays, and the ad's button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from pydantic import Field

from overlays.drawing.contrast import INK, ink_on
from overlays.drawing.items import WHITE, Color, Drawing, Item, Plate, Run, Text, TextStyle
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import ellipsize
from overlays.geometry import Rect, Size
from overlays.parts.element import Element
from overlays.parts.part import Made, Part, Room, Shows
from overlays.parts.scene import Scene
from overlays.parts.sticker import TitleFigures, color_of, inked, semibold, title_in
from overlays.parts.ticking import Face, faces
from overlays.reading.figures import (
    Extent,
    Hex,
    Length,
    LineHeight,
    Name,
    Section,
    TextSize,
)


class TileFigures(Section):
    """A digit on a tile; `gap` between two of one number, `apart` between two numbers."""

    width: Extent
    height: Extent
    radius: Length
    gap: Length
    apart: Extent
    color: Hex
    size: TextSize
    line: LineHeight


class UnitFigures(Section):
    """What a number counts, `gap` dp under its tiles."""

    size: TextSize
    line: LineHeight
    gap: Length


class StickerButton(Section):
    """The ad's own button, `gap` dp under what is over it."""

    shows: Shows
    height: Extent
    radius: Length
    size: TextSize
    line: LineHeight
    gap: Length


class _Box(NamedTuple):
    """The rows of the box in pixels, each where it begins; its width and inner edge."""

    width: int
    pad: int
    title: Text
    clock: int
    units: int
    button: int
    height: int


class CountdownPart(Part):
    """A plate of the ad's color, one of `colors` by name.

    Digits keep their order in every language: a clock is read from the left.
    """

    part: Literal["countdown"]
    shows: Shows
    padding: Length
    radius: Length
    colors: dict[Name, Hex] = Field(min_length=1)
    title: TitleFigures
    tile: TileFigures
    unit: UnitFigures
    button: StickerButton
    when: dict[Name, CountdownPart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        clock = scene.facts.clock
        if clock is None:
            return None
        if clock.remark:
            scene.note("countdown-moment", self.id, clock.remark)
        title = scene.shown(self.shows, self.id) or ""
        box = self._laid_out(title, scene, room.width)
        color = color_of(self.colors, clock.color)
        ink = ink_on(color)
        ground = self._ground(box, color, title, scene)
        shown = faces(clock.seconds, scene.facts.duration)
        later = [
            element
            for number, face in enumerate(shown)
            for element in self._face(face, box, ink, scene, f"_{number + 1}" if number else "")
        ]
        rect = Rect(0, 0, box.width, box.height)
        return Made.box((ground, *later), rect)

    def _laid_out(self, words: str, scene: Scene, width: int) -> _Box:
        px, pad = scene.scale.px, scene.scale.px(self.padding)
        title, rows = title_in(self.title, words, (width, pad), scene, self.id)
        clock = pad + rows
        units = clock + px(self.tile.height) + px(self.unit.gap)
        button = units + px(self.unit.line) + px(self.button.gap)
        height = button + px(self.button.height) + pad
        return _Box(width, pad, title, clock, units, button, height)

    def _ground(self, box: _Box, color: Color, title: str, scene: Scene) -> Element:
        """The box with its words, which stand as long as the clip plays."""
        exact = scene.scale.exact
        ink = ink_on(color)
        items: list[Item] = [
            Plate(0, 0, box.width, box.height, exact(self.radius), color),
            inked(box.title, ink),
            *self._button(box, scene),
        ]
        return self.element(
            Rect(0, 0, box.width, box.height),
            Drawing(Size(box.width, box.height), tuple(items)),
            action=self.action(scene, title),
            text=title,
        )

    def _button(self, box: _Box, scene: Scene) -> Iterator[Item]:
        label = scene.shown(self.button.shows, self.id)
        if label is None:
            return
        exact, width = scene.scale.exact, box.width - 2 * box.pad
        height = scene.scale.px(self.button.height)
        style = scene.scale.letters(exact(self.button.size), exact(self.button.line), INK)
        words = ellipsize(semibold, label, lambda runs: text_width(runs, style) <= width - box.pad)
        yield Plate(box.pad, box.button, width, height, exact(self.button.radius), WHITE)
        top = box.button + (height - style.line_height) / 2
        yield Text(semibold(words), style, width, box.pad, top, "center")

    def _face(
        self, face: Face, box: _Box, ink: Color, scene: Scene, suffix: str
    ) -> Iterator[Element]:
        """Tiles with the names of units, and the digits on them."""
        px = scene.scale.px
        wide, gap = px(self.tile.width), px(self.tile.gap)
        number, apart = 2 * wide + gap, px(self.tile.apart)
        left = (box.width - 3 * number - 2 * apart) // 2
        columns = [
            left + index // 2 * (number + apart) + index % 2 * (wide + gap) for index in range(6)
        ]
        rect = Rect(0, box.clock, box.width, box.units + px(self.unit.line) - box.clock)
        items: tuple[Plate | Text, ...] = (
            *(self._tile(x, scene) for x in columns),
            *self._names(face, columns, box, ink, scene),
        )
        flipped = tuple(_as_it_is(item, box.width, scene) for item in items)
        yield self.element(
            rect,
            Drawing(rect.size, flipped),
            suffix=f"_clock{suffix}",
            span=face.span,
            keeps_clock=True,
        )
        for index, (x, digit) in enumerate(zip(columns, face.digits, strict=True)):
            place = box.width - x - wide if scene.locale.direction == "rtl" else x
            yield self.element(
                Rect(place, box.clock, wide, px(self.tile.height)),
                self._strip(digit.characters, scene),
                suffix=f"_digit_{index + 1}{suffix}",
                span=face.span,
                motion=digit.motion,
                keeps_clock=True,
            )

    def _tile(self, x: int, scene: Scene) -> Plate:
        scale, tile = scene.scale, self.tile
        color = Color.from_hex(tile.color.value)
        size = scale.px(tile.width), scale.px(tile.height)
        return Plate(x, 0, *size, scale.exact(tile.radius), color)

    def _names(
        self, face: Face, columns: list[int], box: _Box, ink: Color, scene: Scene
    ) -> Iterator[Text]:
        """Colons between the numbers, and under each what it counts."""
        scale = scene.scale
        wide, apart = scale.px(self.tile.width), scale.px(self.tile.apart)
        number = columns[2] - columns[0] - apart
        colon = self._letters(scene, ink)
        top = (scale.px(self.tile.height) - colon.line_height) / 2
        for end in (columns[1] + wide, columns[3] + wide):
            yield Text((Run(":", "bold"),), colon, apart, end, top, "center")
        style = scale.letters(scale.exact(self.unit.size), scale.exact(self.unit.line), ink)
        for unit, x in zip(face.units, columns[::2], strict=True):
            runs = (Run(scene.shown(f"word.{unit}", self.id) or "", "semibold"),)
            share = min(1, (number + apart) / max(1, text_width(runs, style)))
            smaller = replace(style, size=style.size * share)
            yield Text(
                runs, smaller, number + apart, x - apart / 2, box.units - box.clock, "center"
            )

    def _letters(self, scene: Scene, color: Color) -> TextStyle:
        exact = scene.scale.exact
        return scene.scale.letters(exact(self.tile.size), exact(self.tile.line), color)

    def _strip(self, characters: str, scene: Scene) -> Drawing:
        """The characters under each other, each as large as a tile."""
        wide, high = scene.scale.px(self.tile.width), scene.scale.px(self.tile.height)
        style = self._letters(scene, INK)
        top = (high - style.line_height) / 2
        items = tuple(
            Text((Run(one, "bold"),), style, wide, 0, index * high + top, "center")
            for index, one in enumerate(characters)
        )
        return Drawing(Size(wide, high * len(characters)), items)


def _as_it_is(item: Plate | Text, width: int, scene: Scene) -> Item:
    """So placed that mirroring puts it where it is now."""
    if scene.locale.direction == "ltr":
        return item
    return replace(item, x=width - item.x - item.width)
