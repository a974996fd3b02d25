"""TopView: what shows when, and where the creative stands meanwhile."""

from __future__ import annotations

from fractions import Fraction

import pytest

from overlays.chrome import draw_chrome
from overlays.framing import STEPS, Framing, Key
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from overlays.motion import motion_state
from overlays.viewports import View
from support.ads import make_ad

WHOLE = Rect(0, 0, 1080, 1920)


@pytest.fixture
def top_view() -> Chrome:
    return draw_chrome(make_ad(ad__placement="tiktok/top_view"))


def visible(chrome: Chrome, time: str) -> dict[str, Layer]:
    return {layer.id: layer for layer in chrome.layers if layer.is_visible(Fraction(time))}


def test_the_takeover_shows_nothing_of_the_feed(top_view: Chrome) -> None:
    for time in ("0", "1", "2.99"):
        assert set(visible(top_view, time)) == {"skip"}


def test_the_feed_fades_in_together(top_view: Chrome) -> None:
    during = visible(top_view, "3.15")
    assert "skip" not in during
    assert len(during) >= 18
    assert {layer.fade.opacity(Fraction("3.15")) for layer in during.values() if layer.fade} == {
        127
    }


def test_after_both_changes_it_is_the_in_feed_ad(top_view: Chrome) -> None:
    time = Fraction(6)
    in_feed = visible(draw_chrome(make_ad()), "6")
    shown = visible(top_view, "6")
    assert list(shown) == list(in_feed)
    for id_, layer in shown.items():
        other = in_feed[id_]
        assert (layer.rect, layer.key) == (other.rect, other.key), id_
        assert motion_state(layer.motion, time) == motion_state(other.motion, time), id_
        assert layer.fade is not None
        assert layer.fade.opacity(time) == 255
    assert top_view.framing is not None
    assert top_view.framing.rect(time) == WHOLE


def test_the_button_takes_its_color_two_seconds_into_the_feed(top_view: Chrome) -> None:
    assert "cta_fill" not in visible(top_view, "4.99")
    assert "cta_fill" in visible(top_view, "5.1")


def test_the_creative_stands_larger_first_and_shrinks_evenly(top_view: Chrome) -> None:
    framing = top_view.framing
    assert framing is not None
    first = framing.rect(Fraction(0))
    assert first.width == pytest.approx(1080 * 1.109, abs=4)
    assert first.x + first.right == 1080
    widths = [framing.rect(Fraction(3) + Fraction(step, 100)).width for step in range(31)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == first.width
    assert widths[-1] == 1080
    assert abs(widths[15] - (first.width + 1080) / 2) <= 2


def test_every_edge_of_a_change_is_even() -> None:
    first = Key(Fraction(0), Rect(-30, -60, 620, 1100))
    then = Key(Fraction(1), Rect(10, 20, 500, 800), Fraction(1))
    framing = Framing((first, then))
    rects = {framing.rect(1 + Fraction(step, STEPS)) for step in range(STEPS + 1)}
    assert len(rects) > 20
    for rect in rects:
        assert not any(edge % 2 for edge in (rect.x, rect.y, rect.right, rect.bottom))


def test_without_a_takeover_the_creative_stays() -> None:
    framing = Framing.fixed(WHOLE)
    assert {framing.rect(Fraction(t)) for t in (0, 1, 3, 100)} == {WHOLE}


def test_the_takeover_fills_the_whole_screen_of_a_phone() -> None:
    chrome = draw_chrome(make_ad(ad__placement="tiktok/top_view"), View("iphone"))
    framing = chrome.framing
    assert framing is not None
    assert framing.rect(Fraction(0)).height == 2338
    # 9:16 between two bands, as far from the top as from the tab bar.
    feed = framing.rect(Fraction(4))
    assert feed.size == Size(1080, 1920)
    above, below = feed.y - 28, chrome.layer("tab_bar").rect.y - feed.bottom
    assert above == pytest.approx(below, abs=2)
    assert {"skip", "status_bar", "body", "cutout", "home_indicator"} <= set(visible(chrome, "1"))
    assert "tab_bar" not in visible(chrome, "1")
    assert "tab_bar" in visible(chrome, "4")
