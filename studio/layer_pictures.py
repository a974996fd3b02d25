"""A layer's pixels as a file that a browser draws without loss."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from overlays.layers import PremulRGBA

StraightRGBA = npt.NDArray[np.uint8]


def _straight_levels() -> npt.NDArray[np.uint8]:
    """The straight level at 256 * alpha + premultiplied level."""
    alpha, level = np.mgrid[0:256, 0:256]
    divisor = np.maximum(alpha, 1)
    straight = np.minimum((level * 255 + divisor // 2) // divisor, 255)
    return np.asarray(straight, np.uint8).ravel()


_STRAIGHT = _straight_levels()


def straight_from_premultiplied(rgba: PremulRGBA) -> StraightRGBA:
    """Color divided by alpha, rounded. Multiplied and rounded again it is exactly what it was."""
    straight = np.array(rgba, order="C")
    pixels = straight.reshape(-1, 4)
    # All else is the same in both: what covers, what is black, and what is not there.
    has_color = (straight.view("<u4").ravel() & 0xFFFFFF) > 0
    is_other = np.flatnonzero(has_color & (pixels[:, 3] < 255))
    others = pixels[is_other]
    row = others[:, 3].astype(np.int32) * 256
    for channel in range(3):
        others[:, channel] = _STRAIGHT.take(row + others[:, channel])
    pixels[is_other] = others
    return straight


def png_from_layer(rgba: PremulRGBA) -> bytes:
    """PNG, straight alpha; the fastest effort, since an edit waits for it.

    Unfiltered, because most of a layer is empty: a phone's body took 14 ms, filtered 54 ms, as
    WebP 30 ms; a scrim is 15 KB instead of 500 KB.
    """
    bgra = cv2.cvtColor(straight_from_premultiplied(rgba), cv2.COLOR_RGBA2BGRA)
    effort = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_NONE]
    _, picture = cv2.imencode(".png", bgra, effort)
    return picture.tobytes()
