"""Files and folders that stand under their name only when they are whole."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from overlays.errors import ExportError, SparkproofError
from renderer.files.hidden_names import hidden_beside, hidden_name, left_behind
from renderer.files.own_folder import check_own_or_empty, is_whole, remove_own

# With less than this no export fits; better to say so before the first frame.
_LEAST_FREE_BYTES = 4 << 20
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


@contextmanager
def part_file(output: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """A hidden name beside `output` to write to; renamed to `output` when the block succeeds.

    After any failure, Ctrl-C included, neither name holds anything new. Raises ExportError with one
    sentence when the folder or the disk is at fault, and, unless it may `overwrite`, when something
    stands under the name at the end.
    """
    check_place(output)
    part = hidden_name(output)
    with _written_to(output, part):
        remove_left(output)
        part.touch(exist_ok=False)
        yield part
        if overwrite:
            with _replacing(output):
                part.replace(output)
        else:
            _put_file(part, output)


@contextmanager
def part_folder(output: Path, contents: str, *, overwrite: bool = True) -> Iterator[Path]:
    """The same for a folder. `contents` is the list that every such folder has.

    A folder that stands there is replaced only if it is empty, or holds such a list and nothing
    that is not in it: it is one of ours.
    """
    check_folder_place(output, contents)
    part = hidden_name(output)
    # No name of a part: what a killed process leaves under it is the user's.
    old = part.with_suffix(".old")
    with _written_to(output, part):
        remove_left(output)
        _settle_old(output, contents)
        if not overwrite and is_taken(output):
            raise exists_error(output)
        part.mkdir()
        yield part
        try:
            if overwrite and is_taken(output):
                check_folder_place(output, contents)
                with _replacing(output):
                    output.rename(old)
            _put_folder(part, output)
        except BaseException:
            with suppress(OSError):
                old.rename(output)
            raise
        finally:
            remove_own(old, contents)


def is_taken(output: Path) -> bool:
    """True when something stands there; an empty folder is a place and nothing more."""
    if output.is_dir() and not output.is_symlink():
        return any(output.iterdir())
    return os.path.lexists(output)


def exists_error(output: Path) -> ExportError:
    """One sentence for a name that has something under it."""
    return ExportError(f"{output.name} exists already: choose another name or overwrite it.")


def _put_file(part: Path, output: Path) -> None:
    """A link, unlike renaming, never replaces what has come meanwhile."""
    try:
        os.link(part, output)
    except FileExistsError:
        raise exists_error(output) from None
    except (OSError, NotImplementedError, AttributeError):
        # Not every file system has links.
        if os.path.lexists(output):
            raise exists_error(output) from None
        part.rename(output)


def _put_folder(part: Path, output: Path) -> None:
    # Windows renames onto nothing at all; a folder with something in it stays.
    with suppress(OSError):
        output.rmdir()
    try:
        part.rename(output)
    except OSError as error:
        if error.errno in _TAKEN:
            raise exists_error(output) from error
        raise


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


@contextmanager
def _replacing(output: Path) -> Iterator[None]:
    """The folder takes new files, or there would be no part: what stands there cannot be moved."""
    try:
        yield
    except PermissionError as error:
        raise ExportError(
            f"{output.name} cannot be replaced: close it in other programs, or choose another name."
        ) from error


def _remove(part: Path) -> None:
    with suppress(OSError):
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def remove_parts(output: Path, maker: str) -> None:
    """Removes what a process that was killed left beside `output`; see `maker_of`."""
    for found, part in hidden_beside(output, "part"):
        if found == maker:
            _remove(part)


def remove_left(output: Path) -> None:
    """Removes the parts of `output` whose processes are gone."""
    for part in left_behind(output, "part"):
        _remove(part)


def _settle_old(output: Path, contents: str) -> None:
    """The folder that a killed process had moved away comes back, or goes if it is replaced."""
    for old in left_behind(output, "old"):
        if not is_taken(output) and is_whole(old, contents):
            _put_folder(old, output)
        else:
            remove_own(old, contents)


def check_whole(is_whole: bool) -> None:
    """Raises ExportError for an output that was cut: a full disk is not always told at once."""
    if not is_whole:
        raise ExportError("The output was not written whole: is the disk full?")


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
            return ExportError(f"{output.name} could not be written: {_reason(error)}.")


def _reason(error: OSError) -> str:
    """The system's words; those of libraries, which write for their own developers, are left out.

    EINVAL is what they say of anything they do not take.
    """
    if error.errno is None or error.errno == errno.EINVAL or error.errno not in errno.errorcode:
        return "its pictures or times are not for this format; try another one, or --fps 30"
    return os.strerror(error.errno).lower()


def check_name(output: Path) -> None:
    """Raises ExportError for a path that ends in no name, or in one that is only a suffix."""
    if output.name in ("", ".."):
        raise ExportError(f"{output} is no name for an output: write one, such as ad.mp4.")
    if re.fullmatch(r"\.+[^.]+", output.name):
        raise ExportError(
            f"{output.name} is only a suffix: write a name before it, such as ad{output.name}."
        )


def check_place(output: Path, suffix: str | None = None) -> None:
    """Raises ExportError where no file can be written, or for a name without the `suffix`."""
    try:
        _check_place(output, suffix)
    except OSError as error:
        raise write_error(output, error) from error


def check_folder_place(output: Path, contents: str) -> None:
    """Raises ExportError where no folder can be made, or where a folder of somebody's stands."""
    check_name(output)
    try:
        if output.is_symlink():
            raise ExportError(f"{output} is a link: give the folder's own name.")
        if output.is_dir():
            check_own_or_empty(output, contents)
        elif output.exists():
            raise ExportError(f"{output} is not a folder: choose another name.")
        _check_parent(output.parent)
    except OSError as error:
        raise write_error(output, error) from error


def _check_place(output: Path, suffix: str | None) -> None:
    if output.is_dir():
        example = output / f"ad{suffix or '.mp4'}"
        raise ExportError(f"{output} is a folder: give a file name, such as {example}.")
    if suffix and output.suffix.lower() != suffix:
        check_name(output)
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
        raise ExportError("The disk that the file goes to is full: free some space.")
