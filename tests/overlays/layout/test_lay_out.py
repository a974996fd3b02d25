"""Where things are: rectangles and order only, no pixels."""

from __future__ import annotations

from itertools import pairwise

import pytest

from overlays.chrome import draw_chrome
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from overlays.placements import list_placement_ids, load_placement, placement_data
from overlays.viewports import View
from support.ads import FOUR_LINES, make_ad

# TikTok's In-Feed file, left to right, at 1080 x 1920 (docs/placements.md, "Safe zone").
SAFE_AREA = (Rect(120, 240, 840, 600), Rect(120, 840, 660, 420))
CANVAS = Rect(0, 0, 1080, 1920)
COLUMN = ["username", "caption", "disclosure", "sponsored_label", "sound", "cta"]
CAPTIONS = {
    "none": "",
    "one line": "Hello",
    "two lines": "Three weeks, one bottle, zero filters, and my skin is calm",
    "four lines": FOUR_LINES,
    "cut": FOUR_LINES * 4,
    "right to left": "هذا المنتج غيّر بشرتي تماماً خلال ثلاثة أسابيع فقط " * 4,
    "emoji": "👩‍👩‍👧‍👦🇫🇷👍🏽" * 40,
    "tall": "n" + "\u0310" * 50 + " and ﷽ and ภูมิ",
}


def column_of(chrome: Chrome) -> list[Layer]:
    return [layer for layer in chrome.layers if layer.id in COLUMN]


@pytest.mark.parametrize("disclosure", ["none", "paid_partnership"])
@pytest.mark.parametrize("caption", CAPTIONS.values(), ids=CAPTIONS)
def test_no_box_enters_the_official_safe_area(caption: str, disclosure: str) -> None:
    chrome = draw_chrome(make_ad(post__caption=caption, post__disclosure=disclosure))
    assert len(chrome.layers) >= 18
    for layer in chrome.layers:
        assert layer.rect.intersect(CANVAS) == layer.rect, layer.id
        common = [layer.rect.intersect(zone) for zone in SAFE_AREA]
        if layer.id == "avatar":
            # As in the app itself: 3 dp over the line of 280.
            assert [rect and rect.size for rect in common] == [Size(36, 9), None]
        elif layer.id.startswith("tab_"):
            # The underline ends at 79.7; below it is the shadow.
            assert layer.rect.bottom <= 240 + 5
        elif layer.id != "scrim_bottom":
            assert common == [None, None], layer.id


@pytest.mark.parametrize("disclosure", ["none", "paid_partnership"])
@pytest.mark.parametrize("caption", CAPTIONS.values(), ids=CAPTIONS)
def test_the_column_stands_in_order_without_overlap(caption: str, disclosure: str) -> None:
    chrome = draw_chrome(make_ad(post__caption=caption, post__disclosure=disclosure))
    column = column_of(chrome)
    expected = [id_ for id_ in COLUMN if (caption or id_ != "caption")]
    if disclosure == "none":
        expected.remove("disclosure")
    assert [layer.id for layer in column] == expected
    for upper, lower in pairwise(column):
        assert upper.rect.bottom <= lower.rect.y, (upper.id, lower.id)


def test_a_spark_ad_keeps_its_sound_under_the_label() -> None:
    chrome = draw_chrome(make_ad(post__caption=CAPTIONS["two lines"]))
    assert chrome.layer("cta").rect == Rect(36, 1769, 804, 103)
    assert chrome.layer("sound").rect.y == round((640 - 16 - 34.2 - 12 - 18) * 3)
    assert chrome.layer("sponsored_label").rect.y == round((640 - 80.2 - 8 - 19) * 3)
    assert chrome.layer("caption").rect == Rect(36, round((640 - 107.2 - 8 - 39) * 3), 804, 117)
    assert chrome.layer("username").rect.y == round((640 - 154.2 - 8 - 22) * 3)


def test_a_caption_of_two_lines_is_two_lines_high_and_of_more_is_cut() -> None:
    rects = [
        draw_chrome(make_ad(post__caption="\n".join("abcd"[:lines]))).layer("caption").rect
        for lines in (1, 2, 3)
    ]
    assert [rect.height for rect in rects] == [58, 117, 117]
    assert {rect.bottom for rect in rects} == {rects[0].bottom}


