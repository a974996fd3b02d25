"""The heat map: where words and faces of the creative are covered, how much and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.covering.covered import rect_of
from qa.covering.lying import Lying
from qa.covering.moments import times_of
from qa.covering.shields import IN_THE_AD, Shields, hidden_in
from qa.seeing.seen import Track
from renderer.picture.rgb import RGB

Heat = npt.NDArray[np.float32]
"""float32, canvas-high x canvas-wide, 0.0 to 1.0: the share of the clip in which it is covered."""

StraightRGBA = npt.NDArray[np.uint8]

# From a little to all the time: amber to red; what is read easily beside it keeps its color.
_COOL, _HOT = np.array([255, 190, 40], np.float32), np.array([235, 20, 60], np.float32)
_LEAST_OPACITY, _MOST_OPACITY = 0.45, 0.85
_SOFT_DP = 3.0


def heat_map(tracks: Iterable[Track], shields: Shields, lying: Lying, duration: float) -> Heat:
    """Seconds in which a place of words or faces is hidden by app or phone, over the clip's."""
    canvas = shields.canvas
    whole = Rect(0, 0, canvas.width, canvas.height)
    heat = np.zeros((canvas.height, canvas.width), np.float32)
    for track in tracks:
        times = times_of(track, shields.times())
        for time, until in pairwise(times):
            place = rect_of(lying.at(time).box(track.box(time))).intersect(whole)
            if place is not None:
                hidden = hidden_in(place, shields.at(time), IN_THE_AD)
                part = heat[place.y : place.bottom, place.x : place.right]
                part += hidden * np.float32(until - time)
    return np.asarray(np.clip(heat / max(duration, 1e-6), 0, 1), np.float32)


def heat_picture(heat: Heat, dp: float) -> StraightRGBA:
    """The map as a picture to lay over the phone: clear where nothing is covered."""
    soft = cv2.GaussianBlur(heat, (0, 0), _SOFT_DP * dp)
    # A blur takes from what is small: its own place stays as hot as it is.
    hot = np.maximum(heat, soft)
    share = hot[..., None]
    color = _COOL + (_HOT - _COOL) * share
    opacity = np.clip(hot / 0.02, 0, 1) * (_LEAST_OPACITY + (_MOST_OPACITY - _LEAST_OPACITY) * hot)
    rgba = np.dstack([color, 255 * opacity])
    return np.asarray(np.clip(np.rint(rgba), 0, 255), np.uint8)


def heat_over(picture: RGB, heat: Heat, dp: float) -> RGB:
    """A finished frame with the map over it, as for a contact sheet."""
    over = heat_picture(heat, dp).astype(np.float32)
    alpha = over[..., 3:] / 255
    mixed = picture.astype(np.float32) * (1 - alpha) + over[..., :3] * alpha
    return np.asarray(np.clip(np.rint(mixed), 0, 255), np.uint8)
