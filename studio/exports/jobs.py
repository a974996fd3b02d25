"""Exports and contact sheets in the background: a few at a time in worker processes, in order,
one of each visitor's in turn.

    desk = job_desk()
    job = desk.submit(request, "Slow coffee")   done at once when that export was made before
    desk.jobs()                                 what became of each, newest first
    desk.cancel(job.id)

The desk belongs to the process, so that a page that is loaded anew finds its jobs. Each job is its
visitor's: no other lists, cancels or removes it. What is not done when the app ends, the next run
takes up (`kept_jobs.py`).
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from overlays.errors import Canceled, SparkproofError
from renderer.files.part_file import write_error
from studio.exports.job import ExportJob, Request, State, Words
from studio.exports.kept_jobs import KeptJobs, NothingKept
from studio.exports.results import zip_folder
from studio.exports.turns import check_turn
from studio.store.hosting import hosting
from studio.store.kept_files import KeptFile, KeptFiles
from studio.store.media_store import media_store
from studio.work.fair_queue import FairQueue
from studio.work.faults import fault_words

AT_ONCE = 2
MOST_LISTED = 30

_log = logging.getLogger(__name__)


class JobDesk:
    """Takes exports and does them in order. All of it may be used from any thread."""

    def __init__(
        self,
        results: KeptFiles,
        at_once: int = AT_ONCE,
        served: Callable[[Path], float] = lambda _: 0.0,
        kept: NothingKept | None = None,
    ) -> None:
        self._results, self._served = results, served
        self._kept = kept or NothingKept()
        self._waiting: FairQueue[ExportJob] = FairQueue()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="export")
        self._jobs: dict[str, ExportJob] = {}
        # False: it could not note whose the file is, so that the job has to be kept.
        self.when_done: Callable[[ExportJob], bool | None] = lambda _: None
        self._lock = threading.Lock()

    def submit(
        self, request: Request, name: str, in_words: Words = str, visitor: str = ""
    ) -> ExportJob:
        """Queues an export or a sheet, or finds the one that is under way or was made before.

        `in_words` puts an error into the visitor's words. Raises SourceError for media that cannot
        be read, PlacementError, and ExportError when it is too much or cannot be kept.
        """
        key = request.key()
        with self._lock:
            # Looked up under the lock: a job that ended between the two look-ups would be found
            # neither among the results nor among those under way.
            result = self._results.get(key)
            mine = (job for job in self._jobs.values() if job.visitor == visitor)
            old = next((job for job in mine if job.key == key), None)
            if old is not None and old.is_active and not old.stop.is_set():
                job = old
                del self._jobs[old.id]
            else:
                state: State = "queued" if result is None else "done"
                job_id = secrets.token_hex(6)
                job = ExportJob(
                    job_id,
                    key,
                    request,
                    name,
                    state,
                    result=result,
                    in_words=in_words,
                    visitor=visitor,
                    clip=in_words(request.ad.post.footage.name),
                )
                if result is None:
                    check_turn(self._jobs.values(), visitor, hosting().limits)
                    job = self._kept.take(job)
                    self._begin_later(job)
                if old is not None:
                    self._kept.forget(self._jobs.pop(old.id))
            self._jobs[job.id] = job
        if job.state == "done":
            self.when_done(job)
        self._forget_oldest(visitor)
        return job

    def take_up(self, earlier: Iterable[ExportJob]) -> None:
        """Jobs of runs that are over, oldest first: they wait here, or have failed."""
        for job in earlier:
            with self._lock:
                self._jobs[job.id] = job
                if job.is_active:
                    self._begin_later(job)

    def jobs(self, visitor: str | None = None) -> tuple[ExportJob, ...]:
        """The visitor's, newest first; those of all without one."""
        self._sweep()
        with self._lock:
            newest_first = tuple(reversed(self._jobs.values()))
        return tuple(job for job in newest_first if visitor in (None, job.visitor))

    def cancel(self, job_id: str, visitor: str = "") -> None:
        """Stops a job of the visitor's: at once while it waits, within a second while it works."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or not job.is_active or job.visitor != visitor:
                return
            job.stop.set()
            if job.state == "queued":
                self._jobs[job_id] = replace(job, state="canceled", in_words=str)
                self._kept.end(job)
        if job.work is not None:
            job.work.cancel()

    def remove(self, job_id: str, visitor: str = "") -> None:
        """Takes a job of the visitor's that is over from the list.

        Its file stays, should it be asked for again.
        """
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and not job.is_active and job.visitor == visitor:
                self._kept.forget(self._jobs.pop(job_id))

    def close(self) -> None:
        """Stops everything; no job is taken afterwards, and the next run has what was under way."""
        self._kept = NothingKept()
        for job in self.jobs():
            self.cancel(job.id, job.visitor)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin_later(self, job: ExportJob) -> None:
        self._waiting.put(job.visitor, job)
        self._threads.submit(self._run_next)
        _log.info("Job %s of visitor %s waits", job.id, job.visitor[:8])

    def _run_next(self) -> None:
        job = self._waiting.take()
        if job is not None and not job.stop.is_set():
            self._run(job)

    def _run(self, job: ExportJob) -> None:
        self._note(job, state="running")
        self._kept.begin(job)
        try:
            result = self._make(job)
        except Canceled:
            self._end(job, state="canceled")
        except SparkproofError as error:
            self._end(job, state="failed", problem=job.in_words(str(error)))
        except OSError as error:
            problem = str(write_error(Path(job.download_name), error))
            self._end(job, state="failed", problem=problem)
        except Exception as error:
            words = fault_words(_log, f"Job {job.id} failed", error)
            self._end(job, state="failed", problem=f"It {words}")
        else:
            is_noted = self.when_done(replace(job, state="done", result=result)) is not False
            self._end(job, is_settled=is_noted, state="done", result=result)
            self._sweep()

    def _make(self, job: ExportJob) -> KeptFile:
        request, stem = job.request, job.request.stem(job.name)
        output = self._results.new_folder(job.id) / f"{stem}{request.output_suffix}"
        work = request.start(output)
        self._note(job, work=work)
        # Asked to stop while the work began, nobody had it to cancel.
        if job.stop.is_set():
            work.cancel()
        made = work.result()
        if not request.output_suffix:
            self._note(job, state="packing")
            output = zip_folder(output, job.stop)
        # Another visitor may have asked for the same, and have it already.
        facts = None if isinstance(made, Path) else made
        return self._results.put_unless_kept(job.key, output, facts, job.visitor)

    def _note(self, job: ExportJob, **facts: object) -> None:
        with self._lock:
            if job.id in self._jobs:
                self._jobs[job.id] = replace(self._jobs[job.id], **facts)  # type: ignore[arg-type]

    def _end(
        self, job: ExportJob, problem: str = "", *, is_settled: bool = True, **facts: object
    ) -> None:
        if "result" not in facts:
            self._results.discard(job.id)
        if problem:
            self._kept.fail(job, problem)
        elif is_settled:
            self._kept.end(job)
        self._note(job, in_words=str, problem=problem, **facts)
        _log.info("Job %s is %s", job.id, facts["state"])

    def _sweep(self) -> None:
        self._results.sweep(self._served)
        with self._lock:
            done = [job for job in self._jobs.values() if job.state == "done"]
            # By whomever it was swept: the budget is shared with copies for the browser.
            swept = [job for job in done if not self._results.holds(job.key)]
        for job in swept:
            self._note(job, state="cleared", result=None)

    def _forget_oldest(self, visitor: str) -> None:
        with self._lock:
            mine = [job for job in self._jobs.values() if job.visitor == visitor]
            # What failed waits for an answer: it goes last.
            over = sorted(
                (job for job in mine if not job.is_active), key=lambda job: job.state == "failed"
            )
            for job in over[: max(0, len(over) - MOST_LISTED)]:
                self._kept.forget(self._jobs.pop(job.id))


@cache
def job_desk() -> JobDesk:
    """The one desk of this process."""
    store = media_store()
    return JobDesk(store.kept, served=store.served_at, kept=kept_jobs())


@cache
def kept_jobs() -> KeptJobs:
    """What outlives this process of it."""
    return KeptJobs(media_store().workspace)
