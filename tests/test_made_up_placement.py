"""A placement of a platform that there is not, from a folder outside: no line of code knows it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.chrome import canvas_of, draw_chrome
from overlays.geometry import Rect, Size
from overlays.layers import Chrome
from overlays.placements import broken_placements, compared_with, load_placement
from overlays.viewports import DEFAULT_VIEW, View
from player.data import Phone, Stage, player_data
from renderer.frames import iter_frames, render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan
from support.ads import make_ad, write_ad
from support.made_up import ID, write_board
from support.media import BLUE, GREEN, RED, WHITE, Clip, corner_colors, write_clip
from support.named import Named

TALL = Creative(Fraction(3), size=Size(1080, 1920))
SQUARE = Creative(Fraction(3), size=Size(1000, 1000))


@pytest.fixture(autouse=True)
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_board(tmp_path / "placements")))


def ad(**values: object) -> SparkAd:
    return make_ad(ad__placement=ID, **values)


def chrome(creative: Creative = TALL, view: View = DEFAULT_VIEW, **values: object) -> Chrome:
    return draw_chrome(ad(**values), view, creative)


def visible(shown: Chrome, time: str) -> set[str]:
    return {layer.id for layer in shown.layers if layer.is_visible(Fraction(time))}


def phone_of(shown: Chrome, **values: object) -> dict[str, Any]:
    data = player_data(Named(), [Phone(ad(**values), shown, load_placement(ID))], View(), Stage())
    found: dict[str, Any] = data["phones"][0]
    return found


def test_it_is_right_and_compared_with_nothing_else() -> None:
    assert broken_placements() == ()
    assert load_placement(ID).title == "A board"
    assert compared_with(ID) == {ID: "Board"}


def test_a_card_takes_the_shape_that_is_nearest_to_the_clip() -> None:
    head, button, actions, lines, foot = 168, 132, 144, 54, 12 + 48
    for creative, tall in ((TALL, 1350), (SQUARE, 1080)):
        shown = chrome(creative)
        assert shown.canvas == Size(1080, head + tall + button + actions + lines + foot)
        assert shown.framing is not None
        assert shown.framing.last == Rect(0, head, 1080, tall)
    assert canvas_of(ad(), View(), SQUARE) == chrome(SQUARE).canvas


def test_the_ground_leaves_the_clip_free() -> None:
    shown = chrome()
    alpha = shown.layer("ground").rgba[..., 3]
    assert alpha[168 : 168 + 1350].max() == 0
    assert alpha[:168].min() == alpha[168 + 1350 :].min() == 255
    for layer in shown.layers:
        if layer.id not in ("ground", "visit"):
            assert layer.rect.intersect(Rect(0, 168, 1080, 1350)) is None, layer.id


def test_parts_stand_and_are_read_in_the_order_of_the_file() -> None:
    ids = [layer.id for layer in chrome().layers]
    assert [id_ for id_ in ids if "_" not in id_] == [
        *("ground", "face", "owner", "label", "visit", "like", "caption", "wait", "site")
    ]
    spots = [spot["id"] for spot in phone_of(chrome())["hotspots"]]
    assert spots == ["face", "owner", "visit", "like", "pass_on"]
    boxes = [chrome().layer(id_).rect for id_ in ("owner", "label", "visit", "like", "caption")]
    assert all(upper.bottom <= lower.y for upper, lower in pairwise(boxes))


def test_each_stage_shows_its_own() -> None:
    shown = chrome()
    assert {"wait", "site"} & visible(shown, "1.4") == {"wait"}
    assert {"wait", "site"} & visible(shown, "1.6") == {"site"}
    site = shown.layer("site")
    assert site.fade is not None
    assert site.fade.opacity(Fraction("1.6")) == 127
    assert [stage.title for stage in shown.stages] == ["early look", "late look"]


def test_its_own_words_are_shown_and_mirrored() -> None:
    plain, other = chrome(), chrome(ad__locale="ar")
    assert (plain.layer("label").text, other.layer("label").text) == ("Promoted", "ممول هنا")
    for layer in plain.layers:
        there = other.layer(layer.id).rect
        if layer.id in ("face", "like", "pass_on"):
            assert (there.x, there.y) == (1080 - layer.rect.right, layer.rect.y), layer.id
    told = {note.message for note in other.notes if note.layer_id == "wait"}
    assert told == {"“One moment” is shown in English: no العربية wording is known for it"}
    assert not {note.layer_id for note in other.notes} & {"label"}


def test_the_player_gets_all_that_it_plays() -> None:
    phone = phone_of(chrome())
    assert phone["framing"] == [
        {"at": 0.0, "rect": [0, 168, 1080, 1350], "duration": 0.0},
        {"at": 1.5, "rect": [0, 168, 1080, 1350], "duration": 0.2},
    ]
    verbs = {spot["id"]: (spot["verb"], spot["target"]) for spot in phone["hotspots"]}
    assert verbs == {
        "face": ("open", "profile"),
        "owner": ("peek", "time"),
        "visit": ("lead", "landing_page"),
        "like": ("toggle", "like"),
        "pass_on": ("open", "share"),
    }
    _, liked = phone["alternates"]
    assert (liked["target"], liked["on"]) == ("like", True)
    assert [layer["id"] for layer in liked["layers"]] == ["like"]
    link, _ = phone["sheets"]["comments"]["foot"]
    assert link["button"] == {
        **{"label": "Download now", "color": "#FE2C55", "ink": "#FFFFFF"},
        "href": "https://example.com/serum",
    }
    assert phone["screen"]["box"] == [0, 0, *phone["canvas"]]


def test_a_peek_shows_the_seconds_that_are_left() -> None:
    shown = chrome()
    assert not {"left_1", "left_2"} & {layer.id for layer in shown.layers}
    peeked = next(one for one in shown.alternates if one.target == "time")
    spans = {one.text: (float(one.span.start), float(one.span.end or 0)) for one in peeked.layers}
    assert spans["2"] == (0.0, 1.0)
    assert spans["1"] == (1.0, 1.5)
    spot = next(spot for spot in phone_of(shown)["hotspots"] if spot["id"] == "owner")
    assert (spot["verb"], spot["seconds"]) == ("peek", 1.5)


def test_a_phone_shows_it_on_its_ground() -> None:
    shown = chrome(view=View("iphone"), ad__locale="ar")
    feed, screen = shown.layer("ground").rect, shown.layer("body").rect
    assert screen.size == shown.canvas
    assert shown.framing is not None
    assert feed.intersect(shown.framing.last) == shown.framing.last
    assert shown.layer("face").rect.y > shown.layer("status_bar").rect.bottom


@pytest.mark.parametrize(("width", "height"), [(108, 136), (136, 136)])
def test_it_is_exported_with_the_clip_in_its_place(tmp_path: Path, width: int, height: int) -> None:
    path = write_ad(tmp_path)
    write_clip(tmp_path / "clip.mp4", Clip(width, height))
    own = make_ad(ad__placement=ID, post__video=str(path.with_name("clip.mp4")))
    plan = build_plan(own, view=View(width=180))
    assert plan.chrome.framing is not None
    rect = plan.chrome.framing.last
    assert (rect.width, rect.height) == (180, 224 if width < height else 180)
    picture = rgb_from_frame(render_still(plan, Fraction(1, 4)))
    assert picture.shape[:2] == (plan.canvas.height, plan.canvas.width)
    clip = picture[rect.y : rect.bottom, rect.x : rect.right]
    np.testing.assert_allclose(corner_colors(clip), [RED, GREEN, BLUE, WHITE], atol=6)
    np.testing.assert_allclose(picture[rect.bottom + 40, 170], [250, 250, 250], atol=4)
    assert sum(1 for _ in iter_frames(plan)) == 30
