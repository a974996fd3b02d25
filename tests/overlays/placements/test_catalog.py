from __future__ import annotations

import json
from pathlib import Path

import pytest

from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.errors import PlacementError
from overlays.layout.standing import standing_problems
from overlays.parts.text import TextPart
from overlays.placements import (
    compared_with,
    list_placement_ids,
    load_placement,
    one_look,
    placement_data,
    short_name,
)
from support.ads import FOUR_LINES, make_ad, write_ad

BASE = {"extends": "tiktok/in_feed", "title": "x", "checked_on": "2026-11-22"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of placements of one's own."""
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    (tmp_path / "acme").mkdir()
    return tmp_path


def write(folder: Path, name: str, data: object) -> None:
    (folder / "acme" / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_placement_of_ones_own_needs_no_code(folder: Path, tmp_path: Path) -> None:
    tall_button = {"cta": {"height": [60, "measured on a screenshot", "M"]}}
    data = {
        "extends": "tiktok/feed",
        "id": "acme/tall",
        "title": "Tall",
        "checked_on": "2026-11-22",
        "parts": tall_button,
    }
    write(folder, "tall", data)
    assert "acme/tall" in list_placement_ids()
    ad = load_ad(write_ad(tmp_path), placement="acme/tall")
    assert draw_chrome(ad).layer("cta").rect.height == 180


def test_one_look_answers_all_that_is_asked_within_it(folder: Path) -> None:
    write(folder, "tall", BASE | {"id": "acme/tall", "title": "Before"})
    with one_look():
        assert load_placement("acme/tall").title == "Before"
        write(folder, "tall", BASE | {"id": "acme/tall", "title": "Written since"})
        with one_look():
            assert load_placement("acme/tall").title == "Before"
        assert load_placement("acme/tall").title == "Before"
    assert load_placement("acme/tall").title == "Written since"


def test_abstract_placements_are_not_offered() -> None:
    assert "tiktok/in_feed" in list_placement_ids()
    assert "tiktok/feed" not in list_placement_ids()


def test_an_organic_post_has_no_label_and_no_button_and_two_lines() -> None:
    organic = draw_chrome(make_ad(ad__placement="tiktok/organic", post__caption=FOUR_LINES))
    ad = draw_chrome(make_ad(post__caption=FOUR_LINES))
    ids = {layer.id for layer in organic.layers}
    added = {"sponsored_label", "sound", "cta", "cta_fill"}
    assert {layer.id for layer in ad.layers} - ids == added
    for chrome in (organic, ad):
        assert chrome.layer("caption").text.endswith("…more")
        assert chrome.layer("caption").rect.height == round(2 * 19.5 * 3)


def test_an_organic_post_names_music_and_not_its_own_sound() -> None:
    values = {"ad__placement": "tiktok/organic"}
    song = {"title": "Slow Mornings", "author": "The Kettles", "cover": None, "original": False}
    assert "sound" not in {layer.id for layer in draw_chrome(make_ad(**values)).layers}
    named = draw_chrome(make_ad(post__sound=song, **values)).layer("sound")
    assert named.text == "Slow Mornings - The Kettles"
    assert named.motion is None


def test_an_uploaded_ad_is_nobodys_post() -> None:
    values = {"ad__placement": "tiktok/in_feed_upload"}
    spark, upload = draw_chrome(make_ad()), draw_chrome(make_ad(**values))
    gone = {layer.id for layer in spark.layers} - {layer.id for layer in upload.layers}
    assert gone == {"sound", "follow"}
    assert upload.layer("disc").action is None
    label, button = upload.layer("sponsored_label").rect, upload.layer("cta").rect
    assert abs(button.y - label.bottom - 3 * 12) <= 1
    for layer_id in ("username", "avatar"):
        action = upload.layer(layer_id).action
        assert action is not None
        assert (action.verb, action.url) == ("lead", "https://example.com/serum")
    promoted = draw_chrome(make_ad(ad__label="none", **values))
    assert "sponsored_label" not in {layer.id for layer in promoted.layers}
    assert promoted.layer("sound").text == "Promoted Music"
    assert promoted.layer("sound").action is None


def test_the_parts_of_a_stack_are_changed_taken_away_and_added(folder: Path) -> None:
    label: dict[str, object] = {"id": "mine", "part": "text", "shows": "ad.address"}
    label |= {"after": "byline"}
    label |= {"size": [12, "none", "A"], "line": [16, "none", "A"]}
    changes = {"parts": {"copy": {"parts": {"sound": None}, "parts+": [label]}}}
    base = {
        "extends": "tiktok/in_feed",
        "id": "acme/mine",
        "title": "x",
        "checked_on": "2026-11-22",
    }
    write(folder, "mine", {**base, **changes})
    layers = [layer.id for layer in draw_chrome(make_ad(ad__placement="acme/mine")).layers]
    assert layers[layers.index("username") :][:3] == ["username", "mine", "caption"]
    assert "sound" not in layers


def test_one_change_may_name_a_part_at_any_depth(folder: Path) -> None:
    base = {
        "extends": "tiktok/in_feed",
        "id": "acme/deep",
        "title": "x",
        "checked_on": "2026-11-22",
    }
    write(folder, "deep", {**base, "parts": {"username": {"weight": "regular"}, "cta": None}})
    placement = load_placement("acme/deep")
    ids = [part.id for part in placement.all_parts]
    assert "cta" not in ids
    username = next(part for part in placement.all_parts if part.id == "username")
    assert isinstance(username, TextPart)
    assert username.weight == "regular"


def test_a_file_that_is_not_json_says_so(folder: Path) -> None:
    (folder / "acme" / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(PlacementError, match="not valid JSON"):
        load_placement("acme/broken")


def test_an_unknown_placement_names_the_nearest() -> None:
    with pytest.raises(PlacementError, match=r"did you mean tiktok/in_feed\?"):
        load_placement("tiktok/infeed")


def test_what_extends_says_only_what_differs() -> None:
    organic, feed = placement_data("tiktok/organic"), placement_data("tiktok/feed")
    ids = [[part["id"] for part in data["parts"]] for data in (organic, feed)]
    kept = [id_ for id_ in ids[1] if id_ not in ("countdown", "vote", "card", "card_close")]
    assert ids[0] == [*kept[:-2], "search_bar", "search_row", "search_on", *kept[-2:]]
    assert organic["zones"] == feed["zones"]
    assert "cta" not in json.dumps(organic)


def test_placements_are_compared_with_those_of_their_platform(folder: Path) -> None:
    own = {"tiktok/organic": "Organic", "tiktok/in_feed": "In-Feed", "tiktok/top_view": "TopView"}
    assert compared_with("tiktok/in_feed") == own
    assert compared_with("acme/x") == own
    pair = {"tiktok/in_feed": "In-Feed", "tiktok/in_feed_upload": "Uploaded"}
    assert compared_with("tiktok/in_feed_upload") == pair
    write(folder, "one", {**BASE, "id": "acme/one", "short": "One", "compared": 2})
    write(folder, "two", {**BASE, "id": "acme/two", "short": "Two", "compared": 1})
    assert compared_with("acme/x") == {"acme/two": "Two", "acme/one": "One"}
    assert (short_name("acme/two"), short_name("acme/gone")) == ("Two", "acme/gone")


@pytest.mark.parametrize("placement_id", list_placement_ids())
def test_our_own_hold_the_longest_words_of_every_language(placement_id: str) -> None:
    assert list(standing_problems(load_placement(placement_id))) == []
