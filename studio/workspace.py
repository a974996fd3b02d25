"""The folder of one run of the app: uploads, copies and exports live here and go when it stops.

<parent>/            0700, ours alone
  key                32 bytes: makes media addresses unguessable, yet the same after a restart
  run-<pid>-<random> this run's files; those of dead runs are swept at start
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_STALE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Workspace:
    """One run's folder, and the key that its addresses are made with."""

    folder: Path
    key: bytes

    def new_folder(self, name: str) -> Path:
        """An empty folder of its own, such as one for a visitor's uploads."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def open_workspace(parent: Path | None = None) -> Workspace:
    """Make this run's folder and sweep what dead runs left beside it."""
    parent = _private(parent or _default_parent())
    _sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=f"run-{os.getpid()}-", dir=parent))
    return Workspace(folder, _load_key(parent / "key"))


def _default_parent() -> Path:
    chosen = os.environ.get("SPARKPROOF_WORK")
    if chosen:
        return Path(chosen).expanduser().resolve()
    return Path(tempfile.gettempdir()) / f"sparkproof-{_user_id()}"


def _private(parent: Path) -> Path:
    """`parent`, made for us alone; another folder where somebody else owns that name."""
    with contextlib.suppress(FileExistsError):
        parent.mkdir(mode=0o700, parents=True)
    info = parent.lstat()
    is_ours = parent.is_dir() and not parent.is_symlink() and info.st_uid == _user_id()
    return parent if is_ours else Path(tempfile.mkdtemp(prefix="sparkproof-"))


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _load_key(path: Path) -> bytes:
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
    key = path.read_bytes()
    # A run that was killed between making and writing the file leaves a short one.
    return key if len(key) == 32 else secrets.token_bytes(32)


def _sweep(parent: Path) -> None:
    for folder in parent.glob("run-*"):
        if not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    pid = folder.name.split("-")[1]
    if os.name != "posix" or not pid.isdigit():
        # Asking for a process by its id is not harmless everywhere; age is.
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime < _STALE_SECONDS
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
