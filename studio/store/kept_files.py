"""Files that the app made, exports and copies for the browser alike: kept until old or too many.

A file counts as its owner's, who had it made, however many may have it.

<folder>/<name>/slow_coffee-tiktok-in-feed.mp4
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from renderer.files.part_file import write_error
from renderer.output.export import ExportResult
from renderer.sheet.sheet import SheetResult

MOST_BYTES = 4_000_000_000
MOST_SECONDS = 24 * 3600.0
SECONDS_TO_DOWNLOAD = 60.0

Facts = ExportResult | SheetResult | None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in a folder of its own. `used` is when it was made or asked for, in epoch seconds.

    `facts` are those of an export or a sheet; a copy for the browser has none, and no `owner`.
    """

    file: Path
    facts: Facts
    size_bytes: int
    used: float
    owner: str = ""


class KeptFiles:
    """Files by key, all within one budget. All of it may be used from any thread.

    `most_bytes_each` is that of one owner within it; None where nobody counts.
    """

    def __init__(
        self,
        folder: Path,
        most_bytes: int = MOST_BYTES,
        most_seconds: float = MOST_SECONDS,
        most_bytes_each: int | None = None,
    ) -> None:
        self._folder = folder
        self._most_bytes, self._most_seconds = most_bytes, most_seconds
        self._most_bytes_each = most_bytes if most_bytes_each is None else most_bytes_each
        self._kept: dict[str, KeptFile] = {}
        self._lock = threading.Lock()

    def new_folder(self, name: str) -> Path:
        """An empty folder, which later is removed with its files. Raises ExportError."""
        folder = self._folder / name
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise write_error(folder, error) from error
        return folder

    def put(
        self,
        key: str,
        file: Path,
        facts: Facts = None,
        used: float | None = None,
        owner: str = "",
    ) -> KeptFile:
        """Keeps a file that lies in a new folder of its own; `used` is now unless it is given."""
        size = file.stat().st_size
        result = KeptFile(file, facts, size, time.time() if used is None else used, owner)
        with self._lock:
            before = self._kept.get(key)
            self._kept[key] = result
        if before is not None and before.file.parent != file.parent:
            shutil.rmtree(before.file.parent, ignore_errors=True)
        return result

    def put_unless_kept(
        self, key: str, file: Path, facts: Facts = None, owner: str = ""
    ) -> KeptFile:
        """As `put`; what is kept under `key` already stays, and the new file goes."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None or not kept.file.is_file():
            return self.put(key, file, facts, owner=owner)
        if kept.file != file:
            shutil.rmtree(file.parent, ignore_errors=True)
        return kept

    def get(self, key: str) -> KeptFile | None:
        """What is kept under `key`, which counts as used; None when there is nothing."""
        with self._lock:
            result = self._kept.get(key)
            if result is None or not result.file.is_file():
                return None
            self._kept[key] = replace(result, used=time.time())
            return result

    def holds(self, key: str) -> bool:
        """True while there is something under `key`; that does not count as use."""
        with self._lock:
            return key in self._kept

    def discard(self, name: str) -> None:
        """Removes a folder in which nothing came about."""
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def sweep(self, served: Callable[[Path], float], now: float | None = None) -> set[str]:
        """Removes what is old and, oldest first, what is too much; the keys of what went.

        `served` says when a file was last downloaded, in epoch seconds. The newest one stays, and
        what may still be on its way to the browser; an owner's newest does not go for its size.
        """
        with self._lock:
            gone = self._outdated(served, time.time() if now is None else now)
            removed = [self._kept.pop(key) for key in gone]
        for result in removed:
            shutil.rmtree(result.file.parent, ignore_errors=True)
        return gone

    def _outdated(self, served: Callable[[Path], float], now: float) -> set[str]:
        ages = {
            key: now - max(result.used, served(result.file)) for key, result in self._kept.items()
        }
        idle = {
            key
            for key, result in self._kept.items()
            if now - served(result.file) > SECONDS_TO_DOWNLOAD
        }
        gone = {key for key in idle if ages[key] > self._most_seconds}
        left = [key for key in sorted(ages, key=ages.__getitem__, reverse=True) if key not in gone]
        # Each makes room among their own first, so that nobody's files go for another's.
        for owner in {result.owner for result in self._kept.values()} - {""}:
            owned = [key for key in left if self._kept[key].owner == owner]
            gone |= self._beyond(owned, self._most_bytes_each, idle)
        return gone | self._beyond([key for key in left if key not in gone], self._most_bytes, idle)

    def _beyond(self, oldest_first: list[str], most_bytes: int, idle: set[str]) -> set[str]:
        """Those that go until the others are no more than `most_bytes`; the newest stays."""
        total = sum(self._kept[key].size_bytes for key in oldest_first)
        gone: set[str] = set()
        for key in oldest_first[:-1]:
            if total > most_bytes and key in idle:
                gone.add(key)
                total -= self._kept[key].size_bytes
        return gone
