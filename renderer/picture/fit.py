"""How a source picture lies on the canvas: numbers only, no pixels.

    source 1920x1080 on a 1080x1920 canvas
    cover     the middle 608x1080 of it, enlarged to the whole canvas
    contain   the whole of it, 1080x608 in the middle, black above and below
    blur      contain, over a blurred cover instead of black

Everything is even, because a chroma sample stands for 2 x 2 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from overlays.geometry import Rect, Size
from renderer.source.info import Rotation

Fit = Literal["cover", "contain", "blur"]
FITS: tuple[Fit, ...] = get_args(Fit)

# 404:405 is what an editor writes when it rounds 9:16 to whole pixels. Stretching every picture by
# a quarter of a percent would only soften it.
_NEARLY_SQUARE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What lies behind a picture that is fitted with `blur`: a cover of it, made soft and dark.

    It is made `shrink` times smaller and enlarged, which a blur that wide hides. `sigma` is that of
    the Gaussian, in pixels of the canvas; `brightness` is what each sample is multiplied by.
    """

    shrink: int
    sigma: float
    brightness: float


BACKDROP = Backdrop(shrink=8, sigma=40.0, brightness=0.7)


@dataclass(frozen=True, slots=True)
class Placing:
    """`crop` of the stored picture is scaled to `scaled`, turned by `rotation`, laid on `rect`."""

    crop: Rect
    scaled: Size
    rotation: Rotation
    rect: Rect

    @property
    def is_identity(self) -> bool:
        """True when the stored picture already is the canvas."""
        return not self.rotation and self.crop == self.rect and self.scaled == self.crop.size


@lru_cache(maxsize=256)
def place_cover(
    coded_size: Size, sample_aspect_ratio: Fraction, rotation: Rotation, canvas: Size
) -> Placing:
    """The largest middle part of the source that has the canvas's shape, on the whole canvas."""
    target = _unturned(canvas, rotation)
    # Shape of the wanted part in stored pixels, whose samples need not be square.
    shape = Fraction(target.width, target.height) / _squared(sample_aspect_ratio)
    width = min(Fraction(coded_size.width), coded_size.height * shape)
    height = min(Fraction(coded_size.height), coded_size.width / shape)
    crop = _middle(coded_size, width, height)
    return Placing(crop, target, rotation, Rect(0, 0, canvas.width, canvas.height))


@lru_cache(maxsize=256)
def place_contain(
    coded_size: Size, sample_aspect_ratio: Fraction, rotation: Rotation, canvas: Size
) -> Placing:
    """The whole source, as large as it goes, in the middle of the canvas."""
    target = _unturned(canvas, rotation)
    shape = Fraction(coded_size.width, coded_size.height) * _squared(sample_aspect_ratio)
    width = min(Fraction(target.width), target.height * shape)
    height = min(Fraction(target.height), target.width / shape)
    scaled = Size(_even(width, target.width), _even(height, target.height))
    shown = _unturned(scaled, rotation)
    rect = Rect(
        (canvas.width - shown.width) // 4 * 2,
        (canvas.height - shown.height) // 4 * 2,
        shown.width,
        shown.height,
    )
    crop = _middle(coded_size, Fraction(coded_size.width), Fraction(coded_size.height))
    return Placing(crop, scaled, rotation, rect)


def _squared(sample_aspect_ratio: Fraction) -> Fraction:
    return Fraction(1) if abs(sample_aspect_ratio - 1) < _NEARLY_SQUARE else sample_aspect_ratio


def _unturned(size: Size, rotation: Rotation) -> Size:
    return Size(size.height, size.width) if rotation in (90, 270) else size


def _middle(size: Size, width: Fraction, height: Fraction) -> Rect:
    """An even rect of about width x height in the middle; an odd last row or column is left out."""
    even_width, even_height = _even(width, size.width), _even(height, size.height)
    return Rect(
        (size.width - even_width) // 4 * 2,
        (size.height - even_height) // 4 * 2,
        even_width,
        even_height,
    )


def _even(length: Fraction, limit: int) -> int:
    """The even number nearest to `length`, at least 2 and at most `limit`."""
    return max(2, min(round(length / 2) * 2, limit // 2 * 2))
