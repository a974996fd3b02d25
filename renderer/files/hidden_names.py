"""Hidden names beside outputs: which process of which computer made one, and is it still at work?

    .ad.mp4.4711-1a2b3c4d-0e5f6a7b.part
     output  maker         random   kind

A folder may be shared by computers, and each has a process 4711. Only of its own processes does a
computer know whether they live.
"""

from __future__ import annotations

import glob
import hashlib
import os
import platform
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

_DAY_SECONDS = 24 * 3600
_MACHINE_ID = Path("/etc/machine-id")
# Containers have processes of their own, and often the computer's names.
_PROCESS_NAMESPACE = Path("/proc/self/ns/pid")


def hidden_name(output: Path) -> Path:
    """A new name beside `output` for what this process writes."""
    return output.with_name(f".{output.name}.{maker_of(os.getpid())}-{secrets.token_hex(4)}.part")


def maker_of(process_id: int) -> str:
    """Names a process of this computer in hidden names; no other computer's has that name."""
    return f"{process_id}-{computer_name()}"


def hidden_beside(output: Path, kind: str) -> Iterator[tuple[str, Path]]:
    """Hidden names of ours beside `output`, each with its maker; `kind` is their suffix."""
    name = re.compile(rf"\.{re.escape(output.name)}\.(\d+-[0-9a-f]{{8}})-[0-9a-f]{{8}}\.{kind}")
    for path in sorted(output.parent.glob(f".{glob.escape(output.name)}.*-*.{kind}")):
        if found := name.fullmatch(path.name):
            yield found[1], path


def left_behind(output: Path, kind: str) -> Iterator[Path]:
    """Those whose makers are gone, as far as can be known."""
    for maker, path in hidden_beside(output, kind):
        if _is_left(maker, path):
            yield path


def _is_left(maker: str, path: Path) -> bool:
    process_id, computer = maker.split("-")
    # On Windows the question whether a process lives would be a Ctrl-C to it.
    if computer != computer_name() or sys.platform == "win32":
        return _is_old(path)
    try:
        os.kill(int(process_id), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _is_old(path: Path) -> bool:
    """Nothing that is being written stands untouched for so long, or was renamed so long ago."""
    with suppress(OSError):
        status = path.stat()
        return time.time() - max(status.st_mtime, status.st_ctime) > _DAY_SECONDS
    return False


@cache
def computer_name(machine_id: Path = _MACHINE_ID, namespace: Path = _PROCESS_NAMESPACE) -> str:
    """Eight digits that are the same for all processes that see each other, and for no others."""
    parts = [platform.node()]
    with suppress(OSError):
        parts.append(machine_id.read_text())
    with suppress(OSError):
        parts.append(str(namespace.readlink()))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=4).hexdigest()
