from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.errors import AdError, PlacementError
from overlays.placements import broken_placements, list_placement_ids, load_placement
from overlays.reading.names import nearest_name
from overlays.viewports import View
from support.ads import make_ad, write_ad
from support.moving import write_moving
from support.wrong_placements import BASE, BOUNDS, NAMES, STAGED, VALUES, n, of

BUILT_IN = (
    "facebook/reels",
    *("instagram/feed", "instagram/feed_dark", "instagram/reels", "instagram/stories"),
    *("snapchat/commercial", "snapchat/first_commercial", "snapchat/snap_ad"),
    *("tiktok/in_feed", "tiktok/in_feed_upload", "tiktok/organic"),
    *("tiktok/search_feed", "tiktok/search_results", "tiktok/top_view"),
    "youtube/shorts",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of placements of one's own."""
    own = tmp_path / "placements"
    (own / "acme").mkdir(parents=True)
    for name, extends in (("feed", "tiktok/feed"), ("staged", "tiktok/top_view")):
        write_moving(own, extends=extends, id=f"acme/{name}", abstract=True)
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(own))
    return own


def write(folder: Path, data: object, name: str = "x") -> Path:
    path = folder / "acme" / f"{name}.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def refused(placement_id: str) -> str:
    with pytest.raises(PlacementError) as caught:
        load_placement(placement_id)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"), VALUES + NAMES + BOUNDS, ids=lambda value: str(value)[:60]
)
def test_every_mistake_is_one_sentence_with_file_and_path(
    folder: Path, change: dict[str, Any], words: str
) -> None:
    base = STAGED if "takeover" in str(change) or "'skip'" in str(change) else BASE
    path = write(folder, {**base, **change})
    message = refused("acme/x")
    assert message.startswith(f"the placement file {path} is wrong: ")
    assert words in message
    assert "\n" not in message
    assert list_placement_ids() == BUILT_IN
    assert [str(error) for error in broken_placements()] == [message]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "is not valid JSON: it is nested too deeply"),
        ('{"id":' * 100_000, "is not valid JSON: it is nested too deeply"),
        ('{"id": "acme/x", "title": "X", "title": "Y"}', "the key 'title' stands twice"),
        ('{"frame": {"width": 1, "width": 2}}', "the key 'width' stands twice"),
        ("", "is not valid JSON"),
        ("\0", "is not valid JSON"),
        ("[]", "must hold a JSON object"),
        (" " * 1_000_001, "is too large (limit 1 MB)"),
    ],
    ids=["deep list", "deep group", "twice", "twice within", "empty", "nul", "list", "large"],
)  # fmt: skip
def test_text_that_is_no_placement_names_its_file(folder: Path, text: str, words: str) -> None:
    path = write(folder, text)
    message = refused("acme/x")
    assert message.startswith(f"the placement file {path} ")
    assert words in message
    assert list_placement_ids() == BUILT_IN


def test_a_folder_or_a_pipe_in_a_files_place_is_no_placement(folder: Path) -> None:
    (folder / "acme" / "x.json").mkdir()
    assert "x.json is not a file that can be read" in refused("acme/x")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "acme" / "pipe.json")
        assert "pipe.json is not a file that can be read" in refused("acme/pipe")


def test_placements_that_extend_each_other_say_so(folder: Path) -> None:
    write(folder, {**BASE, "extends": "acme/y"})
    write(folder, {**BASE, "id": "acme/y", "extends": "acme/x"}, "y")
    assert "extends: the placements extend each other: acme/x → acme/y → acme/x" in refused(
        "acme/x"
    )


def test_what_extends_a_broken_file_names_that_file(folder: Path) -> None:
    write(folder, {**BASE, "extends": "acme/y"})
    broken = write(folder, "{", "y")
    assert str(broken) in refused("acme/x")
    assert len(broken_placements()) == 1


def test_good_files_beside_a_broken_one_are_listed(folder: Path) -> None:
    write(folder, "{")
    write(folder, {**BASE, "id": "acme/good"}, "good")
    (folder / "acme" / "._good.json").write_bytes(b"\0\5")
    assert list_placement_ids() == ("acme/good", *BUILT_IN)
    assert load_placement("acme/good").title == "X"
    assert [str(folder / "acme" / "x.json") in str(e) for e in broken_placements()] == [True]


def test_a_file_that_was_mended_loads_at_once(folder: Path) -> None:
    write(folder, {**BASE, "title": ""})
    refused("acme/x")
    write(folder, {**BASE, "title": "Mended"})
    assert load_placement("acme/x").title == "Mended"
    assert broken_placements() == ()


