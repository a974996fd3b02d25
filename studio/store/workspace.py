"""The folder of one run of the app: uploads, copies and exports live here and go when it stops,
but for finished exports, which the next run offers again.

<parent>/            0700, ours alone
  key                32 bytes: makes media addresses unguessable, yet the same after a restart
  run-<pid>-<random> this run's files; those of dead runs are swept at start
    lock               held as long as the run lives; it also says that the folder is ours
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from renderer.files.lock import hold
from studio.store.earlier_files import has_rows
from studio.store.typed_path import typed_path

_OUR_NAME = re.compile(r"run-[0-9]+-[a-z0-9_]{8}")
_LOCK = "lock"
_SWEPT = "swept-"
_SIGNATURE = b"a run of Sparkproof\n"

# This process's own, by folder: a file that nobody refers to is closed, and its lock free.
_LOCKS: dict[Path, BinaryIO] = {}


@dataclass(frozen=True, slots=True)
class Workspace:
    """One run's folder, and the key that its addresses are made with."""

    folder: Path
    key: bytes

    def new_folder(self, name: str) -> Path:
        """An empty folder of its own, such as one for a visitor's uploads."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))

    @property
    def made(self) -> Path:
        """The folder of finished files."""
        return self.folder / "made"

    def leave(self) -> None:
        """Remove all but the finished files that the next run offers again."""
        for path in self.folder.iterdir():
            if path not in (self.made, self.folder / _LOCK):
                _remove(path)
        if _wanted(self.made):
            _LOCKS.pop(self.folder).close()
        else:
            self.remove()

    def remove(self) -> None:
        # Windows deletes no open file.
        if self.folder in _LOCKS:
            _LOCKS.pop(self.folder).close()
        shutil.rmtree(self.folder, ignore_errors=True)


def open_workspace(parent: Path | None = None) -> Workspace:
    """Make this run's folder and sweep what dead runs left beside it."""
    parent = _private(parent or _default_parent())
    folder = Path(tempfile.mkdtemp(prefix=f"run-{os.getpid()}-", dir=parent))
    _LOCKS[folder] = _new_lock(folder / _LOCK)
    _sweep(parent, folder / "made")
    return Workspace(folder, _load_key(parent / "key"))


def _default_parent() -> Path:
    chosen = os.environ.get("SPARKPROOF_WORK")
    if chosen:
        return typed_path(chosen).resolve()
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


def _sweep(parent: Path, made: Path) -> None:
    """`parent` may be any folder of the user's: what is not surely ours stays.

    Finished files of dead runs come into `made`.
    """
    for folder in parent.iterdir():
        if _OUR_NAME.fullmatch(folder.name) and _is_left(folder / _LOCK):
            for path in _wanted(folder / "made"):
                made.mkdir(exist_ok=True)
                with contextlib.suppress(OSError):
                    path.rename(made / path.name)
            # A worker of a killed run may still write: away from its place first, it ends there.
            with contextlib.suppress(OSError):
                folder = folder.rename(parent / f"{_SWEPT}{folder.name}")
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.name.startswith(f"{_SWEPT}run-"):
            shutil.rmtree(folder, ignore_errors=True)


def _wanted(made: Path) -> list[Path]:
    """The folders of files that somebody may want later; what is unfinished is not among them."""
    return [path for path in made.glob("*") if has_rows(path)]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_left(lock: Path) -> bool:
    """True for a lock of ours that nobody holds; the system lets go of a dead process's."""
    try:
        with lock.open("r+b") as file:
            hold(file)
            return file.read() == _SIGNATURE
    except OSError:
        return False


def _new_lock(path: Path) -> BinaryIO:
    """Signed only when it is held: until then no other run takes it for one that was left."""
    file = path.open("xb")
    # Not every file system has locks; what nobody can hold is never swept.
    with contextlib.suppress(OSError):
        hold(file)
        file.write(_SIGNATURE)
        file.flush()
    return file
