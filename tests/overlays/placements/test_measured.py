"""Our layout beside what was measured in the app: `measured.json`, each row with its source.

Boxes of dumps are held to boxes, what was measured on pictures to the paint in them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome, scene_of
from overlays.drawing.items import Scrim
from overlays.drawing.skia.painting import draw
from overlays.geometry import Rect, Size
from overlays.layers import PremulRGBA
from overlays.layout.lay_out import Layout, lay_out
from overlays.locales import load_locale
from overlays.parts.element import Element
from overlays.placements import load_placement
from overlays.viewports.screen import Screen
from support.ads import make_ad

TABLE: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("measured.json").read_text("utf-8")
)
TOLERANCE = {"H": 1.0, "M": 2.0}
TWO_LINES = "Three weeks, one bottle, zero filters, and my skin is calm as never before"
# Half of what is white at 90 %.
BRIGHT = 115


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table: an element's edges and sizes in dp of a phone."""

    phone: str
    element: str
    kind: str
    figures: dict[str, float]
    source: str
    confidence: str

    def __str__(self) -> str:
        return f"{self.phone}-{self.element}-{self.kind}"

    @property
    def tolerance(self) -> float:
        """In dp: of our own frame by confidence, of the other phones 2."""
        return TOLERANCE[self.confidence] if self.phone.startswith("P1") else 2.0


ROWS = [Measured(name, *row) for name, phone in TABLE.items() for row in phone["rows"]]


def ad_on(phone: dict[str, Any]) -> SparkAd:
    button = {"kind": phone.get("button", "LEARN_MORE"), "landing_url": "https://example.com"}
    return make_ad(
        post__caption=TWO_LINES,
        post__creator__username="HEX",
        # Without a comma, which hangs under the digits.
        post__counts={"views": 1, "likes": 404, "comments": 404, "saves": 404, "shares": 404},
        post__search=phone.get("search", ""),
        ad__news=phone.get("news", False),
        ad__see_translation=phone.get("see_translation", False),
        ad__placement=phone.get("placement", "tiktok/in_feed_upload"),
        ad__locale=phone.get("locale", "en"),
        ad__region=phone.get("region"),
        ad__call_to_action=None if phone.get("region") else button,
    )


def layout_of(name: str) -> Layout:
    phone = TABLE[name]
    ad, scale = ad_on(phone), phone["scale"]
    placement, locale = load_placement(ad.ad.placement), load_locale(ad.ad.locale)
    creative = Creative(duration=Fraction(12))
    scene = scene_of(ad, placement, locale, creative=creative)
    canvas = Size(round(phone["width"] * scale), round(phone["height"] * scale))
    scene.screen = Screen.bare(canvas, phone["width"])
    return lay_out(placement, scene)


@pytest.fixture(scope="module")
def layouts() -> dict[str, Layout]:
    return {name: layout_of(name) for name in TABLE}


def spark_badge() -> Element:
    """The badge, which an uploaded ad has not."""
    ad = make_ad()
    placement = load_placement("tiktok/in_feed")
    return lay_out(placement, scene_of(ad, placement, load_locale("en"))).element("follow")


def runs_of(flags: np.ndarray) -> list[tuple[int, int]]:
    """Where a row of flags is on: first index and the one after the last, for each stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def painted(element: Element, kind: str) -> Rect:
    """What the element really paints, on the canvas."""
    pixels: PremulRGBA = draw(element.drawing)
    bright = pixels[..., 0] > BRIGHT
    rows = runs_of(np.asarray(bright.any(axis=1)))
    top, bottom = rows[0][0], rows[-1][1]
    if kind in ("digits", "underline"):
        top, bottom = rows[-1]
    elif kind in ("icon", "letters") and len(rows) > 1:
        bottom = rows[-2][1]
    columns = np.flatnonzero(bright[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    return Rect(element.rect.x + left, element.rect.y + top, right - left, bottom - top)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_stands_where_the_app_has_it(row: Measured, layouts: dict[str, Layout]) -> None:
    is_badge = row.element == "follow"
    element = spark_badge() if is_badge else layouts[row.phone].element(row.element)
    rect = element.rect if row.kind == "box" else painted(element, row.kind)
    scale = TABLE[row.phone]["scale"]
    ours = {"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height}
    off = {key: round(ours[key] / scale - value, 2) for key, value in row.figures.items()}
    assert all(abs(by) <= row.tolerance for by in off.values()), (off, row.source)


def test_the_disc_stands_a_dp_beside_the_rail() -> None:
    """P1 D1 D2: the rail's middle is 30 from the right, that of the disc 29."""
    chrome = draw_chrome(make_ad())
    rail, disc = chrome.layer("likes").rect, chrome.layer("disc").rect
    assert (rail.x + rail.right, disc.x + disc.right) == (2 * 3 * 330, 2 * 3 * 331)


@pytest.mark.parametrize(
    ("placement", "label", "above", "gap"),
    [
        ("tiktok/in_feed", "default", "sponsored_label", 4),
        ("tiktok/organic", "default", "caption", 5),
    ],
)
def test_see_translation_has_a_row_of_its_own(
    placement: str, label: str, above: str, gap: float
) -> None:
    """D3: 4 under the label; D6: 5 under the caption."""
    chrome = draw_chrome(
        make_ad(ad__placement=placement, ad__label=label, ad__see_translation=True)
    )
    row, upper = chrome.layer("see_translation"), chrome.layer(above)
    assert row.text == "See translation"
    assert row.rect.y - upper.rect.bottom == pytest.approx(3 * gap, abs=1)


