"""The word PREVIEW on pictures that leave the app, so that nobody takes a mockup for a live ad.

A mockup also must never be uploaded as a creative: TikTok refuses videos that imitate its interface
(S11; docs/placements.md, "What a mockup is for").
"""

from __future__ import annotations

from overlays.drawing.items import BLACK, WHITE, Drawing, Plate, Run, Text
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect
from overlays.locales import Locale
from overlays.parts.element import Element, Scale

# dp: under the row of tabs and above the safe zone, in every stage.
_TOP, _LEFT, _HEIGHT, _SIZE, _SIDE = 65.0, 12.0, 13.0, 7.5, 5.0


def stamp_element(locale: Locale, scale: Scale) -> Element:
    """`stamp`: small, legible on bright and dark, clear of what a creative may rely on."""
    dp = scale.factor
    runs = (Run(locale.word("stamp_preview"), "bold"),)
    style = scale.letters(_SIZE * dp, _HEIGHT * dp, WHITE._replace(alpha=230))
    letters, height = round(text_width(runs, style)) + 1, round(_HEIGHT * dp)
    width = letters + 2 * round(_SIDE * dp)
    top = scale.feed.y + scale.top_inset + round(_TOP * dp)
    rect = Rect(scale.feed.x + round(_LEFT * dp), top, width, height)
    items = (
        Plate(0, 0, width, height, height / 2, BLACK._replace(alpha=115)),
        Text(runs, style, letters, round(_SIDE * dp), 0),
    )
    return Element("stamp", rect, Drawing(rect.size, items), text=locale.word("stamp_preview"))
