"""How long a worker has said nothing, without the time for which others had the processor."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# A worker that waits for longer than that has a computer to itself that nobody can work with.
_MOST_TIMES = 4.0


def seconds_kept_waiting(process_id: int) -> float:
    """How long a process's first thread was ready and had no processor; 0 where none tells.

    Linux tells (`proc/PID/schedstat`, the second figure, in nanoseconds).
    """
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{process_id}/schedstat").read_text("ascii").split()[1]) / 1e9
    return 0.0


class Silence:
    """Begins anew with each word that is heard."""

    def __init__(self, kept_waiting: Callable[[], float]) -> None:
        self._kept_waiting = kept_waiting
        self.heard()

    def heard(self) -> None:
        self._since = (time.monotonic(), self._kept_waiting())

    def is_longer_than(self, seconds: float) -> bool:
        """A busy computer is no fault of a file's: it has up to four times as long then."""
        began, waited = self._since
        lasted = time.monotonic() - began
        if lasted <= seconds:
            return False
        own = lasted - (self._kept_waiting() - waited)
        return own > seconds or lasted > _MOST_TIMES * seconds
