"""Placements of other platforms beside the figures of their sheets (docs/placements.md)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from overlays.layout.guides import guides_of
from overlays.locales import list_locales, load_locale
from overlays.placements import list_placement_ids, load_placement
from overlays.viewports import View
from support.ads import make_ad
from support.taps import all_tapped

BRAND = {"name": "Hill Skincare", "username": "hillskin"}
LONG = "Three weeks, one bottle, zero filters, and my skin has never been this calm " * 6
# Two pixels for each dp.
VIEW = View(width=720)
# Shadows reach that far out of a box, to all sides but for half a dp.
SHADOW = 3
TALL = Size(1080, 1920)


def shown_in(
    placement: str,
    seconds: float = 15,
    view: View = VIEW,
    size: Size = TALL,
    *,
    taps: bool = True,
    **values: object,
) -> Chrome:
    values = {"ad__brand": BRAND, "ad__headline": "Calm skin", "post__caption": LONG, **values}
    creative = Creative(Fraction(str(seconds)), None, size)
    return draw_chrome(make_ad(ad__placement=placement, **values), view, creative, taps=taps)


def at(shown: Chrome, time: float) -> dict[str, Layer]:
    return {one.id: one for one in shown.layers if one.is_visible(Fraction(str(time)))}


def place_of_clip(shown: Chrome) -> Rect:
    assert shown.framing is not None
    return shown.framing.last


@pytest.mark.parametrize(
    ("placement", "layer_id", "x", "y"),
    [
        ("facebook/reels", "cta", (14, 300), (569, 605)),
        ("facebook/reels", "avatar", (14, 50), (499, 535)),
        ("facebook/reels", "sponsored_label", None, (613, 628)),
        ("instagram/stories", "progress_1", (8, 352), (8, 10)),
        ("instagram/stories", "avatar", (14, 46), (18, 50)),
        ("instagram/stories", "handles", None, (18, 35)),
        ("instagram/stories", "label_line", None, (35, 50)),
        ("instagram/stories", "close", (324, 348), (22, 46)),
        ("instagram/stories", "cta", None, (580, 616)),
        ("instagram/stories", "caption", (16, 344), (512, 548)),
        ("instagram/feed", "avatar", (12, 44), (12, 44)),
        ("instagram/feed", "more", (322, 346), (16, 40)),
        ("instagram/feed", "cta", (0, 360), (506, 550)),
        ("instagram/feed", "muted", (322, 350), (468, 496)),
        ("instagram/feed", "likes", (14, 40), (562.5, 588.5)),
        ("youtube/shorts", "cta", (14, 290), (588, 628)),
        ("youtube/shorts", "sponsored_label", None, (564, 580)),
        ("youtube/shorts", "caption", (14, 290), (522, 560)),
        ("youtube/shorts", "avatar", (14, 46), (482, 514)),
        ("youtube/shorts", "likes", (304, 360), (386, 432)),
        ("youtube/shorts", "dislikes", (304, 360), (436, 482)),
        ("youtube/shorts", "comments", (304, 360), (486, 532)),
        ("youtube/shorts", "shares", (304, 360), (536, 582)),
        ("youtube/shorts", "tile", (311, 353), (586, 628)),
        ("youtube/shorts", "progress", (0, 360), (637, 640)),
        ("snapchat/snap_ad", "avatar", (14, 42), (13, 41)),
        ("snapchat/snap_ad", "handles", None, (12, 28)),
        ("snapchat/snap_ad", "headline", None, (28, 42)),
        ("snapchat/snap_ad", "cta", None, (602, 632)),
        ("snapchat/snap_ad", "caret", (174, 186), (589, 601)),
        ("snapchat/snap_ad", "slug", None, (606, 624)),
        ("tiktok/search_feed", "field", (48, 344), (35, 67)),
        ("tiktok/search_results", "field", (44, 288), (37, 73)),
        ("tiktok/search_results", "neighbor_1", (182.5, 354), (121, 349)),
    ],
)
def test_it_stands_where_the_sheet_has_it(
    placement: str, layer_id: str, x: tuple[float, float] | None, y: tuple[float, float]
) -> None:
    rect = shown_in(placement).layer(layer_id).rect
    boxes = [((rect.x, rect.right), x), ((rect.y, rect.bottom), y)]
    for (first, last), (low, high) in ((edges, box) for edges, box in boxes if box):
        start, end = first / 2, last / 2
        assert (start + end) / 2 == pytest.approx((low + high) / 2, abs=0.75)
        assert high - low - 0.5 <= end - start <= high - low + 2 * SHADOW + 0.5


ELSEWHERE = [one for one in list_placement_ids() if not one.startswith("tiktok/")]
# What lies over an official line all the same: the middle of a story that has stopped, and how a
# commercial is skipped, of which neither place nor wording is published.
OVER = {"instagram/stories": {"keep_watching"}, "snapchat/commercial": {"skip"}}


@pytest.mark.parametrize("placement", ELSEWHERE)
@pytest.mark.parametrize("locale", ["en", "ar", "de"])
def test_nothing_else_stands_in_the_zone_that_the_platform_keeps_free(
    placement: str, locale: str
) -> None:
    shown = shown_in(placement, 90, ad__locale=locale, ad__query="calm skin", ad__label="ad")
    found = load_placement(placement)
    zones = guides_of(found, load_locale(locale), VIEW.frame(found), shown)
    over = {one.layer_id for zone in zones if zone.kind == "safe_zone" for one in zone.over}
    # The card of Reels makes room for itself where the caption stood.
    assert {one for one in over if not one.endswith("_card")} <= OVER.get(placement, set())


@pytest.mark.parametrize("placement", list_placement_ids())
def test_every_language_is_drawn_whole(placement: str) -> None:
    """No button or name is cut, no letter is missing, none is drawn outside of the canvas."""
    view = View(width=180)
    for code in list_locales():
        shown = shown_in(placement, 90, view, taps=False, ad__locale=code, ad__query="serum")
        told = {note.code for note in shown.notes} - {"not-shown", "not-played"}
        assert told <= {"label-shrunk"}, code
        whole = Rect(0, 0, shown.canvas.width, shown.canvas.height).expand(SHADOW, SHADOW)
        outside = [
            one.id for one in shown.layers if one.rect.intersect(whole) != one.rect and one.text
        ]
        assert outside == [], code


class TestStories:
    def test_a_card_lasts_15_seconds_and_three_are_shown(self) -> None:
        def bars(seconds: float) -> list[str]:
            ids = [one.id for one in shown_in("instagram/stories", seconds).layers]
            return [id_ for id_ in ids if id_.startswith("progress_track")]

        counts = {seconds: len(bars(seconds)) for seconds in (15, 15.5, 45, 60)}
        assert counts == {15: 1, 15.5: 2, 45: 3, 60: 3}
        shown = shown_in("instagram/stories", 60)
        assert "keep_watching" not in at(shown, 44.9)
        assert at(shown, 45.4)["keep_watching"].text == "Keep watching"
        assert "keep_watching" not in at(shown_in("instagram/stories", 45), 44.9)

    @pytest.mark.parametrize(
        ("phone", "top"), [("iphone", 10 + 54), ("android", 8 + 40), ("small", None)]
    )
    def test_on_a_phone_it_is_a_card_of_9_to_16_under_the_status_bar(
        self, phone: str, top: int | None
    ) -> None:
        view = View(phone, 390)
        feed = view.frame(load_placement("instagram/stories")).feed
        assert (feed.width, feed.height) == (390, 694)
        shown = shown_in("instagram/stories", view=view)
        assert place_of_clip(shown) == feed
        assert ("corners" in {one.id for one in shown.layers}) == (top is not None)
        status = shown.layer("status_bar").rect
        assert shown.layer("avatar").rect.y > status.bottom
        if phone == "iphone":
            assert feed.y == top


class TestFeed:
    @pytest.mark.parametrize(
        ("size", "rows"),
        [(Size(1080, 1350), 450), (Size(1080, 1080), 360), (Size(1080, 1920), 450)],
        ids=str,
    )
    def test_the_frame_is_as_high_as_the_card(self, size: Size, rows: int) -> None:
        shown = shown_in("instagram/feed", size=size)
        assert place_of_clip(shown) == Rect(0, 2 * 56, 720, 2 * rows)
        lowest = max(one.rect.bottom for one in shown.layers if one.id != "ground")
        assert abs(shown.canvas.height - lowest - 2 * 16) <= 2

    def test_the_bar_lights_up_after_three_seconds_and_at_a_like(self) -> None:
        shown = shown_in("instagram/feed")
        assert shown.layer("cta").rgba[4, 400].tolist() == [255, 255, 255, 255]
        assert "cta_fill" not in at(shown, 2.9)
        assert at(shown, 3.4)["cta_fill"].rgba[4, 400].tolist() == [0, 149, 246, 255]
        liked = next(one for one in shown.alternates if one.target == "like")
        lit = next(one for one in liked.layers if one.id == "cta")
        assert lit.rgba[4, 400].tolist() == [0, 149, 246, 255]
        assert lit.is_visible(Fraction(0))

    def test_its_words_stand_at_the_left_and_its_arrow_at_the_right(self) -> None:
        cta = shown_in("instagram/feed").layer("cta").rgba
        dark = np.flatnonzero((cta[..., :3] < 128).all(axis=2).any(axis=0))
        assert abs(dark.min() - 2 * 16) <= 4
        assert abs(720 - dark.max() - 2 * 16) <= 2 * 6

    def test_likes_are_counted_in_words_and_none_are_not_told(self) -> None:
        counts = {"likes": 1_234}
        assert shown_in("instagram/feed", post__counts=counts).layer("likes_line").text == (
            "1,234 likes"
        )
        liked = all_tapped(shown_in("instagram/feed", post__counts=counts))
        assert liked.layer("likes_line").text == "1,235 likes"
        none = shown_in("instagram/feed", post__counts={})
        assert "likes_line" not in {one.id for one in none.layers}
        german = shown_in("instagram/feed", post__counts=counts, ad__locale="de")
        assert german.layer("likes_line").text == "Gefällt 1.234 Mal"

    def test_the_name_before_the_caption_is_heavier(self) -> None:
        shown = shown_in("instagram/feed", post__caption="short")
        assert shown.layer("caption").text == "glowwithnoa short"
        light = shown_in("instagram/feed", post__caption="short").layer("caption").rgba[..., 3]
        columns = light.sum(axis=0)
        assert columns[:170].sum() > 1.8 * columns[170:].sum()

    def test_without_a_button_there_is_no_bar_and_no_hairline(self) -> None:
        ids = {one.id for one in shown_in("instagram/feed", ad__call_to_action=None).layers}
        assert not {"cta", "hairline"} & ids


class TestShorts:
    def test_longer_clips_are_offered_whole_after_50_seconds(self) -> None:
        assert "offer" not in at(shown_in("youtube/shorts", 60), 55)
        shown = shown_in("youtube/shorts", 61)
        assert "offer" not in at(shown, 49.9)
        offer = at(shown, 50.4)["offer"]
        assert offer.action is not None
        assert (offer.text, offer.action.target) == ("Watch full video", "watch")

    def test_only_the_first_60_seconds_play_and_that_is_told(self) -> None:
        words = "only the first 60 s play in YouTube Shorts ad, then it begins anew"
        assert words in {note.message for note in shown_in("youtube/shorts", 61).notes}
        assert words not in {note.message for note in shown_in("youtube/shorts", 60).notes}


class TestCommercial:
    @pytest.mark.parametrize(
        ("placement", "seconds", "stages", "skip"),
        [
            ("snapchat/commercial", 4.5, [(0, 4.5)], False),
            ("snapchat/commercial", 6, [(0, 6)], False),
            ("snapchat/commercial", 20, [(0, 6), (6, None)], True),
            ("snapchat/first_commercial", 6, [(0, 6)], False),
        ],
    )
    def test_it_is_locked_whole_or_for_six_seconds(
        self, placement: str, seconds: float, stages: list[tuple[float, float | None]], skip: bool
    ) -> None:
        shown = shown_in(placement, seconds)
        found = [(one.span.start, one.span.end) for one in shown.stages]
        assert [(float(start), end and float(end)) for start, end in found] == stages
        assert "profile" in shown.stages[0].forbids
        assert ("skip" in at(shown, seconds - 0.1)) is skip
        assert "skip" not in at(shown, 3)
        assert len(shown.stages) == 1 or not shown.stages[1].forbids

    def test_a_touch_shows_how_long_it_lasts_still(self) -> None:
        shown = shown_in("snapchat/commercial", 4.5)
        assert not {"left_5", "progress"} & {one.id for one in shown.layers}
        assert not shown.layer("touch").rgba.any()
        touched = next(one for one in shown.alternates if one.target == "time")
        texts = {one.text for one in touched.layers if one.id.startswith("left")}
        assert texts == {"5", "4", "3", "2", "1"}
        assert "progress" in {one.id for one in touched.layers}

    def test_the_brand_is_named_where_there_is_one_and_else_the_creator(self) -> None:
        assert shown_in("snapchat/snap_ad").layer("handles").text == "Hill Skincare"
        assert shown_in("snapchat/snap_ad", ad__brand=None).layer("handles").text == "Noa"


class TestSearch:
    def test_the_field_says_what_was_searched_for(self) -> None:
        for placement in ("tiktok/search_feed", "tiktok/search_results"):
            assert shown_in(placement, ad__query="calm skin").layer("query").text == "calm skin"
            assert shown_in(placement, ad__locale="de").layer("query").text == "Suchen"

    def test_our_card_stands_on_the_other_side_where_one_reads_from_there(self) -> None:
        for code, left in (("en", 12), ("ar", 720 - 12 - 343)):
            shown = shown_in("tiktok/search_results", ad__locale=code)
            assert place_of_clip(shown) == Rect(left, 242, 343, 458)
            ground = shown.layer("ground").rgba
            assert ground[251, left + 9, 3] == 0
            assert ground[251, 720 - left - 9, 3] == 255

    def test_its_label_stands_on_the_picture(self) -> None:
        shown = shown_in("tiktok/search_results")
        label = shown.layer("sponsored_label").rect
        assert label.intersect(place_of_clip(shown)) == label


def test_what_a_placement_has_no_place_for_is_told() -> None:
    shown = shown_in("snapchat/snap_ad", post__disclosure="paid_partnership", ad__query="serum")
    told = {note.message for note in shown.notes}
    assert told == {
        "the caption has no place in Snapchat Snap Ad",
        "the disclosure has no place in Snapchat Snap Ad",
        "the viewer's search has no place in Snapchat Snap Ad",
    }
