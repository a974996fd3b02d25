"""Files of a report under addresses of the visitor's."""

from __future__ import annotations

import html
from pathlib import Path

from studio.store.hosting import our_address
from studio.work.session import Studio


def file_address(work: Studio, path: Path, media_type: str) -> str | None:
    """Where the browser gets a file to show it; None for one that is gone."""
    try:
        return our_address(f"media/{work.visitor.add_file(path, media_type)}")
    except OSError:
        return None


def file_link(work: Studio, path: Path, media_type: str, words: str) -> str:
    """A link that saves a file; empty for one that is gone."""
    try:
        token = work.visitor.add_file(path, media_type, path.name)
    except OSError:
        return ""
    name = html.escape(path.name, quote=True)
    return (
        f'<a class="get" href="{our_address(f"media/{token}")}" download="{name}" title="{name}">'
        f'{words}<span class="unseen"> {name}</span></a>'
    )
