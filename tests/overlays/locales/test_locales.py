"""Every language: words, mirrored chrome, nothing that overlaps or cannot be drawn."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from overlays.ad.call_to_action import KINDS
from overlays.chrome import draw_chrome, scene_of
from overlays.drawing.text import missing_characters
from overlays.errors import AdError
from overlays.geometry import Rect
from overlays.layers import Chrome
from overlays.layout.lay_out import lay_out
from overlays.locales import list_locales, load_locale
from overlays.motion import Marquee
from overlays.placements import load_placement
from support.ads import make_ad
from support.moving import MOVING, write_moving

LANGUAGES = "en he pt ja fr de es it nl pl cs tr ru uk el fi id vi ar zh-Hans zh-Hant ko"
CANVAS = Rect(0, 0, 1080, 1920)
# What lies over others on purpose.
OVER = {"scrim_bottom", "cta_fill", "follow"}
# The stamp is ours, not the platform's: one word everywhere.
ENGLISH_ONLY = {"stamp_preview"}
# Seen in English and in French only; elsewhere nothing asks for them by itself.
SEEN_WORDS = {"promoted_music", "explore", "shop"}
# No source has the Korean label; it is shown in English, and a note says so.
UNKNOWN_WORDS = {"ko": {"paid_partnership"}}


def chrome_in(locale: str, **values: object) -> Chrome:
    return draw_chrome(make_ad(ad__locale=locale, **values))


def codes_of(chrome: Chrome) -> set[str]:
    return {note.code for note in chrome.notes}


def test_the_languages_of_the_fact_sheet_are_there() -> None:
    assert set(list_locales()) == set(LANGUAGES.split())
    assert set(load_locale("en").calls_to_action) == set(KINDS)


@pytest.mark.parametrize("code", list_locales())
def test_every_word_of_a_language_has_a_source_and_can_be_drawn(code: str) -> None:
    locale = load_locale(code)
    words = [*locale.words.values(), *locale.calls_to_action.values()]
    assert len(words) >= 29
    for text, source, _ in words:
        assert source
        assert missing_characters(text) == (), text
    assert set(locale.words) <= set(load_locale("en").words)
    assert set(locale.calls_to_action) <= set(KINDS)


@pytest.mark.parametrize("code", sorted(set(list_locales()) - {"en"}))
def test_a_language_has_every_word_of_english(code: str) -> None:
    english = list(load_locale("en").words)
    lacking = (
        ENGLISH_ONLY | UNKNOWN_WORDS.get(code, set()) | (SEEN_WORDS if code != "fr" else set())
    )
    assert list(load_locale(code).words) == [key for key in english if key not in lacking]


@pytest.mark.parametrize("code", sorted(set(list_locales()) - {"en"}))
def test_a_word_of_english_only_falls_back(code: str) -> None:
    assert load_locale(code).word("stamp_preview") == "PREVIEW"


@pytest.mark.parametrize("code", list_locales())
@pytest.mark.parametrize("kind", ["APPLY_NOW", "SHOP_NOW"])
def test_a_language_fits_without_overlap(code: str, kind: str) -> None:
    chrome = chrome_in(code, post__disclosure="promotional_content", ad__call_to_action__kind=kind)
    for layer in chrome.layers:
        assert layer.rect.intersect(CANVAS) == layer.rect, layer.id
    boxes = [layer for layer in chrome.layers if layer.id not in OVER]
    assert len(boxes) >= 16
    for first, second in combinations(boxes, 2):
        assert first.rect.intersect(second.rect) is None, (first.id, second.id)
    assert codes_of(chrome) <= {"no-translation", "label-shrunk"}


@pytest.mark.parametrize("code", ["ar", "he"])
def test_right_to_left_chrome_is_the_mirror_image(code: str) -> None:
    chrome = chrome_in(code)
    plain = chrome_in("en")
    for id_ in (
        "avatar",
        "follow",
        "likes",
        "comments",
        "saves",
        "shares",
        "disc",
        "cta",
        "search",
    ):
        mirrored = plain.layer(id_).rect
        assert chrome.layer(id_).rect == Rect(
            1080 - mirrored.right, mirrored.y, mirrored.width, mirrored.height
        ), id_
    assert chrome.layer("username").rect.right == 1080 - plain.layer("username").rect.x
    # The share arrow points the other way, the note of the sound row does not.
    right = chrome_in(code, post__sound__title="S", post__sound__original=False).layer("sound")
    left = chrome_in("en", post__sound__title="S", post__sound__original=False).layer("sound")
    width = right.rect.width
    assert (right.rgba[:, width - 42 :] == left.rgba[:, :42]).all()
    arrow = plain.layer("shares").rgba[:90].astype(int)
    mirrored_arrow = chrome.layer("shares").rgba[:90]
    assert abs(arrow - mirrored_arrow[:, ::-1]).mean() < 1
    assert abs(arrow - mirrored_arrow).mean() > 20


@pytest.fixture
def moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a placement whose sound slides."""
    write_moving(tmp_path)
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    return MOVING


