"""What the page says of the crop: that of the feed, and of the takeover where there is one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.placements import load_placement
from overlays.viewports import BARE, list_viewports
from player.data import Phone
from renderer.source.probe import probe_source
from studio.phone.crop_guides import crop_sentences
from studio.phone.showing import Showing
from studio.work.clips import Clip
from support.ads import make_ad
from support.media import Clip as Media
from support.media import write_clip

BOTH = "In the takeover iPhone cuts 97 of 1080 columns at each side, in the feed nothing."


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    write_clip(path, Media(width=1080, height=1920, times=(0, 512)))
    return Clip(path, probe_source(path, Fraction(5)))


def phone_of(ad: SparkAd) -> Phone:
    return Phone(ad, draw_chrome(ad), load_placement(ad.ad.placement))


def showing_of(clip: Clip, *placements: str) -> Showing:
    ads = [make_ad(ad__placement=f"tiktok/{placement}") for placement in placements]
    return Showing(clip=clip, phones=tuple(map(phone_of, ads)))


@pytest.mark.parametrize(
    ("placements", "words"),
    [
        (("in_feed",), []),
        (("top_view",), [BOTH]),
        (("organic", "in_feed", "top_view"), [BOTH]),
    ],
)
def test_a_takeover_has_a_crop_of_its_own(
    clip: Clip, placements: tuple[str, ...], words: list[str]
) -> None:
    assert crop_sentences(showing_of(clip, *placements), "cover", ["iphone"]) == words


def test_only_phones_that_cut_are_named(clip: Clip) -> None:
    showing = showing_of(clip, "top_view")
    assert crop_sentences(showing, "cover", [BARE]) == []
    assert crop_sentences(showing, "contain", list_viewports()) == []
    assert crop_sentences(showing, "cover", ["small"]) == [
        "In the takeover Small cuts nothing, in the feed 71 of 1920 rows at top and bottom."
    ]
