"""Lines to judge a creative by: the platform's safe zones, and where its own parts lie.

They are no part of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from overlays.geometry import Rect
from overlays.layers import Chrome
from overlays.layout.placement import Placement
from overlays.locales import Locale
from overlays.motion import ALWAYS, TimeSpan
from overlays.reading.figures import Confidence
from overlays.viewports.screen import Screen

GuideKind = Literal["safe_zone", "rail", "text_block", "crop"]
_BLOCKS: dict[GuideKind, str] = {"rail": "Rail", "text_block": "Text block"}
# Platforms publish no such lines (docs/placements.md).
_LAYOUT_SOURCE = "this template's layout: the boxes of the layers that are drawn"


@dataclass(frozen=True, slots=True)
class Guide:
    """A polygon in whole canvas pixels, clockwise, with the time in which it counts."""

    kind: GuideKind
    title: str
    points: tuple[tuple[int, int], ...]
    span: TimeSpan
    source: str
    confidence: Confidence
    checked_on: date


def guides_of(
    placement: Placement, locale: Locale, frame: Screen, chrome: Chrome | None = None
) -> tuple[Guide, ...]:
    """The safe zones of a placement in the feed of `frame`, and the blocks of `chrome`.

    Safe zones are mirrored for right-to-left languages. They are published for the placement's own
    frame; for a phone of another shape there are none.
    """
    zones = tuple(_zones(placement, locale, frame))
    if chrome is None:
        return zones
    blocks = ((kind, title, _around(chrome, kind)) for kind, title in _BLOCKS.items())
    return (
        *zones,
        *(
            Guide(kind, title, _corners(box), span, _LAYOUT_SOURCE, "L", placement.checked_on)
            for kind, title, (box, span) in ((k, t, b) for k, t, b in blocks if b)
        ),
    )


def _around(chrome: Chrome, block: str) -> tuple[Rect, TimeSpan] | None:
    """The smallest box round the layers of a block, and the span of the first; None for none."""
    layers = [layer for layer in chrome.layers if layer.block == block]
    if not layers:
        return None
    left, top = min(one.rect.x for one in layers), min(one.rect.y for one in layers)
    right = max(one.rect.right for one in layers)
    bottom = max(one.rect.bottom for one in layers)
    return Rect(left, top, right - left, bottom - top), layers[0].span


def _corners(box: Rect) -> tuple[tuple[int, int], ...]:
    return (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)


def _zones(placement: Placement, locale: Locale, frame: Screen) -> Iterator[Guide]:
    columns, rows = placement.frame.width, placement.frame.height
    if rows == "content" or frame.feed != frame.screen:
        return

    def place(x: float, y: float) -> tuple[int, int]:
        across = columns - x if locale.direction == "rtl" else x
        return frame.feed.x + round(across * frame.factor), frame.feed.y + round(y * frame.factor)

    spans = {stage.id: stage.span for stage in placement.timeline}
    for zone in placement.zones:
        yield Guide(
            "safe_zone",
            zone.id,
            tuple(place(x, y) for x, y in zone.corners(columns, rows)),
            spans[zone.stage] if zone.stage else ALWAYS,
            zone.source,
            zone.confidence,
            placement.checked_on,
        )
