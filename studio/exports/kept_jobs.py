"""Jobs that outlive the run of the app that took them: written down, and taken up by the next."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from overlays.errors import ExportError, SparkproofError
from studio.exports.job import ExportJob
from studio.exports.kept_requests import Inputs, Kept, request_of, text_of, words_for
from studio.store.journal import Entry, Journal
from studio.store.workspace import Workspace

MOST_BEGINNINGS = 3
ENDED = f"The app ended {MOST_BEGINNINGS} times while this was made, so it waits for you."

_log = logging.getLogger(__name__)


class NothingKept:
    """Of jobs that nobody would miss after the app's end."""

    def take(self, job: ExportJob) -> ExportJob:
        """The job as it is to be done. Raises ExportError where it cannot be kept."""
        return job

    def begin(self, job: ExportJob) -> None:
        """It is under way."""

    def fail(self, job: ExportJob, problem: str) -> None:
        """It failed, and waits to be asked for again."""

    def end(self, job: ExportJob) -> None:
        """It is done, or was canceled."""

    def forget(self, job: ExportJob) -> None:
        """It is on no list any more."""


class KeptJobs(NothingKept):
    """Those of one run of the app, with media of their own."""

    def __init__(self, workspace: Workspace) -> None:
        self._parent, run = workspace.folder.parent, workspace.folder.name
        self._journal = Journal(self._parent, run)
        self._inputs = Inputs(self._parent / "inputs" / run, self._parent / "drafts")

    def take(self, job: ExportJob) -> ExportJob:
        if not isinstance(job.request, Kept):
            return job
        names = {path.name: job.in_words(path.name) for path in job.request.ad.media}
        own = self._inputs.own(job.request, job.id)
        entry = Entry(job.id, job.visitor, job.name, text_of(own), json.dumps(names))
        try:
            self._journal.add(entry)
        except ExportError:
            self._inputs.discard(own, job.id)
            raise
        return replace(job, request=own, in_words=words_for(own.ad, names))

    def begin(self, job: ExportJob) -> None:
        self._journal.begin(job.id)

    def fail(self, job: ExportJob, problem: str) -> None:
        self._journal.fail(job.id, problem)

    def end(self, job: ExportJob) -> None:
        self._journal.end(job.id)

    def forget(self, job: ExportJob) -> None:
        self._journal.end(job.id)
        if isinstance(job.request, Kept):
            self._inputs.discard(job.request, job.id)

    def is_sound(self) -> bool:
        """False when nothing can be written down at present."""
        return self._journal.is_sound()

    def of_earlier_runs(self, done: frozenset[str]) -> Iterator[ExportJob]:
        """What runs that are over have left, but for the jobs whose files are there: `done`."""
        for entry in self._journal.take_over(lambda run: not (self._parent / run).is_dir()):
            job = None if entry.id in done else _job_of(entry)
            if job is None:
                self._journal.end(entry.id)
            else:
                yield job
        self._sweep()

    def _sweep(self) -> None:
        live = frozenset(path.name for path in self._parent.glob("run-*"))
        try:
            self._inputs.sweep(self._journal.ids(), live)
        except sqlite3.Error:
            _log.warning("What is queued cannot be read", exc_info=True)


def _job_of(entry: Entry) -> ExportJob | None:
    """A job as it was; None for one of another version of the app."""
    try:
        request = request_of(entry.request)
        names = json.loads(entry.names)
    except ValueError:
        _log.warning("Job %s was queued by another version and is left out", entry.id)
        return None
    words = words_for(request.ad, names)
    problem = entry.problem or (ENDED if entry.begun >= MOST_BEGINNINGS else "")
    key = ""
    try:
        key = request.key()
    except SparkproofError as error:
        problem = words(str(error))
    return _made(entry, request, key, problem, names)


def _made(entry: Entry, request: Kept, key: str, problem: str, names: dict[str, str]) -> ExportJob:
    video = request.ad.post.footage.name
    return ExportJob(
        entry.id,
        key,
        request,
        entry.name,
        "failed" if problem else "queued",
        problem=problem,
        in_words=words_for(request.ad, names),
        visitor=entry.visitor,
        clip=names.get(video, video),
    )
