"""Which Sparkproof this is: workers on other computers have to make the same pixels."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from renderer.plan import code_version as renderer_version

_ROOT = Path(__file__).parent.parent
_FOLDERS = ("batch", "overlays")


@cache
def code_version() -> str:
    """Changes with the code, fonts and placements of this copy, and with the libraries it uses.

    It is made once: a process that goes on after an update stays what it was.
    """
    version = hashlib.blake2b(renderer_version().encode(), digest_size=16)
    for path in _files():
        version.update(path.relative_to(_ROOT).as_posix().encode())
        version.update(hashlib.blake2b(path.read_bytes()).digest())
    return version.hexdigest()


def _files() -> list[Path]:
    found = (path for folder in _FOLDERS for path in (_ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(_ROOT).parts
    return "__pycache__" not in parts and not any(part.startswith(".") for part in parts)
