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

BUILT_IN = ("tiktok/in_feed", "tiktok/organic", "tiktok/top_view")
BASE = {"extends": "tiktok/feed", "id": "acme/x", "title": "X", "checked_on": "2026-11-22"}
FULL = {**BASE, "extends": "tiktok/top_view"}
ZONE = {"name": "z", "points": [[0, 0], [9, 0], [9, 9]], "source": "s", "confidence": "A"}
INFINITE = float("inf")
NAN = float("nan")


def n(value: object) -> list[object]:
    return [value, "measured", "A"]


def button(part: str = "likes", top: float = 360, **more: object) -> dict[str, object]:
    return {"part": part, "icon": "heart", "top": n(top), "size": n(37), **more}


def rail(*buttons: dict[str, object]) -> dict[str, object]:
    return {"rail": {"buttons": list(buttons)}}


def column(**parts: object) -> dict[str, object]:
    return {"text_column": parts}


def scrim(name: str, *positions: float, top: float = 0, bottom: float = 80) -> dict[str, object]:
    stops = [{"position": position, "opacity": n(0.5)} for position in positions]
    return {"scrims": {name: {"top": n(top), "bottom": n(bottom), "stops": stops}}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of placements of one's own."""
    own = tmp_path / "placements"
    (own / "acme").mkdir(parents=True)
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


VALUES: list[tuple[dict[str, Any], str]] = [
    ({"badge_color": ["blue", "s", "H"]}, 'badge_color: must be a color written #RRGGBB, not "blu'),
    ({"badge_color": ["#12345", "s", "H"]}, "badge_color: must be a color written #RRGGBB"),
    ({"badge_color": ["#123456\n", "s", "H"]}, "badge_color: must be a color written #RRGGBB"),
    ({"badge_color": ["#123456", "", "H"]}, "badge_color: the source is empty"),
    ({"badge_color": ["#123456", " \t", "H"]}, "badge_color: the source is empty"),
    ({"badge_color": ["#123456", "s"]}, "badge_color: the confidence is missing; write [value,"),
    (rail(button(tapped=["red", "s", "H"])), "rail.buttons.0.tapped: must be a color"),
    (rail(button(tapped=["#FF0000", " ", "H"])), "rail.buttons.0.tapped: the source is empty"),
    (rail(button(icon="hart")), "rail.buttons.0.icon: no icon is called 'hart'; did you mean hear"),
    (rail(button(icon="../../etc/passwd")), "rail.buttons.0.icon: no icon is called '../../etc/"),
    (rail(button("avatar")), "rail.buttons.0.part: must be 'likes', 'comments', 'saves' or"),
    ({"safe_zones": [{**ZONE, "source": "  "}]}, "safe_zones.0.source: the source is empty"),
    ({"safe_zones": [{**ZONE, "name": ""}]}, "safe_zones.0.name: must not be empty"),
    (
        {"safe_zones": [{**ZONE, "points": [[NAN, 0], [9, 0], [9, 9]]}]},
        "safe_zones.0.points.0.0: NaN is no possible figure",
    ),
    (
        {"safe_zones": [{**ZONE, "points": [[0, 0], [9, INFINITE], [9, 9]]}]},
        "safe_zones.0.points.1.1: Infinity is no possible figure",
    ),
    (
        {"safe_zones": [{**ZONE, "points": [[0, 0], ["9", 0], [9, 9]]}]},
        'safe_zones.0.points.1.0: must be a number, not "9"',
    ),
    ({"assumed_status_bar": n(NAN)}, "assumed_status_bar: NaN is no possible figure"),
    ({"assumed_status_bar": n(-INFINITE)}, "assumed_status_bar: -Infinity is no possible figure"),
    ({"assumed_status_bar": n(10**400)}, "assumed_status_bar: 1000"),
    ({"assumed_status_bar": n(True)}, "assumed_status_bar: must be a number, not true"),
    ({"assumed_status_bar": n("31")}, 'assumed_status_bar: must be a number, not "31"'),
    ({"assumed_status_bar": n(None)}, "assumed_status_bar: must be a number, not null"),
    ({"assumed_status_bar": [31, None, "A"]}, "assumed_status_bar: the source must be a valid"),
    ({"assumed_status_bar": [31, "s", "X"]}, "assumed_status_bar: the confidence must be 'H'"),
    ({"assumed_status_bar": 31}, "assumed_status_bar: write [value, source, H…A], not 31"),
    ({"assumed_status_bar": [31, "s", "H", 1]}, "assumed_status_bar: write [value, source, H…A]"),
    ({"grid": ["360", 640]}, "grid.0: must be a valid integer"),
    ({"grid": [True, 640]}, "grid.0: must be a valid integer"),
    (scrim("scrim_top", True, 1), "scrims.scrim_top.stops.0.position: must be a number, not true"),
    (scrim("scrim_top", 0, 1.5), "scrims.scrim_top.stops.1.position: must be less than or equal"),
    ({"rail": {"avatar": {"size": n(0)}}}, "rail.avatar.size: must be more than 0, not 0"),
    ({"rail": {"width": n(-5)}}, "rail.width: must be 0 or more, not -5"),
    ({"checked_on": "2999-01-01"}, "checked_on: must be a day from 2016-01-01 to today"),
    ({"checked_on": "1999-01-01"}, "checked_on: must be a day from 2016-01-01 to today"),
    ({"checked_on": "yesterday"}, "checked_on: must be a date such as 2026-11-20"),
    ({"checked_on": "2026-02-30"}, "checked_on: must be a date such as 2026-11-20"),
    ({"checked_on": 1763769600}, "checked_on: must be a date such as 2026-11-20"),
    ({"title": ""}, "title: must not be empty"),
    ({"title": "  "}, "title: must not be empty"),
    ({"title": None}, "title: is missing"),
    ({"id": "foo/bar"}, "id: must be acme/x, as the file is called"),
    ({"id": None}, "id: is missing"),
    ({"abstract": "no"}, "abstract: must be true or false"),
    ({"rial": 1}, "rial: there is no such key"),
    ({"extends": ["tiktok/feed"]}, 'extends: must be the id of one placement, not ["tiktok/feed"]'),
    ({"extends": 5}, "extends: must be the id of one placement, not 5"),
    ({"extends": None}, "extends: must be the id of one placement, not null"),
    ({"extends": "acme/x"}, "extends: acme/x extends itself"),
    ({"extends": "tiktok/feet"}, "extends: no placement is called 'tiktok/feet'; did you mean"),
    ({"extends": "TikTok/Feed"}, "did you mean tiktok/feed?"),
]  # fmt: skip

BOUNDS: list[tuple[dict[str, Any], str]] = [
    ({"shadow": {"blur": n(500)}}, "shadow.blur: must be 0 to 10, not 500"),
    ({"shadow": {"offset": n(-1)}}, "shadow.offset: must be 0 to 20, not -1"),
    ({"shadow": {"opacity": n(1.2)}}, "shadow.opacity: must be 0 to 1, not 1.2"),
    ({"rail": {"shadow": {"blur": n(10.1)}}}, "rail.shadow.blur: must be 0 to 10, not 10.1"),
    (column(username={"size": n(7)}), "text_column.username.size: must be 8 to 60, not 7"),
    (column(username={"size": n(9999)}), "text_column.username.size: must be 8 to 60, not 9999"),
    (column(username={"size": n(21)}), "text_column.username.size: must be at most 20, its line_"),
    (column(caption={"max_lines": n(2.5)}), "text_column.caption.max_lines: must be a whole numbe"),
    (column(caption={"max_lines": n(21)}), "text_column.caption.max_lines: must be a whole number"),
    (column(caption={"max_lines": n(0)}), "text_column.caption.max_lines: must be a whole number"),
    (column(right=n(355)), "text_column.right: at 355 the column lies over the rail, which begins"),
    (column(order=["username", "username"]), "text_column.order.1: username stands twice"),
    (column(order=["username", "likes"]), "text_column.order.1: must be 'username'"),
    (column(order=[]), "text_column.order: names no part"),
    (column(gap_below={"cta": n(181)}), "text_column.gap_below.cta: must be at most 180"),
    (column(bottom=n(210)), "text_column.bottom: the parts are"),
    (column(cta={"smallest_size": n(15)}), "text_column.cta.smallest_size: must be at most 14, it"),
    (column(cta={"padding": n(110)}), "text_column.cta.padding: must be at most 106, so that"),
    (column(cta={"height": n(19)}), "text_column.cta.line_height: must be at most 19, the button'"),
    (column(cta={"fill_at": n(-1)}), "text_column.cta.fill_at: must be 0 to 60"),
    (column(sound={"window": n(269)}), "text_column.sound.window: must be at most 253"),
    (column(sound={"window": n(14)}), "text_column.sound.feather: must be at most 7, half of the"),
    (column(sound={"feather": n(24)}), "text_column.sound.feather: must be at most 23, so that"),
    ({"rail": {"avatar": {"badge": n(49)}}}, "rail.avatar.badge: must be at most 48, the avatar's"),
    ({"rail": {"avatar": {"badge_plus": n(23)}}}, "rail.avatar.badge_plus: must be at most 22"),
    ({"rail": {"avatar": {"ring": n(24)}}}, "rail.avatar.ring: must be less than 24"),
    ({"rail": {"avatar": {"size": n(57)}}}, "rail.avatar.size: must be at most 56, the rail's wid"),
    ({"rail": {"avatar": {"top": n(330)}}}, "rail.buttons.0.top: likes begins at 360, before the "),
    ({"rail": {"disc": {"cover": n(43)}}}, "rail.disc.cover: must be at most 42, the disc's size"),
    ({"rail": {"disc": {"top": n(570)}}}, "rail.disc.top: the disc begins at 570, before shares e"),
    ({"rail": {"disc": {"period": n(0)}}}, "rail.disc.period: must be 0.5 to 60, not 0"),
    ({"rail": {"disc": {"notes": {"count": n(1.5)}}}}, "rail.disc.notes.count: must be a whole nu"),
    ({"rail": {"disc": {"notes": {"count": n(13)}}}}, "rail.disc.notes.count: must be a whole num"),
    ({"rail": {"disc": {"notes": {"size": n(12)}}}}, "rail.disc.notes.size: must be at most 11.8"),
    ({"rail": {"disc": {"notes": {"rise": n(633)}}}}, "rail.disc.notes.rise: must be at most 632"),
    ({"rail": {"count_size": n(15)}}, "rail.count_size: must be at most 14, rail.count_line"),
    (rail(button(size=n(41))), "rail.buttons.0.size: must be at most 40, what rail.icon_box has"),
    (rail(button(), button(top=420)), "rail.buttons.1.part: likes stands twice"),
    (rail(button(), button("saves", 365)), "rail.buttons.1.top: saves begins at 365, before likes"),
    ({"tabs": {"side": n(67)}}, "tabs.side: must be at most 66, so that the tabs have room"),
    ({"tabs": {"gap": n(91)}}, "tabs.gap: must be at most 90, so that the tabs have room"),
    ({"tabs": {"icon": n(97), "side": n(0)}}, "tabs.icon (0, -0.5) to (360, 96.5) leaves the fram"),
    ({"progress": {"height": n(21)}}, "progress.height: must be 0.1 to 20, not 21"),
    (scrim("scrim_top", 0, 0.5, 0.4), "scrims.scrim_top.stops.2.position: must be more than that"),
    (scrim("scrim_top", 0.5, 0.5), "scrims.scrim_top.stops.1.position: must be more than that"),
    ({"grid": [360, 1081]}, "grid: 360 x 1081 has one side over 3 times the other"),
    (scrim("caption", 0, 1), "scrims.caption: must be called scrim_"),
    (scrim("a/../b", 0, 1), "scrims.a/../b: must be called scrim_"),
    (scrim("scrim_mid", 0, 1, top=90, bottom=200), "scrims.scrim_mid.bottom: a scrim begins at 0 "),
    ({"takeover": {"zoom": n(0.99)}}, "takeover.zoom: must be 1 to 3, not 0.99"),
    ({"takeover": {"seconds": n(5000)}}, "takeover.seconds: must be 0.1 to 60, not 5000"),
    ({"takeover": {"skip": {"side": n(170), "padding": n(100)}}}, "takeover.skip (-23, 36) to"),
    (
        {"safe_zones": [{**ZONE, "points": [[0, 0], [9, 9], [18, 18]]}]},
        "safe_zones.0.points: the zone has no area",
    ),
    (
        {"safe_zones": [{**ZONE, "points": [[0, 0], [500, 0], [9, 9]]}]},
        "safe_zones.0: safe zone z (0, 0) to (500, 9) leaves the frame of 360 x 640",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), VALUES + BOUNDS, ids=lambda value: str(value)[:60])
def test_every_mistake_is_one_sentence_with_file_and_path(
    folder: Path, change: dict[str, Any], words: str
) -> None:
    base = FULL if "takeover" in change else BASE
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
        ('{"rail": {"center": [1, "s", "A"], "center": 2}}', "the key 'center' stands twice"),
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
    tomorrow = max(date.today(), date(2026, 11, 22)) + timedelta(days=1)
    write(folder, {**BASE, "checked_on": str(tomorrow)})
    assert load_placement("acme/x").checked_on == tomorrow
    write(folder, {**BASE, "checked_on": str(tomorrow + timedelta(days=1))})
    assert "checked_on" in refused("acme/x")


@pytest.mark.parametrize(
    "change",
    [
        {"shadow": {"blur": n(10), "offset": n(20)}},
        {"rail": {"disc": {"notes": {"count": n(0)}}}},
        {"rail": {"disc": {"notes": {"count": n(12), "period": n(0.5)}}}},
        {"rail": {"avatar": {"badge": n(48), "ring": n(23.9)}, "disc": {"cover": n(42)}}},
        column(cta={"padding": n(106)}),
        column(caption={"max_lines": n(20)}),
        column(sound={"window": n(46), "feather": n(23)}),
        {"tabs": {"side": n(66), "gap": n(90)}},
        {"takeover": {"zoom": n(1), "transition": n(0)}},
        {"takeover": {"zoom": n(3)}},
    ],
    ids=lambda value: str(value)[:60],
)
def test_the_last_figures_that_are_allowed_are_drawn(folder: Path, change: dict[str, Any]) -> None:
    write(folder, {**FULL, **change})
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
