"""The blocks of a screen, one below the other: titles, rows, durations, buttons, code, messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from overlays.drawing.items import WHITE, Color, Icon, Item, Plate, Run, Text, TextStyle, Weight
from overlays.drawing.skia.paragraphs import line_count, text_width
from overlays.geometry import Rect
from signoff.authorizing.way import Block, Button, Chat, Code, Durations, Post, Row, Title
from signoff.wording import Wording

INK, QUIET = Color.from_hex("#161823"), Color.from_hex("#6b6e78")
GRAY, LINE = Color.from_hex("#dfe1e6"), Color.from_hex("#e7e8ec")
ACCENT, MARK = Color.from_hex("#1f2126"), Color.from_hex("#e8930c")
_ON, _OFF = Color.from_hex("#1f9d61"), Color.from_hex("#c3c6cd")
_MARGIN, _ROW, _PAD = 16, 50, 13


@dataclass(frozen=True, slots=True)
class Wish:
    """What the brand asks for: where the post is seen, how long, which label. "" asks nothing."""

    mode: str = "post_and_ads"
    days: int = 0
    label: str = ""


@dataclass(slots=True)
class Pen:
    """Writes items from the top down; what is handed to it is in dp, `spot` is in pixels."""

    scale: int
    wording: Wording
    room: Rect
    y: float = 0
    items: list[Item] = field(default_factory=list)
    spot: Rect | None = None

    def plate(self, box: Rect, radius: float, color: Color, ring: float = 0) -> None:
        s = self.scale
        self.items.append(
            Plate(box.x * s, box.y * s, box.width * s, box.height * s, radius * s, color, ring * s)
        )

    def icon(self, name: str, x: float, y: float, size: float, color: Color) -> None:
        s = self.scale
        self.items.append(Icon(name, size * s, x * s, y * s, color))

    def text(
        self,
        words: str,
        box: tuple[float, float, float],
        size: float,
        color: Color = INK,
        weight: Weight = "regular",
    ) -> float:
        """Words in a column from x, y, so wide; how high they are, in dp."""
        text = self._set(words, box, size, color, weight)
        self.items.append(text)
        return line_count(text) * text.style.line_height / self.scale

    def height(self, words: str, width: float, size: float, weight: Weight = "regular") -> float:
        """How high words would be."""
        text = self._set(words, (0, 0, width), size, INK, weight)
        return line_count(text) * text.style.line_height / self.scale

    def width(self, words: str, size: float, weight: Weight = "regular") -> float:
        """How wide they are on one line."""
        text = self._set(words, (0, 0, 0), size, INK, weight)
        return text_width(text.runs, text.style) / self.scale

    def centered(self, words: str, y: float, size: float, color: Color, margin: float = 24) -> None:
        width = self.room.width - 2 * margin
        text = self._set(words, (self.room.x + margin, y, width), size, color, "regular")
        self.items.append(Text(text.runs, text.style, text.width, text.x, text.y, "center"))

    def mark(self, box: Rect) -> None:
        """The ring round what is to be tapped."""
        self.plate(box, 12, MARK, ring=2.5)
        if self.spot is None:
            s = self.scale
            self.spot = Rect(box.x * s, box.y * s, box.width * s, box.height * s)

    def _set(
        self, words: str, box: tuple[float, float, float], size: float, color: Color, weight: Weight
    ) -> Text:
        x, y, width = (length * self.scale for length in box)
        pixels = size * self.scale
        style = TextStyle(pixels, round(pixels * 1.3), color, self.wording.locale.code)
        return Text((Run(words, weight),), style, round(width), x, y)


def draw_blocks(pen: Pen, blocks: Sequence[Block], wish: Wish) -> None:
    """All of them from `pen.y` on; it stands below the last one afterwards."""
    for block in blocks:
        match block:
            case Title():
                _title(pen, block)
            case Row():
                _row(pen, block, wish)
            case Durations():
                for days in block.days:
                    _choice(pen, pen.wording.days(days), "", days == wish.days, days == wish.days)
            case Button():
                _button(pen, block)
            case Code():
                _code(pen)
            case Chat():
                _chat(pen)
            case Post():
                pass
            case _:
                assert_never(block)


def _title(pen: Pen, title: Title) -> None:
    left, width = pen.room.x + _MARGIN, pen.room.width - 2 * _MARGIN - 44
    # Back is a caret to the other side; mirrored it turns with all else.
    s = pen.scale
    pen.items.append(
        Icon("caret-right", 18 * s, (left - 4) * s, (pen.y + 9) * s, INK, flipped=True)
    )
    if title.word:
        words = pen.wording.say(title.word)
        height = pen.height(words, width, 15, "semibold")
        pen.text(words, (left + 22, pen.y + 8, width), 15, INK, "semibold")
        pen.y += max(44, height + 20)
    else:
        pen.plate(Rect(left + 24, round(pen.y) + 14, 96, 10), 5, GRAY)
        pen.y += 44


def _row(pen: Pen, row: Row, wish: Wish) -> None:
    if row.picks:
        is_on = row.picks in (wish.mode, wish.label)
        more = pen.wording.say(row.more) if row.more else ""
        _choice(pen, pen.wording.say(row.word), more, is_on, row.points and is_on)
        return
    _, text_left, width = _columns(pen, row)
    words = pen.wording.say(row.word) if row.word else ""
    height = max(_ROW, pen.height(words, width, 14, "semibold") + 2 * _PAD) if words else _ROW
    middle = pen.y + height / 2
    if row.icon:
        pen.icon(row.icon, pen.room.x + _MARGIN, middle - 11, 22, INK if words else GRAY)
    if words:
        top = middle - pen.height(words, width, 14, "semibold") / 2
        pen.text(words, (text_left, top, width), 14, INK, "semibold")
    else:
        pen.plate(Rect(round(text_left), round(middle) - 5, 130, 10), 5, GRAY)
    _control(pen, row, middle)
    _end_row(pen, height, row.points)


def _columns(pen: Pen, row: Row) -> tuple[float, float, float]:
    left = pen.room.x + _MARGIN
    text_left = left + (34 if row.icon else 0)
    right = pen.room.right - _MARGIN - {"none": 0, "open": 24, "on": 56, "off": 56}[row.control]
    return left, text_left, right - text_left


def _control(pen: Pen, row: Row, middle: float) -> None:
    right = pen.room.right - _MARGIN
    if row.control == "open":
        pen.icon("caret-right", right - 16, middle - 8, 16, QUIET)
    if row.control in ("on", "off"):
        is_on, top = row.control == "on", round(middle) - 13
        pen.plate(Rect(right - 44, top, 44, 26), 13, _ON if is_on else _OFF)
        knob = right - 24 if is_on else right - 42
        pen.plate(Rect(knob, top + 2, 22, 22), 11, WHITE)


def _choice(pen: Pen, words: str, more: str, is_on: bool, points: bool) -> None:
    """A row with a ring that is filled where it is chosen."""
    left, width = pen.room.x + _MARGIN, pen.room.width - 2 * _MARGIN - 36
    high = pen.height(words, width, 14, "semibold")
    below = pen.height(more, width, 12) + 2 if more else 0
    height = max(_ROW - 4, high + below + 2 * _PAD - 4)
    top = pen.y + (height - high - below) / 2
    pen.text(words, (left, top, width), 14, INK, "semibold" if is_on else "regular")
    if more:
        pen.text(more, (left, top + high + 2, width), 12, QUIET)
    ring = Rect(pen.room.right - _MARGIN - 22, round(pen.y + height / 2) - 11, 22, 22)
    pen.plate(ring, 11, _ON if is_on else _OFF, ring=2)
    if is_on:
        pen.plate(Rect(ring.x + 6, ring.y + 6, 10, 10), 5, _ON)
    _end_row(pen, height, points)


def _end_row(pen: Pen, height: float, points: bool) -> None:
    top, bottom = round(pen.y), round(pen.y + height)
    pen.plate(Rect(pen.room.x + _MARGIN, bottom, pen.room.width - 2 * _MARGIN, 1), 0, LINE)
    if points:
        pen.mark(Rect(pen.room.x + 5, top + 2, pen.room.width - 10, bottom - top - 3))
    pen.y = bottom + 1


def _button(pen: Pen, button: Button) -> None:
    words, width = pen.wording.say(button.word), pen.room.width - 2 * _MARGIN
    height = max(46, round(pen.height(words, width - 24, 15, "semibold")) + 24)
    box = Rect(pen.room.x + _MARGIN, round(pen.y) + 22, width, height)
    pen.plate(box, 10, ACCENT)
    letters = pen.height(words, pen.room.width - 2 * (_MARGIN + 12), 15)
    pen.centered(words, box.y + (height - letters) / 2, 15, WHITE, margin=_MARGIN + 12)
    if button.points:
        pen.mark(Rect(box.x - 6, box.y - 6, box.width + 12, box.height + 12))
    pen.y = box.bottom + 12


def _code(pen: Pen) -> None:
    """Bars in place of letters: no code is ever drawn."""
    box = Rect(pen.room.x + _MARGIN, round(pen.y) + 16, pen.room.width - 2 * _MARGIN, 84)
    pen.plate(box, 10, WHITE)
    pen.plate(box, 10, LINE, ring=1)
    _bars(pen, box.x + 16, box.y + 22, (150, 186, 96), INK)
    pen.y = box.bottom


def _chat(pen: Pen) -> None:
    words, widest = pen.wording.say("here_is_the_code"), 170
    height = round(pen.height(words, widest, 14))
    right, top = pen.room.right - _MARGIN, round(pen.y) + 18
    pen.plate(Rect(pen.room.x + _MARGIN, top, 150, 40), 18, WHITE)
    pen.plate(Rect(pen.room.x + _MARGIN + 16, top + 15, 96, 10), 5, GRAY)
    top += 56
    first = Rect(right - widest - 30, top, widest + 30, height + 24)
    pen.plate(first, 18, GRAY)
    pen.text(words, (first.x + 15, top + 12, widest), 14)
    second = Rect(right - 200, first.bottom + 8, 200, 76)
    pen.plate(second, 18, GRAY)
    _bars(pen, second.x + 18, second.y + 18, (140, 164, 90), INK)
    pen.mark(Rect(second.x - 5, second.y - 5, second.width + 10, second.height + 10))


def _bars(pen: Pen, x: int, y: int, widths: tuple[int, ...], color: Color) -> None:
    for index, width in enumerate(widths):
        pen.plate(Rect(x, y + index * 17, width, 8), 4, color)
