"""Instagram Reels beside the figures of its sheet (docs/placements.md, Instagram Reels)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.layers import Chrome, Layer
from overlays.layout.guides import guides_of
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.viewports import View
from support.ads import make_ad
from support.taps import all_tapped

REELS = "instagram/reels"
BRAND = {"name": "Hill Skincare", "username": "hillskin"}
LONG = "Three weeks, one bottle, zero filters, and my skin has never been this calm " * 6
# Two pixels for each dp.
VIEW = View(width=720)
# Shadows reach that far out of a box, to all sides but for half a dp.
SHADOW = 3


def reels(**values: object) -> Chrome:
    values = {"ad__brand": BRAND, "ad__headline": "Calm skin", "post__caption": LONG, **values}
    return draw_chrome(make_ad(ad__placement=REELS, **values), VIEW, Creative(Fraction(15)))


def at(shown: Chrome, time: float) -> dict[str, Layer]:
    return {one.id: one for one in shown.layers if one.is_visible(Fraction(str(time)))}


@pytest.mark.parametrize(
    ("time", "layer_id", "x", "y"),
    [
        (1, "cta", (14, 300), (592, 628)),
        (1, "avatar", (14, 46), (525, 557)),
        (1, "caption", (14, 300), (566, 584)),
        (1, "likes", (310, 354), (439, 482)),
        (1, "comments", (310, 354), (494, 537)),
        (1, "shares", (310, 354), (549, 592)),
        (1, "more", (320, 344), (604, 628)),
        (1, "reels", None, (37, 59)),
        (1, "progress", (0, 360), (638, 640)),
        (1, "scrim_bottom", (0, 360), (416, 640)),
        (11, "card_ground", (14, 300), (500, 628)),
        (11, "thumb", (26, 82), (512, 568)),
        (11, "card_button", (26, 288), (578, 616)),
        (11, "caption_card", (14, 300), (474, 492)),
    ],
)
def test_it_stands_where_the_sheet_has_it(
    time: float, layer_id: str, x: tuple[float, float] | None, y: tuple[float, float]
) -> None:
    rect = at(reels(), time)[layer_id].rect
    boxes = [((rect.x, rect.right), x), ((rect.y, rect.bottom), y)]
    for (first, last), (low, high) in ((edges, box) for edges, box in boxes if box):
        start, end = first / 2, last / 2
        assert (start + end) / 2 == pytest.approx((low + high) / 2, abs=0.75)
        assert high - low - 0.5 <= end - start <= high - low + 2 * SHADOW + 0.5


@pytest.mark.parametrize("locale", ["en", "ar", "de"])
@pytest.mark.parametrize("is_unfolded", [False, True])
def test_nothing_stands_in_metas_zone(locale: str, is_unfolded: bool) -> None:
    """Folded also with the card; unfolded to six lines on the button."""
    shown = reels(ad__locale=locale)
    placement = load_placement(REELS)
    if is_unfolded:
        shown = all_tapped(shown)
        assert shown.layer("caption").rect.height > 2 * 5 * 18
    zone, *_ = guides_of(placement, load_locale(locale), VIEW.frame(placement), shown)
    assert [over.layer_id for over in zone.over if not over.layer_id.endswith("_card")] == []
    if not is_unfolded:
        assert zone.over == ()


def test_the_button_is_an_outline_then_a_plate_then_a_card() -> None:
    shown = reels()
    early, middle, late = at(shown, 4.9), at(shown, 5.6), at(shown, 10.6)
    outline = early["cta"].rgba
    assert outline[2, 200].tolist() == [255, 255, 255, 255]
    assert outline[36, 100, 3] == 0
    assert middle["cta_fill"].rgba[36, 100].tolist() == [255, 255, 255, 255]
    assert not {"cta", "cta_fill"} & late.keys()
    assert {"card_ground", "thumb", "headline", "address", "card_button"} <= late.keys()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "SHOP_NOW"}, "Shop Now"),
        ({"kind": "SHOP_NOW", "label": "get yours"}, "get yours"),
    ],
)
def test_meta_writes_its_buttons_in_title_case(values: dict[str, str], words: str) -> None:
    button = {**values, "landing_url": "https://example.com"}
    assert reels(ad__call_to_action=button).layer("cta").text == words


def test_what_a_placement_has_no_place_for_is_told() -> None:
    told = {note.message for note in reels(post__search="calm skin").notes}
    assert told == {"the offered search has no place in Instagram Reels partnership ad"}
    feed = draw_chrome(make_ad(ad__brand=BRAND, ad__headline="Calm"), View(width=360))
    assert {note.message for note in feed.notes} == {
        "the brand has no place in TikTok In-Feed Spark Ad",
        "the headline has no place in TikTok In-Feed Spark Ad",
    }


def test_the_stamp_stands_under_the_title_and_over_the_zone() -> None:
    ad = make_ad(ad__placement=REELS)
    shown = draw_chrome(ad, VIEW, stamp=True)
    stamp, title = shown.layer("stamp").rect, shown.layer("reels").rect
    assert title.bottom <= stamp.y < stamp.bottom <= 2 * 89
    assert stamp.x == 2 * 16
    elsewhere = draw_chrome(make_ad(), VIEW, stamp=True).layer("stamp").rect
    assert (elsewhere.x, elsewhere.y) == (2 * 12, 63)


def test_without_a_button_there_is_no_card() -> None:
    ids = {one.id for one in reels(ad__call_to_action=None).layers}
    assert not {"cta", "card_ground", "thumb"} & ids


@pytest.mark.parametrize(
    ("values", "handles", "label"),
    [
        ({}, "glowwithnoa and hillskin", "Sponsored"),
        ({"ad__brand": None}, "glowwithnoa", "Sponsored"),
        ({"ad__label": "ad"}, "glowwithnoa and hillskin", "Ad"),
        ({"post__disclosure": "paid_partnership"}, None, "Sponsored · Paid partnership"),
    ],
)
def test_one_handle_is_whitelisted_and_two_are_a_partnership(
    values: dict[str, object], handles: str | None, label: str
) -> None:
    shown = draw_chrome(
        make_ad(**{"ad__placement": REELS, "ad__brand": BRAND, **values}), View(width=1080)
    )
    text = shown.layer("handles").text
    assert (
        handles is None
        or text == handles
        or (text[-1], text[:-1]) == ("…", handles[: len(text) - 1])
    )
    assert shown.layer("label_line").text == label
