"""The lower half of the ad with each disclosure of its post: what the creator's switch changes."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.picture.rgb import RGB
from renderer.picture.straight import ChromePainter

_WIDTH, _AT = 540, Fraction(8)
_GROUND = (70, 76, 90)
_UPPER = 0.55
"""How much of the height is left out: the words of a post stand below."""
_WORDS = {
    "none": "label_none",
    "promotional_content": "your_brand",
    "paid_partnership": "branded_content",
}


class LabelPicture(NamedTuple):
    """One choice: its key of the words, what the ad says then, and a picture of that."""

    disclosure: str
    word: str
    shown: str
    rgb: RGB


def label_pictures(ad: SparkAd) -> tuple[LabelPicture, ...]:
    """None where the ad's placement shows no disclosure. Raises PlacementError, PictureError."""
    if "post.disclosure" not in load_placement(ad.ad.placement).shown:
        return ()
    return tuple(_picture(ad, disclosure) for disclosure in _WORDS)


def _picture(ad: SparkAd, disclosure: str) -> LabelPicture:
    post = ad.post.model_copy(update={"disclosure": disclosure})
    shown = ad.model_copy(update={"post": post})
    chrome = draw_chrome(shown, View(width=_WIDTH), taps=False)
    over = ChromePainter(chrome).paint(_AT)
    over = over[round(over.shape[0] * _UPPER) :]
    rgb = over[..., :3] + np.array(_GROUND) * (1 - over[..., 3:] / 255)
    words = next((layer.text for layer in chrome.layers if "disclosure" in layer.id), "")
    pixels = np.rint(rgb).clip(0, 255).astype(np.uint8)
    return LabelPicture(disclosure, _WORDS[disclosure], words, pixels)
