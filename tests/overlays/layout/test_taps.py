"""What taps change on the canvas, and the places that have a tap of their own."""

from __future__ import annotations

import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.geometry import Rect
from overlays.layers import Alternate, Chrome, Layer
from overlays.locales import list_locales
from support.ads import FOUR_LINES, make_ad

LONG = f"{FOUR_LINES} {FOUR_LINES}"
VERY_LONG = " ".join([FOUR_LINES] * 20)


def alternate(chrome: Chrome, target: str) -> Alternate:
    return next(found for found in chrome.alternates if found.target == target)


def layer(found: Alternate, layer_id: str) -> Layer:
    return next(layer for layer in found.layers if layer.id == layer_id)


def has_color(picture: np.ndarray, red: int, green: int, blue: int) -> bool:
    opaque = picture[picture[..., 3] == 255][:, :3].astype(int)
    return bool((np.abs(opaque - (red, green, blue)).sum(axis=1) == 0).any())


def test_a_like_is_red_and_one_more() -> None:
    chrome = draw_chrome(make_ad(post__counts__likes=9_998))
    liked = layer(alternate(chrome, "like"), "likes")
    assert (chrome.layer("likes").text, liked.text) == ("9,998", "9,999")
    assert liked.rect == chrome.layer("likes").rect
    assert has_color(liked.rgba, 0xFE, 0x2C, 0x55)
    assert not has_color(chrome.layer("likes").rgba, 0xFE, 0x2C, 0x55)


def test_a_save_is_yellow_and_one_more() -> None:
    saved = layer(alternate(draw_chrome(make_ad()), "save"), "saves")
    assert saved.text == "9,877"
    assert has_color(saved.rgba, 0xFA, 0xCE, 0x15)


def test_following_takes_the_badge_away() -> None:
    follow = alternate(draw_chrome(make_ad()), "follow")
    assert (follow.layers, follow.hides) == ((), ("follow",))


def test_a_followed_creator_who_is_left_gets_the_badge_where_it_always_is() -> None:
    followed, plain = draw_chrome(make_ad(post__creator__followed=True)), draw_chrome(make_ad())
    assert alternate(plain, "follow").is_on
    back = alternate(followed, "follow")
    assert not back.is_on
    assert [found.id for found in back.layers] == ["avatar", "follow"]
    for found in back.layers:
        assert (found.rect, found.key) == (plain.layer(found.id).rect, plain.layer(found.id).key)


def test_a_short_caption_has_nothing_to_unfold() -> None:
    chrome = draw_chrome(make_ad(post__caption="short"))
    assert "unfold" not in {found.target for found in chrome.alternates}
    assert chrome.layer("caption").spots == ()


@pytest.mark.parametrize("code", list_locales())
def test_unfolding_shows_the_whole_caption_and_moves_the_name(code: str) -> None:
    chrome = draw_chrome(make_ad(post__caption=LONG, ad__locale=code))
    unfold = alternate(chrome, "unfold")
    caption, name = layer(unfold, "caption"), layer(unfold, "username")
    folded = chrome.layer("caption")
    assert caption.text.startswith(LONG)
    assert caption.rect.bottom == folded.rect.bottom
    assert caption.rgba.shape[0] == caption.rect.height > folded.rect.height
    moved = folded.rect.y - caption.rect.y
    assert chrome.layer("username").rect.y - name.rect.y == moved > 0
    scrim = layer(unfold, "scrim_bottom")
    assert scrim.rect.y < name.rect.y
    assert scrim.rect.bottom == 1920


def test_a_very_long_caption_scrolls_below_the_middle_of_the_screen() -> None:
    unfold = alternate(draw_chrome(make_ad(post__caption=VERY_LONG)), "unfold")
    caption = layer(unfold, "caption")
    assert caption.rgba.shape[0] > 2 * caption.rect.height
    assert caption.rect.y > 1920 * 0.3
    assert layer(unfold, "username").rect.y > 1920 * 0.25


@pytest.mark.parametrize("code", list_locales())
def test_see_more_has_a_place_of_its_own_where_its_letters_are(code: str) -> None:
    """The caption is of numbers, so that its only semibold letters are those of the suffix."""
    chrome = draw_chrome(make_ad(post__caption="1 " * 400, ad__locale=code))
    caption = chrome.layer("caption")
    (spot,) = caption.spots
    assert (spot.id, spot.action.target) == ("see_more", "unfold")
    assert caption.action is not None
    assert caption.action.target == "landing_page"
    last_line = Rect(caption.rect.x, caption.rect.bottom - 90, caption.rect.width, 90)
    assert spot.rect.intersect(last_line) is not None
    assert spot.rect.y > caption.rect.bottom - 110
    is_rtl = code in ("ar", "he")
    middle = caption.rect.x + caption.rect.width / 2
    assert (spot.rect.x < middle) if is_rtl else (spot.rect.right > middle)


def test_an_organic_caption_unfolds_wherever_it_is_tapped() -> None:
    chrome = draw_chrome(make_ad(post__caption=LONG, ad__placement="tiktok/organic"))
    action = chrome.layer("caption").action
    assert action is not None
    assert action.target == "unfold"
    assert action.url is None


def test_what_taps_change_appears_after_the_takeover_only() -> None:
    chrome = draw_chrome(make_ad(post__caption=LONG, ad__placement="tiktok/top_view"))
    starts = {one.span.start for found in chrome.alternates for one in found.layers}
    assert starts == {3}


def test_exports_draw_nothing_of_it() -> None:
    chrome = draw_chrome(make_ad(post__caption=LONG), taps=False)
    assert chrome.alternates == ()
    assert chrome.layer("caption").spots == ()
    assert chrome.digest == draw_chrome(make_ad(post__caption=LONG)).digest
