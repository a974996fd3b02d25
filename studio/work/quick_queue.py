"""The one queue of what takes a second or two in a worker process: probes, posters and stills.

Without it each request would start a process of its own: forty stills were forty decoders.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar

AT_ONCE = 2
# About ten seconds of stills; who comes later is told so at once.
MOST_WAITING = 24

Value = TypeVar("Value")


class QuickQueue:
    """Does short work in the order of asking, a few at a time. May be used from any thread."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="quick")
        self._most = at_once + most_waiting
        self._offered: Counter[str | None] = Counter()
        self._lock = threading.Lock()

    def run(self, work: Callable[[], Value]) -> Value:
        """Waits for its turn and for the work. Raises what the work raises."""
        return self._threads.submit(work).result()

    def offer(
        self, work: Callable[[], Value], owner: str | None = None, most: int | None = None
    ) -> Future[Value] | None:
        """The work under way, for somebody who may come again; None when too much waits.

        Of one `owner` no more than `most` wait or are under way.
        """
        with self._lock:
            is_full = self._offered.total() >= self._most
            if is_full or (most is not None and self._offered[owner] >= most):
                return None
            self._offered[owner] += 1
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._give_back(owner))
        return future

    def _give_back(self, owner: str | None) -> None:
        with self._lock:
            # Zeros go: owners come and never come again.
            self._offered -= Counter({owner: 1})

    def close(self) -> None:
        """Drop what waits; nothing is taken afterwards."""
        self._threads.shutdown(wait=False, cancel_futures=True)


@cache
def quick_queue() -> QuickQueue:
    """The one queue of this process."""
    return QuickQueue()
