"""Pictures within a page: each content once, called by a name that the page's script looks up."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.layers import PremulRGBA
from renderer.picture.straight import straight_from_premul

# WebP holds no longer side.
_MOST_WEBP = 16383


class PagePictures:
    """The player's `Addresses` for a file that stands alone."""

    def __init__(self) -> None:
        self._pictures: dict[str, str] = {}

    def picture(self, key: str, rgba: PremulRGBA) -> str:
        """A name for premultiplied pixels, which the page holds without loss."""
        name = _name(key)
        if name not in self._pictures:
            self._pictures[name] = _lossless(straight_from_premul(rgba))
        return name

    def photo(self, key: str, picture: npt.NDArray[np.uint8]) -> str:
        """A name for sRGB pixels that may lose what nobody sees, opaque or with straight alpha."""
        name = _name(key)
        if name not in self._pictures:
            self._pictures[name] = photo_url(picture)
        return name

    def id_of(self, path: Path) -> str:
        """Another one for another file, from which nothing can be read."""
        return hashlib.blake2b(str(path).encode(), digest_size=9).hexdigest()

    def as_data(self) -> dict[str, str]:
        """All of them as data URLs, by name."""
        return dict(self._pictures)


def photo_url(picture: npt.NDArray[np.uint8]) -> str:
    """sRGB pixels, opaque or with straight alpha, as a data URL that may lose what nobody sees."""
    return _data_url(picture, "WEBP", quality=82, method=4)


def _name(key: str) -> str:
    return f"picture:{hashlib.blake2b(key.encode(), digest_size=9).hexdigest()}"


def _lossless(rgba: npt.NDArray[np.uint8]) -> str:
    """WebP is less than half of a PNG here; the least effort is within a fifth of the most."""
    if max(rgba.shape) > _MOST_WEBP:
        return _data_url(rgba, "PNG", compress_level=6)
    return _data_url(rgba, "WEBP", lossless=True, quality=0, method=1, exact=True)


def _data_url(picture: npt.NDArray[np.uint8], kind: str, **options: Any) -> str:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, format=kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"
