"""Finished exports and sheets of runs of the app that are over, still there to be downloaded.

made/<job>/            a finished file lies in a folder of its own
  rows.json            who asked for it, and the words of its row
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.store.kept_files import KeptFiles

_STEM = "rows"
_ROWS = f"{_STEM}.json"
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Row:
    """One visitor's row for a file. `words` is HTML of ours; `list` names the list it is in.

    `job` is the id of the job that made it, or found it made.
    """

    visitor: str
    list: str
    words: str
    media_type: str
    download_name: str
    job: str = ""


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """A row of an earlier run with its file. `made` is in epoch seconds."""

    id: str
    made: float
    key: str
    path: Path
    row: Row

    @property
    def words(self) -> str:
        return self.row.words

    @property
    def media_type(self) -> str:
        return self.row.media_type

    @property
    def download_name(self) -> str:
        return self.row.download_name


def note_row(file: Path, row: Row) -> bool:
    """Write beside a finished file who may have it later; False where that cannot be written."""
    path = file.parent / _ROWS
    with _LOCK, contextlib.suppress(OSError):
        rows = [found for found in _rows(path) if found.visitor != row.visitor]
        text = json.dumps([asdict(found) for found in (*rows, row)], ensure_ascii=False)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
        return True
    return False


def has_rows(folder: Path) -> bool:
    """True for a folder whose file somebody may want later."""
    return (folder / _ROWS).is_file()


class EarlierFiles:
    """Those that lay in `folder` at the start; they share the budget of `kept`."""

    def __init__(self, folder: Path, kept: KeptFiles) -> None:
        self._kept = kept
        self._files = [found for path in sorted(folder.glob("*")) for found in _read(path, kept)]

    def of(self, visitor: str, list_name: str) -> tuple[EarlierFile, ...]:
        """The visitor's in that list, without those that were swept, the newest first."""
        found = [
            file
            for file in self._files
            if (file.row.visitor, file.row.list) == (visitor, list_name)
            and self._kept.holds(file.key)
        ]
        return tuple(sorted(found, key=lambda file: file.made, reverse=True))

    @property
    def jobs(self) -> frozenset[str]:
        """Those whose files are here."""
        return frozenset(file.row.job for file in self._files)

    def forget(self, file: EarlierFile) -> None:
        """Take a row from the list; the file goes with its last row."""
        self._files = [other for other in self._files if other.id != file.id]
        if not any(other.path == file.path for other in self._files):
            shutil.rmtree(file.path.parent, ignore_errors=True)


def _read(folder: Path, kept: KeptFiles) -> list[EarlierFile]:
    """The rows of one finished file, which from here on counts in the budget."""
    rows = _rows(folder / _ROWS)
    files = [path for path in folder.glob("*") if path.stem != _STEM and path.is_file()]
    if not rows or len(files) != 1:
        return []
    key = f"earlier:{folder.name}"
    made = files[0].stat().st_mtime
    kept.put(key, files[0], used=made, owner=rows[0].visitor)
    return [EarlierFile(secrets.token_hex(6), made, key, files[0], row) for row in rows]


def _rows(path: Path) -> list[Row]:
    """None where there is no such file, or one that another version wrote."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        return [Row(**row) for row in found]
    except (OSError, ValueError, TypeError):
        return []
