"""The dots of a carousel: which one is lit when, and where a placement has none."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.layers import Chrome, Layer
from overlays.motion import TimeSpan
from support.ads import carousel_of, make_ad

SHADOW = 70


def chrome_of(count: int, placement: str = "tiktok/in_feed", locale: str = "en") -> Chrome:
    ad = make_ad(**carousel_of(count), ad__placement=placement, ad__locale=locale)
    return draw_chrome(ad, taps=False)


def dots_at(chrome: Chrome, time: Fraction) -> Layer:
    (layer,) = (
        layer for layer in chrome.layers if layer.id.startswith("dots_") and layer.span.holds(time)
    )
    return layer


def alphas(layer: Layer) -> list[int]:
    """The strength of each dot, from left to right; their shadows are weaker than any."""
    strongest = layer.rgba[..., 3].max(axis=0)
    runs = groupby(strongest, key=lambda alpha: alpha > SHADOW)
    return [int(max(run)) for is_dot, run in runs if is_dot]


@pytest.mark.parametrize(("time", "lit"), [(0, 0), (2.999, 0), (3, 1), (12, 4), (99, 4)])
def test_the_dot_of_the_picture_that_is_shown_is_lit(time: float, lit: int) -> None:
    chrome = chrome_of(5)
    layer = dots_at(chrome, Fraction(str(time)))
    found = alphas(layer)
    assert len(found) == 5
    assert found[lit] == 255
    assert all(100 < alpha < 150 for place, alpha in enumerate(found) if place != lit)
    middle = layer.rect.x + layer.rect.width / 2
    assert middle == pytest.approx(chrome.canvas.width / 2, abs=1)


def test_of_many_pictures_a_window_goes_along() -> None:
    chrome = chrome_of(14)
    lit = [alphas(dots_at(chrome, Fraction(3 * index))).index(255) for index in range(14)]
    assert lit == [0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 5, 6, 7, 8]

    def painted(layer: Layer, half: slice) -> int:
        return int(np.count_nonzero(layer.rgba[:, half, 3] > 90))

    first, left, right = dots_at(chrome, Fraction(0)), slice(0, 30), slice(-30, None)
    # More follow behind a small dot.
    assert painted(first, left) > painted(first, right) > 0
    last = dots_at(chrome, Fraction(39))
    assert painted(last, right) > painted(last, left) > 0


def test_they_go_from_the_right_where_one_reads_so() -> None:
    chrome = chrome_of(5, locale="ar")
    assert alphas(dots_at(chrome, Fraction(0))) == alphas(dots_at(chrome_of(5), Fraction(12)))


def test_in_a_later_stage_they_keep_the_clock_of_the_pictures() -> None:
    chrome = chrome_of(5, "tiktok/top_view")
    spans = {layer.id: layer.span for layer in chrome.layers if layer.id.startswith("dots_")}
    # The takeover of three seconds shows the first picture, without dots.
    assert spans == {
        "dots_2": TimeSpan(Fraction(3), Fraction(6)),
        "dots_3": TimeSpan(Fraction(6), Fraction(9)),
        "dots_4": TimeSpan(Fraction(9), Fraction(12)),
        "dots_5": TimeSpan(Fraction(12)),
    }


def test_a_placement_without_carousels_says_so() -> None:
    notes = [note.message for note in chrome_of(3, "youtube/shorts").notes]
    assert any(note.startswith("the carousel has no place in ") for note in notes)
    assert not any("carousel" in note.message for note in chrome_of(3).notes)
    assert not any(layer.id.startswith("dots") for layer in draw_chrome(make_ad()).layers)