def test_what_the_viewer_may_not_see_is_not_there() -> None:
    ids = {layer.id for layer in draw_chrome(make_ad(ad__placement="tiktok/organic")).layers}
    assert not {"search_bar", "tab_following_dot", "see_translation"} & ids


def test_the_search_bar_lies_on_the_video_as_measured() -> None:
    """P1: what is 89 above it is 58 in it, and black is 22."""
    values = {"ad__placement": "tiktok/organic", "post__search": "hill"}
    red, _, _, alpha = draw_chrome(make_ad(**values)).layer("search_bar").rgba[50, 500].tolist()
    for below, seen in ((0, 22), (28, 33), (89, 58)):
        assert red + below * (1 - alpha / 255) == pytest.approx(seen, abs=1)


@pytest.mark.parametrize(
    ("layer_id", "opacity"), [("likes", 230), ("caption", 230), ("tab_following", 143)]
)
def test_white_is_as_strong_as_in_the_app(layer_id: str, opacity: int) -> None:
    """P1: icons, counts and caption 230 on black, idle tabs 142."""
    layer = draw_chrome(make_ad(post__caption="Hill")).layer(layer_id)
    assert int(layer.rgba[..., 0].max()) == pytest.approx(opacity, abs=1)


@pytest.mark.parametrize("layer_id", ["username", "caption"])
def test_name_and_caption_cast_no_shadow(layer_id: str) -> None:
    pixels = draw_chrome(make_ad(post__caption="Hill")).layer(layer_id).rgba.astype(int)
    assert (pixels[..., 0] == pixels[..., 3]).all()


@pytest.mark.parametrize(("layer_id", "darkest"), [("likes", 134), ("tab_for_you", 145)])
def test_the_tight_shadow_is_as_dark_as_in_the_app(layer_id: str, darkest: int) -> None:
    """P1: the darkest pixel beside white letters on a ground of 227."""
    pixels = draw_chrome(make_ad()).layer(layer_id).rgba.astype(float)
    on_light = pixels[..., 0] + (1 - pixels[..., 3] / 255) * 227
    assert on_light.min() == pytest.approx(darkest, abs=8)


def test_the_scrim_darkens_as_little_as_in_the_app() -> None:
    """P1: measured on an even light ground; the last figure is straight on from the others."""
    element = layout_of("P1, 360 dp").element("scrim_bottom")
    (scrim,) = element.drawing.items
    assert isinstance(scrim, Scrim)
    alpha = draw(element.drawing)[:, 0, 3] / 255
    for share, black in ((24, 0.01), (64, 0.06), (89, 0.10), (105, 0.13), (130, 0.16), (171, 0.21)):
        row = round(share / 172 * len(alpha))
        assert alpha[row] == pytest.approx(black, abs=0.01)


def test_the_header_is_not_darkened() -> None:
    scrims = {one.id for one in draw_chrome(make_ad()).layers if one.id.startswith("scrim")}
    assert scrims == {"scrim_bottom"}


def test_the_hidden_counts_and_words_of_a_post_without_any() -> None:
    """P1: a share count of 0 reads Share, the others 0; D6: French Partager."""
    none = {"views": 0, "likes": 0, "comments": 0, "saves": 0, "shares": 0}
    for code, share in (("en", "Share"), ("fr", "Partager")):
        chrome = draw_chrome(make_ad(post__counts=none, ad__locale=code))
        assert [chrome.layer(one).text for one in ("likes", "comments", "saves")] == ["0"] * 3
        assert chrome.layer("shares").text == share


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({}, "Sponsored"),
        ({"ad__region": "FR"}, "Ad"),
        ({"ad__locale": "fr"}, "Publicité"),
        ({"ad__label": "ad"}, "Ad"),
        ({"ad__locale": "fr", "ad__label": "sponsored"}, "Sponsorisé"),
        ({"ad__label": "none"}, None),
    ],
    ids=str,
)
def test_the_label_has_the_word_of_language_and_region(
    values: dict[str, str], label: str | None
) -> None:
    layers = {layer.id: layer.text for layer in draw_chrome(make_ad(**values)).layers}
    assert layers.get("sponsored_label") == label


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ["Explore", "Following", "Shop", "For You"]),
        ({"ad__tabs": "two"}, ["Following", "For You"]),
        ({"ad__locale": "fr"}, ["Explorer", "Suivis", "Boutique", "Pour toi"]),
        ({"ad__locale": "de"}, ["Folge ich", "Für dich"]),
        ({"ad__locale": "de", "ad__tabs": "four"}, ["Explore", "Folge ich", "Shop", "Für dich"]),
    ],
    ids=str,
)
def test_the_header_has_two_words_or_four(values: dict[str, str], words: list[str]) -> None:
    chrome = draw_chrome(make_ad(**values))
    assert [one.text for one in chrome.layers if one.id.startswith("tab_")] == words
    told = [note.message for note in chrome.notes if note.code == "no-translation"]
    assert len(told) == (2 if values == {"ad__locale": "de", "ad__tabs": "four"} else 0)
