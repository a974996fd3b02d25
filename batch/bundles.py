"""Runs bundles of things on workers that may die: each is tried twice at most, and costs no other.

first round    bundles of several, as many at a time as there are workers
second round   what was lost with its worker, one at a time, so that the one that kills is known
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Generic, TypeVar

from batch.workers import Workers
from overlays.errors import SparkproofError

_SECONDS_BETWEEN_CHECKS = 5

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def _leave(thing: object) -> None:
    """Nothing is left of it."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Thing, Result]):
    """What is done with a bundle, and who hears of it, all in the thread that runs the bundles.

    `call` takes a bundle, and `cancel` where a worker can be asked to stop; it is sent to the
    workers, and never raises for one of the things. `on_broken` gets what its worker could not even
    begin, with the reason; `on_killed` what was there each time that its worker died. `clean` is
    called for all that was begun, once an executor is gone.
    """

    call: Callable[[tuple[Thing, ...]], list[Result]]
    on_result: Callable[[Result], None]
    on_broken: Callable[[Thing, str], None]
    on_killed: Callable[[Thing], None]
    clean: Callable[[Thing], None] = _leave


def run_bundles(
    bundles: Sequence[tuple[Thing, ...]], work: Work[Thing, Result], workers: Workers
) -> None:
    """Runs every bundle. Raises SparkproofError when the workers are gone."""
    run = _Run(work, workers)
    lost = run.all(bundles, workers.count)
    # Whoever ran beside the one that kills was lost, too, and is innocent.
    for thing in run.all([(thing,) for thing in lost], 1):
        work.on_killed(thing)


class _Run(Generic[Thing, Result]):
    def __init__(self, work: Work[Thing, Result], workers: Workers) -> None:
        self._work, self._workers = work, workers

    def all(self, bundles: Iterable[tuple[Thing, ...]], at_once: int) -> list[Thing]:
        """Runs the bundles, on a new executor after each death; what was at work then."""
        waiting, lost = deque(bundles), list[Thing]()
        while waiting:
            begun: list[tuple[Thing, ...]] = []
            try:
                with self._workers.open_executor() as executor:
                    lost += self._drain(executor, waiting, begun, at_once)
            finally:
                for thing in (thing for bundle in begun for thing in bundle):
                    self._work.clean(thing)
        return lost

    def _drain(
        self,
        executor: Executor,
        waiting: deque[tuple[Thing, ...]],
        begun: list[tuple[Thing, ...]],
        at_once: int,
    ) -> list[Thing]:
        """Until no bundle waits, or the executor is broken."""
        running: dict[Future[list[Result]], tuple[Thing, ...]] = {}
        lost: list[Thing] = []
        is_broken = False
        while running or (waiting and not is_broken):
            while waiting and not is_broken and len(running) < at_once:
                try:
                    future = executor.submit(self._work.call, waiting[0])
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
                        self._work.on_result(result)
                elif isinstance(error, Exception) and not isinstance(error, SparkproofError):
                    self._report_broken(bundle, error)
                else:
                    raise error
        return lost

    def _wait_for(self, running: Iterable[Future[list[Result]]]) -> set[Future[list[Result]]]:
        """One or more that are over; after a while none, if somebody is left to work."""
        done = wait_for(running, _SECONDS_BETWEEN_CHECKS, FIRST_COMPLETED).done
        if not done:
            self._workers.check()
        return done

    def _report_broken(self, bundle: Iterable[Thing], error: Exception) -> None:
        """What the worker could not even begin, or tell of, is the end of these only."""
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        for thing in bundle:
            self._work.on_broken(thing, reason)


def _error_of(future: Future[list[Result]]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError:
        return SparkproofError("The scheduler is gone: start it again, then this command.")
