"""The row at the top: LIVE, the two tabs, search."""

from __future__ import annotations

from overlays.drawing.items import WHITE, Drawing, Icon, Item, Plate, Run, Text, TextStyle
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect
from overlays.locales import Locale
from overlays.parts.element import Element, Scale
from overlays.placements.spec import Placement, TabsSpec


def tab_elements(placement: Placement, locale: Locale, scale: Scale) -> tuple[Element, ...]:
    """The elements of the top row, from left to right."""
    spec = placement.tabs
    assert spec is not None
    following, for_you = locale.word("following"), locale.word("for_you")
    widths = [text_width(_runs(word), _style(spec, scale)) for word in (following, for_you)]
    gap = scale.px(spec.gap)
    left = round(scale.feed.x + (scale.feed.width - sum(widths) - gap) / 2)
    right = round(left + widths[0] + gap)
    return (
        _icon("live", "television-simple", spec, scale, locale, left_edge=True),
        _tab("tab_following", following, left, widths[0], spec, scale, selected=False),
        _tab("tab_for_you", for_you, right, widths[1], spec, scale, selected=True),
        _icon("search", "magnifying-glass", spec, scale, locale, left_edge=False),
    )


def _runs(word: str) -> tuple[Run, ...]:
    return (Run(word, "bold"),)


def _style(spec: TabsSpec, scale: Scale, opacity: float = 1.0) -> TextStyle:
    color = WHITE._replace(alpha=round(255 * opacity))
    return scale.letters(scale.exact(spec.size), scale.exact(spec.line_height), color)


def _tab(
    id_: str, word: str, left: int, width: float, spec: TabsSpec, scale: Scale, *, selected: bool
) -> Element:
    underline_height = scale.px(spec.underline_height)
    line = scale.px(spec.line_height)
    inner = Rect(
        left, scale.top(spec.baseline_box_top), round(width) + 1, line + 3 * underline_height
    )
    rect = scale.padded(inner)
    x, y = scale.padding.side, scale.padding.top
    style = _style(spec, scale, 1.0 if selected else spec.idle_opacity.value)
    items: list[Item] = [Text(_runs(word), style, inner.width + 2 * x, x, y)]
    if selected:
        length = min(scale.exact(spec.underline_width), width)
        bar = (x + (width - length) / 2, y + line + underline_height, length, underline_height)
        items.append(Plate(*bar, radius=underline_height / 2, color=WHITE))
    return Element(id_, rect, Drawing(rect.size, tuple(items), scale.shadow), text=word)


def _icon(
    id_: str, icon: str, spec: TabsSpec, scale: Scale, locale: Locale, *, left_edge: bool
) -> Element:
    size, side = scale.px(spec.icon), scale.px(spec.side)
    middle = scale.top(spec.baseline_box_top) + scale.px(spec.line_height) // 2
    left = scale.feed.x + side if left_edge else scale.feed.right - side - size
    rect = scale.padded(Rect(left, middle - size // 2, size, size))
    x, y = scale.padding.side, scale.padding.top
    items: list[Item] = [Icon(icon, size, x, y)]
    word = ""
    if id_ == "live":
        word = locale.word("live")
        style = scale.letters(size * 0.23, size * 0.3)
        # The middle of the screen in the icon's own drawing.
        items.append(Text((Run(word, "bold"),), style, size, x, y + size * 0.397, "center"))
    return Element(id_, rect, Drawing(rect.size, tuple(items), scale.shadow), text=word)
