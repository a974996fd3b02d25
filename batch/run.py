"""Runs rows on workers that may die: each row is tried twice at most, and costs no other row.

first round    bundles of several rows, as many at a time as there are workers
second round   rows whose worker died, one at a time, so that the row that kills is known
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for

from batch.ready_rows import ReadyRow
from batch.rows import Bundle, RowResult, Settings, bundles_of, run_bundle
from batch.workers import Workers
from overlays.errors import SparkproofError
from renderer.files.part_file import remove_left, remove_parts

_SECONDS_BETWEEN_CHECKS = 5

OnResult = Callable[[RowResult], None]


def run_batch(
    rows: Sequence[ReadyRow], settings: Settings, workers: Workers, on_result: OnResult
) -> None:
    """Runs every row and tells what became of it as soon as that is known, in this thread.

    Outputs that stand there are replaced. Raises SparkproofError when the workers are gone; then,
    and after Ctrl-C, what is not finished is not there.
    """
    batch = _Batch(settings, workers, on_result)
    lost = batch.run(bundles_of(rows, workers.count), workers.count)
    # Whoever ran beside the row that kills was lost, too, and is innocent.
    lost = batch.run([(row,) for row in lost], 1)
    for row in lost:
        # The process may have been another computer's, or one that nobody here started.
        remove_left(row.output)
        message = (
            f"Row {row.number} was tried twice, and its process was killed both times: "
            "its video crashes the decoder, or it needs more memory than there is."
        )
        on_result(RowResult(row.number, row.output, "failed", message=message))


class _Batch:
    def __init__(self, settings: Settings, workers: Workers, on_result: OnResult) -> None:
        self._settings, self._workers, self._on_result = settings, workers, on_result

    def run(self, bundles: Iterable[Bundle], at_once: int) -> list[ReadyRow]:
        """Runs the bundles, on a new executor after each death; the rows that were at work then."""
        waiting, lost = deque(bundles), list[ReadyRow]()
        while waiting:
            begun: list[Bundle] = []
            try:
                with self._workers.open_executor() as executor:
                    lost += self._drain(executor, waiting, begun, at_once)
            finally:
                self._remove_parts(begun)
        return lost

    def _drain(
        self, executor: Executor, waiting: deque[Bundle], begun: list[Bundle], at_once: int
    ) -> list[ReadyRow]:
        """Until no bundle waits, or the executor is broken."""
        running: dict[Future[list[RowResult]], Bundle] = {}
        lost: list[ReadyRow] = []
        is_broken = False
        while running or (waiting and not is_broken):
            while waiting and not is_broken and len(running) < at_once:
                try:
                    future = executor.submit(run_bundle, waiting[0], self._settings)
                except BrokenExecutor:
                    is_broken = True
                else:
                    begun.append(waiting.popleft())
                    running[future] = begun[-1]
            for future in self._wait_for(running):
                bundle, error = running.pop(future), _error_of(future)
                if isinstance(error, self._workers.deaths):
                    lost += bundle
                    is_broken = is_broken or isinstance(error, BrokenExecutor)
                elif error is None:
                    for result in future.result():
                        self._on_result(result)
                elif isinstance(error, Exception) and not isinstance(error, SparkproofError):
                    self._report_broken(bundle, error)
                else:
                    raise error
        return lost

    def _wait_for(self, running: Iterable[Future[list[RowResult]]]) -> set[Future[list[RowResult]]]:
        """One or more that are over; after a while none, if somebody is left to work."""
        done = wait_for(running, _SECONDS_BETWEEN_CHECKS, FIRST_COMPLETED).done
        if not done:
            self._workers.check()
        return done

    def _report_broken(self, bundle: Bundle, error: Exception) -> None:
        """What the worker could not even begin, or tell of, is the end of these rows only."""
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        for row in bundle:
            message = f"Its worker could not run it: {reason}"
            self._on_result(RowResult(row.number, row.output, "failed", message=message))

    def _remove_parts(self, bundles: Iterable[Bundle]) -> None:
        for row in (row for bundle in bundles for row in bundle):
            for maker in self._workers.ended:
                remove_parts(row.output, maker)


def _error_of(future: Future[list[RowResult]]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError:
        return SparkproofError("The scheduler is gone: start it again, then this command.")
