"""A made-up full-screen placement: two handles, a card that time brings, stages by the clip."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.geometry import Rect
from overlays.layers import Chrome, Layer
from overlays.layout.guides import guides_of
from overlays.locales import load_locale
from overlays.placements import broken_placements, load_placement
from overlays.viewports import View
from player.data import Phone, Stage, player_data
from support.ads import make_ad
from support.made_up import n
from support.made_up_offer import OFFER, OFFER_ID, write_offer
from support.named import Named

BRAND = {"name": "Hill Skincare", "username": "hillskin"}
SMALL = View(width=360)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all who only read: files that are the same are checked once."""
    return write_offer(tmp_path_factory.mktemp("placements"))


@pytest.fixture(autouse=True)
def offer(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(written))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a test's own."""
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    return tmp_path


def ad(**values: object) -> SparkAd:
    values = {"ad__brand": BRAND, "ad__headline": "Calm skin", **values}
    return make_ad(ad__placement=OFFER_ID, post__disclosure="paid_partnership", **values)


def chrome(seconds: object = 6, **values: object) -> Chrome:
    creative = Creative(Fraction(str(seconds)) if seconds else None)
    return draw_chrome(ad(**values), SMALL, creative)


def there(shown: Chrome, time: str) -> dict[str, Layer]:
    return {layer.id: layer for layer in shown.layers if layer.is_visible(Fraction(time))}


def test_it_is_right() -> None:
    assert broken_placements() == ()


class TestMoment:
    """What changes a part's height is the layout of another state, on from a time."""

    def test_the_button_becomes_a_card_and_what_is_above_makes_room(self) -> None:
        shown = chrome()
        early, late = there(shown, "1.9"), there(shown, "2.6")
        assert early["visit"].rect == Rect(14, 592, 286, 36)
        assert late["card_ground"].rect == Rect(14, 504, 286, 124)
        assert {"card_ground", "thumb", "headline"}.isdisjoint(early)
        assert {"visit", "caption", "handles"}.isdisjoint(late)
        assert early["caption"].rect.y - late["caption_card"].rect.y == 124 - 36
        assert (early["caption"].rgba == late["caption_card"].rgba).all()

    def test_what_is_new_fades_in_and_what_only_moves_goes_at_once(self) -> None:
        shown = chrome()
        ground, caption = shown.layer("card_ground"), shown.layer("caption_card")
        assert ground.fade is not None
        assert ground.fade.opacity(Fraction("2.25")) == 127
        assert caption.fade is None
        assert caption.span.start == 2
        assert shown.layer("visit").span.end == 2

    def test_the_ground_lies_under_what_stands_on_it(self) -> None:
        ids = [layer.id for layer in chrome().layers]
        assert ids.index("card_ground") < ids.index("thumb") < ids.index("card_button")
        color = chrome().layer("card_ground").rgba[60, 140].tolist()
        assert color == [29, 29, 29, 230]

    def test_it_leads_where_the_button_led(self) -> None:
        late = there(chrome(), "3")["card_button"].action
        assert late is not None
        assert late.url == "https://example.com/serum"

    def test_moments_must_follow_each_other_and_be_named(self, folder: Path) -> None:
        late = {"id": "later", "from": n(1)}
        write_offer(folder, moments=[*OFFER["moments"], late])
        (error,) = broken_placements()
        assert str(error).endswith("moments: each comes after the one before it")
        write_offer(folder, moments=[{**late, "id": "cards"}])
        (error,) = broken_placements()
        assert "parts.card.when: no tap or moment turns card on; no state is called" in str(error)


class TestStages:
    def test_the_last_may_end_with_the_clip_and_then_knows_the_seconds_left(self) -> None:
        shown = chrome("4.5")
        assert [stage.span.end for stage in shown.stages] == [1, Fraction("4.5")]
        assert there(shown, "0.5")["left_5"].text == "5"
        assert there(shown, "4.2")["left_1"].text == "1"
        # Of a clip whose length is not known nothing is left.
        assert not [layer for layer in chrome(None).layers if layer.id.startswith("left")]

    @pytest.mark.parametrize(("seconds", "watched"), [("3.04", {"watch"}), (None, set())])
    def test_a_stage_is_there_for_clips_of_its_length(
        self, folder: Path, seconds: object, watched: set[str]
    ) -> None:
        card = {"id": "card", "title": "card", "ends": n(3), "hides": ["watch"]}
        more = {"id": "more", "title": "more", "if": {"clip_over": n(3)}, "only": ["watch"]}
        write_offer(folder, stages=[card, more], moments=[], parts=_without_card())
        seen = set(there(chrome(seconds), "3.01"))
        assert seen & {"watch", "caption"} == (watched or {"caption"})

    def test_what_a_stage_forbids_is_told_to_the_player(self) -> None:
        phone = Phone(ad(), chrome(), load_placement(OFFER_ID))
        data = player_data(Named(), [phone], SMALL, Stage())["phones"][0]
        assert data["forbids"] == [{"targets": ["profile"], "t0": 0.0, "t1": 1.0}]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            (
                {"forbids": ["profil"]},
                "stages.locked.forbids: no target of a tap is called 'profil'",
            ),
            ({"ends": "clip"}, "stages.locked.ends: only the last stage ends with the clip"),
            ({"ends": "end"}, 'stages.locked.ends: write [value, source, H…A], not "end"'),
            ({"if": {}}, "stages.locked.if: must hold clip_over or clip_up_to"),
        ],
        ids=str,
    )
    def test_mistakes_are_told_where_they_stand(
        self, folder: Path, changes: dict[str, object], words: str
    ) -> None:
        first, second = OFFER["stages"]
        write_offer(folder, stages=[{**first, **changes}, second])
        (error,) = broken_placements()
        assert words in str(error)


