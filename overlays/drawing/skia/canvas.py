"""A Skia canvas over an array."""

from __future__ import annotations

from typing import Any

import skia

from overlays.layers import PremulRGBA


def canvas_on(pixels: PremulRGBA) -> Any:
    """A canvas that paints into the array."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels, pixels.strides[0]).getCanvas()
