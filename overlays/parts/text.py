"""`text`: words on one line or in a column, and what goes with them: plate, seal, underline."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from overlays.drawing.items import (
    WHITE,
    Color,
    Drawing,
    Icon,
    Item,
    Plate,
    Run,
    Text,
    TextStyle,
    Weight,
)
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import clamp_caption, ellipsize, shown_text, unfold_caption
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.motion import Marquee, TimeSpan
from overlays.parts.element import Element, Shifted, Tail
from overlays.parts.part import Made, Part, Room, Shows
from overlays.parts.scene import SECONDS_LEFT, Scene
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
    between,
    whole,
    wrong,
)

# The same caption is cut anew for each state, placement and language.
_clamped = functools.lru_cache(maxsize=64)(clamp_caption)


class PlateFigures(Section):
    """The ground under words; without a radius its ends are round."""

    padding: Length
    radius: Length | None = None
    color: Hex
    opacity: Share


class Seal(Section):
    """The mark of a verified name; lengths are shares of the letters' size."""

    icon: IconName
    color: Hex
    size: Annotated[Number, between(0.1, 3)]
    gap: Annotated[Number, between(0, 3)]
    after: Annotated[Number, between(0, 3)]
    disc: Annotated[Number, between(0, 1)] = Field(description="the white under it, of its size")


class IconBefore(Section):
    """An icon before the words; of words that slide, with a layer of its own."""

    name: IconName
    size: Extent
    gap: Length


class Tags(Section):
    """The opacity of hashtags and mentions, where other letters have another one."""

    hashtag: Share
    mention: Share


class Window(Section):
    """Where words slide past, `speed` dp a second; the ends fade over `feather`."""

    width: Extent
    speed: Annotated[Number, between(1, 500)]
    repeat_gap: Length
    feather: Length


class Underline(Section):
    """A round line `drop` dp under the words' line; a width of 0 keeps its room only.

    Without `drop` it is as far as it is high.
    """

    width: Length
    height: Annotated[Number, between(0.1, 10)]
    drop: Length | None = None


class More(Section):
    """What ends words that are cut, and what unfolds them: a tap on it turns `toggle` on.

    `glued` sets no space between the dots and the word. Unfolded, words take at most `share` of the
    feed's height and scroll in it. A finger needs more room than a word has: `reach` dp round it.
    """

    id: Name
    shows: Shows
    less: Shows
    toggle: Name
    glued: bool = Field(False, strict=True)
    opacity: Share | None = None
    share: Share
    reach: Length


class Line(NamedTuple):
    """Words that fit, set in a style."""

    words: str
    runs: tuple[Run, ...]
    style: TextStyle
    width: float


