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
from overlays.locales import Confidence, Locale
from overlays.motion import ALWAYS, TimeSpan, seconds
from overlays.placements.spec import Placement, SafeZone
from overlays.viewports.screen import Screen

GuideKind = Literal["safe_zone", "rail", "text_block", "crop"]
_RAIL = {"avatar", "follow", "likes", "comments", "saves", "shares", "disc"}
_TEXT_BLOCK = {"username", "caption", "disclosure", "sponsored_label", "sound_icon", "sound", "cta"}
# TikTok's own rail and text lines are not published (docs/placements.md).
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
    """The safe zones of a placement in the feed of `frame`, and the rail and text of `chrome`.

    Safe zones are mirrored for right-to-left languages. They are published for a 9:16 frame; for a
    phone of another shape there are none.
    """
    zones = tuple(_zones(placement, locale, frame))
    if chrome is None:
        return zones
    boxes: tuple[tuple[GuideKind, str, set[str]], ...] = (
        ("rail", "Rail", _RAIL),
        ("text_block", "Text block", _TEXT_BLOCK),
    )
    blocks = ((kind, title, _around(chrome, ids)) for kind, title, ids in boxes)
    return (
        *zones,
        *(
            Guide(kind, title, _corners(box), span, _LAYOUT_SOURCE, "L", placement.checked_on)
            for kind, title, (box, span) in ((k, t, b) for k, t, b in blocks if b)
        ),
    )


def _around(chrome: Chrome, ids: set[str]) -> tuple[Rect, TimeSpan] | None:
    """The smallest box round the layers, and the span of the first; None without any."""
    layers = [layer for layer in chrome.layers if layer.id in ids]
    if not layers:
        return None
    left, top = min(one.rect.x for one in layers), min(one.rect.y for one in layers)
    right = max(one.rect.right for one in layers)
    bottom = max(one.rect.bottom for one in layers)
    return Rect(left, top, right - left, bottom - top), layers[0].span


def _corners(box: Rect) -> tuple[tuple[int, int], ...]:
    return (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)


def _zones(placement: Placement, locale: Locale, frame: Screen) -> Iterator[Guide]:
    columns, rows = placement.grid
    if frame.feed.width * rows != frame.feed.height * columns:
        return

    def place(x: float, y: float) -> tuple[int, int]:
        across = columns - x if locale.direction == "rtl" else x
        return frame.feed.x + round(across * frame.factor), frame.feed.y + round(y * frame.factor)

    for zone in placement.safe_zones:
        points = tuple(place(x, y) for x, y in zone.points)
        yield Guide(
            "safe_zone",
            zone.name,
            points,
            _span(zone, placement),
            zone.source,
            zone.confidence,
            placement.checked_on,
        )


def _span(zone: SafeZone, placement: Placement) -> TimeSpan:
    if placement.takeover is None:
        return ALWAYS
    change = seconds(placement.takeover.seconds.value)
    return TimeSpan(end=change) if zone.stage == "takeover" else TimeSpan(change)
