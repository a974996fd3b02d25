"""What the placements of a platform share stands in its own file, from a folder outside too."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from overlays.chrome import draw_chrome
from overlays.layout.sheets import SheetIcon
from overlays.placements import (
    broken_placements,
    load_placement,
    placement_titles,
    platform_name,
)
from overlays.viewports import View
from player.data import Phone, Stage, player_data
from support.ads import make_ad
from support.made_up import n
from support.made_up_offer import OFFER_ID, write_offer
from support.named import Named

ROOT = Path(__file__).parents[3]
ABOUT = {
    **{"id": "about", "title": "word.about", "form": "column"},
    "body": [
        {"block": "handle"},
        {"block": "press", "icon": "link", "shows": "word.more_of_it", "says": "Not in a preview."},
    ],
}
PLATFORM: dict[str, Any] = {
    "name": "Acme",
    "common": {
        "accent": n("#123456"),
        "swipe": "about",
        "sheets+": [ABOUT],
        "sheets": {"share": None},
        "words": {
            "about": {"en": ["About", "made up", "A"], "ar": ["حول", "made up", "A"]},
            "more_of_it": {"en": ["More of it", "made up", "A"]},
            "watch": {"en": ["Keep watching", "made up", "A"]},
        },
    },
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_offer(tmp_path)))
    return tmp_path


def write_platform(folder: Path, values: object) -> None:
    (folder / "acme" / "platform.json").write_text(json.dumps(values), encoding="utf-8")


def test_every_placement_of_a_platform_takes_what_it_shares(folder: Path) -> None:
    assert (platform_name("acme"), platform_name("tiktok")) == ("acme", "TikTok")
    assert load_placement(OFFER_ID).accent is None
    write_platform(folder, PLATFORM)
    assert broken_placements() == ()
    offer = load_placement(OFFER_ID)
    assert platform_name("acme") == "Acme"
    assert (offer.accent and offer.accent.value, offer.swipe) == ("#123456", "about")
    assert [sheet.id for sheet in offer.sheets] == ["profile", "sound", "comments", "about"]
    assert load_placement("tiktok/in_feed").swipe == "profile"


def test_titles_stand_together_under_the_platforms_name(folder: Path) -> None:
    write_platform(folder, PLATFORM)
    titles = placement_titles()
    assert list(titles)[:3] == [OFFER_ID, "facebook/reels", "instagram/feed"]
    assert titles[OFFER_ID] == "Acme: An offer"
    assert titles["tiktok/in_feed"] == "TikTok In-Feed Spark Ad"


@pytest.mark.parametrize(("locale", "name"), [("en", "About"), ("ar", "حول")])
def test_its_own_sheet_reaches_the_player(folder: Path, locale: str, name: str) -> None:
    write_platform(folder, PLATFORM)
    ad = make_ad(ad__placement=OFFER_ID, ad__locale=locale)
    view = View(width=180)
    phone = Phone(ad, draw_chrome(ad, view), load_placement(OFFER_ID))
    data = player_data(Named(), [phone], view, Stage())["phones"][0]
    assert (data["swipe"], data["accent"]) == ("about", "#123456")
    about = data["sheets"]["about"]
    assert (about["name"], about["form"]) == (name, "column")
    assert about["body"] == [
        {"kind": "handle", "words": "@glowwithnoa", "verified": False},
        {
            **{"kind": "press", "id": "more_of_it", "icon": "link", "words": "More of it"},
            "says": "Not in a preview.",
        },
    ]


def sound(*blocks: object) -> dict[str, Any]:
    return {"name": "Acme", "common": {"sheets": {"sound": {"body": list(blocks)}}}}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"common": {}}, "platform.json is wrong: name: is missing"),
        ({"name": "Acme", "parts": []}, "platform.json is wrong: parts: there is no such key"),
        ({"name": "Acme", "common": []}, "platform.json is wrong: common: must be a group"),
        (
            {"name": "Acme", "common": {"sheets": {"shop": None}}},
            "platform.json is wrong: common.sheets.shop: no part is called 'shop'",
        ),
        ({"name": "Acme", "common": {"swipe": "shop"}}, "swipe: no sheet is called 'shop'"),
        (
            {"name": "Acme", "common": {"sheets": {"sound": {"title": "word.tune"}}}},
            "sheets.sound.title: no word is called 'tune'",
        ),
        (sound({"block": "song", "a": 1}), "sheets.sound.body.0.a: there is no such key"),
        (sound({"block": "songs"}), "sheets.sound.body.0.block: no kind of block is called"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_file_is_one_sentence_and_the_others_go_on(
    folder: Path, values: object, words: str
) -> None:
    write_platform(folder, values)
    assert words in " ".join(map(str, broken_placements()))
    assert load_placement("tiktok/in_feed")


def test_the_player_has_every_icon_and_block_that_a_sheet_may_name() -> None:
    browser = ROOT / "player" / "browser"
    icons = set(
        re.findall(r"^  (\w+): \[", (browser / "icons.js").read_text("utf-8"), re.MULTILINE)
    )
    assert set(get_args(SheetIcon)) <= icons
    blocks = re.search(r"BLOCKS = \{([^}]+)\}", (browser / "sheet_blocks.js").read_text("utf-8"))
    assert blocks
    sheets = (ROOT / "overlays" / "layout" / "sheets.py").read_text("utf-8")
    assert set(re.findall(r"\w+", blocks.group(1))) == set(
        re.findall(r"block: Literal\[\"(\w+)\"\]", sheets)
    )
