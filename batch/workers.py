"""Who runs the bundles of rows: processes on this computer. Another kind is in `dask_workers`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Protocol

from renderer.files.hidden_names import maker_of
from renderer.files.kept import cache_folder
from renderer.worker.confinement import confine
from renderer.worker.limits import LIMITS


class Workers(Protocol):
    """`count` bundles run at a time; `deaths` are the errors of one whose worker was killed.

    `ended` are the processes that worked and are gone, as `maker_of` names them. `after_stop` says
    what is true of a row that was not done when the batch was stopped.

    `check` raises SparkproofError when nobody is left to work.
    """

    @property
    def count(self) -> int: ...
    @property
    def deaths(self) -> tuple[type[Exception], ...]: ...
    @property
    def ended(self) -> frozenset[str]: ...
    @property
    def after_stop(self) -> str: ...

    def check(self) -> None: ...
    def open_executor(self) -> AbstractContextManager[Executor]: ...


class ProcessWorkers:
    """Processes of this computer; a crash of a codec costs the process and not the batch."""

    deaths = (BrokenExecutor,)
    after_stop = "Stopped before it was done."

    def __init__(self, count: int, folder: Path | None = None) -> None:
        """They write beneath `folder`, which is there when the first one starts, or nowhere."""
        self.count = count
        self._folder = folder
        self.ended: frozenset[str] = frozenset()

    def check(self) -> None:
        """A pool knows itself when its processes are gone."""

    @contextmanager
    def open_executor(self) -> Iterator[Executor]:
        """A pool of processes. Left by an error or Ctrl-C it stops at once, in the middle."""
        pool = _Pool(self.count, self._folder)
        try:
            yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                if process.pid in pool.process_ids:
                    process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            self.ended |= frozenset(map(maker_of, pool.process_ids))


class _Pool(ProcessPoolExecutor):
    """Knows the ids of its processes, also of those that were killed."""

    def __init__(self, count: int, folder: Path | None) -> None:
        # A fork would take over the locks of FFmpeg's and OpenCV's threads as they stand.
        super().__init__(count, multiprocessing.get_context("spawn"), _prepare_process, (folder,))
        self._others = _children()
        self.process_ids: frozenset[int] = frozenset()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        try:
            return super().submit(function, *args, **kwargs)
        finally:
            # Processes are started here, as they are needed.
            self.process_ids |= _children() - self._others


def _children() -> frozenset[int]:
    found = (process.pid for process in multiprocessing.active_children())
    return frozenset(pid for pid in found if pid is not None)


def usual_count() -> int:
    """How many processes to start: each keeps about two cores busy, and takes its memory."""
    return max(1, min(4, (os.cpu_count() or 2) // 2))


def _prepare_process(folder: Path | None) -> None:
    """Before it opens any file: what is found out is kept in the cache, made beneath `folder`."""
    # Ctrl-C in a terminal reaches every process; the one that was asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    cache = cache_folder()
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    confine(LIMITS.memory_bytes, [cache, *([folder] if folder else ())])


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
