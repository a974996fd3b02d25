"""Phones: the feed keeps its distances to the edges, and the body leaves the screen free."""

from __future__ import annotations

import pytest

from overlays.chrome import draw_chrome
from overlays.errors import PlacementError
from overlays.geometry import Rect, Size
from overlays.placements import list_placement_ids
from overlays.viewports import View, list_viewports, load_viewport
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
    feed = chrome.framing.last if chrome.framing else Rect(0, 0, 1, 1)
    cta, disc = chrome.layer("cta").rect, chrome.layer("disc").rect
    assert cta.x - feed.x == round(12 * dp)
    assert abs(feed.bottom - cta.bottom - 16 * dp) <= 1
    assert abs(cta.height - 34.2 * dp) <= 1
    assert abs(feed.right - (disc.x + disc.right) / 2 - 30 * dp) <= 1.5
    tabs = chrome.layer("tab_for_you").rect
    assert tabs.y >= phone.status_bar.value * dp


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
