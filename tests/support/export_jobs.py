"""Exports for a desk of jobs, and ways to wait for what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from overlays.viewports import View
from renderer.look import Look
from renderer.output.options import ExportOptions, Format
from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk
from studio.exports.request import ExportRequest
from support.ads import ad_of
from support.waiting import until


def looked(request: ExportRequest, **look: Any) -> ExportRequest:
    """The same request with parts of its look replaced."""
    return replace(request, look=replace(request.look, **look))


def quick(clip: Path, kind: Format = "mp4", caption: str = "") -> ExportRequest:
    ad = ad_of(clip)
    if caption:
        ad = ad.model_copy(update={"post": ad.post.model_copy(update={"caption": caption})})
    options = ExportOptions(quality="draft")
    return ExportRequest(ad, kind, Look(view=View(width=180)), options)


def slow(clip: Path) -> ExportRequest:
    options = ExportOptions(preset="placebo")
    return replace(looked(quick(clip), view=View(width=2160)), options=options)


def now(desk: JobDesk, job: ExportJob) -> ExportJob:
    return next(found for found in desk.jobs() if found.id == job.id)


def active(desk: JobDesk) -> list[str]:
    return [job.id for job in desk.jobs() if job.is_active]


def finished(desk: JobDesk, job: ExportJob) -> ExportJob:
    until(lambda: not now(desk, job).is_active, seen=lambda: now(desk, job))
    return now(desk, job)


def begun(desk: JobDesk, job: ExportJob) -> ExportJob:
    """Waits for its first frames."""
    until(
        lambda: now(desk, job).progress or not now(desk, job).is_active,
        seen=lambda: now(desk, job),
    )
    assert now(desk, job).state == "running", now(desk, job).problem
    return now(desk, job)


def file_of(job: ExportJob) -> Path:
    assert job.result is not None, job.problem
    return job.result.file


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
