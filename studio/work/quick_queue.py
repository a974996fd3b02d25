"""The one queue of what takes a second or two in a worker process: probes, posters and stills.

Without it each request would start a process of its own: forty stills were forty decoders.
"""

from __future__ import annotations

import threading
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
        self._places = threading.BoundedSemaphore(at_once + most_waiting)

    def run(self, work: Callable[[], Value]) -> Value:
        """Waits for its turn and for the work. Raises what the work raises."""
        return self._threads.submit(work).result()

    def offer(self, work: Callable[[], Value]) -> Future[Value] | None:
        """The work under way, for somebody who may come again; None when too much waits."""
        if not self._places.acquire(blocking=False):
            return None
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Drop what waits; nothing is taken afterwards."""
        self._threads.shutdown(wait=False, cancel_futures=True)


@cache
def quick_queue() -> QuickQueue:
    """The one queue of this process."""
    return QuickQueue()
