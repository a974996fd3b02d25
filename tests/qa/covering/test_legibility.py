"""Contrast of the chrome's words with grounds of known light."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from qa.covering.legibility import Legibility, legibility_of
from qa.covering.lying import Lying
from qa.seeing.seen import Sample, Seen

CANVAS = Size(108, 192)
LYING = Lying(CANVAS, "cover", Framing.fixed(Rect(0, 0, 108, 192)), Rect(0, 0, 108, 192))
PLACE = Rect(10, 100, 80, 24)


def words(plate: int = 0) -> Layer:
    """White bars as wide as strokes, on a black plate of that opacity."""
    rgba = np.zeros((PLACE.height, PLACE.width, 4), np.uint8)
    rgba[..., 3] = plate
    for column in (4, 5, 6):
        rgba[6:18, column::16] = 255
    return Layer("caption", PLACE, rgba, "k", text="words", word="Caption")


def black(rect: Rect, alpha: int) -> Layer:
    rgba = np.zeros((rect.height, rect.width, 4), np.uint8)
    rgba[..., 3] = alpha
    return Layer("shade", rect, rgba, "s")


def seen(*grays: int) -> Seen:
    samples = tuple(
        Sample(Fraction(index), np.full((96, 54, 3), gray, np.uint8))
        for index, gray in enumerate(grays)
    )
    return Seen(CANVAS, Fraction(len(grays)), samples, ())


def measured(clip: Seen, *layers: Layer) -> tuple[Legibility, ...]:
    return legibility_of(Chrome(CANVAS, layers, ""), clip, LYING)


@pytest.mark.parametrize(("gray", "ratio"), [(0, 21.0), (119, 4.48), (149, 3.0), (255, 1.0)])
def test_white_on_gray_is_wcags_own_ratio(gray: int, ratio: float) -> None:
    (found,) = measured(seen(gray), words())
    assert found.worst == pytest.approx(ratio, rel=0.02)


def test_worst_moment_and_share_of_time() -> None:
    (found,) = measured(seen(0, 130, 255, 0), words())
    assert (found.element, float(found.at)) == ("caption", 2.0)
    assert (found.under_large, found.under_small) == (0.25, 0.5)


def test_shade_below_the_words_helps() -> None:
    """Half of 200: white on 100 is 5.9:1, on 200 it is 1.7:1."""
    (bare,) = measured(seen(200), words())
    (shaded,) = measured(seen(200), black(Rect(0, 90, 108, 60), 128), words())
    assert bare.worst == pytest.approx(1.67, rel=0.03)
    assert shaded.worst == pytest.approx(5.9, rel=0.05)


def test_words_on_a_plate_are_not_the_videos_matter() -> None:
    assert not measured(seen(255), words(plate=255))


def test_words_under_another_layer_are_not_seen() -> None:
    assert not measured(seen(255), words(), black(PLACE, 255))


def test_only_what_is_behind_the_words_counts() -> None:
    picture = np.full((96, 54, 3), 255, np.uint8)
    picture[48:64] = 0
    clip = Seen(CANVAS, Fraction(1), (Sample(Fraction(0), picture),), ())
    (found,) = measured(clip, words())
    assert found.worst == pytest.approx(21, rel=0.02)
