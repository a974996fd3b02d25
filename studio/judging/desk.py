"""The desk of comparisons and checks. Beside that of exports: nobody waits for those to be done."""

from __future__ import annotations

from functools import cache

from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk
from studio.store.media_store import media_store
from studio.work.visitor import visitor_id


@cache
def judging_desk() -> JobDesk:
    """The one of this process."""
    store = media_store()
    return JobDesk(store.kept, at_once=1, served=store.served_at)


def job_of(job_id: str) -> ExportJob | None:
    """A job of this visitor's; None when it is forgotten."""
    jobs = judging_desk().jobs(visitor_id())
    return next((job for job in jobs if job.id == job_id), None)
