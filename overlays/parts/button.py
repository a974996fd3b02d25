"""`button`: words on a plate, whose looks follow each other in time."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from overlays.drawing.contrast import contrast, ink_on, mixed
from overlays.drawing.items import Color, Drawing, Icon, Item, Plate, Run, Text, TextStyle
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import ellipsize
from overlays.geometry import Rect
from overlays.motion import FadeIn, TimeSpan, seconds
from overlays.parts.element import Element, Shifted
from overlays.parts.part import Made, Part, Room, Shows
from overlays.parts.scene import Scene
from overlays.reading.figures import (
    Duration,
    Extent,
    Hex,
    IconName,
    Length,
    LineHeight,
    Name,
    Seconds,
    Section,
    Share,
    TextSize,
    wrong,
)

_STEPS = 100


class Ground(Section):
    """One plate of a look; without a color it has the button's own, as the ad says."""

    color: Hex | None = None
    opacity: Share
    ring: Length | None = Field(None, description="an outline so wide in place of a plate")


class Look(Section):
    """How the button looks from `from` on, come up within `over` seconds.

    `ink` is the letters' color: white, or by default what can be read on the last plate.
    """

    start: Seconds = Field(alias="from")
    over: Duration | None = None
    plates: tuple[Ground, ...] = Field(min_length=1)
    ink: Hex | None = None


class Chevron(Section):
    """An arrow behind the words: `size` dp of room, of which `share` is the icon's."""

    icon: IconName
    size: Extent
    share: Share


