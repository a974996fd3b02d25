"""A layer's pixels as a file that a browser draws without loss."""

from __future__ import annotations

import cv2

from overlays.layers import PremulRGBA
from renderer.picture.straight import straight_from_premul


def png_from_layer(rgba: PremulRGBA) -> bytes:
    """PNG, straight alpha; the fastest effort, since an edit waits for it.

    Unfiltered, because most of a layer is empty: a phone's body took 14 ms, filtered 54 ms, as
    WebP 30 ms; a scrim is 15 KB instead of 500 KB.
    """
    bgra = cv2.cvtColor(straight_from_premul(rgba), cv2.COLOR_RGBA2BGRA)
    effort = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_NONE]
    _, picture = cv2.imencode(".png", bgra, effort)
    return picture.tobytes()
