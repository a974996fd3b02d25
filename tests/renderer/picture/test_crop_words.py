"""What phones cut of a creative: the same columns that the frames leave out."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.chrome import draw_chrome
from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.picture.crop_words import Crop, crop_words, crop_words_of, cropped
from renderer.picture.fit import FITS, place_cover
from renderer.plan import build_plan
from support.ads import make_ad
from support.media import GREEN, RED

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


def top_view(viewport: str) -> Framing:
    framing = draw_chrome(make_ad(ad__placement="tiktok/top_view"), View(viewport)).framing
    assert framing is not None
    return framing


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (Fraction(1), "In the takeover iPhone cuts 97 of 1080 columns at each side."),
        (Fraction(4), "iPhone cuts nothing."),
    ],
)
def test_the_crop_is_that_of_its_time(time: Fraction, words: str) -> None:
    assert crop_words_of("iPhone", UPRIGHT, top_view("iphone"), "cover", time) == words
    rect = top_view("iphone").rect(time)
    crop = cropped(UPRIGHT, rect, "cover")
    assert crop.left + crop.right == pytest.approx(1080 - 1920 * rect.width / rect.height, abs=3)


def test_the_crop_between_takeover_and_feed_is_between_theirs() -> None:
    said = crop_words_of("iPhone", UPRIGHT, top_view("iphone"), "cover", Fraction(63, 20))
    found = re.fullmatch(r"Between takeover and feed iPhone cuts (\d+) of 1080 columns.*", said)
    assert found
    assert 10 < int(found[1]) < 95


def test_both_crops_are_said_of_a_whole_clip() -> None:
    assert crop_words_of("iPhone", UPRIGHT, top_view("iphone"), "cover") == (
        "In the takeover iPhone cuts 97 of 1080 columns at each side, in the feed nothing."
    )
    small = crop_words_of("Small", UPRIGHT, top_view("small"), "cover")
    assert small == (
        "In the takeover Small cuts nothing, in the feed 71 of 1920 rows at top and bottom."
    )
    feed = Framing.fixed(top_view("iphone").last)
    assert crop_words_of("iPhone", UPRIGHT, feed, "cover") == "iPhone cuts nothing."
    assert crop_words_of("iPhone", UPRIGHT, top_view("iphone"), "contain") == "iPhone cuts nothing."


def test_what_the_takeover_cuts_is_not_in_its_frame(tmp_path: Path) -> None:
    picture = np.full((1920, 1080, 3), GREEN, np.uint8)
    # Columns that the feed shows in part and the takeover does not.
    picture[:, :88] = RED
    Image.fromarray(picture).save(tmp_path / "a.png")
    ad = make_ad(ad__placement="tiktok/top_view", post__video=str(tmp_path / "a.png"))
    plan = build_plan(ad, view=View("iphone"))
    edges = {
        time: rgb_from_frame(render_still(plan, Fraction(time)))[1000, 28 + 8].astype(int)
        for time in (1, 4)
    }
    assert np.abs(edges[1] - GREEN).max() <= 6
    assert np.abs(edges[4] - RED).max() <= 6
