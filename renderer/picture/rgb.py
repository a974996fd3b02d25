"""Pictures of the renderer as RGB."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renderer.picture.color import KB, KG, KR
from renderer.picture.planes import Plane, Planes

_ROWS = 32

RGB = npt.NDArray[np.uint8]
"""uint8, height x width x 3, sRGB-encoded, opaque."""


def rgb_from_planes(planes: Planes) -> RGB:
    """The picture as full-range RGB.

    Chroma is enlarged linearly between its samples, which sit on even columns and between two rows,
    the place where `composite` took them.
    """
    height, width = planes.y.shape
    chroma = _enlarged(planes.u), _enlarged(planes.v)
    result = np.empty((height, width, 3), np.uint8)
    # What is done to few rows stays in the processor's cache.
    for top in range(0, height, _ROWS):
        rows = slice(top, top + _ROWS)
        result[rows] = _rgb(planes.y[rows], *(plane[rows] for plane in chroma))
    return result


def _rgb(y: Plane, u: npt.NDArray[np.float32], v: npt.NDArray[np.float32]) -> RGB:
    luma = (y.astype(np.float32) - 16) * np.float32(255 / 219)
    cb, cr = ((plane - 128) * np.float32(255 / 224) for plane in (u, v))
    rgb = np.empty((*y.shape, 3), np.float32)
    rgb[..., 0] = luma + np.float32(2 * (1 - KR)) * cr
    rgb[..., 2] = luma + np.float32(2 * (1 - KB)) * cb
    rgb[..., 1] = (luma - np.float32(KR) * rgb[..., 0] - np.float32(KB) * rgb[..., 2]) / np.float32(
        KG
    )
    np.rint(rgb, out=rgb)
    return np.clip(rgb, 0, 255, out=rgb).astype(np.uint8)


def _enlarged(plane: Plane) -> npt.NDArray[np.float32]:
    """Twice as wide and high: even columns are the samples, rows lie a quarter from theirs."""
    small = plane.astype(np.float32)
    above = np.concatenate([small[:1], small[:-1]])
    below = np.concatenate([small[1:], small[-1:]])
    rows = np.empty((small.shape[0] * 2, small.shape[1]), np.float32)
    rows[0::2] = small * np.float32(0.75) + above * np.float32(0.25)
    rows[1::2] = small * np.float32(0.75) + below * np.float32(0.25)
    right = np.concatenate([rows[:, 1:], rows[:, -1:]], axis=1)
    result = np.empty((rows.shape[0], rows.shape[1] * 2), np.float32)
    result[:, 0::2] = rows
    result[:, 1::2] = (rows + right) / 2
    return result
