"""Files and folders that stand under their name only when they are whole."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from overlays.errors import ExportError, SparkproofError

# With less than this no export fits; better to say so before the first frame.
_LEAST_FREE_BYTES = 4 << 20


@contextmanager
def part_file(output: Path) -> Iterator[Path]:
    """A hidden name beside `output` to write to; renamed to `output` when the block succeeds.

    After any failure, Ctrl-C included, neither name holds anything new. Raises ExportError with one
    sentence when the folder or the disk is at fault.
    """
    check_place(output)
    part = _hidden_name(output)
    with _written_to(output, part):
        part.touch(exist_ok=False)
        yield part
        part.replace(output)


@contextmanager
def part_folder(output: Path, contents: str) -> Iterator[Path]:
    """The same for a folder. `contents` is the file that every such folder has.

    A folder that stands there is replaced only if it has that file, too: it is one of ours.
    """
    check_folder_place(output, contents)
    part = _hidden_name(output)
    # No name of a part: what a killed process leaves under it is the user's.
    old = part.with_suffix(".old")
    with _written_to(output, part):
        part.mkdir()
        yield part
        if output.is_dir():
            output.rename(old)
        try:
            part.rename(output)
        except BaseException:
            if old.is_dir():
                old.rename(output)
            raise
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _written_to(output: Path, part: Path) -> Iterator[None]:
    try:
        yield
    except SparkproofError:
        raise
    except OSError as error:
        raise write_error(output, error) from error
    finally:
        _remove(part)


def _hidden_name(output: Path) -> Path:
    return output.with_name(f".{output.name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def _remove(part: Path) -> None:
    with suppress(OSError):
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def remove_parts(output: Path, process_id: int | None = None) -> None:
    """Removes what a process that was killed left beside `output`; without its id, what any did."""
    process = "*" if process_id is None else process_id
    for part in output.parent.glob(f".{glob.escape(output.name)}.{process}-*.part"):
        _remove(part)


def write_error(output: Path, error: OSError) -> ExportError:
    """One sentence for what kept `output` from being written."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return ExportError(f"The disk is full: {output.name} was not written. Free some space.")
        case errno.EFBIG:
            return ExportError(f"{output.name} became larger than files may be in {output.parent}.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return ExportError(f"{output.parent} cannot be written to: choose another folder.")
        case errno.ENOMEM | errno.EAGAIN:
            return ExportError(f"There is not enough memory to write {output.name}.")
        case errno.ENAMETOOLONG:
            return ExportError("The output's name is too long: choose a shorter one.")
        case _:
            reason = (error.strerror or str(error)).lower()
            return ExportError(f"{output.name} could not be written: {reason}.")


def check_place(output: Path, suffix: str | None = None) -> None:
    """Raises ExportError where no file can be written, or for a name without the `suffix`."""
    try:
        _check_place(output, suffix)
    except OSError as error:
        raise write_error(output, error) from error


def check_folder_place(output: Path, contents: str) -> None:
    """Raises ExportError where no folder can be made, or where a folder of somebody's stands."""
    try:
        if output.is_dir() and not (output / contents).is_file():
            raise ExportError(
                f"{output} is a folder with something else in it: give a new folder's name, "
                f"or a file name, such as {output / 'ad.mp4'}."
            )
        if output.exists() and not output.is_dir():
            raise ExportError(f"{output} is not a folder: choose another name.")
        _check_parent(output.parent)
    except OSError as error:
        raise write_error(output, error) from error


def _check_place(output: Path, suffix: str | None) -> None:
    if output.is_dir():
        example = output / f"ad{suffix or '.mp4'}"
        raise ExportError(f"{output} is a folder: give a file name, such as {example}.")
    if suffix and output.suffix.lower() != suffix:
        raise ExportError(f"{output.name}: give the file a name that ends in {suffix}.")
    if output.exists() and not output.is_file():
        raise ExportError(f"{output} is not a file: choose another name.")
    _check_parent(output.parent)


def _check_parent(folder: Path) -> None:
    if not folder.is_dir():
        raise ExportError(f"The folder {folder} does not exist: make it or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ExportError(f"{folder} cannot be written to: choose another folder.")
    space = shutil.disk_usage(folder)
    # Some file systems do not say how large they are.
    if space.total and space.free < _LEAST_FREE_BYTES:
        raise ExportError(f"The disk of {folder} is full: free some space.")
