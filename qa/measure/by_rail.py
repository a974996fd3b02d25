"""A whole phone's screen recognized by its rail alone: comment, bookmark and share arrow.

Where letters are other ones than ours, their corners do not pair. Three icons at their distances
from each other and from the screen's edge are still a form that nothing else has; the size at which
they fit best tells the pixels of each dp, and where they stand the feed's foot.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from overlays.geometry import Rect
from qa.compare.elements import DENSITIES, DOTS
from qa.compare.registration import RGB
from qa.measure.drawn import Drawn
from qa.measure.likeness import Peak, Template, best_peak, sharpened, template_of
from qa.measure.ours import Area

_ICONS = ("comments", "saves", "shares")
# Phones in dp; another size of the icons by 3 % costs half of the likeness.
_WIDTHS, _COARSE, _FINE = range(340, 441), 4, 1
# 45 screenshots of the app, drawn by itself, had 0.54 to 0.69; 4 of other pages of it 0.24 at most.
_LEAST_PEAK, _LEAST_LEAD = 0.45, 0.2
_LEAST_RATIO, _MOST_RATIO = 1.5, 2.6
# Of 45 screenshots 360 dp wide the best fit was 357 to 364 dp, and that of 360 as good.
_NEAR, _FLAT = 0.015, 0.06
_SIDE_ROOM = 8.0


class ByRail(NamedTuple):
    """The screen, the pixels of each dp in the screenshot, and how alike the rails are."""

    area: Area
    density: float
    likeness: float


def screen_by_rail(shot: RGB, drawn: Drawn, area: Area) -> ByRail | None:
    """The screen of an uncropped screenshot; None where its rail is not found.

    `drawn` is our screen in `area`, of which the rail's distance to the foot is taken.
    """
    if not _LEAST_RATIO <= shot.shape[0] / shot.shape[1] <= _MOST_RATIO:
        return None
    if not all(name in drawn.forms for name in _ICONS):
        return None
    rects = [drawn.forms[name].rect for name in _ICONS]
    template, rail = _template(drawn, rects)
    strip = shot[:, ::-1] if drawn.is_mirrored else shot
    coarse = [_fit(strip, template, rail, width, drawn) for width in _WIDTHS[::_COARSE]]
    first = max(coarse)
    near = range(int(first.width) - _COARSE + _FINE, int(first.width) + _COARSE, _FINE)
    best = max(_fit(strip, template, rail, width, drawn) for width in near)
    own = [_fit(strip, template, rail, width, drawn) for width in _own_widths(shot, best.width)]
    # The likeness has a flat top: what phones really have is the better answer within it.
    best = max((one for one in own if one.peak.likeness > best.peak.likeness - _FLAT), default=best)
    if best.peak.likeness < _LEAST_PEAK or best.peak.likeness - best.peak.next < _LEAST_LEAD:
        return None
    density = shot.shape[1] / best.width
    foot = (best.peak.dy - template.y - rail.y) / drawn.factor + area.foot
    height = shot.shape[0] / density
    if not 0 < foot <= height + 1:
        return None
    whole = Area(best.width, height, min(foot, height), area.status_bar)
    return ByRail(whole, density, best.peak.likeness)


class _Fit(NamedTuple):
    peak: Peak
    width: float


def _own_widths(shot: RGB, near: float) -> list[float]:
    """Widths in dp that a phone of so many pixels can have, near to one."""
    widths = {shot.shape[1] * DOTS / dots for dots in DENSITIES}
    return [width for width in widths if abs(width / near - 1) <= _NEAR]


def _template(drawn: Drawn, rects: list[Rect]) -> tuple[Template, Rect]:
    """The icons together, and the place of all; of a mirrored screen as in the mirror."""
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
    rail = Rect(left, top, right - left, bottom - top)
    look = np.zeros((rail.height, rail.width, 4), np.uint8)
    for name, rect in zip(_ICONS, rects, strict=True):
        rows = slice(rect.y - top, rect.bottom - top)
        look[rows, rect.x - left : rect.right - left] = drawn.forms[name].looks[-1]
    if drawn.is_mirrored:
        look = np.ascontiguousarray(look[:, ::-1])
        rail = Rect(drawn.canvas.width - rail.right, rail.y, rail.width, rail.height)
    return template_of(look, drawn.factor), rail


def _fit(shot: RGB, template: Template, rail: Rect, width: float, drawn: Drawn) -> _Fit:
    """How well the rail fits a strip at the edge, if the screen is `width` dp wide."""
    room = round(_SIDE_ROOM * drawn.factor)
    # Columns from the right edge, in our pixels and in those of the screenshot.
    inner = drawn.canvas.width - (rail.x + template.x) + room
    scale = shot.shape[1] / (width * drawn.factor)
    strip = np.ascontiguousarray(shot[:, max(0, shot.shape[1] - round(inner * scale)) :])
    size = inner, max(1, round(shot.shape[0] / scale))
    small = cv2.resize(strip, size, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    across = template.sharp.shape[1] + 2 * room
    if min(grey.shape[0] - template.sharp.shape[0], grey.shape[1] - template.sharp.shape[1]) < 0:
        return _Fit(Peak(-1.0, -1.0, 0.0, 0.0), width)
    return _Fit(best_peak(sharpened(grey, drawn.factor)[:, :across], template, drawn.factor), width)
