"""Our difference is the published rule's, pixel for pixel, and says what fixture sets assert."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from pixelmatch import pixelmatch

from qa.diff.pixels import differing
from support.plain_pixelmatch import plain_pixelmatch

RGBA = npt.NDArray[np.uint8]
SIZES = ((1, 1), (1, 9), (7, 1), (18, 22))


def filled(color: str, width: int = 24, height: int = 20) -> RGBA:
    rgba = [*bytes.fromhex(color), 255][:4]
    return np.full((height, width, 4), rgba, np.uint8)


def drawn(seed: int, height: int, width: int, *, alpha: bool) -> tuple[RGBA, RGBA]:
    """Smoothed shapes on a flat ground, the same a little further on, and some noise."""
    random = np.random.default_rng(seed)
    pair: list[RGBA] = []
    middle = random.integers(0, 16 * max(height, width), 2)
    for step in (0, int(random.integers(1, 9))):
        picture = np.full((height, width, 3), 90, np.uint8)
        place = (int(middle[0]) + step, int(middle[1]))
        cv2.circle(picture, place, 70, (250, 30, 60), -1, cv2.LINE_AA, shift=4)
        cv2.line(picture, place, (9 * 16, 3 * 16 + step), (10, 240, 9), 2, cv2.LINE_AA, shift=4)
        opacity = np.full((height, width), 255, np.uint8)
        if alpha:
            cv2.circle(opacity, place, 60, 0, 5, cv2.LINE_AA, shift=4)
        pair.append(np.dstack([picture, opacity]))
    noisy = random.random((height, width)) < 0.05
    pair[1][noisy] = random.integers(0, 256, (int(noisy.sum()), 4))
    if not alpha:
        pair[1][..., 3] = 255
    return pair[0], pair[1]


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_the_published_rule(size: tuple[int, int], alpha: bool) -> None:
    smoothed = 0
    for seed in range(8):
        for threshold in (0.0, 0.05, 0.1):
            first, second = drawn(seed, *size, alpha=alpha)
            found = differing(first, second, threshold)
            mask, smooth = plain_pixelmatch(first, second, threshold)
            assert (found.mask == mask).all(), (seed, threshold)
            assert found.smoothed == smooth, (seed, threshold)
            smoothed += smooth
    # Or the harder half of the rule was not tried.
    assert smoothed > 50 or size != SIZES[-1]


def test_the_package_of_that_name_counts_the_same() -> None:
    """It knows opaque pictures only."""
    for seed in range(4):
        first, second = drawn(seed, 18, 22, alpha=False)
        for counts in (False, True):
            expected = pixelmatch(
                first.reshape(-1).tolist(), second.reshape(-1).tolist(), 22, 18, includeAA=counts
            )
            assert differing(first, second, counts_smoothing=counts).count == expected


def test_smoothing_alone_is_no_difference() -> None:
    """One circle drawn an eighth of a pixel further on, its edge smoothed both times."""
    first, second = filled("ffffff", 64, 64), filled("ffffff", 64, 64)
    for picture, x in ((first, 512), (second, 514)):
        cv2.circle(picture, (x, 512), 330, (0, 0, 0, 255), -1, cv2.LINE_AA, shift=4)
    found = differing(first, second)
    assert found.count == 0
    assert found.smoothed > 10
    assert differing(first, second, counts_smoothing=True).count == found.smoothed


def test_one_red_pixel_is_a_difference() -> None:
    actual = filled("ffffff")
    actual[7, 5] = [255, 0, 0, 255]
    found = differing(filled("ffffff"), actual)
    assert np.argwhere(found.mask).tolist() == [[7, 5]]


@pytest.mark.parametrize(("threshold", "count"), [(0.1, 0), (0.03, 480), (0.0, 480)])
def test_a_flat_shift_of_8_levels_counts_below_its_threshold(threshold: float, count: int) -> None:
    """8 levels of gray are 0.5053 * 64 = 32.3; the threshold 0.03 is 31.7, and 0.1 is 352."""
    assert differing(filled("808080"), filled("888888"), threshold).count == count


def test_colors_of_equal_lightness_differ() -> None:
    """Both have a luma of 92; gray tools see nothing."""
    red, green = filled("ff1a05"), filled("009b08")
    luma = [pixel[0, 0, :3] @ np.array([0.299, 0.587, 0.114]) for pixel in (red, green)]
    assert luma[0] == pytest.approx(luma[1], abs=0.6)
    assert differing(red, green).count == red.shape[0] * red.shape[1]


def test_clear_pixels_are_alike_whatever_their_color() -> None:
    first, second = filled("ff0000"), filled("0000ff")
    first[..., 3] = second[..., 3] = 0
    assert differing(first, second).count == 0
    second[..., 3] = 255
    assert differing(first, second).count == 480


def test_half_clear_is_not_what_it_looks_like_over_one_color() -> None:
    """Half white over black looks like gray, and over the checkered ground it does not."""
    half, gray = filled("ffffff"), filled("808080")
    half[..., 3] = 128
    assert differing(half, gray).count > 0
    assert differing(half, half.copy()).count == 0


def test_nothing_counts_in_what_is_ignored() -> None:
    expected, actual = filled("ffffff"), filled("000000")
    ignored = np.zeros((20, 24), np.bool_)
    ignored[:, 3:] = True
    found = differing(expected, actual, ignored=ignored)
    assert found.count == 60
    assert not found.mask[:, 3:].any()
