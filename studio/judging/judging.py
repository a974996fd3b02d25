"""What was judged last of one kind: its job, and what that found once it is over."""

from __future__ import annotations

from dataclasses import dataclass

from overlays.errors import ActualError, SparkproofError
from qa.reports.kept import KeptReport, kept_report
from studio.exports.job import ExportJob, Request
from studio.judging.desk import forget_stopped, job_of, judging_desk, stopped_ad
from studio.work.session import Studio
from studio.work.visitor import visitor_id


@dataclass(slots=True)
class Judging:
    """One visitor's. `key` is that of what was asked, `made` what was found, as it was read back.

    `said_past` is what a card said last: whether the ad is another one by now. `stopped` is a
    sentence on what the app's end broke off, until something is judged; `opens` the card with it.
    """

    job_id: str = ""
    key: str = ""
    problem: str = ""
    made: KeptReport | None = None
    said_past: bool = False
    stopped: str = ""
    opens: bool = False

    def begin(self, order: Request, work: Studio, *, keeps: bool = False) -> None:
        """Have it judged. What was found before goes, unless this `keeps` it until there is more.

        A file that cannot be read is a `problem`.
        """
        self.stop()
        forget_stopped(type(order))
        self.problem = self.stopped = ""
        if not keeps:
            self.made = None
        try:
            job = judging_desk().submit(order, work.name, work.in_words, visitor_id())
        except SparkproofError as error:
            self.job_id, self.key, self.problem = "", "", work.in_words(str(error))
        else:
            self.job_id, self.key = job.id, job.key

    def stop(self) -> None:
        """Cancel what is under way."""
        if self.job_id:
            judging_desk().cancel(self.job_id, visitor_id())

    def forget(self) -> None:
        """Nothing was judged."""
        self.stop()
        self.job_id, self.key, self.problem, self.made = "", "", "", None

    @property
    def job(self) -> ExportJob | None:
        return job_of(self.job_id) if self.job_id else None

    @property
    def is_active(self) -> bool:
        """True while it waits or works."""
        job = self.job
        return job is not None and job.is_active

    @property
    def _is_lost(self) -> bool:
        """True when another page of the visitor's asked for the same before this one looked."""
        return bool(self.job_id) and self.made is None and not self.problem and self.job is None

    def result(self) -> KeptReport | None:
        """What was found; None while there is nothing."""
        job = self.job
        if job is not None and job.result is not None and not self._is_read(job):
            try:
                self.made = kept_report(job.result.file)
            except ActualError as error:
                self.problem, self.job_id, self.made = str(error), "", None
        return self.made

    def _is_read(self, job: ExportJob) -> bool:
        return (
            self.made is not None and job.result is not None and self.made.page == job.result.file
        )

    def is_past(self, order: Request | None) -> bool:
        """True when `order`, of the ad as it stands, is not what was judged."""
        if self._is_lost:
            return True
        try:
            return order is None or order.key() != self.key
        except SparkproofError:
            return True


def first_judging(kind: type[Request], done: str, again: str) -> Judging:
    """At the beginning of a page, with what the app's end broke off of this visitor's.

    `done` is what was being done, such as `checked`, and `again` how it is asked for.
    """
    name = stopped_ad(kind)
    said = f"The app ended while {name} was {done}: {again}." if name else ""
    return Judging(stopped=said, opens=bool(said))
