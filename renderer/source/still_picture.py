"""A picture file as a creative: one picture that stands for a chosen time.

Read by Pillow from a closed list of formats, with a limit of pixels, never by FFmpeg.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from PIL import Image, ImageCms, UnidentifiedImageError

from overlays.drawing.pictures import PIXEL_LIMIT, upright
from overlays.errors import UnreadableSource
from overlays.geometry import Size
from renderer.source.info import SourceInfo

DURATION = Fraction(5)
"""How long a picture stands unless told otherwise, in seconds."""

LONGEST = Fraction(600)
"""The most that one may be asked to stand, in seconds."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
"""What files in these formats are called."""

_FORMATS = ("PNG", "JPEG", "WEBP")
_FRAME_RATE = Fraction(30)
SRGB_CODE = 1, 13
"""Primaries and transfer of sRGB by ITU-T H.273."""

Pixels = npt.NDArray[np.uint8]


def is_still_picture(path: Path) -> bool:
    """True for a file that begins like a PNG, JPEG or WebP, whatever its name."""
    with path.open("rb") as file:
        head = file.read(12)
    is_webp = head[:4] == b"RIFF" and head[8:] == b"WEBP"
    return is_webp or head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def probe_still(path: Path, duration: Fraction = DURATION) -> SourceInfo:
    """The facts about the picture at `path`, shown for `duration` seconds at 30 frames a second.

    Raises UnreadableSource for what is no usable picture, and for a duration that is too much.
    """
    check_duration(duration, path.name)
    count = round(duration * _FRAME_RATE)
    pixels, kind = read_picture(path)
    primaries, transfer = SRGB_CODE
    size = Size(pixels.shape[1], pixels.shape[0])
    return SourceInfo(
        path=path.absolute(),
        container="picture",
        codec=kind,
        pix_fmt=_pix_fmt(pixels),
        coded_size=size,
        display_size=size,
        sample_aspect_ratio=Fraction(1),
        rotation=0,
        color_range="full",
        colorspace="rgb",
        color_primaries=primaries,
        color_trc=transfer,
        frame_rate=_FRAME_RATE,
        time_base=1 / _FRAME_RATE,
        first_pts=0,
        duration=count / _FRAME_RATE,
        frame_count=count,
        audio=None,
        has_alpha=pixels.shape[2] == 4,
        is_still=True,
    )


def check_duration(duration: Fraction, name: str) -> None:
    """Raises UnreadableSource for what is less than a frame, or more than `LONGEST`."""
    if round(duration * _FRAME_RATE) < 1 or duration > LONGEST:
        raise UnreadableSource(
            f"{name} is a picture: show it for a thirtieth of a second to {LONGEST} seconds, "
            f"not for {float(duration):g}."
        )


def still_frames(source: SourceInfo, start: Fraction | None) -> Iterator[VideoFrame]:
    """The picture once for each frame from the one that stands at `start` on."""
    pixels, _ = read_picture(source.path)
    first = 0 if start is None else int(max(start, Fraction(0)) // source.time_base)
    for pts in range(min(first, source.frame_count - 1), source.frame_count):
        frame = VideoFrame.from_numpy_buffer(pixels, _pix_fmt(pixels))
        frame.pts, frame.time_base, frame.duration = pts, source.time_base, 1
        yield frame


def _pix_fmt(pixels: Pixels) -> str:
    return "rgba" if pixels.shape[2] == 4 else "rgb24"


def read_picture(path: Path) -> tuple[Pixels, str]:
    """sRGB pixels, upright, height x width x 3 or 4 (straight alpha), and the format's name."""
    try:
        with warnings.catch_warnings():
            # The limit of pixels is ours, and a damaged note of a camera harms nothing.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as picture:
                return _decoded(path, picture), (picture.format or "").lower()
    except Image.DecompressionBombError as error:
        raise UnreadableSource(_too_large(path)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource(f"{path.name} is a damaged picture: save it again.") from error


def _decoded(path: Path, picture: Image.Image) -> Pixels:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise UnreadableSource(_too_large(path))
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise UnreadableSource(f"{path.name} is an animation: convert it to an mp4.")
    turned = upright(picture)
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    return np.ascontiguousarray(_in_srgb(turned, mode))


def _in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    """Eight bits in `mode`; by the color profile of the file where it has one that works."""
    if picture.mode.startswith("I"):
        # Pillow would cut off sixteen bits where it should divide them.
        deep = np.asarray(picture, np.uint16)
        shallow = Image.fromarray((deep // 257).astype(np.uint8)).convert(mode)
        if mode == "RGBA":
            opaque = deep != picture.info["transparency"]
            shallow.putalpha(Image.fromarray(opaque.astype(np.uint8) * 255))
        return shallow
    profile = picture.info.get("icc_profile")
    if mode == "RGBA":
        # One color may stand for transparency; by the profile it would be another.
        picture = picture.convert(mode)
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(picture, given, srgb, outputMode=mode)
            return made or picture.convert(mode)
        except (ImageCms.PyCMSError, OSError):
            return picture.convert(mode)
    return picture.convert(mode)


def _too_large(path: Path) -> str:
    return f"{path.name} has too many pixels: save it with at most 6,000 x 6,000."
