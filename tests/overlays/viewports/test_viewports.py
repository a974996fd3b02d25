"""Phones: the feed keeps its distances to the edges, and the body leaves the screen free."""

from __future__ import annotations

import pytest

from overlays.chrome import draw_chrome
from overlays.errors import PlacementError
from overlays.geometry import Rect, Size
from overlays.placements import list_placement_ids, load_placement
from overlays.viewports import View, list_viewports, load_viewport
from overlays.viewports.screen import Screen
from overlays.viewports.viewport import LEAST_WIDTH
from support.ads import make_ad

PHONES = [name for name in list_viewports() if name != "bare"]


def test_there_is_a_tall_iphone_a_tall_android_and_a_small_phone() -> None:
    assert list_viewports() == ("bare", "android", "iphone", "small")


@pytest.mark.parametrize("name", PHONES)
def test_the_feed_keeps_its_distances(name: str) -> None:
    chrome = draw_chrome(make_ad(), View(name))
    phone = load_viewport(name)
    dp = 1080 / phone.screen[0].value
    feed = View(name).frame(load_placement("tiktok/in_feed")).feed
    cta, disc = chrome.layer("cta").rect, chrome.layer("disc").rect
    assert cta.x - feed.x == round(12 * dp)
    assert abs(feed.bottom - cta.bottom - 16 * dp) <= 1
    assert abs(cta.height - 34.2 * dp) <= 1
    assert abs(feed.right - (disc.x + disc.right) / 2 - 29 * dp) <= 1.5
    tabs = chrome.layer("tab_for_you").rect
    assert tabs.y >= phone.status_bar.value * dp


@pytest.mark.parametrize(
    ("area", "filled"),
    [
        ((360, 673.7), (0, 673.7)),
        ((392.7, 710.2), (0, 710.2)),
        ((411.4, 841.1), (54.9, 731.4)),
        ((390, 761), (33.8, 693.3)),
        ((375, 618), (0, 618)),
    ],
    ids=["P1", "D1", "D2", "iphone", "small"],
)
def test_a_clip_fills_a_phone_as_in_the_app(
    area: tuple[float, float], filled: tuple[float, float]
) -> None:
    """P1 and D1 fill their screens, D2 leaves 55 of black above and below; two pixels a dp."""
    width, height = (2 * round(side) for side in area)
    feed = Rect(0, 0, width, height)
    screen = Screen(Size(width, height + 100), Rect(0, 0, width, height + 100), feed, 2.0)
    rect = screen.filled(load_placement("tiktok/in_feed").frame)
    assert (rect.x, rect.width) == (0, width)
    assert (rect.y, rect.height) == pytest.approx([2 * one for one in filled], abs=2)
    assert rect.y % 2 == rect.height % 2 == 0


def test_a_taller_clip_has_less_black() -> None:
    screen = View("android").frame(load_placement("tiktok/in_feed"))
    frame = load_placement("tiktok/in_feed").frame
    taller = screen.filled(frame, Size(1080, 2100))
    assert taller.height > screen.filled(frame, Size(1080, 1920)).height
    assert screen.filled(frame, Size(1080, 2400)) == screen.feed


def test_the_black_is_said_where_there_is_some() -> None:
    notes = {
        name: [note.message for note in draw_chrome(make_ad(), View(name)).notes]
        for name in list_viewports()
    }
    assert notes["bare"] == notes["small"] == []
    assert notes["iphone"] == [
        "the clip keeps its width on iPhone, 6.1 inch, with island, as in the app: bands above and "
        "below stay empty"
    ]
    assert len(notes["android"]) == 1


@pytest.mark.parametrize("name", PHONES)
def test_nothing_of_the_app_leaves_the_screen(name: str) -> None:
    chrome = draw_chrome(make_ad(ad__locale="ar"), View(name))
    body = chrome.layer("body")
    screen = Rect(
        body.rect.x + (side := chrome.framing.last.x if chrome.framing else 0),
        side,
        chrome.canvas.width - 2 * side,
        chrome.canvas.height - 2 * side,
    )
    assert body.rect.size == chrome.canvas
    for layer in chrome.layers:
        if layer.id != "body":
            assert layer.rect.intersect(screen) == layer.rect, layer.id
    alpha = body.rgba[..., 3]
    assert alpha[screen.y + 200 : screen.bottom - 200, screen.x : screen.right].max() == 0
    assert alpha[0].min() == alpha[-1].min() == 255
    assert alpha[screen.y, screen.x] == 255  # the corners of the screen are round


@pytest.mark.parametrize("name", PHONES)
def test_every_size_is_even_and_scales(name: str) -> None:
    for width in (360, 720, 1080):
        canvas = draw_chrome(make_ad(), View(name, width)).canvas
        assert canvas.width % 2 == canvas.height % 2 == 0
        assert canvas.width >= width
    assert draw_chrome(make_ad(), View(width=540)).canvas == Size(540, 960)


def test_bars_of_a_phone_are_mirrored_too() -> None:
    left, right = (draw_chrome(make_ad(ad__locale=c), View("iphone")) for c in ("en", "ar"))
    assert left.layer("tab_bar").rect == right.layer("tab_bar").rect
    plus = left.layer("tab_bar").rgba[:100, 460:620, 3]
    assert plus.min() == 255
    assert left.layer("status_bar").key != right.layer("status_bar").key


def test_an_unknown_phone_names_the_nearest() -> None:
    with pytest.raises(PlacementError, match=r"did you mean iphone\?"):
        draw_chrome(make_ad(), View("iphon"))


@pytest.mark.parametrize("width", [0, -2, 20, LEAST_WIDTH - 2, 361])
def test_a_width_that_no_screen_has(width: int) -> None:
    with pytest.raises(PlacementError, match=f"even number of pixels wide.*not {width}"):
        View(width=width)


@pytest.mark.parametrize("placement", list_placement_ids())
@pytest.mark.parametrize("viewport", list_viewports())
@pytest.mark.parametrize("locale", ["en", "ar", "ja", "de"])
def test_everything_can_be_drawn_at_the_least_width(
    placement: str, viewport: str, locale: str
) -> None:
    ad = make_ad(ad__placement=placement, ad__locale=locale)
    chrome = draw_chrome(ad, View(viewport, LEAST_WIDTH), stamp=True)
    assert all(layer.rect.width > 0 and layer.rect.height > 0 for layer in chrome.layers)
