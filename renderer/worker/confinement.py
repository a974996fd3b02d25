"""What a process that opens hostile files gives up before it opens the first.

    memory, open files, size of a file      limits of the system, where it has them
    sockets, programs, other processes      a filter of system calls: Linux on x86-64 and ARM
    writing elsewhere than named            Landlock: Linux 5.13 and later

A codec that is taken over can then spoil its own answer, and the folders that it was to write in.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_MOST_FILES = 1024
_MOST_FILE_BYTES = 64 << 30


def confine(
    memory_bytes: int, folders: Sequence[Path] | None = None, *, may_start: bool = False
) -> tuple[str, ...]:
    """Gives up all that this system lets a process give up; threads should not run yet.

    With `folders`, nothing is written but beneath them. `may_start`: it starts processes, which
    inherit all this. Returns what stays possible, as clauses.
    """
    left = []
    if resource is None:
        left.append("memory and files are not limited")
    else:
        limit_memory(memory_bytes)
        _limit(resource.RLIMIT_NOFILE, _MOST_FILES)
        _limit(resource.RLIMIT_FSIZE, _MOST_FILE_BYTES)
    is_linux = sys.platform == "linux"
    if folders is not None and not (is_linux and _writes_only(folders)):
        left.append("files can be written anywhere")
    if not (is_linux and _refuses_calls(may_start)):
        left.append("the network and other programs can be reached")
    return tuple(left)


def limit_memory(limit_bytes: int) -> None:
    """Caps the address space where the system can, and forbids core dumps."""
    if resource is not None:
        _limit(resource.RLIMIT_AS, limit_bytes)
        _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, value: int) -> None:
    """Lower a limit, or leave a lower one."""
    _, hard = resource.getrlimit(kind)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def _writes_only(folders: Sequence[Path]) -> bool:
    # Imported here: nothing of it means anything on another system.
    from renderer.worker.written_places import write_only_beneath

    return write_only_beneath(folders)


def _refuses_calls(may_start: bool) -> bool:
    from renderer.worker.system_calls import refuse_calls

    return refuse_calls(may_start=may_start)
