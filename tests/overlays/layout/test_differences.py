"""What is told of one placement against another."""

from __future__ import annotations

from overlays.chrome import draw_chrome
from overlays.layers import Chrome
from overlays.layout.differences import differences
from support.ads import FOUR_LINES, make_ad


def chrome_of(placement: str, **values: object) -> Chrome:
    return draw_chrome(make_ad(ad__placement=f"tiktok/{placement}", **values), stamp=True)


def told(base: Chrome, other: Chrome) -> list[str]:
    return [difference.words for difference in differences(base, other)]


def test_an_ad_adds_label_and_button_to_the_post() -> None:
    assert told(chrome_of("organic"), chrome_of("in_feed")) == ["+ Sponsored", "+ button"]
    assert told(chrome_of("in_feed"), chrome_of("organic")) == ["− Sponsored", "− button"]


def test_a_top_view_has_its_takeover_and_a_skip_control_too() -> None:
    words = told(chrome_of("organic"), chrome_of("top_view"))
    assert words == ["+ Skip control", "+ Sponsored", "+ button", "3 s takeover"]


def test_a_longer_caption_is_told() -> None:
    long = {"post__caption": FOUR_LINES}
    assert "more of the caption" in told(chrome_of("organic", **long), chrome_of("in_feed", **long))


def test_the_same_placement_differs_in_nothing() -> None:
    assert told(chrome_of("in_feed"), chrome_of("in_feed")) == []


def test_the_same_parts_are_locked_in_every_placement() -> None:
    for placement in ("organic", "in_feed", "top_view"):
        locked = {one.id: one.word for one in chrome_of(placement).layers if one.is_locked}
        assert locked == {
            "username": "Name",
            "caption": "Caption",
            "sound": "Sound",
            "avatar": "Picture",
            "likes": "Counts",
        }
