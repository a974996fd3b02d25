"""Approved pictures of the chrome, one for each placement and script, at a quarter of its size."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.layers import Chrome
from overlays.motion import Drift, Marquee, Spin
from renderer.picture.composite import posed
from support.ads import make_ad
from support.goldens import assert_golden

GOLDENS = Path(__file__).parent / "goldens"
TIME = Fraction(6)
PLACEMENTS = ("organic", "in_feed", "top_view")
# By script: the app's language and a caption. Thai and Hindi are not among the app's languages.
CAPTIONS = json.loads((Path(__file__).parent / "golden_captions.json").read_text("utf-8"))


def picture(chrome: Chrome) -> np.ndarray:
    """The chrome at TIME over a plain color, as RGB; the disc is left unturned."""
    canvas = np.full((chrome.canvas.height, chrome.canvas.width, 3), (116, 84, 72), np.float32)
    for layer in chrome.layers:
        if not layer.is_visible(TIME):
            continue
        rgba, rect = layer.rgba, layer.rect
        if isinstance(layer.motion, Marquee):
            rgba = np.roll(rgba, -layer.motion.offset(TIME), axis=1)[:, : rect.width]
        elif isinstance(layer.motion, Drift):
            rgba = posed(rgba, layer.motion.poses[layer.motion.step(TIME)], rect.size)
        else:
            assert layer.motion is None or isinstance(layer.motion, Spin) or layer.id == "cta_fill"
        place = canvas[rect.y : rect.bottom, rect.x : rect.right]
        place *= 1 - rgba[..., 3:].astype(np.float32) / 255
        place += rgba[..., :3]
    return np.rint(canvas).astype(np.uint8)


@pytest.mark.parametrize("script", CAPTIONS)
@pytest.mark.parametrize("placement", PLACEMENTS)
def test_chrome_is_the_approved_picture(
    placement: str, script: str, tmp_path: Path, update_golden: bool
) -> None:
    ad = make_ad(
        post__caption=CAPTIONS[script]["caption"],
        post__creator__verified=True,
        ad__placement=f"tiktok/{placement}",
        ad__locale=CAPTIONS[script]["locale"],
    )
    whole = picture(draw_chrome(ad))
    small = cv2.resize(whole, (270, 480), interpolation=cv2.INTER_AREA)
    golden = GOLDENS / f"{placement}-{script}.png"
    assert_golden(np.asarray(small), golden, tmp_path, update=update_golden)


def test_every_golden_is_used() -> None:
    wanted = {f"{placement}-{script}.png" for placement in PLACEMENTS for script in CAPTIONS}
    assert {path.name for path in GOLDENS.iterdir()} == wanted
