"""Folders that an export made: known by their list, and by holding nothing else.

What is not in the list is somebody's: a folder that holds such a thing is never replaced.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from overlays.errors import ExportError

_FORMS = (
    ("frames", {"duration"}),
    ("layers", {"canvas", "duration", "creative"}),
    ("pictures", {"language"}),
)
_FILE = re.compile(r"[A-Za-z0-9_-]+\.png")
_MOST_NAMED = 3


def check_own_or_empty(folder: Path, contents: str) -> None:
    """Raises ExportError that names what is in the folder and not in its list `contents`."""
    others = _others(folder, contents)
    if others:
        more = len(others) - _MOST_NAMED
        named = ", ".join(others[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        raise ExportError(
            f"{folder} is a folder with something else in it ({named}): give a new folder's name, "
            f"or a file name, such as {folder / 'ad.mp4'}."
        )


def is_whole(folder: Path, contents: str) -> bool:
    """True when the folder has a list of ours and every file of it."""
    listed = _listed(folder / contents)
    return listed is not None and all((folder / name).is_file() for name in listed)


def remove_own(folder: Path, contents: str) -> None:
    """Removes the listed files, the list last, and the folder if nothing else is in it."""
    with suppress(OSError):
        if not folder.is_symlink() and not _others(folder, contents):
            for name in sorted(_listed(folder / contents) or ()):
                (folder / name).unlink(missing_ok=True)
            (folder / contents).unlink(missing_ok=True)
            folder.rmdir()


def _others(folder: Path, contents: str) -> list[str]:
    listed = _listed(folder / contents)
    own = set() if listed is None else {contents, *listed}
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.name not in own or not entry.is_file(follow_symlinks=False)
        )


def _listed(path: Path) -> set[str] | None:
    """The file names in a list of our form; None for any other file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    for key, beside in _FORMS:
        if isinstance(data, dict) and {key, *beside} <= data.keys():
            return _file_names(data[key])
    return None


def _file_names(entries: object) -> set[str] | None:
    if not isinstance(entries, list):
        return None
    names = [str(entry.get("file")) if isinstance(entry, dict) else "" for entry in entries]
    return set(names) if all(_FILE.fullmatch(name) for name in names) else None
