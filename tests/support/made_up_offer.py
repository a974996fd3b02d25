"""A platform that there is not: two handles, a button that becomes a card, stages by the clip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.made_up import n, text

OFFER_ID = "acme/offer"
_FACE = {"part": "picture", "plate": n("#FFFFFF"), "ring": n(1)}
_LETTER = {"size": n(0.4), "line": n(0.5), "top": n(0.25)}
_IDENTITY = {
    **{"id": "identity", "part": "stack", "axis": "x", "align": "center", "gap": n(8)},
    "parts": [
        {
            **{"id": "faces", "shows": "ad.pictures", "size": n(32), "overlap": n(0.25), **_FACE},
            **{"empty": {"color": n("#808080"), "letter": _LETTER}},
            "tap": {"open": "profile", "says": "word.profile_of"},
        },
        {
            **{"id": "names", "part": "stack", "gap": n(2), "grow": True},
            "parts": [
                text("handles", "ad.handles", 14, 18, weight="semibold"),
                text("label_line", "ad.label_line", 12, 16),
            ],
        },
    ],
}
_BUTTON = {
    **{"part": "button", "shows": "ad.button", "height": n(36), "radius": n(8), "size": n(14)},
    **{"line": n(18), "smallest": n(10), "padding": n(12), "behind": n("#808080")},
    "looks": [{"from": n(0), "plates": [{"color": n("#FFFFFF"), "opacity": n(1)}]}],
    "tap": {"lead": "landing_page"},
}
_CARD = {
    **{"id": "card", "part": "stack", "gap": n(8), "only_when": "card"},
    "inset": {side: n(12) for side in ("left", "right", "top", "bottom")},
    "ground": {"color": n("#202020"), "opacity": n(0.9), "radius": n(14)},
    "parts": [
        {
            **{"id": "offer", "part": "stack", "axis": "x", "align": "center", "gap": n(8)},
            "parts": [
                {
                    **{"id": "thumb", "part": "picture", "shows": "ad.brand", "size": n(56)},
                    **{"radius": n(8), "empty": {"color": n("#606060"), "letter": _LETTER}},
                },
                text("headline", "ad.headline", 14, 18, color=n("#FFFFFF"), grow=True),
            ],
        },
        {**_BUTTON, "id": "card_button"},
    ],
}
OFFER: dict[str, Any] = {
    **{"id": OFFER_ID, "title": "An offer", "checked_on": "2026-11-30"},
    "frame": {"width": 360, "height": 640, "status_bar": n(0)},
    "parts": [
        {
            **{"id": "copy", "part": "stack", "from": "bottom", "gap": n(8), "block": "text_block"},
            "at": {"left": n(14), "right": n(60), "bottom": n(12)},
            "parts": [
                _IDENTITY,
                text("caption", "post.caption", 14, 18, lines=n(1)),
                {**_BUTTON, "id": "visit", "when": {"card": None}},
                _CARD,
            ],
        },
        text("left", "stage.seconds_left", 12, 16, at={"right": n(14), "top": n(14)}),
        text("watch", "word.watch", 14, 18, at={"left": n(14), "top": n(60)}),
    ],
    "words": {"watch": {"en": ["Keep watching", "made up", "A"]}},
    "moments": [{"id": "card", "from": n(2), "over": n(0.5)}],
    "stages": [
        {
            "id": "locked",
            "title": "locked",
            "ends": n(1),
            "forbids": ["profile"],
            "hides": ["watch"],
        },
        {"id": "whole", "title": "whole", "ends": "clip", "hides": ["watch"]},
    ],
    "zones": [
        {
            "id": "14 / 35 / 6 %",
            "insets": {
                **{"left": n("6%"), "right": n("6%"), "top": n("14%"), "bottom": n("35%")},
            },
            "source": "made up",
            "confidence": "A",
        }
    ],
}


def write_offer(folder: Path, **changes: object) -> Path:
    """The file in a folder that `SPARKPROOF_PLACEMENTS` may name."""
    (folder / "acme").mkdir(parents=True, exist_ok=True)
    path = folder / "acme" / "offer.json"
    path.write_text(json.dumps({**OFFER, **changes}), encoding="utf-8")
    return folder
