"""The call-to-action button: first its words on a quiet plate, later its color."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from overlays.drawing.items import (
    BLACK,
    WHITE,
    Color,
    Drawing,
    Icon,
    Item,
    Plate,
    Run,
    Text,
    TextStyle,
)
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import ellipsize
from overlays.geometry import Rect
from overlays.layers import Action
from overlays.motion import FadeIn, TimeSpan, seconds
from overlays.parts.element import Element, Scale
from overlays.placements.spec import CtaSpec

INK = Color.from_hex("#161823")
# WCAG 2.2, 1.4.3: large bold text.
_ENOUGH_CONTRAST = 3.0
# What a video of middle brightness is behind the button.
_UNDER_SCRIM = Color(44, 44, 44)
_STEPS = 100


def button_elements(
    label: str, fill: str, rect: Rect, spec: CtaSpec, scale: Scale, action: Action | None
) -> tuple[Element, ...]:
    """`cta`, the quiet button that is always there, and `cta_fill`, the colored one over it.

    Where the letters change from white to dark, `cta_words` and `cta_ink` stand over both while the
    color comes up: each as long as it is the more legible one.
    """
    color = Color.from_hex(fill)
    words, style = _fitted(label, rect, spec, scale)
    radius = scale.exact(spec.radius)
    quiet = (
        _plate(rect, radius, BLACK._replace(alpha=round(255 * spec.plate_dark.value))),
        _plate(rect, radius, WHITE._replace(alpha=round(255 * spec.plate_light.value))),
        *_content(words, style, rect, spec, scale, WHITE),
    )
    ink = ink_on(color)
    letters = _content(words, style, rect, spec, scale, ink)
    filled = (_plate(rect, radius, color), *letters)
    fade = FadeIn(seconds(spec.fill_at.value), seconds(spec.fill_duration.value))
    button = (
        Element("cta", rect, Drawing(rect.size, quiet), action=action, text=words),
        Element("cta_fill", rect, Drawing(rect.size, filled), motion=fade),
    )
    if ink == WHITE:
        return button
    white = _content(words, style, rect, spec, scale, WHITE)
    middle = fade.at + fade.duration * _legible_until(color, spec)
    spans = TimeSpan(fade.at, middle), TimeSpan(middle, fade.at + fade.duration)
    return (
        *button,
        Element("cta_words", rect, Drawing(rect.size, white), span=spans[0]),
        Element("cta_ink", rect, Drawing(rect.size, letters), span=spans[1]),
    )


def _legible_until(color: Color, spec: CtaSpec) -> Fraction:
    """The share of the fill up to which white letters have more contrast than dark ones."""
    quiet = _UNDER_SCRIM
    for plate, opacity in ((BLACK, spec.plate_dark.value), (WHITE, spec.plate_light.value)):
        quiet = _mixed(quiet, plate, opacity)
    for step in range(_STEPS):
        mix = _mixed(quiet, color, step / _STEPS)
        if contrast(INK, mix) > contrast(WHITE, mix):
            return Fraction(step, _STEPS)
    return Fraction(1)


def _mixed(below: Color, over: Color, share: float) -> Color:
    red, green, blue = (
        round(one + (other - one) * share) for one, other in zip(below[:3], over[:3], strict=True)
    )
    return Color(red, green, blue)


def ink_on(fill: Color) -> Color:
    """The color of letters on a button of that color."""
    return WHITE if contrast(WHITE, fill) >= _ENOUGH_CONTRAST else INK


def contrast(first: Color, second: Color) -> float:
    """WCAG contrast ratio of two opaque colors, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.red / 255, color.green / 255, color.blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _fitted(label: str, rect: Rect, spec: CtaSpec, scale: Scale) -> tuple[str, TextStyle]:
    """The label in the largest size that fits, down to a floor; then cut with an ellipsis."""
    room = rect.width - 2 * scale.exact(spec.padding) - scale.exact(spec.chevron)
    style = scale.style(spec, WHITE)
    smallest = scale.exact(spec.smallest_size)
    width = text_width(_runs(label), style)
    if width > room:
        size = max(smallest, style.size * room / width)
        style = replace(style, size=size)
    return ellipsize(_runs, label, lambda runs: text_width(runs, style) <= room), style


def _runs(label: str) -> tuple[Run, ...]:
    return (Run(label, "semibold"),)


def _content(
    words: str, style: TextStyle, rect: Rect, spec: CtaSpec, scale: Scale, color: Color
) -> tuple[Item, ...]:
    """Words and chevron, centered together."""
    chevron = scale.exact(spec.chevron)
    width = text_width(_runs(words), style)
    left = (rect.width - width - chevron) / 2
    top = (rect.height - style.line_height) / 2
    colored = replace(style, color=color)
    return (
        Text(_runs(words), colored, round(width) + 2, left, top),
        Icon(
            "caret-right",
            chevron * 0.8,
            left + width + chevron * 0.2,
            (rect.height - chevron * 0.8) / 2,
            color,
        ),
    )


def _plate(rect: Rect, radius: float, color: Color) -> Plate:
    return Plate(0, 0, rect.width, rect.height, radius, color)
