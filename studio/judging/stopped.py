"""What was being judged when the app ended: not begun anew, but said to whoever asked for it."""

from __future__ import annotations

import logging
import threading

from overlays.errors import ExportError
from studio.exports.job import ExportJob
from studio.exports.kept_jobs import NothingKept
from studio.store.journal import Entry, Journal
from studio.store.workspace import Workspace

_FILE = "judging.sqlite"

_log = logging.getLogger(__name__)


class ToldJobs(NothingKept):
    """Those of one run of the app, and those that earlier runs left. May be used from any thread.

    A file that was compared lay with a page that has gone, so only that it was asked for is kept.
    """

    def __init__(self, workspace: Workspace) -> None:
        parent = workspace.folder.parent
        self._journal = Journal(parent, workspace.folder.name, _FILE)
        left = self._journal.take_over(lambda run: not (parent / run).is_dir())
        self._stopped = {entry.id: entry for entry in left}
        self._lock = threading.Lock()

    def take(self, job: ExportJob) -> ExportJob:
        try:
            kind = type(job.request).__name__
            self._journal.add(Entry(job.id, job.visitor, job.name, kind, names=""))
        except ExportError as error:
            # Whoever waits for a verdict has it all the same.
            _log.warning("What is judged cannot be written down: %s", error)
        return job

    def fail(self, job: ExportJob, problem: str) -> None:
        self._journal.end(job.id)

    def end(self, job: ExportJob) -> None:
        self._journal.end(job.id)

    def stopped(self, visitor: str, kind: str) -> str:
        """The name of the visitor's ad that an order of that `kind` was for; empty for none."""
        with self._lock:
            names = [entry.name for entry in self._stopped.values() if _is(entry, visitor, kind)]
        return names[-1] if names else ""

    def forget_stopped(self, visitor: str, kind: str) -> None:
        """It was said, and something else is asked for."""
        with self._lock:
            told = [id_ for id_, entry in self._stopped.items() if _is(entry, visitor, kind)]
            for id_ in told:
                del self._stopped[id_]
        for id_ in told:
            self._journal.end(id_)


def _is(entry: Entry, visitor: str, kind: str) -> bool:
    return (entry.visitor, entry.request) == (visitor, kind)
