"""The thin line at the lower edge of the feed that fills while the clip plays."""

from __future__ import annotations

from fractions import Fraction

from overlays.drawing.items import WHITE, Drawing, Plate
from overlays.geometry import Rect
from overlays.motion import Reveal
from overlays.parts.element import Element, Scale
from overlays.placements.spec import ProgressSpec


def progress_elements(
    spec: ProgressSpec, duration: Fraction, scale: Scale
) -> tuple[Element, Element]:
    """`progress_track` under `progress`, which is whole when the clip ends."""
    feed, height = scale.feed, max(2, scale.px(spec.height))
    rect = Rect(feed.x, feed.bottom - height, feed.width, height)
    return (
        Element("progress_track", rect, _line(rect, spec.track_opacity.value)),
        Element(
            "progress",
            rect,
            _line(rect, spec.opacity.value),
            motion=Reveal(duration, rect.width),
        ),
    )


def _line(rect: Rect, opacity: float) -> Drawing:
    color = WHITE._replace(alpha=round(255 * opacity))
    return Drawing(rect.size, (Plate(0, 0, rect.width, rect.height, 0, color),))
