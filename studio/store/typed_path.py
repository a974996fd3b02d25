"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path

from overlays.errors import AdError, Problem


def typed_path(text: str) -> Path:
    """The path; quotes around it go, and `~` is a home folder. Raises AdError for nobody's."""
    plain = text.strip().strip("\"'")
    try:
        return Path(plain).expanduser()
    except RuntimeError:
        message = f"{plain} begins with a home folder that is not known: write the whole path."
        raise AdError((Problem("", message),)) from None
