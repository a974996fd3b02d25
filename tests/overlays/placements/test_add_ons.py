"""What an ad carries beside its button, where TikTok's placements show it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome, scene_of
from overlays.errors import PictureError
from overlays.layers import Chrome
from overlays.layout.lay_out import lay_out
from overlays.locales import list_locales, load_locale
from overlays.placements import load_placement
from overlays.viewports import View
from player.data import Phone, Stage, player_data
from support.ads import make_ad
from support.named import Named

# Two pixels for each dp.
VIEW = View(width=720)
LINKS = {
    "links": [
        {"title": "Terms", "url": "https://example.com/terms"},
        {"title": "Privacy", "url": "https://example.org/privacy"},
    ]
}
PLAIN = {"text": "Results vary."}
LONG = {"text": "Results vary. Talk to a doctor before use, and read the leaflet to its end."}


def drawn(**values: object) -> Chrome:
    return draw_chrome(make_ad(**values), VIEW)


@pytest.mark.parametrize("placement", ["in_feed", "in_feed_upload", "top_view", "search_feed"])
def test_small_print_stands_between_the_sound_and_the_button(placement: str) -> None:
    shown = drawn(
        ad__placement=f"tiktok/{placement}",
        ad__label="none",
        ad__ai_label=True,
        ad__disclaimer=PLAIN,
    )
    ids = ("sound", "ai_label", "disclaimer", "cta")
    rows = [shown.layer(id_).rect for id_ in ids]
    gaps = [lower.y - upper.bottom for upper, lower in pairwise(rows)]
    assert gaps == pytest.approx([16, 8, 24], abs=1)
    # 12 from the left, letters of 11 on 15.
    assert {(rect.x, rect.height) for rect in rows[1:3]} == {(24, 30)}
    assert shown.layer("ai_label").text == "Advertiser labeled as AI-generated"
    assert shown.layer("disclaimer").rgba.max() == round(0.75 * 255)


def test_without_any_of_it_nothing_moves() -> None:
    rects = {layer.id: layer.rect for layer in drawn().layers}
    dressed = drawn(ad__disclaimer=PLAIN)
    assert rects["cta"] == dressed.layer("cta").rect
    assert rects["username"].y - dressed.layer("username").rect.y == 2 * (8 + 15)


def test_titles_of_links_are_underlined_and_the_bar_between_them_is_not() -> None:
    rgba = drawn(ad__disclaimer=LINKS).layer("disclaimer_links").rgba
    # The line of an underline is the row with the most paint.
    row = rgba[np.argmax(rgba[..., 3].sum(axis=1)), :, 3] > 0
    edges = np.flatnonzero(np.diff(row.astype(int)))
    (gap,) = (
        right - left for left, right in pairwise(edges) if right - left > 10 and not row[left + 1]
    )
    assert gap > 10
    assert row.sum() > 0.8 * rgba.shape[1] - gap


@pytest.mark.parametrize(("locale", "is_mirrored"), [("en", False), ("ar", True)])
def test_it_is_mirrored(locale: str, is_mirrored: bool) -> None:
    shown = drawn(ad__locale=locale, ad__ai_label=True, ad__disclaimer=LINKS)
    for id_ in ("ai_label", "disclaimer_links"):
        rect = shown.layer(id_).rect
        assert (720 - rect.right if is_mirrored else rect.x) == 24
    assert not [note for note in shown.notes if note.code == "no-translation"]


def test_a_disclaimer_that_is_cut_is_told_of() -> None:
    (note,) = drawn(ad__disclaimer=LONG).notes
    assert note.code == "words-cut"
    assert note.message.startswith("the disclaimer is cut: “Results vary. Talk to a doctor")
    assert drawn(ad__disclaimer=PLAIN).notes == ()


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"post__ai_label": True}, "Creator labeled as AI-generated"),
        ({"post__ai_label": True, "ad__ai_label": True}, "Advertiser labeled as AI-generated"),
    ],
)
def test_an_ad_says_who_labeled_it(values: dict[str, object], text: str) -> None:
    assert drawn(**values).layer("ai_label").text == text


@pytest.mark.parametrize("code", list_locales())
def test_the_label_is_whole_in_every_language(code: str) -> None:
    text = drawn(ad__locale=code, ad__ai_label=True).layer("ai_label").text
    assert text == load_locale(code).word("ai_advertiser")


def test_a_post_has_its_creators_label_and_nothing_of_the_advertisers() -> None:
    shown = drawn(
        ad__placement="tiktok/organic", post__ai_label=True, ad__ai_label=True, ad__disclaimer=LINKS
    )
    assert shown.layer("ai_label").text == "Creator labeled as AI-generated"
    assert shown.layer("ai_label").is_locked
    assert {note.message for note in shown.notes} == {
        "the clickable disclaimer has no place in TikTok organic post",
        "the advertiser's AI label has no place in TikTok organic post",
    }


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Blue, with a red band at either side that its middle square leaves out."""
    rgb = np.zeros((40, 80, 3), np.uint8)
    rgb[:, 20:60] = (0, 0, 255)
    rgb[:, :20] = rgb[:, 60:] = (255, 0, 0)
    path = tmp_path / "card.png"
    Image.fromarray(rgb).save(path)
    return path