def test_a_cut_caption_says_so() -> None:
    text = draw_chrome(make_ad(post__caption=CAPTIONS["cut"])).layer("caption").text
    assert text.endswith("…more")
    french = draw_chrome(make_ad(post__caption=CAPTIONS["cut"], ad__locale="fr"))
    assert french.layer("caption").text.endswith("…plus")
    assert french.layer("sponsored_label").text == "Publicité"
    assert french.layer("cta").text == "Télécharger"
    assert french.layer("likes").text == "128,4K"


def test_what_is_not_there_leaves_no_gap() -> None:
    whole = draw_chrome(make_ad())
    bare = draw_chrome(make_ad(ad__call_to_action=None, post__caption=""))
    ids = {layer.id for layer in bare.layers}
    assert ids.isdisjoint({"cta", "cta_fill", "caption", "disclosure"})
    assert bare.layer("sound").rect.bottom > whole.layer("sound").rect.bottom
    gap = bare.layer("sponsored_label").rect.y - bare.layer("username").rect.bottom
    assert gap == 3 * 8


def test_follow_badge_is_for_those_who_do_not_follow() -> None:
    ids = {layer.id for layer in draw_chrome(make_ad(post__creator__followed=True)).layers}
    assert "follow" not in ids
    assert "avatar" in ids


def test_taps_open_what_the_platform_opens() -> None:
    chrome = draw_chrome(make_ad())
    targets = {layer.id: layer.action.target for layer in chrome.layers if layer.action}
    assert targets == {
        "username": "profile",
        "caption": "landing_page",
        "sound": "sound",
        "cta": "landing_page",
        "avatar": "profile",
        "follow": "follow",
        "likes": "like",
        "comments": "comments",
        "saves": "save",
        "shares": "share",
        "disc": "sound",
    }
    urls = {layer.id: layer.action.url for layer in chrome.layers if layer.action}
    assert urls["cta"] == urls["caption"] == "https://example.com/serum"
    assert {url for id_, url in urls.items() if id_ not in ("cta", "caption")} == {None}


def test_long_names_and_labels_stay_in_their_column() -> None:
    chrome = draw_chrome(
        make_ad(
            post__creator__username="W" * 24,
            post__creator__verified=True,
            ad__call_to_action__label="W" * 60,
            post__sound__title="A very long title of a song " * 4,
        )
    )
    assert chrome.layer("username").rect.right <= 840
    assert chrome.layer("username").text.endswith("…")
    assert chrome.layer("cta").rect.right == 840
    assert chrome.layer("cta").text.endswith("…")
    sound = chrome.layer("sound")
    assert 580 < sound.rect.width <= 616
    assert sound.text.endswith("…")
    assert sound.motion is None


def test_the_sound_is_named_as_the_feed_names_it() -> None:
    def title(**values: object) -> str:
        return draw_chrome(make_ad(**values)).layer("sound").text

    assert title() == "original sound - Noa"
    assert title(ad__locale="fr") == "son original - Noa"
    song = {"title": "Slow Mornings", "author": "The Kettles", "cover": None, "original": False}
    assert title(post__sound=song) == "Slow Mornings - The Kettles"


def test_a_layout_scales_with_its_canvas() -> None:
    large, small = draw_chrome(make_ad()), draw_chrome(make_ad(), View(width=540))
    assert [layer.id for layer in small.layers] == [layer.id for layer in large.layers]
    for big, little in zip(large.layers, small.layers, strict=True):
        assert abs(little.rect.x * 2 - big.rect.x) <= 3
        assert abs(little.rect.bottom * 2 - big.rect.bottom) <= 4


def _triples(value: object) -> list[list[object]]:
    """Every [value, source, confidence] of a placement file, and nothing else that is a number."""
    if isinstance(value, list) and len(value) == 3 and isinstance(value[2], str):
        return [value]
    if isinstance(value, dict):
        return [triple for part in value.values() for triple in _triples(part)]
    if isinstance(value, list):
        return [triple for part in value for triple in _triples(part)]
    return []


@pytest.mark.parametrize("placement_id", list_placement_ids())
def test_every_number_of_a_placement_has_a_source(placement_id: str) -> None:
    triples = _triples(placement_data(placement_id))
    assert len(triples) > 60
    for value, source, confidence in triples:
        assert isinstance(source, str)
        assert source.strip(), value
        assert confidence in ("H", "M", "L", "A")
    assert load_placement(placement_id).checked_on.year >= 2026
