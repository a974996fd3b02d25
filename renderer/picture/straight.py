"""Straight RGBA from premultiplied layers: what editors and PNG files want.

    premultiplied   R G B are color times alpha            blended by adding
    straight        R G B are the color itself             blended by the editor

Where alpha is 0 a straight picture has no color. A lossless file has black there; before a lossy
encoder the color of what is near goes on, because the encoder smears over edges.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from overlays.layers import Chrome, PremulRGBA
from renderer.picture.composite import FloatRGBA, flatten_onto
from renderer.picture.layer_stack import LayerState, layer_state, picture_of

StraightRGBA = npt.NDArray[np.uint8]
"""uint8, height x width x 4, sRGB-encoded color not multiplied by alpha."""

_SMALLEST_SIDE = 4


class ChromePainter:
    """The whole chrome of a media time on a transparent canvas; one after another is cheap."""

    def __init__(self, chrome: Chrome) -> None:
        self._chrome = chrome
        self._states: tuple[LayerState, ...] | None = None
        self._picture: FloatRGBA = _nothing(chrome)

    def paint(self, time: Fraction) -> FloatRGBA:
        """Premultiplied, as large as the canvas; the same array while nothing changes."""
        states = tuple(layer_state(layer, time) for layer in self._chrome.layers)
        if states != self._states:
            self._states, self._picture = states, _nothing(self._chrome)
            for layer, state in zip(self._chrome.layers, states, strict=True):
                if state is not None:
                    picture = picture_of(layer, state)
                    flatten_onto(self._picture, picture, layer.rect.x, layer.rect.y)
        return self._picture


def straight_from_premul(rgba: PremulRGBA | FloatRGBA) -> StraightRGBA:
    """Rounded; color 0 where alpha is 0.

    Whole levels, multiplied by alpha and rounded again, are exactly what they were.
    """
    if rgba.dtype == np.uint8:
        return _looked_up(np.asarray(rgba, np.uint8))
    return cv2.convertScaleAbs(divided(np.asarray(rgba, np.float32))).astype(np.uint8, copy=False)


def divided(rgba: FloatRGBA) -> FloatRGBA:
    """Straight floats, 0 to 255, color 0 where alpha rounds to 0; alpha is rounded."""
    *colors, alpha = cv2.split(rgba)
    factor = 255 / np.maximum(alpha, 0.5)
    factor[alpha <= 0.5] = 0
    straight = [np.minimum(cv2.multiply(color, factor), 255) for color in colors]
    return np.asarray(cv2.merge([*straight, np.rint(alpha)]), np.float32)


def bled(rgba: FloatRGBA) -> FloatRGBA:
    """Straight floats whose color goes on, ever more blurred, where alpha is 0."""
    straight = divided(rgba)
    empty = (straight[..., 3] == 0).astype(np.uint8)
    height, width = rgba.shape[:2]
    if empty.any() and not empty.all() and min(width, height) > _SMALLEST_SIDE:
        half_size = (-(-width // 2), -(-height // 2))
        half = cv2.resize(rgba, half_size, interpolation=cv2.INTER_AREA)
        around = cv2.resize(bled(np.asarray(half, np.float32)), (width, height))
        around[..., 3] = 0
        cv2.copyTo(around, empty, straight)
    return straight


@cache
def _straight_levels() -> npt.NDArray[np.uint8]:
    """The straight level at 256 * alpha + premultiplied level."""
    alpha, level = np.mgrid[0:256, 0:256]
    divisor = np.maximum(alpha, 1)
    straight = np.minimum((level * 255 + divisor // 2) // divisor, 255)
    return np.asarray(straight, np.uint8).ravel()


def _looked_up(rgba: PremulRGBA) -> StraightRGBA:
    """A live edit waits for it: only what a division changes is looked up."""
    straight = np.array(rgba, order="C")
    pixels = straight.reshape(-1, 4)
    has_color = (straight.view("<u4").ravel() & 0xFFFFFF) > 0
    is_other = np.flatnonzero(has_color & (pixels[:, 3] < 255))
    others = pixels[is_other]
    row = others[:, 3].astype(np.int32) * 256
    for channel in range(3):
        others[:, channel] = _straight_levels().take(row + others[:, channel])
    pixels[is_other] = others
    return straight


def _nothing(chrome: Chrome) -> FloatRGBA:
    return np.zeros((chrome.canvas.height, chrome.canvas.width, 4), np.float32)
