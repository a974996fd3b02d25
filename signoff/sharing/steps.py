"""How far a share is: several kinds of work, told as hundredths of the whole."""

from __future__ import annotations

import threading
from collections.abc import Callable

from overlays.errors import Canceled
from renderer.output.progress import OnProgress, Progress


class Steps:
    """Tells each hundredth once, and stops the work that asks when it is to be stopped."""

    def __init__(self, on_progress: OnProgress | None, cancel: threading.Event | None) -> None:
        self._on_progress, self.cancel = on_progress, cancel
        self._told = -1

    def is_canceled(self) -> bool:
        return self.cancel is not None and self.cancel.is_set()

    def tell(self, share: float) -> None:
        """So much of the whole is done, 0.0 to 1.0. Raises Canceled."""
        if self.is_canceled():
            raise Canceled("Stopped.")
        hundredths = min(100, max(0, round(100 * share)))
        if self._on_progress and hundredths > self._told:
            self._told = hundredths
            self._on_progress(Progress(hundredths, 100, 0.0, None))

    def part(self, start: float, end: float) -> Callable[[float], None]:
        """Takes shares of a part of the work that lies between two shares of the whole."""
        return lambda share: self.tell(start + (end - start) * min(1.0, share))

    def frames(self, start: float, end: float) -> OnProgress:
        """The same for work that counts frames."""
        tell = self.part(start, end)
        return lambda made: tell(made.frames_done / max(1, made.frames_total or made.frames_done))
