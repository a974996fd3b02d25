"""Which part of a picture its strokes are, on a plate, on a shadow, and beside a badge."""

from __future__ import annotations

import numpy as np
import pytest

from qa.compare.ink import strokes_of
from qa.compare.ycc import YCCA, ycca_from_layer

WHITE, PLATE, CYAN = (255, 255, 255, 255), (0, 0, 0, 168), (30, 210, 240, 255)


def drawn(ground: tuple[int, ...]) -> YCCA:
    """Three bars of white on a ground, 24 x 60."""
    rgba = np.full((24, 60, 4), ground, np.uint8)
    for left in (9, 24, 39):
        rgba[6:18, left : left + 6] = WHITE
    return ycca_from_layer(rgba)


@pytest.mark.parametrize("ground", [PLATE, (0, 0, 0, 0), (200, 0, 60, 255)])
def test_strokes_are_all_that_is_of_their_color(ground: tuple[int, ...]) -> None:
    shares = strokes_of(drawn(ground), drawn(ground))
    assert shares is not None
    assert np.abs(shares[6:18, 9:15] - 1).max() < 0.01
    shares[6:18, 9:45] = 0
    assert shares.max() < 0.01


def test_a_shadow_below_is_no_stroke() -> None:
    picture = drawn((0, 0, 0, 0))
    picture[18:21, :, 3] = 0.5
    picture[18:21, :, 0], picture[18:21, :, 1:3] = 8, 64
    shares = strokes_of(picture, picture)
    assert shares is not None
    assert shares[18:21].max() < 0.01
    assert shares[6:18, 9:15].min() > 0.99


def test_a_badge_of_another_color_is_left_out() -> None:
    picture = drawn((0, 0, 0, 0))
    picture[9:15, 48:54] = ycca_from_layer(np.full((6, 6, 4), CYAN, np.uint8))
    shares = strokes_of(picture, picture)
    assert shares is not None
    assert shares[9:15, 48:54].max() < 0.01
    assert shares[6:18, 9:15].min() > 0.99


def test_a_photo_has_no_strokes() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (24, 60, 4), np.uint8)
    noise[..., 3] = 255
    assert strokes_of(ycca_from_layer(noise), ycca_from_layer(noise)) is None


def test_nothing_has_no_strokes() -> None:
    empty = ycca_from_layer(np.zeros((24, 60, 4), np.uint8))
    assert strokes_of(empty, empty) is None
