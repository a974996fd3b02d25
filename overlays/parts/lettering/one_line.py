"""Words on one line, with what goes with them: plate, icon, seal, underline."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from overlays.drawing.items import WHITE, Color, Drawing, Icon, Item, Plate, Run, Text, TextStyle
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import ellipsize
from overlays.geometry import Rect
from overlays.motion import TimeSpan
from overlays.parts.element import Element, Shifted
from overlays.parts.lettering.figures import Lettered
from overlays.parts.part import Made, Room
from overlays.parts.scene import Scene


class Line(NamedTuple):
    """Words that fit, set in a style."""

    words: str
    runs: tuple[Run, ...]
    style: TextStyle
    width: float


def countdown(part: Lettered, scene: Scene, room: Room) -> Made | None:
    """One small element for each second; none where the part stays to the end."""
    if room.seconds is None:
        return None
    whole = math.ceil(room.seconds)
    made = [one_line(part, str(left), scene, room, f"_{left}") for left in range(whole, 0, -1)]
    ends = [*range(1, whole), room.seconds]
    elements = tuple(
        one.elements[0]._replace(
            element=replace(one.elements[0].element, span=TimeSpan(Fraction(start), Fraction(end)))
        )
        for (start, end), one in zip(enumerate(ends), made, strict=True)
    )
    return replace(made[0], elements=elements)


def one_line(part: Lettered, words: str, scene: Scene, room: Room, suffix: str = "") -> Made:
    """The words, cut where they are wider than their room; `suffix` makes them a piece."""
    scale, style = scene.scale, part.style(scene)
    pad = scale.px(part.plate.padding) if part.plate else 0
    seal, before = _seal_room(part, style, scene), _room_before(part, scene)
    widest = min(room.width, scale.px(part.widest)) if part.widest else room.width
    line = _cut(part, words, style, widest - seal - before - 2 * pad)
    if part.tells_cut and line.words != words:
        message = f"the {(part.word or part.id).lower()} is cut: “{line.words}”"
        scene.note("words-cut", part.id, message)
    letters = round(line.width + seal) + 1 + (scale.px(part.behind) if part.behind else 0)
    rows = round(style.line_height) + _rows_under(part, scene)
    box = Rect(0, 0, before + letters + 2 * pad, rows)
    cast = scene.cast(part.shadow)
    rect = cast.padding.around(box)
    x, y = cast.padding.side + pad, cast.padding.top
    items: list[Item] = [*_ground(part, box, x - pad, y, scene)]
    items += _items_before(part, x, y, style, scene)
    x += before
    items.append(Text(line.runs, style, letters, x, y))
    items += _seal_items(part, x + line.width, y, style, scene)
    items += _underline_items(part, x, y, line.width, round(style.line_height), scene)
    element = part.element(
        rect,
        Drawing(rect.size, tuple(items), cast.shadow),
        suffix=suffix,
        action=part.action(scene, line.words),
        text=line.words,
    )
    width = before + line.width + seal + 2 * pad
    dots = _dot(part, before + pad + line.width, style.line_height / 2, scene)
    elements = (Shifted(element), *map(Shifted, dots))
    return Made(elements, width, style.line_height, box.width, rows)


def _cut(part: Lettered, words: str, style: TextStyle, room: float) -> Line:
    words = ellipsize(part.runs, words, lambda runs: text_width(runs, style) <= room)
    runs = part.runs(words)
    return Line(words, runs, style, text_width(runs, style))


def _ground(part: Lettered, box: Rect, x: float, y: float, scene: Scene) -> tuple[Item, ...]:
    if part.plate is None:
        return ()
    radius = scene.scale.exact(part.plate.radius) if part.plate.radius else box.height / 2
    color = Color.from_hex(part.plate.color.value, part.plate.opacity.value)
    ring = scene.scale.exact(part.plate.ring) if part.plate.ring else 0
    return (Plate(x, y, box.width, box.height, radius, color, ring),)


def _seal_room(part: Lettered, style: TextStyle, scene: Scene) -> float:
    if part.seal is None or not scene.facts.is_verified(part.shows):
        return 0.0
    shares = (part.seal.gap, part.seal.size, part.seal.after)
    return style.size * sum(share.value for share in shares)


def _seal_items(
    part: Lettered, end: float, y: float, style: TextStyle, scene: Scene
) -> tuple[Item, ...]:
    seal = part.seal
    if seal is None or not scene.facts.is_verified(part.shows):
        return ()
    size = style.size * seal.size.value
    left, top = end + style.size * seal.gap.value, y + (style.line_height - size) / 2
    disc = size * seal.disc.value
    inset = (size - disc) / 2
    return (
        Plate(left + inset, top + inset, disc, disc, disc / 2, WHITE),
        Icon(seal.icon, size, left, top, Color.from_hex(seal.color.value)),
    )


def _room_before(part: Lettered, scene: Scene) -> int:
    if part.icon is None:
        return 0
    return scene.scale.px(part.icon.size) + scene.scale.px(part.icon.gap)


def _items_before(
    part: Lettered, x: float, y: float, style: TextStyle, scene: Scene
) -> tuple[Item, ...]:
    if part.icon is None:
        return ()
    size = scene.scale.px(part.icon.size)
    return (Icon(part.icon.name, size, x, y + (style.line_height - size) / 2, style.color),)


def _rows_under(part: Lettered, scene: Scene) -> int:
    """Rows that an underline takes below the words' line."""
    if part.underline is None:
        return 0
    bar = scene.scale.px(part.underline.height)
    return 3 * bar if part.underline.drop is None else scene.scale.px(part.underline.drop) + bar


def _dot(part: Lettered, end: float, middle: float, scene: Scene) -> tuple[Element, ...]:
    """A dot at the end of the words, which casts no shadow and may reach out of their box."""
    dot = part.dot
    if dot is None or dot.only_when not in scene.states:
        return ()
    size, px = scene.scale.px(dot.size), scene.scale.px
    left = round(end) + px(dot.beside) - size // 2
    rect = Rect(left, round(middle) - px(dot.rise) - size // 2, size, size)
    plate = Plate(0, 0, size, size, size / 2, Color.from_hex(dot.color.value))
    return (part.element(rect, Drawing(rect.size, (plate,)), suffix="_dot"),)


def _underline_items(
    part: Lettered, x: float, y: float, width: float, line: int, scene: Scene
) -> tuple[Item, ...]:
    if part.underline is None or not part.underline.width.value:
        return ()
    height = scene.scale.px(part.underline.height)
    length = min(scene.scale.exact(part.underline.width), width)
    left = x + (width - length) / 2
    drop = height if part.underline.drop is None else scene.scale.px(part.underline.drop)
    return (Plate(left, y + line + drop, length, height, height / 2, WHITE),)
