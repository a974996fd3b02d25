"""What was found out about a file, kept for the next run in the user's cache folder.

Everything here can be found out again: what cannot be kept is not, and nobody is told.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from overlays.errors import SparkproofError
from renderer.files.part_file import part_file

_FOLDER = "SPARKPROOF_CACHE"
_BUDGET_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """Values by key in a folder called `name`; keys are digests, values bytes.

    What lies there was written by a process of the same user and may still be half of it or of
    another version: whoever reads a value checks it. The oldest go beyond `budget` bytes.
    """

    name: str
    budget: int = _BUDGET_BYTES

    def get(self, key: str) -> bytes | None:
        """The value; None for one that is not kept (any more)."""
        path = self._path(key)
        with suppress(OSError):
            value = path.read_bytes()
            # The oldest is the one that was used the longest ago.
            path.touch()
            return value
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keeps a value, whole or not at all."""
        path = self._path(key)
        with suppress(OSError, SparkproofError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part_file(path) as part:
                part.write_bytes(value)
            self._make_room()

    def _path(self, key: str) -> Path:
        assert key.isalnum(), key
        return cache_folder() / self.name / key

    def _make_room(self) -> None:
        files = [(path, path.stat()) for path in (cache_folder() / self.name).iterdir()]
        taken = 0
        for path, status in sorted(files, key=lambda file: -file[1].st_mtime):
            taken += status.st_size
            if taken > self.budget:
                path.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Where the system wants such things; `SPARKPROOF_CACHE` names another folder."""
    if named := os.environ.get(_FOLDER):
        return Path(named)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "sparkproof"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "sparkproof"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "sparkproof"
