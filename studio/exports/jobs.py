"""Exports and contact sheets in the background: a few at a time in worker processes, in order.

    desk = job_desk()
    job = desk.submit(request, "Slow coffee")   done at once when that export was made before
    desk.jobs()                                 what became of each, newest first
    desk.cancel(job.id)

The desk belongs to the process, so that a page that is loaded anew finds its jobs. Each job is its
visitor's: no other lists, cancels or removes it.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

from overlays.ad import SparkAd
from overlays.errors import Canceled, SparkproofError
from renderer.files.part_file import write_error
from renderer.output.progress import Progress
from renderer.worker.work import Work
from studio.exports.results import zip_folder
from studio.store.kept_files import KeptFile, KeptFiles
from studio.store.media_store import media_store

AT_ONCE = 2
MOST_LISTED = 30
_BUG = "It failed by a fault of Sparkproof; its terminal shows the details."

State = Literal["queued", "running", "packing", "done", "failed", "canceled", "cleared"]
Words = Callable[[str], str]

_log = logging.getLogger(__name__)


class Request(Protocol):
    """What a job is for: an export, a sheet, or what stands above them."""

    @property
    def ad(self) -> SparkAd: ...
    @property
    def output_suffix(self) -> str:
        """Of the file that the worker writes; empty for a folder."""

    @property
    def download_suffix(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def unusual(self) -> tuple[str, ...]:
        """In words what is not as usual."""

    @property
    def things(self) -> str:
        """What its progress counts."""

    def key(self) -> str:
        """Equal for what comes out the same. Raises SourceError and PlacementError."""

    def start(self, output: Path) -> Work[Any]:
        """Begins to write `output` in a worker process."""

    def stem(self, ad_name: str) -> str:
        """The name of the file without its suffix."""


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One export or sheet as far as it is. `cleared` was done, and its file had to go.

    `clip` is the name of its creative as the visitor knows it.
    """

    id: str
    key: str
    request: Request
    name: str
    state: State = "queued"
    work: Work[Any] | None = None
    result: KeptFile | None = None
    problem: str = ""
    stop: threading.Event = field(default_factory=threading.Event, compare=False)
    in_words: Words = str
    visitor: str = ""
    clip: str = ""

    @property
    def is_active(self) -> bool:
        """True while it waits or works."""
        return self.state in ("queued", "running", "packing")

    @property
    def progress(self) -> Progress | None:
        return None if self.work is None else self.work.progress

    @property
    def download_name(self) -> str:
        return self.request.stem(self.name) + self.request.download_suffix


class JobDesk:
    """Takes exports and does them in order. All of it may be used from any thread."""

    def __init__(
        self,
        results: KeptFiles,
        at_once: int = AT_ONCE,
        served: Callable[[Path], float] = lambda _: 0.0,
    ) -> None:
        self._results, self._served = results, served
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="export")
        self._jobs: dict[str, ExportJob] = {}
        self.when_done: Callable[[ExportJob], None] = lambda _: None
        self._lock = threading.Lock()

    def submit(
        self, request: Request, name: str, in_words: Words = str, visitor: str = ""
    ) -> ExportJob:
        """Queues an export or a sheet, or finds the one that is under way or was made before.

        `in_words` puts an error into the visitor's words. It is held until the end, and with it
        the visitor's uploads. Raises SourceError for media that cannot be read, and PlacementError.
        """
        key = request.key()
        with self._lock:
            # Looked up under the lock: a job that ended between the two look-ups would be found
            # neither among the results nor among those under way.
            result = self._results.get(key)
            mine = (job for job in self._jobs.values() if job.visitor == visitor)
            old = next((job for job in mine if job.key == key), None)
            if old is not None:
                del self._jobs[old.id]
            if old is not None and old.is_active and not old.stop.is_set():
                job = old
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
                    clip=in_words(request.ad.post.video.name),
                )
                if result is None:
                    self._threads.submit(self._run, job)
            self._jobs[job.id] = job
        self._forget_oldest(visitor)
        return job

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
        if job.work is not None:
            job.work.cancel()

    def remove(self, job_id: str, visitor: str = "") -> None:
        """Takes a job of the visitor's that is over from the list.

        Its file stays, should it be asked for again.
        """
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and not job.is_active and job.visitor == visitor:
                del self._jobs[job_id]

    def close(self) -> None:
        """Stops everything; no job is taken afterwards."""
        for job in self.jobs():
            self.cancel(job.id, job.visitor)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: ExportJob) -> None:
        if job.stop.is_set():
            return
        self._note(job, state="running")
        try:
            result = self._make(job)
        except Canceled:
            self._end(job, state="canceled")
        except SparkproofError as error:
            self._end(job, state="failed", problem=job.in_words(str(error)))
        except OSError as error:
            problem = str(write_error(Path(job.download_name), error))
            self._end(job, state="failed", problem=problem)
        except Exception:
            _log.exception("An export failed")
            self._end(job, state="failed", problem=_BUG)
        else:
            self._end(job, state="done", result=result)
            self.when_done(replace(job, state="done", result=result))
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
        return self._results.put_unless_kept(job.key, output, facts)

    def _note(self, job: ExportJob, **facts: object) -> None:
        with self._lock:
            if job.id in self._jobs:
                self._jobs[job.id] = replace(self._jobs[job.id], **facts)  # type: ignore[arg-type]

    def _end(self, job: ExportJob, **facts: object) -> None:
        if "result" not in facts:
            self._results.discard(job.id)
        self._note(job, in_words=str, **facts)

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
            over = [job.id for job in mine if not job.is_active]
            for job_id in over[: max(0, len(mine) - MOST_LISTED)]:
                del self._jobs[job_id]


@cache
def job_desk() -> JobDesk:
    """The one desk of this process."""
    store = media_store()
    return JobDesk(store.kept, served=store.served_at)
