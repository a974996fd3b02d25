"""Runs of text laid out in a column: how wide they are, how many lines, and where one stands."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import replace
from typing import Any

import numpy as np
import skia

from overlays.drawing.forms import Form, pieces_by_form
from overlays.drawing.items import Run, Text, TextStyle
from overlays.drawing.skia.canvas import canvas_on
from overlays.drawing.skia.fonts import CONDENSED, FONT_STYLES, families, font_collection
from overlays.geometry import Rect

_RTL_ISOLATE, _FIRST_STRONG_ISOLATE, _END_ISOLATE = "\u2067", "\u2068", "\u2069"
_WORD_JOINER = "\u2060"


@functools.lru_cache(maxsize=2048)
def text_width(runs: tuple[Run, ...], style: TextStyle) -> float:
    """Width in pixels of the runs on one line; 0 for no text."""
    if not any(run.text for run in runs):
        return 0.0
    paragraph = laid_out(Text(runs, style, width=100_000))
    return float(paragraph.MaxIntrinsicWidth)


def line_count(text: Text) -> int:
    """How many lines the text takes in its column."""
    if not any(run.text for run in text.runs):
        return 0
    height: float = laid_out(text).Height
    return round(height / text.style.line_height)


def last_run_box(text: Text) -> Rect | None:
    """Where the letters of the last run stand, from the corner of the text; None when unseen."""
    if not text.runs:
        return None
    height = max(1, line_count(text)) * round(text.style.line_height + 1)
    pixels = np.zeros((height, text.width, 4), np.uint8)
    laid_out(text, hidden=len(text.runs) - 1).paint(canvas_on(pixels), 0, 0)
    # Skia's Python form has no boxes of ranges, so the letters themselves are looked for.
    rows, columns = (np.flatnonzero(pixels[..., 3].any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return None
    return Rect(
        int(columns[0]),
        int(rows[0]),
        int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )


def laid_out(text: Text, hidden: int = 0) -> Any:
    """A laid-out Skia paragraph. Right-to-left text is isolated, so that it stands to the right.

    The first `hidden` runs take their room and are not painted.
    """
    rtl = is_right_to_left("".join(run.text for run in text.runs))
    layout = skia.textlayout
    style = layout.ParagraphStyle()
    to_right = text.align == "right" or rtl
    align = layout.TextAlign.kRight if to_right else layout.TextAlign.kLeft
    style.setTextAlign(layout.TextAlign.kCenter if text.align == "center" else align)
    style.setStrutStyle(_strut(text.style))
    builder = layout.ParagraphBuilder.make(style, font_collection(), _unicode())
    unseen = replace(text.style, color=text.style.color._replace(alpha=0))
    styles = [unseen] * hidden + [_inked(text.style, run) for run in text.runs[hidden:]]
    runs = list(zip(styles, text.runs, strict=True))
    if rtl:
        runs = [(unseen, Run(_RTL_ISOLATE)), *runs, (unseen, Run(_END_ISOLATE))]
    for run_style, run in runs:
        for piece, form in pieces_by_form(_kept_whole(run.text) if run.tag else run.text):
            builder.pushStyle(_text_style(run_style, run, form))
            builder.addText(piece)
            builder.pop()
    paragraph = builder.Build()
    paragraph.layout(text.width)
    return paragraph


def _inked(style: TextStyle, run: Run) -> TextStyle:
    if run.opacity is None:
        return style
    return replace(style, color=style.color._replace(alpha=round(255 * run.opacity)))


def _kept_whole(tag: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{tag[:1]}{_WORD_JOINER}{tag[1:]}{_END_ISOLATE}"


def _strut(style: TextStyle) -> Any:
    """An even line height, whatever scripts a line holds."""
    strut = skia.textlayout.StrutStyle()
    strut.setStrutEnabled(True)
    strut.setForceStrutHeight(True)
    strut.setFontFamilies(["TikTok Sans"])
    strut.setFontSize(style.size)
    strut.setHeightOverride(True)
    strut.setHeight(style.line_height / style.size)
    strut.setHalfLeading(True)
    return strut


def _text_style(style: TextStyle, run: Run, form: Form) -> Any:
    text_style = skia.textlayout.TextStyle()
    condensed = [CONDENSED] if style.condensed else []
    text_style.setFontFamilies([*condensed, *families(form)])
    text_style.setLocale(skia.String(style.language))
    text_style.setFontSize(style.size)
    text_style.setFontStyle(FONT_STYLES[run.weight])
    text_style.setColor(skia.Color(*style.color))
    if run.underlined:
        text_style.setDecoration(skia.textlayout.TextDecoration.kUnderline)
        text_style.setDecorationColor(skia.Color(*style.color))
    return text_style


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction is Hebrew, Arabic or of their kind."""
    for character in text:
        direction = _direction(character)
        if direction:
            return direction == "R"
    return False


@functools.lru_cache(maxsize=4096)
def _direction(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return {"L": "L", "R": "R", "AL": "R"}.get(kind, "")


@functools.cache
def _unicode() -> Any:
    return skia.Unicodes.ICU.Make()
