"""Finished exports on disk, kept by key until they are old or too many.

<folder>/<job>/slow_coffee-tiktok-in-feed.mp4
"""

from __future__ import annotations

import shutil
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from overlays.errors import Canceled
from renderer.files.part_file import part_file, write_error
from renderer.output.export import ExportResult
from renderer.sheet.sheet import SheetResult

MOST_BYTES = 4_000_000_000
MOST_SECONDS = 24 * 3600.0
SECONDS_TO_DOWNLOAD = 60.0
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A file that can be downloaded. `used` is when it was made or asked for, in epoch seconds."""

    file: Path
    facts: ExportResult | SheetResult
    size_bytes: int
    used: float


class ResultStore:
    """Results by key. All of it may be used from any thread."""

    def __init__(
        self, folder: Path, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS
    ) -> None:
        self._folder = folder
        self._most_bytes, self._most_seconds = most_bytes, most_seconds
        self._results: dict[str, StoredResult] = {}
        self._lock = threading.Lock()

    def new_folder(self, name: str) -> Path:
        """An empty folder for the files of one job. Raises ExportError."""
        folder = self._folder / name
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise write_error(folder, error) from error
        return folder

    def put(self, key: str, file: Path, facts: ExportResult | SheetResult) -> StoredResult:
        """Keeps a file that lies in a folder of its own."""
        result = StoredResult(file, facts, file.stat().st_size, time.time())
        with self._lock:
            self._results[key] = result
        return result

    def get(self, key: str) -> StoredResult | None:
        """What is kept under `key`, which counts as used; None when there is nothing."""
        with self._lock:
            result = self._results.get(key)
            if result is None or not result.file.is_file():
                return None
            self._results[key] = replace(result, used=time.time())
            return result

    def discard(self, name: str) -> None:
        """Removes the folder of a job that came to nothing."""
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def sweep(self, served: Callable[[Path], float], now: float | None = None) -> set[str]:
        """Removes what is old and, oldest first, what is too much; the keys of what went.

        `served` says when a file was last downloaded, in epoch seconds. The newest one stays, and
        what may still be on its way to the browser.
        """
        with self._lock:
            gone = self._outdated(served, time.time() if now is None else now)
            removed = [self._results.pop(key) for key in gone]
        for result in removed:
            shutil.rmtree(result.file.parent, ignore_errors=True)
        return gone

    def _outdated(self, served: Callable[[Path], float], now: float) -> set[str]:
        ages = {
            key: now - max(result.used, served(result.file))
            for key, result in self._results.items()
        }
        total = sum(result.size_bytes for result in self._results.values())
        oldest_first = sorted(ages, key=ages.__getitem__, reverse=True)
        gone: set[str] = set()
        for key in oldest_first:
            result = self._results[key]
            is_too_much = total > self._most_bytes and key != oldest_first[-1]
            is_idle = now - served(result.file) > SECONDS_TO_DOWNLOAD
            if is_idle and (is_too_much or ages[key] > self._most_seconds):
                gone.add(key)
                total -= result.size_bytes
        return gone


def zip_folder(folder: Path, cancel: threading.Event) -> Path:
    """Puts the files of `folder` into a zip beside it, uncompressed, and removes the folder.

    Pictures are compressed already. Raises Canceled, and ExportError for a full disk.
    """
    output = folder.with_name(f"{folder.name}.zip")
    with part_file(output) as part, zipfile.ZipFile(part, "w") as archive:
        for path in sorted(folder.iterdir()):
            if cancel.is_set():
                raise Canceled("Stopped.")
            entry = zipfile.ZipInfo.from_file(path, f"{folder.name}/{path.name}")
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _BLOCK)
            # Never twice on the disk.
            path.unlink()
    folder.rmdir()
    return output
