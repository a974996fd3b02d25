"""What phones cut of a creative: the same columns that the frames leave out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from overlays.geometry import Rect, Size
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.crop import Crop, crop_words, cropped
from renderer.fit import FITS, place_cover

UPRIGHT = Size(1080, 1920)


def test_a_taller_feed_cuts_columns_and_a_wider_one_rows() -> None:
    assert cropped(UPRIGHT, Rect(0, 0, 1026, 1920), "cover") == Crop(26, 28, 0, 0)
    assert cropped(UPRIGHT, Rect(40, 80, 1080, 1800), "cover") == Crop(0, 0, 60, 60)
    assert cropped(UPRIGHT, Rect(0, 0, 540, 960), "cover").is_nothing


def test_a_landscape_clip_loses_most_of_its_columns() -> None:
    crop = cropped(Size(1920, 1080), Rect(0, 0, 1080, 1920), "cover")
    assert crop == Crop(656, 656, 0, 0)
    assert 1920 - crop.left - crop.right == 608


@pytest.mark.parametrize("fit", [fit for fit in FITS if fit != "cover"])
def test_the_other_fits_show_all_of_it(fit: str) -> None:
    assert cropped(Size(1920, 1080), Rect(0, 0, 1080, 1920), fit).is_nothing  # type: ignore[arg-type]


@pytest.mark.parametrize("viewport", ["bare", "iphone", "android", "small"])
def test_it_is_what_the_renderer_leaves_out(viewport: str) -> None:
    feed = View(viewport).frame(load_placement("tiktok/in_feed")).feed
    shown = place_cover(UPRIGHT, Fraction(1), 0, feed.size).crop
    crop = cropped(UPRIGHT, feed, "cover")
    assert (crop.left, crop.top) == (shown.x, shown.y)
    assert (1080 - crop.right, 1920 - crop.bottom) == (shown.right, shown.bottom)


@pytest.mark.parametrize(
    ("crop", "words"),
    [
        (Crop(27, 27), "iPhone cuts 27 of 1080 columns at each side."),
        (Crop(26, 28), "iPhone cuts 27 of 1080 columns at each side."),
        (Crop(0, 0, 4, 4), "iPhone cuts 4 of 1920 rows at top and bottom."),
        (Crop(0, 30), "iPhone cuts 30 of 1080 columns at the right."),
        (
            Crop(10, 10, 8, 0),
            "iPhone cuts 10 of 1080 columns at each side and 8 of 1920 rows at the top.",
        ),
        (Crop(), "iPhone cuts nothing."),
    ],
)
def test_the_words_count_columns_and_rows(crop: Crop, words: str) -> None:
    assert crop_words("iPhone", UPRIGHT, crop) == words
