"""The content policy of a page that stands alone: its own styles and script, by their hashes."""

from __future__ import annotations

import base64
import hashlib


def policy(style: str, script: str) -> str:
    """Nothing loads or runs but these two and what lies in the page itself as data.

    Pictures and sound may be blobs: a browser plays a long video from one and from no data URL.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data: blob:",
            "media-src blob:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    """Of exactly what stands between the tags, as CSP 3 has it (w3.org/TR/CSP3, section 8.2)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
