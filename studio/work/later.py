"""The app's one thread for what nobody waits for, such as drawing ahead.

It ends before the interpreter does. Python stops a daemon thread wherever it is at that time, and
one that is stopped inside a C++ library takes the process down with it: Skia's ends the app with
"terminate called without an active exception" and the exit code 134.
"""

from __future__ import annotations

import atexit
import functools
import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)

Work = Callable[[], None]


class LaterThread:
    """Does things a while later, one after the other; the thread starts with the first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        # When it is due, in the order of asking, and what.
        self._due: list[tuple[float, int, Work]] = []
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """True when nothing more should be begun: long work asks between its parts."""
        return self._is_over

    def after(self, seconds: float, work: Work) -> None:
        """Have `work` done in `seconds` or a little later; never once it is over."""
        with self._changed:
            if self._is_over:
                return
            heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), work))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="later", daemon=True)
                self._thread.start()
            self._changed.notify()

    def end(self) -> None:
        """Drop what is due, and wait for what is under way."""
        with self._changed:
            self._is_over = True
            self._due.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            try:
                work()
            except Exception:
                _log.exception("Something that nobody waited for failed")

    def _next(self) -> Work | None:
        """Waits for what is due next; None at the end."""
        with self._changed:
            while not self._is_over:
                left = self._due[0][0] - time.monotonic() if self._due else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(left)
        return None


@functools.cache
def later() -> LaterThread:
    """The one of this process."""
    thread = LaterThread()
    atexit.register(thread.end)
    return thread
