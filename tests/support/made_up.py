"""A platform that there is not: a card of 4:5 or square under a row of tabs, in two stages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ID = "acme/board"


def n(value: object) -> list[object]:
    return [value, "made up", "A"]


def text(id_: str, shows: str, size: float, line: float, **more: object) -> dict[str, Any]:
    values = {"id": id_, "part": "text", "shows": shows, "size": n(size), "line": n(line)}
    return {**values, "color": n("#101010"), **more}


def icon(id_: str, name: str, tap: dict[str, object], **more: object) -> dict[str, Any]:
    values = {"id": id_, "part": "icon", "icon": name, "size": n(24), "tap": tap}
    return {**values, "color": n("#101010"), **more}


HEAD = {
    **{"id": "head", "part": "stack", "axis": "x", "height": n(56), "gap": n(8)},
    **{"align": "center", "inset": {"left": n(12), "right": n(14)}},
    "parts": [
        {
            **{"id": "face", "part": "picture", "shows": "post.avatar", "size": n(32)},
            **{"plate": n("#FFFFFF"), "ring": n(0), "empty": {"color": n("#808080")}},
            "tap": {"open": "profile", "says": "word.profile_of"},
        },
        {
            **{"id": "names", "part": "stack", "gap": n(2), "grow": True},
            "parts": [
                text(
                    *("owner", "post.name", 14, 18),
                    weight="bold",
                    locked=True,
                    word="Owner",
                    tap={"peek": "time", "for": n(1.5), "says": "word.profile_of"},
                ),
                text("label", "ad.label", 12, 16, word="Promoted"),
            ],
        },
    ],
}
BUTTON = {
    **{"id": "visit", "part": "button", "shows": "ad.button", "height": n(44), "radius": n(0)},
    **{"size": n(15), "line": n(20), "smallest": n(10), "padding": n(12), "behind": n("#FFFFFF")},
    "looks": [
        {"from": n(0), "plates": [{"color": n("#F0F0F0"), "opacity": n(1)}], "ink": n("#101010")},
        {"from": n(1), "over": n(0.5), "plates": [{"opacity": n(1)}]},
    ],
    "tap": {"lead": "landing_page"},
}
LIKED = {"like": {"color": n("#FF0000")}}
ACTIONS = {
    **{"id": "actions", "part": "stack", "axis": "x", "height": n(48), "gap": n(16)},
    **{"align": "center", "inset": {"left": n(12)}},
    "parts": [
        icon("like", "heart", {"toggle": "like", "says": "word.like"}, when=LIKED),
        icon("pass_on", "share-fat", {"open": "share", "says": "word.share"}),
    ],
}
CLIP = {
    "id": "clip",
    "part": "creative",
    "ratios": ["4:5", "1:1"],
    "source": "s",
    "confidence": "A",
}
BOARD: dict[str, Any] = {
    **{"id": ID, "title": "A board", "short": "Board", "compared": 1, "checked_on": "2026-11-22"},
    "frame": {"width": 360, "height": "content", "status_bar": n(0), "ground": n("#FAFAFA")},
    "label": "promoted",
    "words": {
        "promoted": {"en": ["Promoted", "made up", "A"], "ar": ["ممول هنا", "made up", "A"]},
        "wait": {"en": ["One moment", "made up", "A"]},
    },
    "parts": [
        {
            **{"id": "card", "part": "stack", "at": {"left": n(0), "right": n(0), "top": n(0)}},
            "parts": [
                {**HEAD, "id": "head"},
                CLIP,
                BUTTON,
                ACTIONS,
                text("caption", "post.caption", 14, 18, lines=n(2), locked=True, word="Caption"),
            ],
        },
        {
            **text("left", "stage.seconds_left", 12, 16, only_when="time"),
            "at": {"of": "card", "right": n(12), "below": n(4)},
        },
        text("wait", "word.wait", 12, 16, at={"of": "card", "left": n(12), "below": n(4)}),
        text("site", "ad.address", 12, 16, at={"of": "card", "left": n(12), "below": n(4)}),
    ],
    "stages": [
        {"id": "early", "title": "early look", "ends": n(1.5), "hides": ["site"]},
        {"id": "late", "title": "late look", "enters": n(0.2), "hides": ["wait", "left"]},
    ],
}


def write_board(folder: Path) -> Path:
    """The file in a folder that `SPARKPROOF_PLACEMENTS` may name."""
    (folder / "acme").mkdir(parents=True)
    path = folder / "acme" / "board.json"
    path.write_text(json.dumps(BOARD), encoding="utf-8")
    return folder
