"""The frame of a page that stands alone: head, policy, styles, data and script in one text."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from signoff.one_file.policy import policy


def page_text(
    *, title: str, style: str, script: str, body: str, data: Mapping[str, Any], lang: str = "en"
) -> str:
    """The whole page. `body` is markup of ours in which words of users are escaped already.

    `data` are values for the script, each JSON in an element of its key's name; a value that is
    bytes in Base64 already is passed as `Base64`.
    """
    blocks = "".join(_block(name, value) for name, value in data.items())
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{html.escape(lang, quote=True)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" '
            f'content="{html.escape(policy(style, script), quote=True)}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(title)}</title>",
            '<link rel="icon" href="data:,">',
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            body,
            f"{blocks}<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


class Base64(str):
    """Bytes as Base64, which no markup can be."""


def style_of(*files: Path) -> str:
    """Style sheets one after the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _block(name: str, value: Any) -> str:
    """A block that a browser neither runs nor shows, whatever it holds."""
    if isinstance(value, Base64):
        return f'<script type="text/plain" id="{name}">{value}</script>\n'
    # `<` begins a tag, also within a script: no word of a user may end the block.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>\n'
