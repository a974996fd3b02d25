"""Linux: the folders under which a process may write, and nowhere else (Landlock, from 5.13 on).

Numbers are those of `linux/landlock.h`. What is given up is gone for good; reading stays as it was.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_SET_NO_NEW_PRIVILEGES = 38
_ASK_VERSION = 1
_BENEATH = 1
_WRITE_FILE = 1 << 1
# Removing and making of every kind, as the first version has it.
_FIRST = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14


def write_only_beneath(folders: Sequence[Path]) -> bool:
    """From here on this thread, and those it starts, write there alone. False where none can be.

    Folders that are not there are passed over. What is open already stays so.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    rights = _FIRST | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    handled = struct.pack("=Q", rights)
    rules = libc.syscall(_CREATE, handled, len(handled), 0)
    if rules < 0:
        return False
    try:
        for folder in folders:
            _allow(libc, rules, folder, rights)
        # Where what nobody wants is written to.
        _allow(libc, rules, Path(os.devnull), _WRITE_FILE)
        is_set = libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        return is_set and bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, place: Path, rights: int) -> None:
    with suppress(OSError):
        at = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, at), 0)
        finally:
            os.close(at)
