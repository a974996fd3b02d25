"""A screenshot is found at its scale and offset, whatever video is behind it."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.errors import ActualError
from overlays.geometry import Rect
from overlays.layers import Chrome
from overlays.viewports import View
from qa.compare.registration import register
from support.ads import make_ad
from support.screenshots import RGB, as_screenshot, backdrop, pictured


@functools.cache
def chrome() -> Chrome:
    return draw_chrome(make_ad(), View(width=540), taps=False)


def elements() -> tuple[Rect, ...]:
    return tuple(layer.rect for layer in chrome().layers if layer.word and not layer.motion)


def picture(seed: int) -> RGB:
    canvas = chrome().canvas
    return pictured(chrome(), backdrop(canvas.width, canvas.height, seed))


@pytest.mark.parametrize("seed", [1, 2], ids=["same video", "another video"])
@pytest.mark.parametrize(
    ("scale", "bars", "crop"),
    [
        (0.75, (60, 80), (0, 0, 0, 0)),
        (1.0, (0, 0), (10, 120, 0, 40)),
        (1.5, (90, 0), (0, 0, 30, 0)),
    ],
)
def test_a_screenshot_is_found_within_a_pixel(
    seed: int, scale: float, bars: tuple[int, int], crop: tuple[int, int, int, int]
) -> None:
    shot = as_screenshot(picture(seed), scale=scale, bars=bars, crop=crop)
    found = register(picture(1), shot, elements())
    width, height = found.expected.width, found.expected.height
    left, top = -crop[0], bars[0] - crop[1]
    for x, y in ((0, 0), (width, 0), (0, height), (width, height)):
        assert found.scale * x + found.offset_x == pytest.approx(scale * x + left, abs=1)
        assert found.scale * y + found.offset_y == pytest.approx(scale * y + top, abs=1)
    margins = found.margins
    assert margins.top == pytest.approx(bars[0] - crop[1], abs=1)
    assert margins.bottom == pytest.approx(bars[1] - crop[3], abs=1)
    assert margins.right == pytest.approx(-crop[2], abs=1)


def test_a_warped_screenshot_lies_on_our_picture() -> None:
    """Not half a pixel beside it: shifted by one either way it fits worse, and equally so."""
    ours = picture(1).astype(int)
    for scale in (0.75, 1.5):
        shot = as_screenshot(picture(1), scale=scale, bars=(40, 40), jpeg=None)
        warped = register(picture(1), shot).warp(shot).astype(int)
        here, left, right = (
            float(np.abs(np.roll(warped, step, axis=1) - ours).mean()) for step in (0, -1, 1)
        )
        assert here < 0.8 * min(left, right)
        assert left == pytest.approx(right, rel=0.1)


def test_what_the_screenshot_holds_is_told() -> None:
    found = register(picture(1), as_screenshot(picture(1), crop=(0, 100, 0, 0)), elements())
    assert not found.holds(Rect(0, 90, 50, 50))
    assert found.holds(Rect(0, 101, 50, 50))
    assert not found.holds(Rect(0, found.expected.height - 10, 50, 20))


def test_something_else_is_said_to_be_so() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (900, 500, 3), np.uint8)
    for other in (noise, backdrop(500, 900, 3), np.zeros((900, 500, 3), np.uint8)):
        with pytest.raises(ActualError, match=r"of something else: \d of"):
            register(picture(1), other, elements())


def test_the_same_video_without_chrome_is_something_else() -> None:
    """Letters and icons must be recognized; that the video is the same says nothing of them."""
    rng = np.random.default_rng(5)
    canvas = chrome().canvas
    busy = backdrop(canvas.width, canvas.height, 1)
    for y, x in rng.integers(40, 500, (200, 2)):
        busy[y : y + 9, x : x + 7] = rng.integers(0, 255, 3)
    with pytest.raises(ActualError, match="of something else"):
        register(pictured(chrome(), busy), busy, elements())


def test_a_tiny_screenshot_is_refused() -> None:
    with pytest.raises(ActualError, match="only 100x178; at least 240 pixels"):
        register(picture(1), np.zeros((178, 100, 3), np.uint8))
