"""Waiting for states. Time only bounds a wait that failed; no test passes or fails by its speed.

What is awaited comes sooner or later, on a busy machine much later. So one limit serves all waits:
as long as anybody would believe that something is still coming.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = 120.0
"""Seconds. More than a loaded laptop needs for a process, a page or a job of these tests."""


def until(
    look: Callable[[], Found | None],
    awaited: str = "",
    *,
    seen: Callable[[], object] | None = None,
    pause: Callable[[], object] = lambda: time.sleep(0.02),
    seconds: float = PATIENCE,
) -> Found:
    """What `look` gives, as soon as that is true.

    The failure says what was awaited, which is the text of `look` unless told, and what was there
    instead: what `look` gave last, and `seen` if given. `pause` is called between two looks.
    """
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            others = f"; {seen()}" if seen else ""
            raise AssertionError(
                f"{awaited or _text_of(look)}: waited {seconds:.0f} s, found {found!r}{others}"
            )
        pause()
    return found


def files_in(folder: Path) -> list[str]:
    """Names of all that lies in the folder itself."""
    return sorted(path.name for path in folder.iterdir())


def until_part_file(folder: Path) -> Path:
    """The file that an export in `folder` has begun to write."""

    def part() -> Path | None:
        return next((path for path in folder.iterdir() if path.suffix == ".part"), None)

    return until(part, f"a file on its way in {folder}", seen=lambda: files_in(folder))


def _text_of(look: Callable[[], object]) -> str:
    try:
        return " ".join(inspect.getsource(look).split())
    except (OSError, TypeError):
        return repr(look)
