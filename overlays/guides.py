"""The platform's safe zones on a canvas: to judge a creative by, not part of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overlays.elements import Frame
from overlays.locales import Confidence, Locale
from overlays.motion import ALWAYS, TimeSpan
from overlays.placement_spec import Placement, SafeZone
from overlays.takeover import seconds


@dataclass(frozen=True, slots=True)
class Guide:
    """A polygon in whole canvas pixels, clockwise, with the time in which it counts."""

    name: str
    points: tuple[tuple[int, int], ...]
    span: TimeSpan
    source: str
    confidence: Confidence
    checked_on: date


def guides_of(placement: Placement, locale: Locale, frame: Frame) -> tuple[Guide, ...]:
    """The safe zones of a placement in the feed of `frame`, mirrored for right-to-left languages.

    They are published for a 9:16 frame; for a phone of another shape there are none.
    """
    columns, rows = placement.grid
    if frame.feed.width * rows != frame.feed.height * columns:
        return ()

    def place(x: float, y: float) -> tuple[int, int]:
        across = columns - x if locale.direction == "rtl" else x
        return frame.feed.x + round(across * frame.factor), frame.feed.y + round(y * frame.factor)

    return tuple(
        Guide(
            zone.name,
            tuple(place(x, y) for x, y in zone.points),
            _span(zone, placement),
            zone.source,
            zone.confidence,
            placement.checked_on,
        )
        for zone in placement.safe_zones
    )


def _span(zone: SafeZone, placement: Placement) -> TimeSpan:
    if placement.takeover is None:
        return ALWAYS
    change = seconds(placement.takeover.seconds.value)
    return TimeSpan(end=change) if zone.stage == "takeover" else TimeSpan(change)
