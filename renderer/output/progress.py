"""How far a long piece of work is, told often enough to be lively and seldom enough to be free."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from overlays.errors import Canceled
from overlays.geometry import Size

Value = TypeVar("Value")

_SECONDS_BETWEEN_REPORTS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `frames_total` is what the source promises, None where it says nothing."""

    frames_done: int
    frames_total: int | None
    frames_per_second: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Written:
    """What an output holds in the end. `notes` say what it lacks, as in `ExportResult`.

    `size` is that of its pictures where it is not the canvas's; `size_bytes` that of all its files.
    """

    frame_count: int
    duration: Fraction
    notes: tuple[str, ...] = ()
    size: Size | None = None
    size_bytes: int = 0


OnProgress = Callable[[Progress], None]


class Meter:
    """Counts frames and reports them at most ten times a second, and once at the end."""

    def __init__(self, frames_total: int | None, on_progress: OnProgress | None) -> None:
        self.done = 0
        self._total = frames_total
        self._on_progress = on_progress
        self._began = self._reported = time.monotonic()

    def expect(self, more: int) -> None:
        """Makes the promise larger: the same frames have to be gone through once more."""
        if self._total is not None:
            self._total += more

    def advance(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self._reported >= _SECONDS_BETWEEN_REPORTS:
            self._reported = now
            self._report(now, self._total)

    def finish(self) -> None:
        """Reports that all is done, even if the source promised another number of frames."""
        self._report(time.monotonic(), self.done)

    def counted(
        self, values: Iterable[Value], cancel: threading.Event | None = None
    ) -> Iterator[Value]:
        """The same values, each counted when it has been used. Raises Canceled once that is set."""
        for value in values:
            if cancel is not None and cancel.is_set():
                raise Canceled("Stopped.")
            yield value
            self.advance()

    def _report(self, now: float, total: int | None) -> None:
        if self._on_progress is None:
            return
        if total is not None:
            # A file may hold more than it promises.
            total = max(total, self.done)
        speed = self.done / max(now - self._began, 1e-6)
        left = None if total is None or not speed else max(0, total - self.done) / speed
        self._on_progress(Progress(self.done, total, speed, left))
