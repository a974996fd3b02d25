"""The live player: a phone in the page, its data in, what the browser made of the video out.

`player.js` and its modules run in the browser; `player.data` makes the data.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.work.hearing import noted

KEY = "player"
_NAMES = ("player", "phone", "tones", "findings", "sheets", "sheet_contents")
STYLES = tuple(f"player/{name}.css" for name in _NAMES)

_player = st.components.v2.component(
    "sparkproof_player",
    css="\n".join(component_style(name) for name in STYLES),
    js=component_script("phone/player.js"),
)


def show_player(data: dict[str, Any]) -> dict[str, Any] | None:
    """Mount or update the player. What it says of the video it was given last, if anything:
    `{"id", "ok", "w", "h", "dur", "err"}`.
    """
    result = _player(key=KEY, data=data, on_media_change=noted(_said))
    media = result.get("media")
    return media if isinstance(media, dict) else None


def _said() -> None:
    """What the browser made of the video is read when the phone is drawn."""
