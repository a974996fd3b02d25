"""What is asked of a creator comes from the placement's own figures; so does the zone."""

from __future__ import annotations

import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.placements import load_placement
from signoff.briefing.brief import brief_of
from signoff.briefing.zone_picture import WIDTH, draft_box, has_zone, over_ground, zone_picture
from signoff.wording import load_wording
from support.ads import make_ad


def said(placement: str, language: str = "en") -> dict[str, str]:
    ad = make_ad(ad__placement=placement)
    facts = brief_of(ad, load_wording(language)).facts
    return {fact.title: " ".join(fact.sentences) for fact in facts}


def test_of_a_post() -> None:
    facts = said("tiktok/in_feed")
    assert facts["Length"] == "At most 10 minutes."
    assert facts["Caption"] == "At most 4,000 characters. Better under 2,200."
    assert facts["Sound"].startswith("Your own sound, or one from the commercial library.")
    assert "Turn on the disclosure" in facts["Disclosure"]
    assert facts["File"] == "mp4 or mov. At most 4 GB."


def test_of_other_ways_to_buy() -> None:
    top = said("tiktok/top_view")
    assert top["Length"] == "5 seconds to 60 seconds. Best: 9 seconds to 15 seconds."
    assert top["Picture"].startswith("Upright, 9:16. At least 540 × 960 px.")
    assert "The video must have sound." in top["Sound"]
    upload = said("tiktok/in_feed_upload")
    assert "At most 100 characters. Asian characters and emoji count as two." in upload["Caption"]
    assert "#hashtags, @mentions, links, emoji" in upload["Caption"]
    assert "Disclosure" not in upload


def test_figures_are_the_placement_s_in_every_language() -> None:
    most = load_placement("instagram/reels").limits("words/caption-length", None)
    assert most is not None
    assert most["most"].value == 2200
    for language, figure in (("en", "2,200"), ("de", "2.200"), ("ja", "2,200"), ("ar", "2,200")):
        words = load_wording(language)
        assert figure in said("instagram/reels", language)[words.say("fact_caption")]


def test_of_a_card_the_size_is_that_of_its_shape_and_the_draft_stands_in_it() -> None:
    """The feed takes 4:5 first; a clip that fills the screen is held to 9:16."""
    assert said("instagram/feed")["Picture"].startswith("Upright, 4:5. At least 600 × 750 px.")
    left, top, width, height = draft_box(make_ad(ad__placement="instagram/feed"))
    assert (left, width) == (0, 1)
    assert 0.03 < top < 0.2
    assert top + height < 0.9
    assert draft_box(make_ad()) == (0, 0, 1, 1)


def test_what_is_assumed_is_not_asked() -> None:
    """The placement's least loudness has no source: nobody is told to have sound by it."""
    least = load_placement("tiktok/in_feed").limits("file/sound", "spark_pull")
    assert least is not None
    assert least["least"].confidence == "A"
    assert "must have sound" not in said("tiktok/in_feed")["Sound"]


def alpha_at(ad: SparkAd, x: int, y: int) -> int:
    """In the picture; x and y in dp."""
    return int(zone_picture(ad)[round(y * WIDTH / 360), round(x * WIDTH / 360), 3])


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_zone_is_free_and_the_rest_is_dark(locale: str) -> None:
    """The published polygon reaches 280 dp from the top above the rail, 420 beside it."""
    ad = make_ad(ad__locale=locale)

    def turned(x: int) -> int:
        return 360 - x if locale == "ar" else x

    assert has_zone(ad)
    assert alpha_at(ad, turned(60), 200) == 0
    assert alpha_at(ad, turned(300), 200) == 0
    assert alpha_at(ad, turned(255), 400) == 0
    assert 120 <= alpha_at(ad, turned(270), 355) <= 135
    assert 120 <= alpha_at(ad, turned(180), 10) <= 135


def test_the_picture_shows_this_ad_s_chrome_over_any_ground() -> None:
    one, other = (zone_picture(make_ad(post__caption=text)) for text in ("Calm", "Loud words"))
    assert one.shape == (960, 540, 4)
    assert np.argwhere((one != other).any(axis=2))[:, 0].min() > 600
    flat = over_ground(one, (10, 200, 30))
    assert tuple(flat[300, 90]) == (10, 200, 30)
    assert tuple(flat[10, 270]) == (5, 100, 15)
