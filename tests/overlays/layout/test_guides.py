from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from overlays.chrome import draw_chrome
from overlays.layout.guides import Over, guides_of, over_line
from overlays.locales import load_locale
from overlays.motion import ALWAYS
from overlays.placements import load_placement
from overlays.viewports import View
from support.ads import make_ad

OFFICIAL = ((120, 240), (960, 240), (960, 840), (780, 840), (780, 1260), (120, 1260))


def test_the_official_polygon_stands_where_tiktok_has_it() -> None:
    placement = load_placement("tiktok/in_feed")
    (guide,) = guides_of(placement, load_locale("en"), View().frame(placement))
    assert guide.points == OFFICIAL
    assert guide.span == ALWAYS
    assert guide.confidence == "H"


def test_it_is_mirrored_for_right_to_left() -> None:
    placement = load_placement("tiktok/in_feed")
    (guide,) = guides_of(placement, load_locale("ar"), View().frame(placement))
    assert guide.points == tuple((1080 - x, y) for x, y in OFFICIAL)


def test_it_scales_and_is_for_9_16_only() -> None:
    placement = load_placement("tiktok/in_feed")
    (small,) = guides_of(placement, load_locale("en"), View(width=540).frame(placement))
    assert small.points == tuple((x // 2, y // 2) for x, y in OFFICIAL)
    assert guides_of(placement, load_locale("en"), View("iphone").frame(placement)) == ()


@pytest.mark.parametrize("width", [1000, 800, 640, 362])
def test_it_is_there_at_every_width(width: int) -> None:
    """The height of a frame is even, so its ratio is rarely 9:16 to the pixel."""
    placement = load_placement("tiktok/in_feed")
    (guide,) = guides_of(placement, load_locale("en"), View(width=width).frame(placement))
    assert guide.points[0] == (round(width / 9), round(width * 2 / 9))


def test_each_stage_has_its_own() -> None:
    placement = load_placement("tiktok/top_view")
    splash, feed = guides_of(placement, load_locale("en"), View().frame(placement))
    assert splash.span.holds(Fraction(1))
    assert not splash.span.holds(Fraction(3))
    assert feed.span.holds(Fraction(3))
    assert feed.points == OFFICIAL


def test_rail_and_text_block_are_the_boxes_of_what_is_drawn() -> None:
    placement, locale = load_placement("tiktok/in_feed"), load_locale("en")
    chrome = draw_chrome(make_ad())
    guides = guides_of(placement, locale, View().frame(placement), chrome)
    found = {guide.kind: guide for guide in guides}
    assert set(found) == {"safe_zone", "rail", "text_block"}
    (left, top), _, (right, bottom), _ = found["rail"].points
    assert (top, right) == (chrome.layer("avatar").rect.y, chrome.layer("likes").rect.right)
    assert (left, bottom) == (chrome.layer("likes").rect.x, chrome.layer("disc").rect.bottom)
    (left, top), _, (right, bottom), _ = found["text_block"].points
    assert top == chrome.layer("username").rect.y
    assert (right, bottom) == (chrome.layer("caption").rect.right, chrome.layer("cta").rect.bottom)
    assert found["rail"].confidence == "L"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_what_stands_over_the_line_is_named_with_how_far(locale: str) -> None:
    """P1 has the picture there, too: from 277 down to the line of 280."""
    placement = load_placement("tiktok/in_feed")
    chrome = draw_chrome(make_ad(ad__locale=locale))
    frame = View().frame(placement)
    zone, *_ = guides_of(placement, load_locale(locale), frame, chrome)
    assert zone.over == (Over("avatar", "Picture", 3.0),)
    caption, avatar = chrome.layer("caption"), chrome.layer("avatar")
    moved = replace(caption, rect=replace(caption.rect, y=1230))
    clear = replace(avatar, rect=replace(avatar.rect, y=840))
    assert over_line(zone, replace(chrome, layers=(moved, clear)), frame.factor) == (
        Over("caption", "Caption", 10.0),
    )


def test_what_is_only_there_at_another_time_stands_over_no_line() -> None:
    placement = load_placement("tiktok/top_view")
    chrome = draw_chrome(make_ad(ad__placement="tiktok/top_view"))
    splash, feed, *_ = guides_of(placement, load_locale("en"), View().frame(placement), chrome)
    assert splash.over == ()
    assert [over.layer_id for over in feed.over] == ["avatar"]


@pytest.mark.parametrize("locale", ["de", "ar"])
def test_the_splash_zone_leaves_out_the_corner_of_the_longest_skip(locale: str) -> None:
    placement = load_placement("tiktok/top_view")
    chrome = draw_chrome(make_ad(ad__placement="tiktok/top_view", ad__locale=locale))
    splash, *_ = guides_of(placement, load_locale(locale), View().frame(placement), chrome)
    assert splash.over == ()
    skip = chrome.layer("skip").rect
    assert skip.bottom == 192
    # Beside it the zone begins at 8 % of the frame's height.
    assert min(y for _, y in splash.points) == 156


def test_they_come_with_the_feed_of_a_top_view() -> None:
    placement, locale = load_placement("tiktok/top_view"), load_locale("en")
    chrome = draw_chrome(make_ad(ad__placement="tiktok/top_view"))
    guides = guides_of(placement, locale, View().frame(placement), chrome)
    spans = {guide.span.start for guide in guides if guide.kind in ("rail", "text_block")}
    assert spans == {3}
