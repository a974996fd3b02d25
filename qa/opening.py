"""Pictures of others as pixels of ours: 8 bit, sRGB, upright. Any file is hostile until read here.

Read by Pillow from a closed list of formats, with a limit of pixels.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, UnidentifiedImageError

from overlays.drawing.pictures import PIXEL_LIMIT, upright
from overlays.errors import ActualError

StraightRGBA = npt.NDArray[np.uint8]
"""uint8, height x width x 4, sRGB, alpha straight."""

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A picture as it is compared, and what it was before.

    `profile` is the color profile that its numbers were converted from; empty for sRGB and for a
    file that names none. `notes` are clauses on what else was done to it, without a full stop.
    """

    rgba: StraightRGBA = field(repr=False)
    profile: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_opaque(self) -> bool:
        return bool((self.rgba[..., 3] == 255).all())


def open_picture(path: Path) -> Opened:
    """The picture at `path`; of an animation, its first one.

    Raises ActualError with one sentence for what is missing, cut off, too large or no picture.
    """
    try:
        with warnings.catch_warnings():
            # The limit of pixels is ours, and a damaged note of a camera harms nothing.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as picture:
                return _opened(path, picture)
    except FileNotFoundError:
        raise ActualError(f"{path} does not exist.") from None
    except IsADirectoryError:
        raise ActualError(f"{path} is a folder: name one picture.") from None
    except PermissionError as error:
        raise ActualError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnidentifiedImageError as error:
        raise ActualError(
            f"{path.name} is no picture of a known kind: save it as PNG, JPEG or WebP."
        ) from error
    except Image.DecompressionBombError as error:
        raise ActualError(_too_large(path)) from error
    except _UNREADABLE as error:
        raise ActualError(f"{path.name} is a damaged picture: save it again.") from error


def _opened(path: Path, picture: Image.Image) -> Opened:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise ActualError(_too_large(path))
    notes = []
    # MPO is a JPEG of a phone with a second picture in it, such as a depth map.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        notes.append("it is an animation, and its first picture was taken")
    if picture.mode == "CMYK":
        notes.append("it is in CMYK and was converted to RGB")
    turned = upright(picture)
    if turned is not picture:
        notes.append("it was turned as its camera says")
    if turned.mode.startswith("I"):
        return Opened(_from_sixteen_bits(turned), "", (*notes, "its 16 bits were made 8"))
    rgba, profile = _in_srgb(turned)
    return Opened(rgba, profile, tuple(notes))


def _from_sixteen_bits(picture: Image.Image) -> StraightRGBA:
    """Pillow would cut off sixteen bits where it should divide them."""
    deep = np.asarray(picture).astype(np.uint16)
    gray = ((deep.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
    clear = picture.info.get("transparency")
    alpha = np.full_like(gray, 255) if clear is None else (deep != clear).astype(np.uint8) * 255
    return np.dstack([gray, gray, gray, alpha])


def _in_srgb(picture: Image.Image) -> tuple[StraightRGBA, str]:
    given = _profile_of(picture)
    if given is None:
        return np.array(picture.convert("RGBA")), ""
    name = ImageCms.getProfileDescription(given).strip() or "a profile without a name"
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    colors = picture if picture.mode in ("L", "CMYK") else picture.convert("RGB")
    try:
        srgb = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(colors, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return np.array(picture.convert("RGBA")), ""
    converted = (made or colors).convert("RGBA")
    if alpha is not None:
        converted.putalpha(alpha)
    return np.array(converted), name


def _profile_of(picture: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The file's profile; None for none, for a damaged one, and for sRGB by any maker.

    Converting sRGB to sRGB would only round.
    """
    data = picture.info.get("icc_profile")
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(data)) if data else None
        if given is None or "srgb" in ImageCms.getProfileDescription(given).lower():
            return None
    except (ImageCms.PyCMSError, OSError):
        return None
    return given


def _too_large(path: Path) -> str:
    return f"{path.name} has too many pixels: save it with at most 6,000 x 6,000."
