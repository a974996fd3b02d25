"""The folder that takes the outputs: looked at before the work, made and held when it begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from batch.names import RESULTS_NAME
from overlays.errors import ExportError
from renderer.files.lock import hold, is_held_by_another
from renderer.files.part_file import write_error

_LOCK = ".batch.lock"


def check_folder(folder: Path) -> None:
    """Raises ExportError where the folder cannot be made, or nothing be written into it."""
    place = folder.absolute()
    nearest = next(path for path in (place, *place.parents) if os.path.lexists(path))
    if nearest.is_symlink() and not os.path.exists(nearest):  # noqa: PTH110 - never raises
        raise ExportError(f"{nearest} is a link that leads nowhere: choose another folder with -o.")
    if not nearest.is_dir():
        raise ExportError(f"{nearest} is a file: give a folder for the outputs with -o.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise ExportError(f"{nearest} cannot be written to: choose another folder with -o.")
    results = place / RESULTS_NAME
    if os.path.lexists(results) and not results.is_file():
        raise ExportError(
            f"{results} is not a file, and the batch writes what became of it there: move it away."
        )


@contextmanager
def held_folder(folder: Path, outputs: Sequence[Path]) -> Iterator[None]:
    """Makes the folder and those that outputs stand in, and holds it against other batches.

    Raises ExportError where one cannot be made, or another batch is at work in any of them.
    """
    folder, inside = folder.absolute(), {output.parent for output in outputs}
    _make(sorted({folder, *inside}))
    path = folder / _LOCK
    file = _locked(path)
    try:
        # Held before it is looked: of two that begin together one sees the other.
        for other in {*inside, *folder.resolve().parents} - {folder}:
            if _is_held(other / _LOCK):
                raise _busy(other)
        yield
    finally:
        if file is not None:
            _let_go(path, file)


def _make(folders: Iterable[Path]) -> None:
    for needed in folders:
        try:
            needed.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(needed, error) from error


def _busy(folder: Path) -> ExportError:
    return ExportError(
        f"Another batch is writing into {folder}: wait until it is done, or choose another "
        "folder with -o."
    )


def _locked(path: Path) -> BinaryIO | None:
    """The file at `path`, locked; None where the file system has no locks. Raises ExportError."""
    while True:
        try:
            file = path.open("ab")
        except OSError as error:
            raise write_error(path, error) from error
        try:
            hold(file)
        except OSError as error:
            file.close()
            if is_held_by_another(error):
                raise _busy(path.parent) from error
            return None
        # Whoever had it may have removed it between our opening and our holding it.
        if _stands(path, file):
            return file
        file.close()


def _is_held(path: Path) -> bool:
    try:
        with path.open("r+b") as file:
            hold(file)
    except OSError as error:
        return is_held_by_another(error) and path.is_file()
    return False


def _stands(path: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _let_go(path: Path, file: BinaryIO) -> None:
    # Removed while it is held, or it would be another batch's; Windows removes no open file.
    with suppress(OSError):
        if sys.platform != "win32":
            path.unlink()
    file.close()
    with suppress(OSError):
        if sys.platform == "win32":
            path.unlink()
