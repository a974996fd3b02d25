"""A layer's pixels as a file that a browser draws without loss."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.layers import PremulRGBA

StraightRGBA = npt.NDArray[np.uint8]


def straight_from_premultiplied(rgba: PremulRGBA) -> StraightRGBA:
    """Color divided by alpha, rounded; what is invisible becomes 0.

    Multiplying again and rounding gives the premultiplied value back exactly.
    """
    alpha = rgba[..., 3:].astype(np.uint32)
    divisor = np.maximum(alpha, 1)
    color = (rgba[..., :3].astype(np.uint32) * 255 + divisor // 2) // divisor
    straight = np.empty_like(rgba)
    straight[..., :3] = np.where(alpha > 0, np.minimum(color, 255), 0)
    straight[..., 3:] = rgba[..., 3:]
    return straight


def webp_from_layer(rgba: PremulRGBA) -> bytes:
    """Lossless WebP, straight alpha; the fastest effort, since an edit waits for it."""
    buffer = io.BytesIO()
    picture = Image.fromarray(straight_from_premultiplied(rgba))
    picture.save(buffer, "WEBP", lossless=True, quality=0, method=0, exact=True)
    return buffer.getvalue()
