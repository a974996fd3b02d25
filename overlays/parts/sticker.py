"""What stickers have in common: a title in the middle of a box, and a color that the ad names."""

from __future__ import annotations

from dataclasses import replace

from overlays.drawing.items import Color, Run, Text
from overlays.drawing.text import clamp_caption, shown_text
from overlays.parts.scene import Scene
from overlays.reading.figures import Hex, Length, LineHeight, Number, Section, TextSize


class TitleFigures(Section):
    """Words in the middle, at most so many lines; `gap` dp under them."""

    size: TextSize
    line: LineHeight
    lines: Number
    gap: Length


def title_in(
    figures: TitleFigures, words: str, box: tuple[int, int], scene: Scene, part_id: str
) -> tuple[Text, int]:
    """The words in a box of that width and padding, and the rows that they take with their gap.

    Words that are cut are told of.
    """
    width, pad = box
    exact = scene.scale.exact
    style = scene.scale.letters(exact(figures.size), exact(figures.line))
    most = int(figures.lines.value)
    text, lines = clamp_caption(words, "…", style, width - 2 * pad, most, len(words))
    if shown_text(text) != words:
        message = f"the {part_id.replace('_', ' ')}'s title is cut: “{shown_text(text)}”"
        scene.note("words-cut", part_id, message)
    rows = round(lines * style.line_height) + scene.scale.px(figures.gap) if words else 0
    return replace(text, x=pad, y=pad, align="center"), rows


def inked(text: Text, color: Color) -> Text:
    """The same words in another color."""
    return replace(text, style=replace(text.style, color=color))


def color_of(colors: dict[str, Hex], name: str) -> Color:
    """The color of that name."""
    return Color.from_hex(colors[name].value)


def semibold(words: str) -> tuple[Run, ...]:
    return (Run(words, "semibold"),)
