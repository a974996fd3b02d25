"""Names of files as people write them, and as they are stored: `ö` is one character or two."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def as_stored(path: Path) -> Path:
    """The path of what stands there in the same letters, composed in another way; else `path`.

    Macs and some archives store names decomposed, and spreadsheets write them composed.
    """
    if str(path).isascii() or os.path.lexists(path):
        return path
    found = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        if not os.path.lexists(found / name):
            name = _alike(found, name)
        if not name:
            return path
        found /= name
    return found


def _alike(folder: Path, name: str) -> str:
    """The name in the folder that reads the same; empty where there is none."""
    wanted = unicodedata.normalize("NFC", name)
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (OSError, ValueError):
        return ""
    return next((each for each in names if unicodedata.normalize("NFC", each) == wanted), "")