@pytest.mark.parametrize(("locale", "is_mirrored"), [("en", False), ("ar", True)])
def test_a_card_comes_up_over_the_text_and_can_be_closed(
    picture: Path, locale: str, is_mirrored: bool
) -> None:
    ad = make_ad(ad__card={"picture": picture}, ad__locale=locale)
    shown = draw_chrome(ad, VIEW, Creative(Fraction(15)))
    card, close = shown.layer("card"), shown.layer("card_close")
    assert not card.is_visible(Fraction(3))
    assert (card.is_visible(Fraction(31, 10)), close.is_visible(Fraction(31, 10))) == (True, True)
    assert tuple(card.rgba[130, 130]) == tuple(card.rgba[130, 4]) == (0, 0, 255, 255)
    side = 720 - card.rect.right if is_mirrored else card.rect.x
    assert (side, card.rect.bottom) == (24, shown.layer("username").rect.y - 20)
    assert card.action is not None
    assert (card.action.verb, card.action.url) == ("lead", "https://example.com/serum")
    (closed,) = [one for one in shown.alternates if one.target == "card_closed"]
    assert (closed.layers, closed.hides) == ((), ("card", "card_close"))


def test_a_cards_picture_is_one_of_the_ads_files(picture: Path) -> None:
    ad = make_ad(ad__card={"picture": picture.name}).with_media_in(picture.parent)
    assert ad.pictures == {"ad.card.picture": picture}
    assert picture in ad.media
    with pytest.raises(PictureError, match=r"gone\.png cannot be read"):
        drawn(ad__card={"picture": picture.with_name("gone.png")})


def test_without_a_card_the_placement_is_laid_out_once() -> None:
    placement = load_placement("tiktok/in_feed")
    ad = make_ad()
    layout = lay_out(placement, scene_of(ad, placement, load_locale("en"), VIEW))
    assert [moment.id for moment in placement.moments] == ["card_up"]
    assert layout.placed.steps == ()


def test_a_tap_lists_the_links_and_explains_the_label() -> None:
    ad = make_ad(ad__ai_label=True, ad__disclaimer=LINKS)
    phone = Phone(ad, draw_chrome(ad, VIEW), load_placement("tiktok/in_feed"))
    data = player_data(Named(), [phone], VIEW, Stage())["phones"][0]
    spots = {spot["id"]: (spot["verb"], spot["target"], spot["label"]) for spot in data["hotspots"]}
    assert spots["disclaimer_links"] == ("open", "disclaimer", "Disclaimer: Terms | Privacy")
    assert spots["ai_label"] == ("open", "ai_label", "Advertiser labeled as AI-generated")
    assert data["sheets"]["disclaimer"]["body"] == [
        {
            "kind": "links",
            "links": [
                {"words": "Terms", "href": "https://example.com/terms"},
                {"words": "Privacy", "href": "https://example.org/privacy"},
            ],
        }
    ]
    assert data["sheets"]["ai_label"]["name"] == "Advertiser labeled as AI-generated"
