"""What the app draws over a post, and the zone that it leaves free: to lie over a draft."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.layout.guides import Guide, guides_of
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.picture.straight import ChromePainter, StraightRGBA, straight_from_premul

WIDTH = 540
"""Of the picture, in pixels."""
# By then every placement has its button, and a first stage is over.
_AT = Fraction(8)
_SHADE, _LINE = 0.5, (232, 147, 12)


def has_zone(ad: SparkAd) -> bool:
    """True where the placement publishes one."""
    return bool(_zones(ad))


def zone_picture(ad: SparkAd) -> StraightRGBA:
    """uint8, height x width x 4, straight sRGB: dark outside of the zone, nothing within.

    The ad's video is not looked at. Raises PlacementError and PictureError.
    """
    chrome = draw_chrome(ad, View(width=WIDTH), taps=False)
    over = np.array(ChromePainter(chrome).paint(_AT))
    free = np.full(over.shape[:2], 255, np.uint8)
    zones = _zones(ad)
    if zones:
        free[:] = 0
    for zone in zones:
        cv2.fillPoly(free, [np.array(zone.points, np.int32)], 255)
    shade = (255 - free.astype(np.float32)) * _SHADE
    over[..., 3] += shade * (1 - over[..., 3] / 255)
    for zone in zones:
        _outline(over, zone)
    return straight_from_premul(over)


def draft_box(ad: SparkAd) -> tuple[float, float, float, float]:
    """Where the clip stands in that picture: left, top, width, height in shares of its sides."""
    chrome = draw_chrome(ad, View(width=WIDTH), taps=False)
    if chrome.framing is None:
        return 0, 0, 1, 1
    rect, canvas = chrome.framing.rect(_AT), chrome.canvas
    left, top = rect.x / canvas.width, rect.y / canvas.height
    return left, top, rect.width / canvas.width, rect.height / canvas.height


def over_ground(picture: StraightRGBA, ground: tuple[int, int, int]) -> npt.NDArray[np.uint8]:
    """The picture on one color: uint8, height x width x 3."""
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.rint(picture[..., :3] * alpha + np.array(ground) * (1 - alpha)).astype(np.uint8)


def _zones(ad: SparkAd) -> tuple[Guide, ...]:
    placement, locale = load_placement(ad.ad.placement), load_locale(ad.ad.locale)
    guides = guides_of(placement, locale, View(width=WIDTH).frame(placement))
    return tuple(guide for guide in guides if guide.span.holds(_AT))


def _outline(over: npt.NDArray[np.float32], zone: Guide) -> None:
    line = np.zeros(over.shape[:2], np.uint8)
    cv2.polylines(line, [np.array(zone.points, np.int32)], True, 255, 3)
    over[line > 0] = (*_LINE, 255)
