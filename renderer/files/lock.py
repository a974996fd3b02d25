"""A lock on an open file. The system lets go of it when the file is closed or its process dies."""

from __future__ import annotations

import errno
import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


def hold(file: BinaryIO) -> None:
    """Until the file is closed. Raises OSError when another has it, or none can."""
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held_by_another(error: OSError) -> bool:
    """What an error of `hold` means; else the file system has no locks."""
    return error.errno in _TAKEN
