"""The desk of comparisons and checks. Beside that of exports: nobody waits for those to be done."""

from __future__ import annotations

from functools import cache

from studio.exports.job import ExportJob, Request
from studio.exports.jobs import JobDesk
from studio.judging.stopped import ToldJobs
from studio.store.media_store import media_store
from studio.work.visitor import visitor_id


@cache
def judging_desk() -> JobDesk:
    """The one of this process."""
    store = media_store()
    return JobDesk(store.kept, at_once=1, served=store.served_at, kept=told_jobs())


@cache
def told_jobs() -> ToldJobs:
    """What outlives this process of it."""
    return ToldJobs(media_store().workspace)


def stopped_ad(kind: type[Request]) -> str:
    """The name of the ad whose order of that kind the app's end broke off; empty for none."""
    name = told_jobs().stopped(visitor_id(), kind.__name__).replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}"


def forget_stopped(kind: type[Request]) -> None:
    """This visitor has had something else judged."""
    told_jobs().forget_stopped(visitor_id(), kind.__name__)


def job_of(job_id: str) -> ExportJob | None:
    """A job of this visitor's; None when it is forgotten."""
    jobs = judging_desk().jobs(visitor_id())
    return next((job for job in jobs if job.id == job_id), None)
