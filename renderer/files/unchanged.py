"""Notices when a creative is written over while it is being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from overlays.errors import Canceled, SparkproofError, UnreadableSource


@contextmanager
def unchanged(*paths: Path) -> Iterator[None]:
    """Raises UnreadableSource at the end if a file's content was changed in the meantime.

    A file that was moved, removed or replaced by another does no harm: who reads it keeps it open.
    """
    before = {path: _state(path) for path in paths}
    try:
        yield
    except Canceled:
        raise
    except SparkproofError as error:
        _check(before, error)
        raise
    _check(before, None)


def _check(before: dict[Path, tuple[int, ...]], cause: Exception | None) -> None:
    for path, state in before.items():
        if _differs(state, _state(path)):
            raise _changed(path) from cause


def _state(path: Path) -> tuple[int, ...]:
    """Which file it is, its size and the time of its last change; empty where there is none."""
    with suppress(OSError):
        status = path.stat()
        return status.st_ino, status.st_size, status.st_mtime_ns
    return ()


def _differs(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return before[:1] == after[:1] and before != after


def _changed(path: Path) -> UnreadableSource:
    return UnreadableSource(
        f"{path.name} was changed while it was read: wait until it is written, then try again."
    )