def test_right_to_left_sound_moves_the_other_way_and_starts_whole(moving: str) -> None:
    layer = chrome_in("ar", ad__placement=moving).layer("sound")
    assert isinstance(layer.motion, Marquee)
    assert layer.motion.speed < 0
    shown = layer.rgba[:, : layer.rect.width, 3]
    columns = shown.max(axis=0).nonzero()[0]
    feather = layer.motion.feather
    assert layer.rect.width - feather - 14 <= columns.max() <= layer.rect.width


def test_right_to_left_sound_that_is_longer_than_its_window_wraps_whole(moving: str) -> None:
    title = {"title": "אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר", "author": "", "cover": None}
    values = {"post__sound": {**title, "original": False}, "ad__placement": moving}
    chrome = chrome_in("he", **values)
    layer = chrome.layer("sound")
    ink = (layer.rgba[..., 3] > 200).sum()
    straight = chrome_in("en", **values).layer("sound")
    assert abs(ink - (straight.rgba[..., 3] > 200).sum()) < 0.02 * ink


def test_what_has_no_translation_is_english_and_said() -> None:
    chrome = chrome_in("ko", post__disclosure="paid_partnership")
    assert chrome.layer("disclosure").text == "Paid partnership"
    notes = [note for note in chrome.notes if note.code == "no-translation"]
    assert [note.layer_id for note in notes] == ["disclosure"]
    assert "한국어" in notes[0].message
    game = chrome_in("de", ad__call_to_action__kind="PLAY_GAME")
    assert game.layer("cta").text == "Play game"
    assert codes_of(game) == {"no-translation"}
    named = chrome_in("de", ad__call_to_action__kind="PLAY_GAME", ad__call_to_action__label="Los")
    assert codes_of(named) == set()


def test_long_labels_are_set_smaller_then_cut_and_both_is_said() -> None:
    shrunk = draw_chrome(
        make_ad(ad__call_to_action__label="A label of some forty-five letters, see")
    )
    assert codes_of(shrunk) == {"label-shrunk"}
    cut = draw_chrome(make_ad(ad__call_to_action__label="W" * 60))
    assert codes_of(cut) == {"label-cut"}
    assert codes_of(draw_chrome(make_ad())) == set()


def test_letters_in_no_font_are_said() -> None:
    chrome = draw_chrome(make_ad(post__caption="Sumerian 𒀀"))
    assert chrome.layer("caption").text == "Sumerian"
    (note,) = chrome.notes
    assert (note.code, note.layer_id) == ("missing-glyph", "caption")
    assert note.message == (
        "the caption is shown in part, as no font here has its Cuneiform letters: 𒀀 (U+12000)"
    )


def test_a_caption_of_which_nothing_can_be_drawn_is_reported_too() -> None:
    chrome = draw_chrome(make_ad(post__caption="\u16a0"))
    assert "caption" not in {layer.id for layer in chrome.layers}
    (note,) = chrome.notes
    assert (note.code, note.layer_id) == ("missing-glyph", "caption")
    assert note.message.startswith("the caption is not shown, as no font here has its Runic")