def test_an_abstract_placement_says_what_it_is_for(folder: Path) -> None:
    write(folder, {**BASE, "abstract": True})
    assert refused("acme/x") == "the placement acme/x is abstract: only there to be extended"
    assert broken_placements() == ()


def test_built_in_placements_are_right() -> None:
    assert list_placement_ids() == BUILT_IN
    assert broken_placements() == ()


def test_a_file_with_the_mark_of_an_editor_loads(folder: Path) -> None:
    write(folder, "\ufeff" + json.dumps(BASE))
    assert load_placement("acme/x").title == "X"


def test_today_and_tomorrow_elsewhere_are_days_that_have_been(folder: Path) -> None:
    tomorrow = max(date.today(), date(2026, 11, 30)) + timedelta(days=1)
    write(folder, {**BASE, "checked_on": str(tomorrow)})
    assert load_placement("acme/x").checked_on == tomorrow
    write(folder, {**BASE, "checked_on": str(tomorrow + timedelta(days=1))})
    assert "checked_on" in refused("acme/x")


@pytest.mark.parametrize(
    "change",
    [
        {"shadows": {"text": {"blur": n(3), "offset": n(6)}}},
        of("disc", notes={"count": n(0)}),
        of("disc", notes={"count": n(12), "period": n(0.5)}),
        of("avatar", badge={"size": n(44)}, ring=n(21.9)),
        of("disc", inner=n(42)),
        of("cta", padding=n(55)),
        of("caption", lines=n(15)),
        of("sound", window={"width": n(245)}),
        of("tabs", gap=n(13)),
        {"stages": {"takeover": {"creative": {"zoom": n(1)}}, "feed": {"enters": n(0)}}},
        {"stages": {"takeover": {"creative": {"zoom": n(3)}}}},
        {"zones": [], "checks": {}},
        of("username", shadow=None),
    ],
    ids=lambda value: str(value)[:60],
)
def test_the_last_figures_that_are_allowed_are_drawn(folder: Path, change: dict[str, Any]) -> None:
    write(folder, {**STAGED, **change})
    chrome = draw_chrome(make_ad(ad__placement="acme/x", ad__locale="ar"), View(width=540))
    for layer in chrome.layers:
        assert layer.rgba.shape[2] == 4
        assert layer.rgba.size > 0
    assert chrome.layer("cta").rgba[..., 3].max() > 0


def test_a_folder_that_is_not_there_is_said_and_leaves_the_built_in_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(nowhere))
    sentence = f"SPARKPROOF_PLACEMENTS names {nowhere}, which is not a folder"
    assert list_placement_ids() == BUILT_IN
    assert load_placement("tiktok/in_feed").id == "tiktok/in_feed"
    assert [str(error) for error in broken_placements()] == [sentence]
    assert refused("acme/x").startswith(sentence)


def test_an_ad_in_a_broken_placement_says_what_is_wrong_with_it(
    folder: Path, tmp_path: Path
) -> None:
    write(folder, {**BASE, "title": ""})
    with pytest.raises(AdError, match=r"ad\.placement: the placement file .* title: must not be"):
        load_ad(write_ad(tmp_path), placement="acme/x")


@pytest.mark.parametrize(
    ("name", "allowed", "near"),
    [
        ("FR", ("de", "fr", "it"), "fr"),
        ("TikTok/In_Feed", BUILT_IN, "tiktok/in_feed"),
        ("IPHONE", ("bare", "iphone"), "iphone"),
        ("shop_nwo", ("LEARN_MORE", "SHOP_NOW"), "SHOP_NOW"),
        ("zh-hant", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("iw", ("hi", "he", "it"), "he"),
        ("IN", ("id", "it", "en"), "id"),
        ("pt-BR", ("pt", "tr"), "pt"),
        ("en_US", ("en", "es"), "en"),
        ("iw-IL", ("he", "it"), "he"),
        ("zh_hant", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("ji", ("fi", "it", "ja"), None),
        ("jp", ("ja", "pl", "pt"), "ja"),
        ("xr", ("fr", "tr"), None),
        ("nothing like it", ("fr", "tr"), None),
    ],
)
def test_the_nearest_name(name: str, allowed: tuple[str, ...], near: str | None) -> None:
    assert nearest_name(name, allowed) == near


def test_capitals_are_no_reason_to_find_nothing() -> None:
    assert "did you mean tiktok/in_feed?" in refused("TikTok/In_Feed")
    with pytest.raises(PlacementError, match=r"did you mean iphone\?"):
        draw_chrome(make_ad(), View("IPhone"))
    with pytest.raises(PlacementError, match=r"did you mean fr\?"):
        draw_chrome(make_ad(ad__locale="FR"))
