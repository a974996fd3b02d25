"""A feed in which more moves than in the app of today: a record with notes, a sound that slides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MOVING = "acme/moving"


def m(value: object) -> list[object]:
    return [value, "made up", "A"]


def _shadow(blur: float, opacity: float) -> dict[str, Any]:
    return {"offset": m(1), "blur": m(blur), "opacity": m(opacity)}


def moving_data(extends: str = "tiktok/in_feed", **more: object) -> dict[str, Any]:
    """The file of a placement that extends one of the feed's."""
    notes = {
        **{"id": "note", "icon": "music-note", "size": m(9), "count": m(2), "lane": m(16.667)},
        **{"away": m(10.333), "rise": m(96), "period": m(3), "poses": m(30), "swing": m(24)},
        **{"sways": m(3), "room": m(1.4), "opacity": m(0.92), "comes": m(0.15), "goes": m(0.4)},
        "shadow": "icons",
    }
    disc = {
        **{"size": m(42), "plate": m("#141416"), "inner": m(24), "spin": m(4), "notes": notes},
        "grooves": {
            **{"shares": [m(0.06), m(0.12)], "color": m("#FFFFFF")},
            **{"opacity": m(0.09), "line": m(1.5)},
        },
    }
    window = {"width": m(180), "speed": m(28.6), "repeat_gap": m(28), "feather": m(8)}
    icon = {"name": "music-note", "size": m(15), "gap": m(8)}
    sound = {"widest": None, "shadow": "text", "icon": icon, "window": window}
    scrim = {
        **{"before": "scrim_bottom", "id": "scrim_top", "part": "scrim", "height": m(80)},
        **{"at": {"of": "screen", "top": m(0)}},
        "stops": [{"position": 0.0, "opacity": m(0.46)}, {"position": 1.0, "opacity": m(0.0)}],
    }
    return {
        **{"extends": extends, "id": MOVING, "title": "Moving", "checked_on": "2026-11-22"},
        "shadows": {"text": _shadow(1, 0.5), "icons": _shadow(1.7, 0.66)},
        "parts": {"disc": disc, "sound": sound},
        "parts+": [scrim],
        **more,
    }


def write_moving(folder: Path, **more: object) -> None:
    """The placement as a file; `folder` is one of SPARKPROOF_PLACEMENTS."""
    data = moving_data(**more)  # type: ignore[arg-type]
    path = folder / f"{data['id']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
