"""Who runs the jobs: processes on this computer. Another kind is in `dask_workers`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import wait
from typing import Protocol


class Workers(Protocol):
    """`count` jobs run at a time; `deaths` are the errors of a job whose worker was killed.

    `check` raises SparkproofError when nobody is left to work.
    """

    @property
    def count(self) -> int: ...
    @property
    def deaths(self) -> tuple[type[Exception], ...]: ...

    def check(self) -> None: ...
    def open_executor(self) -> AbstractContextManager[Executor]: ...


class ProcessWorkers:
    """Processes of this computer; a crash of a codec costs the process and not the batch."""

    deaths = (BrokenExecutor,)

    def __init__(self, count: int) -> None:
        self.count = count

    def check(self) -> None:
        """A pool knows itself when its processes are gone."""

    @contextmanager
    def open_executor(self) -> Iterator[Executor]:
        """A pool of processes. Left by an error or Ctrl-C it stops at once, in the middle."""
        others = {process.pid for process in multiprocessing.active_children()}
        # A fork would take over the locks of FFmpeg's and OpenCV's threads as they stand.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.count, context, _prepare_process)
        try:
            yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                if process.pid not in others:
                    process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def usual_count() -> int:
    """How many processes to start: each keeps about two cores busy, and takes its memory."""
    return max(1, min(4, (os.cpu_count() or 2) // 2))


def _prepare_process() -> None:
    # Ctrl-C in a terminal reaches every process; the one that was asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
