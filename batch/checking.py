"""Runs checks of many ads: here, in processes, or on Dask; a clip is looked at once for all of its
ads that one worker gets."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from batch.bundles import Work, run_bundles
from batch.check_jobs import CheckJob, unchecked
from batch.workers import Workers
from overlays.ad.carousel import Footage
from overlays.errors import Canceled, SparkproofError
from qa.checked import Tell, check_ad
from qa.finding import Report

log = logging.getLogger(__name__)

Bundle = tuple[CheckJob, ...]
OnReport = Callable[[Report], None]


def bundles_of(jobs: Sequence[CheckJob]) -> list[Bundle]:
    """Ads over one clip go together."""
    by_clip: dict[Footage, list[CheckJob]] = {}
    for job in jobs:
        by_clip.setdefault(job.ad.post.footage, []).append(job)
    return [tuple(alike) for alike in by_clip.values()]


def run_job(
    job: CheckJob, is_canceled: Callable[[], bool] = lambda: False, tell: Tell | None = None
) -> Report:
    """The report on one ad; `tell` hears which share of its clip was looked at.

    Raises SparkproofError for one that cannot be drawn.
    """
    report = check_ad(
        *(job.ad, job.look, job.asked, job.families, is_canceled, tell),
        has_pictures=job.has_pictures,
    )
    subject = replace(report.subject, ad=job.source)
    return replace(report, case=job.case, subject=subject)


def run_bundle(
    jobs: Bundle, cancel: threading.Event | None = None, tell: Tell | None = None
) -> list[Report]:
    """Reports on all of them; what cannot be checked is a finding. None once `cancel` is set."""
    is_canceled = cancel.is_set if cancel else lambda: False
    try:
        return [_settled(job, is_canceled, tell) for job in jobs]
    except Canceled:
        return []


def _settled(job: CheckJob, is_canceled: Callable[[], bool], tell: Tell | None) -> Report:
    if is_canceled():
        raise Canceled("The check was stopped.")
    try:
        return run_job(job, is_canceled, tell)
    except Canceled:
        raise
    except SparkproofError as error:
        return unchecked(job.case, job.source, str(error))
    except Exception as error:
        log.exception("%s could not be checked", job.case)
        message = f"An error in Sparkproof itself: {type(error).__name__}: {error}"
        return unchecked(job.case, job.source, message)


def check_all(jobs: Sequence[CheckJob], workers: Workers, tell: OnReport) -> list[Report]:
    """A report for each job, in their order; `tell` hears of each as it is there.

    Raises SparkproofError when the workers are gone.
    """
    reports: dict[str, Report] = {}

    def add(report: Report) -> None:
        reports[report.case] = report
        tell(report)

    def broken(job: CheckJob, reason: str) -> None:
        add(unchecked(job.case, job.source, f"its worker could not check it: {reason}"))

    def killed(job: CheckJob) -> None:
        message = (
            "it was tried twice, and its process was killed both times: "
            "its clip crashes the decoder, or it needs more memory than there is"
        )
        add(unchecked(job.case, job.source, message))

    run_bundles(bundles_of(jobs), Work(run_bundle, add, broken, killed), workers)
    return [reports[job.case] for job in jobs if job.case in reports]
