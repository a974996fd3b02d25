from __future__ import annotations

from fractions import Fraction

from overlays.guides import guides_of
from overlays.locales import load_locale
from overlays.motion import ALWAYS
from overlays.placements import load_placement
from overlays.viewports import View

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


def test_each_stage_has_its_own() -> None:
    placement = load_placement("tiktok/top_view")
    splash, feed = guides_of(placement, load_locale("en"), View().frame(placement))
    assert splash.span.holds(Fraction(1))
    assert not splash.span.holds(Fraction(3))
    assert feed.span.holds(Fraction(3))
    assert feed.points == OFFICIAL
