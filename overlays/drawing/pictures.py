"""Avatar and cover files to square, premultiplied pixels. Any file is hostile until read here."""

from __future__ import annotations

import functools
import warnings
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from overlays.drawing.items import Picture
from overlays.errors import PictureError
from overlays.layers import PremulRGBA, pixel_key

# Pillow would load its readers with the first picture, in the middle of the first drawing.
Image.preinit()

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
PIXEL_LIMIT = 40_000_000
BYTE_LIMIT = 30_000_000

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to undo each orientation that EXIF 2.32 knows."""


def load_picture(path: Path, size: int) -> Picture:
    """The picture's middle square at `size` x `size` pixels; of an animation, its first frame.

    Raises PictureError with one sentence for anything that is not a usable picture.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise PictureError(f"{path.name} cannot be read: {error.strerror}", path) from error
    if status.st_size > BYTE_LIMIT:
        raise PictureError(f"{path.name} is over 30 MB; save it as a smaller PNG or JPEG", path)
    return _load(path, size, status.st_mtime_ns, status.st_size)


@functools.lru_cache(maxsize=64)
def _load(path: Path, size: int, _modified: int, _bytes: int) -> Picture:
    rgba = _square(_open(path), size)
    rgba.flags.writeable = False
    return Picture(pixel_key(rgba), rgba)


def _open(path: Path) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # The limit of pixels is ours, and a damaged note of a camera harms nothing.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as picture:
                return _decoded(path, picture)
    except UnidentifiedImageError as error:
        raise PictureError(
            f"{path.name} is not a PNG, JPEG, WebP or GIF picture; export it as one of these", path
        ) from error
    except Image.DecompressionBombError as error:
        raise PictureError(_too_large(path), path) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError(f"{path.name} is damaged; export the picture again", path) from error


def _decoded(path: Path, picture: Image.Image) -> Image.Image:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise PictureError(_too_large(path), path)
    picture.draft("RGB", (1024, 1024))
    return upright(picture)


def upright(picture: Image.Image) -> Image.Image:
    """The picture loaded, and turned as its camera says; a damaged note of the camera is no turn.

    Raises what Pillow raises for damaged pixels.
    """
    picture.load()
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        # Pillow reads these notes without checking them: anything may come of it.
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _too_large(path: Path) -> str:
    return f"{path.name} has too many pixels; save it with at most 6,000 x 6,000"


def _square(picture: Image.Image, size: int) -> PremulRGBA:
    premultiplied = picture.convert("RGBA").convert("RGBa")
    fitted = ImageOps.fit(premultiplied, (size, size), Image.Resampling.BOX, centering=(0.5, 0.5))
    if min(premultiplied.size) < 2 * size:
        fitted = ImageOps.fit(premultiplied, (size, size), Image.Resampling.LANCZOS)
    return np.array(fitted, np.uint8)