def _without_card() -> list[object]:
    copy, *others = json.loads(json.dumps(OFFER["parts"]))
    copy["parts"] = [{**part, "when": {}} for part in copy["parts"] if part["id"] != "card"]
    return [copy, *others]


class TestBrand:
    def test_two_handles_stand_in_one_line_as_the_language_joins_them(self) -> None:
        for code, words in (
            ("en", "glowwithnoa and hillskin"),
            ("de", "glowwithnoa und hillskin"),
            ("ja", "glowwithnoa、hillskin"),
        ):
            assert chrome(ad__locale=code).layer("handles").text == words
        assert chrome(ad__brand=None).layer("handles").text == "glowwithnoa"

    def test_the_second_name_is_cut_where_both_are_too_long(self) -> None:
        long = {"name": "B" * 30}
        shown = chrome(ad__brand=long, post__creator__username="i" * 24)
        text = shown.layer("handles").text
        assert text.startswith("i" * 24 + " and B")
        assert text.endswith("…")

    def test_label_and_disclosure_share_a_line(self) -> None:
        assert chrome().layer("label_line").text == "Sponsored · Paid partnership"
        assert chrome(ad__label="none").layer("label_line").text == "Paid partnership"

    def test_the_brand_is_behind_the_creator_up_and_to_the_right(self, tmp_path: Path) -> None:
        pictures = {}
        for name, color in (("creator", (0, 0, 255)), ("brand", (0, 255, 0))):
            pictures[name] = tmp_path / f"{name}.png"
            cv2.imwrite(str(pictures[name]), np.full((64, 64, 3), color, np.uint8))
        brand = {**BRAND, "picture": str(pictures["brand"])}
        faces = chrome(ad__brand=brand, post__creator__avatar=str(pictures["creator"]))
        pixels = faces.layer("faces").rgba
        # 26 px each in 32: the middles, and where both would be.
        assert pixels[19, 13].tolist() == [255, 0, 0, 255]
        assert pixels[4, 20].tolist() == [0, 255, 0, 255]
        assert pixels[15, 15].tolist() == [255, 0, 0, 255]
        alone = chrome(ad__brand=None, post__creator__avatar=str(pictures["creator"]))
        assert alone.layer("faces").rgba[4, 16].tolist() == [255, 0, 0, 255]

    def test_a_square_picture_keeps_its_corners(self, tmp_path: Path) -> None:
        path = tmp_path / "brand.png"
        cv2.imwrite(str(path), np.full((64, 64, 3), 200, np.uint8))
        thumb = chrome(ad__brand={**BRAND, "picture": str(path)}).layer("thumb").rgba
        assert thumb[0, 0, 3] == 0
        assert thumb[3, 3].tolist() == [200, 200, 200, 255]

    def test_the_brand_is_written_and_read_again(self) -> None:
        again = SparkAd.model_validate(json.loads(ad().model_dump_json()))
        assert again == ad()
        assert ad(ad__brand={**BRAND, "picture": "logo.png"}).with_media_in(Path("/x")).media == (
            Path("/x/clip.mp4"),
            Path("/x/logo.png"),
        )


def test_a_zone_in_shares_of_the_frame() -> None:
    placement = load_placement(OFFER_ID)
    (zone,) = guides_of(placement, load_locale("en"), View().frame(placement))
    assert zone.points == ((65, 269), (1015, 269), (1015, 1248), (65, 1248))


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("14 %", 'must be dp or a share such as “14%”, not "14 %"'),
        ("101%", 'must be dp or a share such as “14%”, not "101%"'),
        ("70%", "zones.14 / 35 / 6 %.points: the zone has no area"),
        (-1, "must be at least 0, not -1"),
    ],
    ids=str,
)
def test_a_share_that_cannot_be(folder: Path, share: object, words: str) -> None:
    (zone,) = OFFER["zones"]
    top = "30%" if share == "70%" else "14%"
    insets = {**zone["insets"], "top": n(top), "bottom": n(share)}
    write_offer(folder, zones=[{**zone, "insets": insets}])
    (error,) = broken_placements()
    assert words in str(error)
