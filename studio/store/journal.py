"""What was asked for and is not done yet, on disk: a job outlives the run of the app that took it.

<parent>/jobs.sqlite      one row for each job that waits, works or failed, with the run that has it
<parent>/judging.sqlite   the same of checks and comparisons
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from overlays.errors import ExportError

_FILE = "jobs.sqlite"
_SECONDS_FOR_OTHERS = 10.0
_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, run TEXT NOT NULL, visitor TEXT NOT NULL, name TEXT NOT NULL,
  request TEXT NOT NULL, names TEXT NOT NULL, begun INTEGER NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT '', asked REAL NOT NULL
) STRICT
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job. `request` and `names` are JSON of those who write it; `begun` counts its beginnings.

    One with a `problem` has failed and waits for nothing.
    """

    id: str
    visitor: str
    name: str
    request: str
    names: str
    begun: int = 0
    problem: str = ""


class Journal:
    """Those of one run of the app. May be used from any thread."""

    def __init__(self, parent: Path, run: str, file: str = _FILE) -> None:
        self._path, self._run = parent / file, run
        self._lock = threading.Lock()
        self._prepare()

    def add(self, entry: Entry) -> None:
        """Raises ExportError where it cannot be written down: it would be lost with this run."""
        values = (entry.id, self._run, entry.visitor, entry.name, entry.request, entry.names)
        try:
            with self._open() as journal:
                journal.execute(
                    "INSERT INTO jobs (id, run, visitor, name, request, names, asked) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*values, time.time()),
                )
        except sqlite3.Error as error:
            raise ExportError(
                f"This cannot be queued, because it cannot be written down ({error}): "
                "free some space on the disk and try again."
            ) from error

    def begin(self, job_id: str) -> None:
        self._note("UPDATE jobs SET begun = begun + 1 WHERE id = ?", job_id)

    def fail(self, job_id: str, problem: str) -> None:
        self._note("UPDATE jobs SET problem = ? WHERE id = ?", problem, job_id)

    def end(self, job_id: str) -> None:
        """It is done, or nobody wants it any more."""
        self._note("DELETE FROM jobs WHERE id = ?", job_id)

    def take_over(self, is_over: Callable[[str], bool]) -> tuple[Entry, ...]:
        """Those of runs that are over, now this run's, in the order in which they were asked for.

        No two runs take the same. What cannot be read is told in the log and left.
        """
        try:
            with self._open() as journal:
                runs = [run for (run,) in journal.execute("SELECT DISTINCT run FROM jobs")]
                over = [run for run in runs if run != self._run and is_over(run)]
                marks = ", ".join("?" * len(over))
                rows = journal.execute(
                    "SELECT id, visitor, name, request, names, begun, problem FROM jobs "
                    f"WHERE run IN ({marks}) ORDER BY asked",
                    over,
                ).fetchall()
                journal.execute(
                    f"UPDATE jobs SET run = ? WHERE run IN ({marks})", (self._run, *over)
                )
        except sqlite3.Error:
            _log.warning("What was queued before cannot be read", exc_info=True)
            return ()
        return tuple(Entry(*row) for row in rows)

    def ids(self) -> frozenset[str]:
        """Of all jobs of all runs. Raises sqlite3.Error."""
        with self._open() as journal:
            return frozenset(id_ for (id_,) in journal.execute("SELECT id FROM jobs"))

    def is_sound(self) -> bool:
        """False when nothing can be written down at present."""
        try:
            with self._open() as journal:
                journal.execute("UPDATE jobs SET begun = begun WHERE id = ''")
        except sqlite3.Error:
            return False
        return True

    def _note(self, statement: str, *values: str) -> None:
        """At worst a job that is done is done again after a crash: no reason to fail it now."""
        try:
            with self._open() as journal:
                journal.execute(statement, values)
        except sqlite3.Error as error:
            _log.warning("What became of a job cannot be written down: %s", error)

    def _prepare(self) -> None:
        try:
            with self._open() as journal:
                journal.execute(_TABLE)
        except sqlite3.DatabaseError:
            # No journal, or one that is broken: it is put aside, and the app goes on.
            _log.warning("%s cannot be read and is begun anew", self._path.name, exc_info=True)
            with suppress(OSError):
                self._path.replace(self._path.with_suffix(".broken"))
            with suppress(sqlite3.Error), self._open() as journal:
                journal.execute(_TABLE)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One whole change: all of it stands there afterwards, or nothing."""
        with (
            self._lock,
            closing(sqlite3.connect(self._path, timeout=_SECONDS_FOR_OTHERS)) as journal,
            journal,
        ):
            journal.execute("PRAGMA synchronous = NORMAL")
            journal.execute("BEGIN IMMEDIATE")
            yield journal