class TextPart(Part):
    """Words of `size` dp on a line of `line` dp; with `lines`, a column of at most so many.

    On one line they are cut where they, with what stands before them, are wider than `widest`.
    """

    part: Literal["text"]
    shows: Shows
    size: TextSize
    line: LineHeight
    weight: Weight = "regular"
    color: Hex | None = None
    opacity: Share | None = None
    condensed: bool = Field(False, strict=True)
    widest: Extent | None = None
    tags: Tags | None = None
    shadow: Name | None = None
    behind: Length | None = Field(None, description="room behind the last letter")
    lines: Annotated[Number, whole(1, 20)] | None = None
    more: More | None = None
    plate: PlateFigures | None = None
    seal: Seal | None = None
    icon: IconBefore | None = None
    window: Window | None = None
    underline: Underline | None = None
    when: dict[Name, TextPart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.size.value > self.line.value:
            raise wrong(
                f"size: must be at most {self.line.value:g}, its line, not {self.size.value:g}"
            )
        if self.more and not self.lines:
            raise wrong("lines: is missing; more goes with it")
        if self.window and self.window.feather.value > self.window.width.value / 2:
            raise wrong("window.feather: must be at most half of the window")
        return self

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        return super().reads | ({self.more.toggle} if self.more else set())

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        return (*super().toggles, *([self.more.toggle] if self.more else []))

    def make(self, scene: Scene, room: Room) -> Made | None:
        if self.shows == SECONDS_LEFT:
            return self._countdown(scene, room)
        words = scene.shown(self.shows, self.id)
        if words is None:
            return None
        if self.lines:
            return self._column(words, int(self.lines.value), scene, room)
        if self.window:
            return self._sliding(words, self.window, scene)
        return self._one_line(words, scene, room)

    def _countdown(self, scene: Scene, room: Room) -> Made | None:
        """One small element for each second; none where the part stays to the end."""
        if room.seconds is None:
            return None
        whole = math.ceil(room.seconds)
        made = [self._one_line(str(left), scene, room, f"_{left}") for left in range(whole, 0, -1)]
        ends = [*range(1, whole), room.seconds]
        elements = tuple(
            one.elements[0]._replace(
                element=replace(
                    one.elements[0].element, span=TimeSpan(Fraction(start), Fraction(end))
                )
            )
            for (start, end), one in zip(enumerate(ends), made, strict=True)
        )
        return replace(made[0], elements=elements)

    def _style(self, scene: Scene) -> TextStyle:
        scale, ink = scene.scale, Color.from_hex(self.color.value) if self.color else WHITE
        if self.opacity:
            ink = ink._replace(alpha=round(255 * self.opacity.value))
        style = scale.letters(scale.exact(self.size), scale.exact(self.line), ink)
        return replace(style, condensed=self.condensed)

    def _runs(self, words: str) -> tuple[Run, ...]:
        return (Run(words, self.weight),)

    def _one_line(self, words: str, scene: Scene, room: Room, suffix: str = "") -> Made:
        scale, style = scene.scale, self._style(scene)
        pad = scale.px(self.plate.padding) if self.plate else 0
        seal, before = self._seal_room(style, scene), self._room_before(scene)
        widest = min(room.width, scale.px(self.widest)) if self.widest else room.width
        line = self._cut(words, style, widest - seal - before - 2 * pad)
        letters = round(line.width + seal) + 1 + (scale.px(self.behind) if self.behind else 0)
        rows = round(style.line_height) + self._rows_under(scene)
        box = Rect(0, 0, before + letters + 2 * pad, rows)
        cast = scene.cast(self.shadow)
        rect = cast.padding.around(box)
        x, y = cast.padding.side + pad, cast.padding.top
        items: list[Item] = [*self._ground(box, x - pad, y, scene)]
        items += self._items_before(x, y, style, scene)
        x += before
        items.append(Text(line.runs, style, letters, x, y))
        items += self._seal_items(x + line.width, y, style, scene)
        items += self._underline_items(x, y, line.width, round(style.line_height), scene)
        element = self.element(
            rect,
            Drawing(rect.size, tuple(items), cast.shadow),
            suffix=suffix,
            action=self.action(scene, line.words),
            text=line.words,
        )
        width = before + line.width + seal + 2 * pad
        return Made((Shifted(element),), width, style.line_height, box.width, rows)

    def _cut(self, words: str, style: TextStyle, room: float) -> Line:
        words = ellipsize(self._runs, words, lambda runs: text_width(runs, style) <= room)
        runs = self._runs(words)
        return Line(words, runs, style, text_width(runs, style))

    def _ground(self, box: Rect, x: float, y: float, scene: Scene) -> tuple[Item, ...]:
        if self.plate is None:
            return ()
        radius = scene.scale.exact(self.plate.radius) if self.plate.radius else box.height / 2
        color = Color.from_hex(self.plate.color.value, self.plate.opacity.value)
        return (Plate(x, y, box.width, box.height, radius, color),)

    def _has_seal(self, scene: Scene) -> bool:
        return self.seal is not None and scene.facts.is_verified

    def _seal_room(self, style: TextStyle, scene: Scene) -> float:
        if self.seal is None or not scene.facts.is_verified:
            return 0.0
        shares = (self.seal.gap, self.seal.size, self.seal.after)
        return style.size * sum(share.value for share in shares)

    def _seal_items(self, end: float, y: float, style: TextStyle, scene: Scene) -> tuple[Item, ...]:
        seal = self.seal
        if seal is None or not scene.facts.is_verified:
            return ()
        size = style.size * seal.size.value
        left, top = end + style.size * seal.gap.value, y + (style.line_height - size) / 2
        disc = size * seal.disc.value
        inset = (size - disc) / 2
        return (
            Plate(left + inset, top + inset, disc, disc, disc / 2, WHITE),
            Icon(seal.icon, size, left, top, Color.from_hex(seal.color.value)),
        )

    def _room_before(self, scene: Scene) -> int:
        if self.icon is None:
            return 0
        return scene.scale.px(self.icon.size) + scene.scale.px(self.icon.gap)

    def _items_before(self, x: float, y: float, style: TextStyle, scene: Scene) -> tuple[Item, ...]:
        if self.icon is None:
            return ()
        size = scene.scale.px(self.icon.size)
        return (Icon(self.icon.name, size, x, y + (style.line_height - size) / 2, style.color),)

    def _rows_under(self, scene: Scene) -> int:
        """Rows that an underline takes below the words' line."""
        if self.underline is None:
            return 0
        bar = scene.scale.px(self.underline.height)
        return 3 * bar if self.underline.drop is None else scene.scale.px(self.underline.drop) + bar

    def _underline_items(
        self, x: float, y: float, width: float, line: int, scene: Scene
    ) -> tuple[Item, ...]:
        if self.underline is None or not self.underline.width.value:
            return ()
        height = scene.scale.px(self.underline.height)
        length = min(scene.scale.exact(self.underline.width), width)
        left = x + (width - length) / 2
        drop = height if self.underline.drop is None else scene.scale.px(self.underline.drop)
        return (Plate(left, y + line + drop, length, height, height / 2, WHITE),)

    def _column(self, words: str, most: int, scene: Scene, room: Room) -> Made:
        style, more = self._style(scene), self.more
        suffix = self._suffix(more, scene) if more else "…"
        text, count = _clamped(words, suffix, style, room.width, most)
        is_cut = shown_text(text) != words
        shown = count
        if more and is_cut and more.toggle in scene.states:
            less = f" {scene.shown(more.less, self.id)}"
            text, count = unfold_caption(words, less, style, room.width)
            tall = scene.screen.feed.height * more.share.value
            shown = min(count, int(tall / style.line_height))
        height = shown * style.line_height
        cast = scene.cast(self.shadow)
        rect = cast.padding.around(Rect(0, 0, room.width, round(height)))
        placed = Text(
            self._dressed(text.runs, is_cut), style, room.width, cast.padding.side, cast.padding.top
        )
        longer = round((count - shown) * style.line_height)
        tail = self._tail(scene) if is_cut else None
        element = self.element(
            rect,
            Drawing(Size(rect.width, rect.height + longer), (placed,), cast.shadow),
            action=self.action(scene, shown_text(text)) or (tail and tail.action),
            text=shown_text(text),
            tail=tail,
        )
        return Made((Shifted(element),), room.width, height, room.width, round(height))

    def _suffix(self, more: More, scene: Scene) -> str:
        return f"…{'' if more.glued else ' '}{scene.shown(more.shows, self.id)}"

    def _dressed(self, runs: tuple[Run, ...], is_cut: bool) -> tuple[Run, ...]:
        """Tags and, at the end of words that are cut, the last run in opacities of their own."""
        tags, tail = self.tags, self.more.opacity if self.more and is_cut else None
        if tags:
            shares = {"#": tags.hashtag.value, "@": tags.mention.value}
            runs = tuple(
                replace(run, opacity=shares[run.text[0]]) if run.tag else run for run in runs
            )
        if tail:
            runs = (*runs[:-1], replace(runs[-1], opacity=tail.value))
        return runs

    def _tail(self, scene: Scene) -> Tail | None:
        if self.more is None:
            return None
        label = scene.shown(self.more.shows, self.id) or ""
        action = Action(self.more.toggle, label, verb="toggle", expands=True)
        return Tail(self.more.id, action, scene.scale.px(self.more.reach))

    def _sliding(self, words: str, window: Window, scene: Scene) -> Made:
        scale, style, cast = scene.scale, self._style(scene), scene.cast(self.shadow)
        rows, feather = round(style.line_height), scale.px(window.feather)
        action = self.action(scene, words)
        before = self._icon_before(rows, action, scene)
        start = 0
        if self.icon and before:
            start = scale.px(self.icon.size) + scale.px(self.icon.gap)
        runs, width = self._runs(words), scale.px(window.width)
        # The letters begin where the feather ends, so that the first one is whole at time 0.
        letters = round(text_width(runs, style)) + 1
        loop = max(letters + scale.px(window.repeat_gap), width)
        tall = cast.padding.around(Rect(0, 0, width, rows))
        rect = Rect(start - feather, tall.y, width, tall.height)
        strip = Text(runs, style, letters, feather, cast.padding.top)
        speed = Fraction(window.speed.value * scale.factor).limit_denominator(1000)
        sliding = self.element(
            rect,
            Drawing(Size(loop, rect.height), (strip,), cast.shadow),
            action=action,
            text=words,
            motion=Marquee(speed, loop, feather),
        )
        columns = start - feather + width
        return Made(
            (*map(Shifted, before), Shifted(sliding)), columns, style.line_height, columns, rows
        )

    def _icon_before(self, rows: int, action: Action | None, scene: Scene) -> tuple[Element, ...]:
        if self.icon is None:
            return ()
        size, cast = scene.scale.px(self.icon.size), scene.cast(self.shadow)
        rect = cast.padding.around(Rect(0, 0, size, rows))
        x, y = cast.padding.side, cast.padding.top + (rows - size) / 2
        drawing = Drawing(rect.size, (Icon(self.icon.name, size, x, y),), cast.shadow)
        return (self.element(rect, drawing, suffix="_icon", action=action),)
