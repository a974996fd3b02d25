"""A placement of one's own, as somebody writes it who measures a screen."""

from __future__ import annotations

import json
from pathlib import Path

OWN = "acme/tall"


def write_placement(folder: Path, button_height: int) -> None:
    """In-Feed with a button of that height in dp; `folder` is one of SPARKPROOF_PLACEMENTS."""
    data = {
        "extends": "tiktok/feed",
        "id": OWN,
        "title": "Tall",
        "checked_on": "2026-11-22",
        "parts": {"cta": {"height": [button_height, "measured on a screenshot", "M"]}},
    }
    path = folder / "acme" / "tall.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
