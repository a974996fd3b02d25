"""Names of files that came from elsewhere."""

from __future__ import annotations

from pathlib import PureWindowsPath


def plain_name(name: str) -> str:
    """The last part of a file name, printable and short, fit to be shown and to be suggested."""
    last = PureWindowsPath(name).name
    shown = "".join(character for character in last if character.isprintable())
    return shown[-100:].strip() or "file"
