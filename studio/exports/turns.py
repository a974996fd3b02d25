"""How much one person, and all, may have waiting on a server."""

from __future__ import annotations

from collections.abc import Iterable

from overlays.errors import ExportError
from studio.exports.job import ExportJob
from studio.store.hosting import Limits


def check_turn(jobs: Iterable[ExportJob], visitor: str, limits: Limits | None) -> None:
    """Raises ExportError when one more of the visitor's would be too many."""
    if limits is None:
        return
    active = [job.visitor for job in jobs if job.is_active]
    if active.count(visitor) >= limits.person_jobs:
        raise ExportError(
            f"{limits.person_jobs} of your jobs wait or work, the most for one person here: "
            "wait for one, or cancel one."
        )
    if len(active) >= limits.all_jobs:
        raise ExportError(
            f"{limits.all_jobs} jobs wait or work, the most for this server: "
            "try again in a few minutes."
        )
