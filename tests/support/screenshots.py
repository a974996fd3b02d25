"""Our chrome as a phone would have it in a screenshot: over a clip, scaled, cropped, as a JPEG."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.layers import Chrome

RGB = npt.NDArray[np.uint8]


def backdrop(width: int, height: int, seed: int) -> RGB:
    """A soft busy picture: blobs of color, as a clip out of focus; another for another seed."""
    coarse = np.random.default_rng(seed).integers(20, 220, (16, 9, 3), np.uint8)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def pictured(chrome: Chrome, below: RGB, time: Fraction = Fraction(4)) -> RGB:
    """The still layers of that time over a picture of the canvas's size."""
    picture = below.astype(np.float32)
    for layer in chrome.layers:
        height, width = layer.rgba.shape[:2]
        rect = layer.rect
        if not layer.is_visible(time) or (width, height) != (rect.width, rect.height):
            continue
        part = picture[rect.y : rect.bottom, rect.x : rect.right]
        rgba = layer.rgba[: part.shape[0], : part.shape[1]].astype(np.float32)
        part *= 1 - rgba[..., 3:] / 255
        part += rgba[..., :3]
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def as_screenshot(
    picture: RGB,
    *,
    scale: float = 1.0,
    bars: tuple[int, int] = (0, 0),
    crop: tuple[int, int, int, int] = (0, 0, 0, 0),
    jpeg: int | None = 70,
) -> RGB:
    """The picture scaled, with black bars above and below, then cropped (left top right bottom)."""
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    shot = cv2.resize(picture, size, interpolation=way)
    shot = cv2.copyMakeBorder(shot, bars[0], bars[1], 0, 0, cv2.BORDER_CONSTANT)
    left, top, right, bottom = crop
    shot = shot[top : shot.shape[0] - bottom, left : shot.shape[1] - right]
    if jpeg is not None:
        _, data = cv2.imencode(".jpg", shot, [cv2.IMWRITE_JPEG_QUALITY, jpeg])
        decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
        assert decoded is not None
        shot = decoded
    return np.ascontiguousarray(shot, np.uint8)
