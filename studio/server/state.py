"""Whether the app lives, for machines, and how it stands, for whoever may see the page."""

from __future__ import annotations

import html
import shutil
import time
from collections import Counter
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from renderer.output.option_text import size_words
from renderer.worker.pool import count_workers
from studio.exports.job import ExportJob
from studio.exports.jobs import job_desk, kept_jobs
from studio.judging.desk import judging_desk
from studio.server.pages import page
from studio.server.people import owner_of
from studio.store.hosting import hosting
from studio.store.media_store import media_store
from studio.store.room import LEAST_FREE, held_bytes

_BEGAN = time.monotonic()
_SECONDS_BETWEEN = 5
Lines = list[tuple[str, str]]


def serve_health(_request: Request) -> Response:
    """200 while work can be taken and kept, else 503 with the reason; nothing about anybody."""
    free = shutil.disk_usage(media_store().workspace.folder).free
    if free < LEAST_FREE:
        return JSONResponse({"status": "the disk is nearly full"}, 503)
    if not kept_jobs().is_sound():
        return JSONResponse({"status": "jobs cannot be written down"}, 503)
    return JSONResponse({"status": "ok"})


def serve_state(request: Request) -> Response:
    """Jobs, disk and workers as numbers; of other people's work no more than that."""
    jobs = job_desk().jobs()
    mine = [job for job in jobs if job.visitor == owner_of(request)]
    body = (
        f"<h1>State</h1><p>{_since()}</p>"
        f"{_table('Exports and sheets', _job_lines(jobs, mine))}"
        f"{_table('Checks and comparisons', _judging_lines())}"
        f"{_table('Disk', _disk_lines())}{_table('Workers', _worker_lines())}"
        f'<nav><a href="{hosting().base_path}/">Back to the app</a>{_sign_out()}</nav>'
    )
    return page("State · Sparkproof", body, seconds=_SECONDS_BETWEEN)


def _since() -> str:
    minutes = int((time.monotonic() - _BEGAN) // 60)
    hours, days = minutes // 60, minutes // 1440
    for count, unit in ((days, "day"), (hours, "hour"), (minutes, "minute")):
        if count:
            return f"Up for {count} {unit}{'' if count == 1 else 's'}."
    return "Up for less than a minute."


def _job_lines(jobs: Iterable[ExportJob], mine: list[ExportJob]) -> Lines:
    states = Counter(_stage(job) for job in jobs)
    own = Counter(_stage(job) for job in mine)
    waiting = {job.visitor for job in jobs if job.is_active}
    return [
        *((stage, f"{states[stage]}, yours {own[stage]}") for stage in ("at work", "waiting")),
        ("people who wait", str(len(waiting))),
        ("failed since the start", str(states["failed"])),
    ]


def _judging_lines() -> Lines:
    states = Counter(_stage(job) for job in judging_desk().jobs())
    return [(stage, str(states[stage])) for stage in ("at work", "waiting")]


def _stage(job: ExportJob) -> str:
    if job.state == "queued":
        return "waiting"
    return "at work" if job.is_active else job.state


def _disk_lines() -> Lines:
    workspace = media_store().workspace
    work = workspace.folder.parent
    limits = hosting().limits
    used = held_bytes(work)
    of = f" of {size_words(limits.all_bytes)}" if limits else ""
    return [
        ("drafts and uploads", size_words(held_bytes(work / "drafts"))),
        ("finished files", size_words(held_bytes(workspace.made))),
        ("all of it", f"{size_words(used)}{of}"),
        ("free on the disk", size_words(shutil.disk_usage(work).free)),
    ]


def _worker_lines() -> Lines:
    counts = count_workers()
    return [("at work", str(counts.busy)), ("kept ready", str(counts.idle))]


def _sign_out() -> str:
    if hosting().sign_in != "openid":
        return ""
    return f'<a href="{hosting().base_path}/auth/logout">Sign out</a>'


def _table(title: str, lines: Lines) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(value)}</td></tr>'
        for name, value in lines
    )
    return f"<h2>{title}</h2><table>{rows}</table>"
