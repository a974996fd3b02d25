"""Which Sparkproof this is: exports of other code are made anew, and workers must run the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

VERSION = "0.1.0"
"""For people; what is drawn may change within one."""

_ROOT = Path(__file__).parent.parent
_FOLDERS = ("overlays", "renderer")
_LIBRARIES = ("av", "numpy", "opencv-python", "pillow", "skia-python")


@cache
def code_version() -> str:
    """Changes with the code of `overlays/` and `renderer/`, and the libraries that make pixels.

    What fonts, placements and words do to a picture stands in the digest of its chrome.
    """
    return _version(path for path in _files(*_FOLDERS) if path.suffix == ".py")


@cache
def copy_version() -> str:
    """Changes with every file that a worker on another computer must have, too.

    It is made once: a process that goes on after an update stays what it was.
    """
    return _version(_files(*_FOLDERS, "batch"))


def _version(files: Iterable[Path]) -> str:
    content = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        content.update(f"{name} {version(name)}\0".encode())
    for path in files:
        content.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
        content.update(hashlib.blake2b(path.read_bytes()).digest())
    return content.hexdigest()


def _files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (_ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(_ROOT).parts
    return "__pycache__" not in parts and not any(part.startswith(".") for part in parts)
