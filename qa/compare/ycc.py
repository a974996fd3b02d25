"""Pictures as the judgement sees them: Y'CbCr BT.709 limited, and averages of 4 x 4 pixels.

An encoder, a scaler and another chroma position change single pixels by 40 levels and more, and
the average of 4 x 4 by a few. A stroke of a letter is wider than that.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from overlays.layers import PremulRGBA
from renderer.picture.color import OFFSETS, YCC_FROM_RGB
from renderer.picture.composite import FloatRGBA
from renderer.picture.planes import Planes

YCC = npt.NDArray[np.uint8]
"""uint8, height x width x 3: Y', Cb, Cr of BT.709 in limited range, all at full size."""

YCCA = npt.NDArray[np.float32]
"""float32, height x width x 4: Y', Cb, Cr with their offsets, premultiplied, and alpha 0 to 1."""

Cells = npt.NDArray[np.float32]
"""float32, a fourth of the height x a fourth of the width (x 3): averages."""

CELL = 4

_FROM_RGB = np.hstack([YCC_FROM_RGB, np.array(OFFSETS, np.float32).reshape(3, 1)])
_FROM_RGBA = np.zeros((4, 4), np.float32)
_FROM_RGBA[:3, :3] = YCC_FROM_RGB
_FROM_RGBA[:3, 3] = np.array(OFFSETS, np.float32) / 255
_FROM_RGBA[3, 3] = 1 / 255
_RGB_FROM_YCC = np.linalg.inv(YCC_FROM_RGB.astype(np.float64))


def ycc_from_rgb(rgb: npt.NDArray[np.uint8]) -> YCC:
    """Of full-range sRGB, height x width x 3, rounded."""
    return cv2.transform(rgb, _FROM_RGB).astype(np.uint8, copy=False)


def ycc_from_planes(planes: Planes) -> YCC:
    """A frame with its chroma enlarged linearly."""
    height, width = planes.y.shape
    large = [cv2.resize(plane, (width, height)) for plane in (planes.u, planes.v)]
    return cv2.merge([np.ascontiguousarray(planes.y), *large]).astype(np.uint8, copy=False)


def ycca_from_layer(rgba: PremulRGBA | FloatRGBA) -> YCCA:
    """A layer's premultiplied sRGB picture."""
    return np.asarray(cv2.transform(rgba.astype(np.float32), _FROM_RGBA), np.float32)


def levels_of(ycc: npt.NDArray[np.float32]) -> tuple[int, int, int]:
    """A difference in Y', Cb, Cr as one in red, green and blue, in levels of 255."""
    red, green, blue = np.rint(_RGB_FROM_YCC @ ycc.astype(np.float64)).astype(int)
    return int(red), int(green), int(blue)


def cells_of(
    picture: npt.NDArray[np.uint8] | npt.NDArray[np.int16] | npt.NDArray[np.float32],
) -> Cells:
    """Averages of 4 x 4; what is left at the right and lower edge goes on as it ends.

    Those of int16 are rounded.
    """
    height, width = picture.shape[:2]
    bottom, right = -height % CELL, -width % CELL
    floats = picture if picture.dtype == np.int16 else np.asarray(picture, np.float32)
    if bottom or right:
        floats = cv2.copyMakeBorder(floats, 0, bottom, 0, right, cv2.BORDER_REPLICATE)  # type: ignore[assignment]
    size = (width + right) // CELL, (height + bottom) // CELL
    return np.asarray(cv2.resize(floats, size, interpolation=cv2.INTER_AREA), np.float32)


def contrast_of(picture: YCC) -> Cells:
    """How much the brightness changes within two pixels around each cell: where noise is."""
    return cells_of(contrast_pixels(np.ascontiguousarray(picture[..., 0])))


def contrast_pixels(luma: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The same around each pixel of a brightness, height x width."""
    around = np.ones((9, 9), np.uint8)
    contrast = cv2.subtract(cv2.dilate(luma, around), cv2.erode(luma, around))
    return np.asarray(contrast, np.uint8)


def rgb_from_ycc(ycc: YCC) -> npt.NDArray[np.uint8]:
    """Full-range sRGB, rounded: for what looks for corners in it, and for people."""
    inverse = _RGB_FROM_YCC.astype(np.float32)
    offset = -inverse @ np.array(OFFSETS, np.float32)
    return cv2.transform(ycc, np.hstack([inverse, offset[:, None]])).astype(np.uint8, copy=False)
