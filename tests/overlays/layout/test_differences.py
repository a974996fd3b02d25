"""What is told of one placement against another."""

from __future__ import annotations

from dataclasses import replace

from overlays.chrome import draw_chrome
from overlays.layers import Chrome
from overlays.layout.differences import differences
from support.ads import FOUR_LINES, make_ad


def chrome_of(placement: str, **values: object) -> Chrome:
    return draw_chrome(make_ad(ad__placement=f"tiktok/{placement}", **values), stamp=True)


def told(base: Chrome, other: Chrome) -> list[str]:
    return [difference.words for difference in differences(base, other)]


def test_an_ad_adds_label_and_button_to_the_post() -> None:
    assert told(chrome_of("organic"), chrome_of("in_feed")) == [
        "+ Sponsored",
        "+ Sound",
        "+ button",
    ]
    assert told(chrome_of("in_feed"), chrome_of("organic")) == [
        "− Sponsored",
        "− Sound",
        "− button",
    ]


def test_a_top_view_has_its_takeover_and_a_skip_control_too() -> None:
    words = told(chrome_of("organic"), chrome_of("top_view"))
    assert words == ["+ Skip control", "+ Sponsored", "+ Sound", "+ button", "3 s takeover"]


def test_what_an_uploaded_ad_lacks_is_told() -> None:
    words = told(chrome_of("in_feed"), chrome_of("in_feed_upload"))
    assert words == ["− Sound"]


def test_a_longer_caption_is_told() -> None:
    """In a placement whose caption has less room, and so is cut earlier."""
    folded = chrome_of("in_feed", post__caption=FOUR_LINES)
    unfolded = next(one for one in folded.alternates if one.target == "unfold").layers
    longer = {layer.id: layer for layer in unfolded}
    layers = tuple(longer.get(layer.id, layer) for layer in folded.layers)
    assert told(folded, replace(folded, layers=layers)) == ["more of the caption"]


def test_the_same_placement_differs_in_nothing() -> None:
    assert told(chrome_of("in_feed"), chrome_of("in_feed")) == []


def test_the_same_parts_are_locked_in_every_placement() -> None:
    song = {"title": "Song", "author": "Band", "cover": None, "original": False}
    for placement in ("organic", "in_feed", "top_view"):
        layers = chrome_of(placement, post__sound=song).layers
        locked = {one.id: one.word for one in layers if one.is_locked}
        assert locked == {
            "username": "Name",
            "caption": "Caption",
            "sound": "Sound",
            "avatar": "Picture",
            "likes": "Counts",
        }
