"""Work in progress on disk, so that a reload, a lost connection or a stopped server loses nothing.

<parent>/drafts/<visitor>/     named by a hash of the secret that the visitor's browser holds
  draft-<random>/              of one session: its uploads, and
    draft.json                 what was worked on; missing while nothing has been changed
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_VALUES = "draft.json"
MOST_BYTES = 4_000_000_000
MOST_SECONDS = 14 * 24 * 3600.0
# A session without changes has no file of values; it is over by then.
EMPTY_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What one session left. `saved` is in epoch seconds; `values` are plain ones."""

    folder: Path
    saved: float
    values: Mapping[str, Any]


class Drafts:
    """Those of one visitor."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new_folder(self) -> Path:
        """An empty folder for a session's uploads and values. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="draft-", dir=self._folder))

    def save(self, folder: Path, values: Mapping[str, Any]) -> None:
        """Write the values as a whole, or leave those that stand there. Raises OSError."""
        text = json.dumps(values, ensure_ascii=False)
        part = folder / f"{_VALUES}.part"
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(folder / _VALUES)
        finally:
            part.unlink(missing_ok=True)

    def forget(self, folder: Path) -> None:
        """Nothing of that session is worth keeping any more; its uploads stay while it lasts."""
        (folder / _VALUES).unlink(missing_ok=True)

    def newest(self, *, besides: Path) -> Draft | None:
        """The draft saved last, but for that of the session in `besides`."""
        found = [read_draft(path) for path in self._folder.glob("draft-*") if path != besides]
        drafts = [draft for draft in found if draft is not None]
        return max(drafts, key=lambda draft: draft.saved, default=None)

    def take_over(self, draft: Draft, folder: Path) -> dict[str, Any]:
        """The values of `draft` with its uploads in `folder`. Raises OSError.

        The draft itself goes: two sessions never write to one.
        """
        for path in draft.folder.iterdir():
            if path.name != _VALUES and path.is_file():
                _link(path, folder / path.name)
        values: dict[str, Any] = _moved(dict(draft.values), str(draft.folder), str(folder))
        self.save(folder, values)
        self.discard(draft)
        return values

    def discard(self, draft: Draft) -> None:
        """Remove a draft with its uploads."""
        shutil.rmtree(draft.folder, ignore_errors=True)


def drafts_of(parent: Path, secret: str) -> Drafts:
    """The drafts of the visitor whose browser holds `secret`, in the app's work folder."""
    name = hashlib.sha256(secret.encode()).hexdigest()[:32]
    return Drafts(parent / "drafts" / name)


def read_draft(folder: Path) -> Draft | None:
    """None where nothing was saved, or what was saved cannot be read."""
    path = folder / _VALUES
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        saved = path.stat().st_mtime
    except (OSError, ValueError):
        return None
    return Draft(folder, saved, values) if isinstance(values, dict) else None


def is_kept(folder: Path) -> bool:
    """True for a session's folder that holds values."""
    return (folder / _VALUES).is_file()


def sweep_drafts(parent: Path, now: float | None = None, most_bytes: int = MOST_BYTES) -> None:
    """Remove what is old and, oldest first, what is too much, of all visitors."""
    now = time.time() if now is None else now
    room = most_bytes
    for used, folder in sorted(_ages(parent / "drafts"), reverse=True):
        room -= _size(folder)
        most_seconds = MOST_SECONDS if is_kept(folder) else EMPTY_SECONDS
        if now - used > most_seconds or room < 0:
            shutil.rmtree(folder, ignore_errors=True)
    for visitor in (parent / "drafts").glob("*"):
        # Only an empty folder can be removed so.
        with contextlib.suppress(OSError):
            visitor.rmdir()


def _ages(folder: Path) -> list[tuple[float, Path]]:
    """When each session's folder was last written to, in epoch seconds."""
    found = []
    for path in folder.glob("*/draft-*"):
        with contextlib.suppress(OSError):
            values = path / _VALUES
            found.append(((values if values.is_file() else path).stat().st_mtime, path))
    return found


def _size(folder: Path) -> int:
    total = 0
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _moved(value: Any, old: str, new: str) -> Any:
    """`value` with every path below `old` below `new`."""
    match value:
        case dict():
            return {key: _moved(entry, old, new) for key, entry in value.items()}
        case list():
            return [_moved(entry, old, new) for entry in value]
        case str() if value == old or value.startswith((f"{old}/", f"{old}{os.sep}")):
            return new + value[len(old) :]
    return value
