"""What stands outside the placement's safe zone, and what the screen cuts off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Box, Rect, Size
from overlays.layout.guides import Guide
from qa.covering.covered import rect_of
from qa.covering.lying import Lying
from qa.covering.moments import Held, held, times_of
from qa.seeing.seen import Track

Inside = npt.NDArray[np.uint8]
"""uint8, canvas-high x canvas-wide: 1 inside the zone."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A track of which a share, 0.0 to 1.0, is beyond a border; `rect` is all of it, canvas px."""

    track: Track
    held: Held
    rect: Rect
    zone: str = ""


def find_outside(
    tracks: Iterable[Track], zones: Sequence[Guide], lying: Lying, canvas: Size, least: float
) -> tuple[Beyond, ...]:
    """Tracks of which at least `least` stands outside the safe zone that counts at that time.

    Nothing is outside where no zone counts: platforms publish none for phones of another shape.
    """
    insides = [(zone, inside_of(zone, canvas)) for zone in zones if zone.kind == "safe_zone"]
    found = []
    for track in tracks if insides else ():
        one = _outside(track, insides, lying, least)
        found.extend([one] if one else [])
    return tuple(found)


def _outside(
    track: Track, insides: Sequence[tuple[Guide, Inside]], lying: Lying, least: float
) -> Beyond | None:
    def share(time: Fraction) -> float:
        box = lying.at(time).box(track.box(time))
        shares = [_beyond(box, inside) for zone, inside in insides if zone.span.holds(time)]
        return max(shares, default=0.0)

    changes = [edge for zone, _ in insides for edge in (zone.span.start, zone.span.end) if edge]
    span = held(times_of(track, changes), share, least)
    if span is None:
        return None
    box = lying.at(span.worst).box(track.box(span.worst))
    counted = [(_beyond(box, inside), zone) for zone, inside in insides]
    named = max((one for one in counted if one[1].span.holds(span.worst)), key=lambda one: one[0])
    return Beyond(track, span, rect_of(box), named[1].title)


def inside_of(zone: Guide, canvas: Size) -> Inside:
    """The zone's polygon filled."""
    inside = np.zeros((canvas.height, canvas.width), np.uint8)
    cv2.fillPoly(inside, [np.array(zone.points, np.int32)], 1)
    return inside


def _beyond(box: Box, inside: Inside) -> float:
    """How much of a box is outside, counting what lies over the canvas's edge as outside."""
    whole = rect_of(box)
    within = whole.intersect(Rect(0, 0, inside.shape[1], inside.shape[0]))
    if within is None:
        return 1.0
    part = inside[within.y : within.bottom, within.x : within.right]
    return 1 - float(part.sum()) / (whole.width * whole.height)


def find_cropped(tracks: Iterable[Track], lying: Lying, least: float) -> tuple[Beyond, ...]:
    """Tracks of which the screen, or a stage of the placement, cuts off at least `least`."""
    found = []
    changes = [key.at for key in lying.framing.keys]
    changes += [key.at + key.duration for key in lying.framing.keys]
    for track in tracks:

        def share(time: Fraction, track: Track = track) -> float:
            return lying.at(time).cut(track.box(time))

        span = held(times_of(track, changes), share, least)
        if span is not None:
            rect = rect_of(lying.at(span.worst).box(track.box(span.worst)))
            found.append(Beyond(track, span, rect))
    return tuple(found)
