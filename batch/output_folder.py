"""The folder that takes the outputs: looked at before the work, made when it begins."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from batch.names import RESULTS_NAME
from overlays.errors import ExportError
from renderer.files.part_file import write_error


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


def make_folders(folder: Path, outputs: Iterable[Path]) -> None:
    """Makes the folder and those that outputs stand in. Raises ExportError."""
    for needed in sorted({folder.absolute(), *(output.parent for output in outputs)}):
        try:
            needed.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(needed, error) from error
