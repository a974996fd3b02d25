"""Pixels: colors, places and edges of every kind of item."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.drawing.contrast import contrast
from overlays.drawing.items import (
    BLACK,
    WHITE,
    Color,
    Drawing,
    Icon,
    Photo,
    Picture,
    Plate,
    Run,
    Scrim,
    Shadow,
    Text,
    TextStyle,
)
from overlays.drawing.skia.painting import draw
from overlays.geometry import Size
from overlays.layers import pixel_key
from overlays.motion import Drift, FadeIn, Marquee, Spin
from support.ads import make_ad
from support.letters import PLAIN, assert_letters
from support.moving import MOVING, write_moving

RED, GREEN = Color(255, 0, 0), Color(0, 255, 0)


def test_plates_stand_where_they_are_put_and_later_ones_cover() -> None:
    items = (Plate(1, 1, 4, 3, 0, RED), Plate(3, 2, 3, 3, 0, GREEN))
    assert_letters(
        draw(Drawing(Size(7, 6), items)),
        """
        .......
        .RRRR..
        .RRGGG.
        .RRGGG.
        ...GGG.
        .......
        """,
    )


def test_a_ring_is_drawn_inside_its_edge() -> None:
    assert_letters(
        draw(Drawing(Size(6, 6), (Plate(0, 0, 6, 6, 0, WHITE, ring=1),))),
        """
        WWWWWW
        W....W
        W....W
        W....W
        W....W
        WWWWWW
        """,
    )


def test_translucent_color_is_premultiplied() -> None:
    letters = {**PLAIN, "h": (128, 0, 0, 128)}
    half = RED._replace(alpha=128)
    assert_letters(draw(Drawing(Size(2, 1), (Plate(0, 0, 1, 1, 0, half),))), "h.", letters)


def test_a_photo_fills_its_circle_with_its_own_colors_the_right_way_up() -> None:
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[:4] = (255, 0, 0, 255)
    pixels[4:] = (0, 255, 0, 255)
    drawn = draw(Drawing(Size(8, 8), (Photo(Picture("k", pixels), 0, 0, 8),)))
    assert_letters(
        drawn,
        """
        ????????
        ?RRRRRR?
        ?RRRRRR?
        ????????
        ????????
        ?GGGGGG?
        ?GGGGGG?
        ????????
        """,
    )
    assert drawn[0, 0, 3] == drawn[7, 7, 3] == 0


def test_a_scrim_is_black_between_its_stops() -> None:
    drawn = draw(Drawing(Size(3, 100), (Scrim(((0.0, 0.0), (0.5, 1.0), (1.0, 1.0))),)))
    alpha = drawn[:, 1, 3].astype(int)
    assert not drawn[..., :3].any()
    assert alpha[0] <= 3
    assert abs(alpha[25] - 130) <= 1
    assert (alpha[50:] == 255).all()
    assert (np.diff(alpha) >= 0).all()
    assert (drawn == drawn[:, :1]).all()


def test_a_shadow_is_black_below_and_leaves_the_thing_itself_alone() -> None:
    plate = (Plate(8, 8, 8, 8, 0, WHITE),)
    drawn = draw(Drawing(Size(24, 28), plate, Shadow(dy=3, sigma=2, opacity=0.6)))
    assert (drawn[8:16, 8:16] == 255).all()
    below, above = drawn[18, 12], drawn[5, 12]
    assert below[3] > 60
    assert tuple(below[:3]) == (0, 0, 0)
    assert above[3] < below[3] / 4


def test_text_stands_in_its_line_box() -> None:
    style = TextStyle(size=20, line_height=30)
    drawn = draw(Drawing(Size(100, 60), (Text((Run("H\nH", "bold"),), style, 100),)))
    rows = np.flatnonzero(drawn[..., 3].max(axis=1))
    first, second = rows[rows < 30], rows[rows >= 30]
    # A capital is 0.705 em high and stands in the middle of its line.
    assert abs(len(first) - 14.1) <= 1.5
    assert abs(first.mean() - 14.5) <= 1
    assert abs(second.mean() - first.mean() - 30) <= 0.5


def test_right_to_left_text_stands_at_the_right() -> None:
    style = TextStyle(size=20, line_height=30)
    for words, at_right in (("שלום", True), ("Hello", False)):
        drawn = draw(Drawing(Size(300, 30), (Text((Run(words),), style, 300),)))
        columns = np.flatnonzero(drawn[..., 3].max(axis=0))
        assert bool(columns.min() > 200) is at_right
        assert bool(columns.max() < 100) is not at_right


def test_emoji_are_in_color() -> None:
    style = TextStyle(size=40, line_height=50)
    drawn = draw(Drawing(Size(60, 50), (Text((Run("❤️"),), style, 60),))).astype(int)
    assert drawn[25, 25, 0] > drawn[25, 25, 1] + 100


def test_an_icon_takes_its_color_and_size() -> None:
    drawn = draw(Drawing(Size(40, 40), (Icon("heart", 32, 4, 4, RED),)))
    assert tuple(drawn[18, 20]) == (255, 0, 0, 255)
    assert not drawn[:, :4].any()
    assert not drawn[36:].any()


def test_the_same_ad_gives_the_same_pixels_and_a_changed_one_only_its_own() -> None:
    first, second = draw_chrome(make_ad()), draw_chrome(make_ad(post__caption="Another caption"))
    assert draw_chrome(make_ad()).digest == first.digest != second.digest
    changed = {a.id for a, b in zip(first.layers, second.layers, strict=True) if a.key != b.key}
    assert changed == {"caption"}
    for layer in first.layers:
        assert layer.key == pixel_key(layer.rgba), layer.id
        assert not layer.rgba.flags.writeable


def test_layers_have_the_size_of_their_box_and_are_premultiplied() -> None:
    for layer in draw_chrome(make_ad()).layers:
        height, width = layer.rect.height, layer.rect.width
        if isinstance(layer.motion, Marquee):
            width = layer.motion.loop
        if isinstance(layer.motion, Drift):
            assert max(layer.rgba.shape[:2]) < min(height, width), layer.id
        else:
            assert layer.rgba.shape == (height, width, 4), layer.id
        assert (layer.rgba[..., :3] <= layer.rgba[..., 3:]).all(), layer.id
        assert layer.rgba[..., 3].any(), layer.id


def test_in_the_feed_of_today_only_the_button_and_the_line_move() -> None:
    chrome = draw_chrome(make_ad(), creative=Creative(duration=Fraction(12)))
    moving = {layer.id for layer in chrome.layers if layer.motion}
    assert moving == {"cta_fill", "progress"}


def test_what_moves_and_what_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_moving(tmp_path)
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    chrome = draw_chrome(make_ad(ad__placement=MOVING))
    moving = {layer.id: layer.motion for layer in chrome.layers if layer.motion}
    assert moving["disc"] == Spin(Fraction(4))
    assert moving["cta_fill"] == FadeIn(Fraction(2), Fraction(1, 2))
    assert isinstance(moving["sound"], Marquee)
    first, second = moving["note_1"], moving["note_2"]
    assert isinstance(first, Drift)
    assert isinstance(second, Drift)
    assert first.period == second.period == 3
    half = len(first.poses) // 2
    assert second.poses == first.poses[half:] + first.poses[:half]
    assert len(moving) == 5


def test_the_button_takes_its_color_and_a_legible_label() -> None:
    for color, ink in (("#FE2C55", WHITE), ("#FFE100", Color.from_hex("#161823"))):
        fill = draw_chrome(make_ad(ad__call_to_action__color=color)).layer("cta_fill").rgba
        expected = Color.from_hex(color)
        assert tuple(fill[60, 20]) == expected
        middle = fill[40:80, 200:600].reshape(-1, 4).astype(int)
        assert (np.abs(middle[:, :3] - ink[:3]).sum(axis=1) == 0).any()
        assert contrast(ink, expected) >= 3.0


@pytest.mark.parametrize(("placement", "begins"), [("tiktok/in_feed", 2), ("tiktok/top_view", 5)])
def test_letters_that_turn_dark_are_whole_at_every_moment(placement: str, begins: int) -> None:
    chrome = draw_chrome(
        make_ad(ad__call_to_action__color="#FFE100", ad__placement=placement),
        creative=Creative(duration=Fraction(12)),
    )
    white, dark = chrome.layer("cta_words"), chrome.layer("cta_ink")
    assert (white.span.start, dark.span.end) == (Fraction(begins), begins + Fraction(1, 2))
    assert white.span.end == dark.span.start
    assert begins < dark.span.start < begins + Fraction(1, 2)
    assert [layer.id for layer in chrome.layers if layer.id.startswith("cta")] == [
        "cta",
        "cta_fill",
        "cta_words",
        "cta_ink",
    ]
    for layer, color in ((white, WHITE), (dark, Color.from_hex("#161823"))):
        opaque = layer.rgba[layer.rgba[..., 3] == 255]
        assert len(opaque) > 500
        assert (opaque[:, :3] == color[:3]).all()
        assert layer.rect == chrome.layer("cta").rect


def test_letters_that_stay_white_need_no_other_ones() -> None:
    ids = {layer.id for layer in draw_chrome(make_ad(ad__call_to_action__color="#FE2C55")).layers}
    assert ids.isdisjoint({"cta_words", "cta_ink"})


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(WHITE, BLACK) == 21.0
    assert abs(contrast(WHITE, Color.from_hex("#777777")) - 4.48) < 0.01