class ButtonPart(Part):
    """Words in the middle of a plate of `height` dp, set smaller down to `smallest`, then cut.

    `behind` is what a video of middle brightness makes of the ground: by it letters that change
    their color change while they can still be read. With `narrowest` it is as wide as its words,
    at least so much, in place of its room. Words that `align` at the start leave the chevron at
    the other end.
    """

    part: Literal["button"]
    shows: Shows
    height: Extent
    radius: Length
    size: TextSize
    line: LineHeight
    smallest: TextSize
    padding: Length
    chevron: Chevron | None = None
    narrowest: Extent | None = None
    align: Literal["start", "center"] = "center"
    looks: tuple[Look, ...] = Field(min_length=1)
    behind: Hex
    when: dict[Name, ButtonPart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.smallest.value > self.size.value:
            raise wrong(f"smallest: must be at most {self.size.value:g}, its size")
        if self.line.value > self.height.value:
            raise wrong(f"line: must be at most {self.height.value:g}, the button's height")
        if self.chevron and self.chevron.size.value > self.height.value:
            raise wrong(f"chevron.size: must be at most {self.height.value:g}, the button's height")
        starts = [look.start.value for look in self.looks]
        if starts != sorted(set(starts)) or starts[0] != 0:
            raise wrong("looks: must begin at 0 and follow each other")
        if any(look.over is None for look in self.looks[1:]):
            raise wrong("looks: each but the first says within how many seconds (over) it comes")
        return self

    def make(self, scene: Scene, room: Room) -> Made | None:
        label = scene.shown(self.shows, self.id)
        if label is None:
            return None
        height = scene.scale.exact(self.height)
        rect = Rect(0, 0, self._columns(label, scene, room), round(height))
        words, style = self._fitted(label, rect, scene)
        drawn = [
            (*self._ground(look, rect, scene), *self._content(words, style, rect, scene, ink))
            for look, ink in zip(self.looks, self._inks(scene), strict=True)
        ]
        first = self.element(
            rect,
            Drawing(rect.size, drawn[0]),
            action=self.action(scene, label),
            text=words,
            fill=self._fill(scene),
        )
        later = [
            self.element(rect, Drawing(rect.size, items), suffix=suffix, motion=fade)
            for items, (suffix, fade) in zip(drawn[1:], self._fades("fill"), strict=True)
        ]
        changes = self._changing_letters(words, style, rect, scene)
        placed = tuple(map(Shifted, (first, *later, *changes)))
        return Made(placed, rect.width, height, rect.width, rect.height)

    def _columns(self, label: str, scene: Scene, room: Room) -> int:
        if self.narrowest is None:
            return room.width
        scale = scene.scale
        style = scale.letters(scale.exact(self.size), scale.exact(self.line))
        around = 2 * scale.exact(self.padding)
        around += scale.exact(self.chevron.size) if self.chevron else 0
        wide = math.ceil(text_width(_runs(label), style) + around)
        return min(room.width, max(scale.px(self.narrowest), wide))

    def _fades(self, name: str) -> list[tuple[str, FadeIn]]:
        """A suffix and a change for each look but the first."""
        return [
            (f"_{name}" if index == 0 else f"_{name}_{index + 1}", _fade(look))
            for index, look in enumerate(self.looks[1:])
        ]

    def _plates(self, look: Look, scene: Scene) -> list[tuple[Color, float]]:
        """What fills the button: an outline lets the video through."""
        return [
            (_color_of(plate, scene), 0.0 if plate.ring else plate.opacity.value)
            for plate in look.plates
        ]

    def _fill(self, scene: Scene) -> str:
        """The color of the button when all its looks have come."""
        color, _ = self._plates(self.looks[-1], scene)[-1]
        return f"#{color.red:02X}{color.green:02X}{color.blue:02X}"

    def _inks(self, scene: Scene) -> list[Color]:
        return [
            Color.from_hex(look.ink.value) if look.ink else ink_on(self._plates(look, scene)[-1][0])
            for look in self.looks
        ]

    def _ground(self, look: Look, rect: Rect, scene: Scene) -> tuple[Item, ...]:
        radius, exact = scene.scale.exact(self.radius), scene.scale.exact
        return tuple(
            Plate(
                0,
                0,
                rect.width,
                rect.height,
                radius,
                _color_of(plate, scene)._replace(alpha=round(255 * plate.opacity.value)),
                exact(plate.ring) if plate.ring else 0,
            )
            for plate in look.plates
        )

    def _changing_letters(
        self, words: str, style: TextStyle, rect: Rect, scene: Scene
    ) -> list[Element]:
        """Letters over both looks of a change of ink: each color as long as it is more legible."""
        inks, made = self._inks(scene), []
        names = zip(self._fades("words"), self._fades("ink"), strict=True)
        for index, ((before, fade), (after, _)) in enumerate(names):
            old, new = inks[index], inks[index + 1]
            if old == new:
                continue
            middle = fade.at + fade.duration * self._legible_until(index, (old, new), scene)
            spans = TimeSpan(fade.at, middle), TimeSpan(middle, fade.at + fade.duration)
            for suffix, ink, span in zip((before, after), (old, new), spans, strict=True):
                drawing = Drawing(rect.size, self._content(words, style, rect, scene, ink))
                made.append(self.element(rect, drawing, suffix=suffix, span=span))
        return made

    def _legible_until(self, index: int, inks: tuple[Color, Color], scene: Scene) -> Fraction:
        """The share of a change up to which the old letters have more contrast than the new."""
        quiet = Color.from_hex(self.behind.value)
        for color, opacity in self._plates(self.looks[index], scene):
            quiet = mixed(quiet, color, opacity)
        color, _ = self._plates(self.looks[index + 1], scene)[-1]
        old, new = inks
        for step in range(_STEPS):
            mix = mixed(quiet, color, step / _STEPS)
            if contrast(new, mix) > contrast(old, mix):
                return Fraction(step, _STEPS)
        return Fraction(1)

    def _fitted(self, label: str, rect: Rect, scene: Scene) -> tuple[str, TextStyle]:
        """The label in the largest size that fits, down to a floor; then cut with an ellipsis."""
        scale = scene.scale
        room = rect.width - 2 * scale.exact(self.padding)
        room -= scale.exact(self.chevron.size) if self.chevron else 0
        style = scale.letters(scale.exact(self.size), scale.exact(self.line))
        width = text_width(_runs(label), style)
        if width <= room:
            return label, style
        size = max(scale.exact(self.smallest), style.size * room / width)
        style = replace(style, size=size)
        words = ellipsize(_runs, label, lambda runs: text_width(runs, style) <= room)
        if words != label:
            scene.note("label-cut", self.id, f"the button's words are cut: “{words}”")
        elif size < scale.exact(self.size) - 0.5:
            message = f"the button's words are set smaller to fit: “{label}”"
            scene.note("label-shrunk", self.id, message)
        return words, style

    def _content(
        self, words: str, style: TextStyle, rect: Rect, scene: Scene, ink: Color
    ) -> tuple[Item, ...]:
        """Words and chevron, centered together or at either end."""
        behind = scene.scale.exact(self.chevron.size) if self.chevron else 0.0
        width = text_width(_runs(words), style)
        is_centered, pad = self.align == "center", scene.scale.exact(self.padding)
        left = (rect.width - width - behind) / 2 if is_centered else pad
        top = (rect.height - style.line_height) / 2
        colored = replace(style, color=ink)
        text = Text(_runs(words), colored, round(width) + 2, left, top)
        if self.chevron is None:
            return (text,)
        side = behind * self.chevron.share.value
        x = left + width + behind - side if is_centered else rect.width - pad - side
        return (text, Icon(self.chevron.icon, side, x, (rect.height - side) / 2, ink))


def _color_of(plate: Ground, scene: Scene) -> Color:
    return Color.from_hex(plate.color.value if plate.color else scene.facts.color)


def _runs(label: str) -> tuple[Run, ...]:
    return (Run(label, "semibold"),)


def _fade(look: Look) -> FadeIn:
    assert look.over is not None
    return FadeIn(seconds(look.start.value), seconds(look.over.value))
