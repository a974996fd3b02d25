"""`find_in_screenshot`: which of our elements a screenshot shows, and where. Nothing is guessed.

The screenshot is laid on our grid, by all letters and icons together or by the rail alone. Each
element is then looked for near its place by its own form.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from overlays.ad import SparkAd
from overlays.errors import ActualError
from overlays.geometry import Box, Size
from overlays.layout.placement import Placement
from qa.compare.registration import RGB, Registration, check_size, register
from qa.compare.sighting import ELEMENTS, Sighted, Sighting
from qa.measure.by_rail import screen_by_rail
from qa.measure.drawn import Drawn, Form, draw_ours
from qa.measure.likeness import Peak, peak_near, sharpened
from qa.measure.ours import Area, Ours

_NARROWEST, _WIDEST = 300.0, 520.0
# Of those that are seen with their bodies, in dp.
_PHONES = (360, 375, 384, 393, 402, 412, 430, 440)
# dp by which a screen may seem wider than ours and be as wide.
_SAME_WIDTH = 3.0
_LEAST_ELEMENTS = 3
TOLERANCE = 1.0
"""dp within which a place in a screenshot is known, and by which figures of it must differ."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """What was found, our elements on the same screen, and why others were not found, by name.

    `corner` is where our screen begins in the screenshot, in pixels of that.
    """

    sighted: Sighted
    ours: dict[str, Ours]
    missing: dict[str, str]
    corner: tuple[float, float] = (0.0, 0.0)


def find_in_screenshot(shot: RGB, ad: SparkAd, placement: Placement, name: str) -> Recognized:
    """What the screenshot shows of the ad. sRGB, height x width x 3, opaque.

    Raises ActualError for a screenshot of something else, or one too small to tell.
    """
    check_size(shot)
    height = placement.frame.height
    if height == "content":
        raise ActualError(f"{placement.id} has no frame of its own height: measure a dump of it")
    width = float(placement.frame.width)
    area = Area(width, float(height), float(height), placement.frame.status_bar.value)
    drawn = draw_ours(ad, placement, area)
    try:
        found = _registered(shot, drawn)
    except ActualError:
        return _by_rail(shot, drawn, area, (ad, placement, name))
    wide = shot.shape[1] / (found.scale * drawn.factor)
    if abs(wide - width) > _SAME_WIDTH:
        # A phone of another width keeps the distances to its edges, and so does our layout.
        drawn, found, area = _better(shot, ad, placement, wide, (drawn, found, area))
    how = f"places count from our frame, as {found.inliers} corners of our letters and icons agree"
    return _recognized(shot, drawn, found, area, name, how)


def _by_rail(shot: RGB, drawn: Drawn, area: Area, of: tuple[SparkAd, Placement, str]) -> Recognized:
    """A whole screen whose letters are others than ours. Raises ActualError for none."""
    ad, placement, name = of
    screen = screen_by_rail(shot, drawn, area)
    if screen:
        again = draw_ours(ad, placement, screen.area)
        scale = screen.density / again.factor
        size = Size(shot.shape[1], shot.shape[0])
        laid = Registration(scale, 0.0, 0.0, 0, 0.0, again.canvas, size)
        how = f"it is taken for a whole screen, by the form of its rail ({screen.likeness:.0%})"
        found = _recognized(shot, again, laid, screen.area, name, how)
        if len(found.sighted.found) >= _LEAST_ELEMENTS:
            return found
    raise ActualError(f"{name} is a screenshot of something else: neither letters nor icons fit")


def _registered(shot: RGB, drawn: Drawn) -> Registration:
    return register(drawn.picture, shot, tuple(form.rect for form in drawn.forms.values()))


def _better(
    shot: RGB,
    ad: SparkAd,
    placement: Placement,
    wide: float,
    first: tuple[Drawn, Registration, Area],
) -> tuple[Drawn, Registration, Area]:
    """Our screen as wide as the screenshot, or as a phone in it, if more is recognized there."""
    best, height = first, first[2].height / first[2].width
    for width in (wide, *(width for width in _PHONES if width < wide - _SAME_WIDTH)):
        if not _NARROWEST <= width <= _WIDEST:
            continue
        area = Area(width, height * width, height * width, first[2].status_bar)
        drawn = draw_ours(ad, placement, area)
        try:
            found = _registered(shot, drawn)
        except ActualError:
            continue
        if found.inliers > best[1].inliers:
            best = drawn, found, area
            if width == wide:
                break
    return best


def _recognized(
    shot: RGB, drawn: Drawn, found: Registration, area: Area, name: str, how: str
) -> Recognized:
    ground = sharpened(cv2.cvtColor(found.warp(shot), cv2.COLOR_RGB2GRAY), drawn.factor)
    sighted: dict[str, Sighting] = {}
    missing = dict(drawn.skipped)
    for key in ELEMENTS:
        form = drawn.forms.get(key)
        if form is None:
            continue
        if not found.holds(form.rect):
            missing[key] = "it is outside of the screenshot"
            continue
        peak = max(peak_near(ground, look, form.rect, drawn.factor) for look in form.looks)
        if peak.is_clear:
            sighted[key] = _sighting(form, peak, drawn)
        else:
            missing[key] = f"nothing near its place looks like it ({max(peak.likeness, 0):.0%})"
    density = found.scale * drawn.factor
    whole = Sighted(
        name,
        area.width,
        area.height,
        Box(0, 0, area.width, area.foot),
        area.status_bar,
        density,
        sighted,
        drawn.is_mirrored,
        _remarks(found, density, how),
    )
    corner = found.offset_x, found.offset_y
    return Recognized(whole, dict(drawn.ours), missing, corner)


def _sighting(form: Form, peak: Peak, drawn: Drawn) -> Sighting:
    dx = -peak.dx if drawn.is_mirrored else peak.dx
    # Where it was drawn and how far it is from there; the size is ours, as none is searched.
    left, y = form.box.left + dx / drawn.factor, form.box.y + peak.dy / drawn.factor
    width, height = form.ours.box.width, form.ours.box.height
    there = Box(left, y - height / 2, left + width, y + height / 2)
    return Sighting(form.ours.name, there, "lrtbxy", f"its form ({peak.likeness:.0%})")


def _remarks(found: Registration, density: float, how: str) -> tuple[str, ...]:
    margins = found.margins
    sides = {
        "left": margins.left,
        "above": margins.top,
        "right": margins.right,
        "below": margins.bottom,
    }
    beyond = [f"{pixels:.0f} px {side}" for side, pixels in sides.items() if pixels > 1]
    cropped = [f"{-pixels:.0f} px {side}" for side, pixels in sides.items() if pixels < -1]
    return (
        f"{density:.3f} px are a dp; {how}",
        *([f"beyond our frame are {', '.join(beyond)}"] if beyond else []),
        *([f"cropped are {', '.join(cropped)}"] if cropped else []),
    )