@pytest.mark.parametrize(
    ("path", "layer", "what"),
    [
        ("post__creator__username", "username", "the username"),
        ("post__creator__display_name", "avatar", "the display name"),
        ("post__sound__title", "sound", "the sound's title"),
        ("post__sound__author", "sound", "the sound's author"),
    ],
)
@pytest.mark.parametrize(("text", "extent"), [("ᚠᚢ", "is not shown"), ("Noaᚠ", "is shown in part")])
def test_other_words_in_no_font_are_said(
    path: str, layer: str, what: str, text: str, extent: str
) -> None:
    (note,) = draw_chrome(make_ad(**{path: text})).notes
    assert (note.code, note.layer_id) == ("missing-glyph", layer)
    assert note.message.startswith(f"{what} {extent}, as no font here has its Runic letters: ᚠ")


def test_a_label_in_no_font_is_never_another_label() -> None:
    with pytest.raises(AdError) as caught:
        draw_chrome(make_ad(ad__call_to_action__label="ᚠᚢ"))
    assert str(caught.value) == (
        "ad.call_to_action.label: cannot be drawn, as no font here has its Runic letters: "
        "ᚠ (U+16A0) ᚢ (U+16A2); write it in other letters"
    )
    organic = make_ad(ad__call_to_action__label="ᚠᚢ", ad__placement="tiktok/organic")
    assert draw_chrome(organic).notes == ()


def test_what_a_label_lost_is_said() -> None:
    chrome = draw_chrome(make_ad(ad__call_to_action__label="Buy ᚠᚢ"))
    assert chrome.layer("cta").text == "Buy"
    (note,) = chrome.notes
    assert (note.code, note.layer_id) == ("missing-glyph", "cta")
    assert note.message.startswith("the button's label is shown in part, as no font here has")


@pytest.mark.parametrize("label", ["", "  ", "\u200b"])
def test_a_label_without_words_leaves_those_of_the_kind(label: str) -> None:
    chrome = chrome_in("de", ad__call_to_action__label=label, ad__call_to_action__kind="PLAY_GAME")
    assert chrome.layer("cta").text == "Play game"
    assert codes_of(chrome) == {"no-translation"}


@pytest.mark.parametrize("label", ["ყიდვა", "Գնել", "ទិញ", "ຊື້"])
def test_a_label_in_another_script_is_drawn_as_it_is(label: str) -> None:
    chrome = draw_chrome(make_ad(ad__call_to_action__label=label))
    assert chrome.layer("cta").text == label
    assert chrome.notes == ()


def spoken(chrome: Chrome) -> dict[str, str]:
    return {layer.id: layer.action.label for layer in chrome.layers if layer.action}


def test_what_is_spoken_is_in_the_language_of_the_phone() -> None:
    assert spoken(chrome_in("ja")) == {
        "username": "Noaのプロフィール",
        "caption": "キャプション",
        "sound": "楽曲 オリジナル楽曲 - Noa",
        "cta": "ダウンロード",
        "avatar": "Noaのプロフィール",
        "follow": "Noaをフォロー",
        "likes": "いいね, 128.4K",
        "comments": "コメント, 1,204",
        "saves": "保存, 9,876",
        "shares": "シェア, 432",
        "disc": "楽曲 オリジナル楽曲 - Noa",
    }


@pytest.mark.parametrize("code", sorted(set(list_locales()) - {"en"}))
def test_no_english_is_spoken_on_another_phone(code: str) -> None:
    english, own = spoken(chrome_in("en")), spoken(chrome_in(code))
    assert english.keys() == own.keys()
    for layer, label in own.items():
        assert label != english[layer], layer
        assert "{" not in label, layer
    for layer in ("username", "avatar", "follow", "disc"):
        assert "Noa" in own[layer], layer


def test_a_spoken_word_that_a_language_lacks_is_english_and_said() -> None:
    locale = load_locale("ja")
    words = {key: word for key, word in locale.words.items() if key != "like"}
    locale = locale.model_copy(update={"words": words})
    ad, placement = make_ad(ad__locale="ja"), load_placement("tiktok/in_feed")
    layout = lay_out(placement, scene_of(ad, placement, locale))
    action = layout.element("likes").action
    assert action is not None
    assert action.label == "Like, 128.4K"
    (note,) = layout.notes
    assert (note.code, note.layer_id) == ("no-translation", "likes")
    assert note.message == ("“Like, 128.4K” is shown in English: no 日本語 wording is known for it")
