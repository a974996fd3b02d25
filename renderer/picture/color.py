"""R'G'B' to BT.709 limited Y'CbCr and back: the coefficients, written once.

Y'  =  16 + 219 (0.2126 R' + 0.7152 G' + 0.0722 B')
Cb  = 128 + 224 (B' - Y) / 1.8556         with R', G', B', Y from 0 to 1
Cr  = 128 + 224 (R' - Y) / 1.5748
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from overlays.colors import is_color

# ITU-R BT.709-6, item 3.2 and 3.3.
KR, KB = 0.2126, 0.0722
KG = 1.0 - KR - KB

_LUMA = np.array([KR, KG, KB])
_CB = (np.array([0.0, 0.0, 1.0]) - _LUMA) / (2 * (1 - KB))
_CR = (np.array([1.0, 0.0, 0.0]) - _LUMA) / (2 * (1 - KR))

YCC_FROM_RGB: npt.NDArray[np.float32] = (
    np.stack([219 * _LUMA, 224 * _CB, 224 * _CR]) / 255
).astype(np.float32)
"""3 x 3: rows Y', Cb, Cr without their offsets, columns R', G', B' from 0 to 255."""

OFFSETS = (16, 128, 128)
"""What black and grey are in Y', Cb, Cr."""


def rgb_from_hex(color: str) -> tuple[int, int, int]:
    """Straight sRGB from 0 to 255 of `#RRGGBB`. Raises ValueError for anything else."""
    if not is_color(color):
        raise ValueError(f"{color!r} is not a color like #1A2B3C")
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def ycc_from_hex(color: str) -> tuple[int, int, int]:
    """Y', Cb, Cr of `#RRGGBB`, rounded. `#000000` is 16, 128, 128."""
    y, cb, cr = np.rint(YCC_FROM_RGB @ np.array(rgb_from_hex(color)) + OFFSETS).astype(int)
    return int(y), int(cb), int(cr)
