"""Lists of jobs: how far each export or sheet is, and its file when it is there."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from overlays.errors import SparkproofError
from studio.exports.described import described
from studio.exports.job import ExportJob, Request
from studio.exports.jobs import job_desk
from studio.store.earlier_files import EarlierFile
from studio.store.hosting import our_address
from studio.store.media_store import media_store
from studio.work.beginning import studio
from studio.work.hearing import noted, page_part
from studio.work.visitor import visitor_id

POLL_SECONDS = 0.4


def jobs_of(kind: type[Request]) -> tuple[ExportJob, ...]:
    """The jobs of one kind of request, newest first."""
    jobs = job_desk().jobs(visitor_id())
    return tuple(job for job in jobs if isinstance(job.request, kind))


def listed(jobs: Iterable[ExportJob]) -> list[ExportJob]:
    """What works, then what waits, then what is over; newest first in each."""
    return sorted(jobs, key=lambda job: (not job.is_active, job.state == "queued"))


def start_job(request: Request, name: str) -> None:
    """Hands a request to the desk, and says so where no new row would show it."""
    desk = job_desk()
    visitor = visitor_id()
    known = {job.id for job in desk.jobs(visitor)}
    words = studio().in_words
    try:
        job = desk.submit(request, name, words, visitor)
    except SparkproofError as error:
        st.toast(words(str(error)), duration="long")
        return
    if job.id in known:
        st.toast("This is being made already.")
    elif job.state == "done":
        st.toast("Made before: the file is here at once.")


def show_jobs(kind: type[Request], key: str) -> None:
    """Asks the desk again and again while something is under way.

    What another page begins is seen with the next press here: a page that asked for ever would be
    busy with that when something is pressed or uploaded.
    """
    is_active = any(job.is_active for job in jobs_of(kind))
    every = POLL_SECONDS if is_active else None
    page_part(key, _rows, every=every)(kind, key, is_active)


def _rows(kind: type[Request], key: str, was_active: bool) -> None:
    jobs = listed(jobs_of(kind))
    # A whole run changes how often the desk is asked.
    if was_active != any(job.is_active for job in jobs):
        st.rerun()
    earlier = media_store().earlier.of(visitor_id(), kind.__name__)
    if not jobs and not earlier:
        return
    with st.container(key=key, gap=None):
        for job in jobs:
            _row(job)
        for file in earlier:
            _earlier_row(file)
    if sum(not job.is_active for job in jobs) + len(earlier) > 1:
        st.button(
            "Clear finished",
            key=f"clear_{key}",
            type="tertiary",
            on_click=noted(partial(_clear, kind)),
        )


def _row(job: ExportJob) -> None:
    desk = job_desk()
    with st.container(horizontal=True, vertical_alignment="center", key=f"job_{job.id}"):
        st.html(described(job))
        if job.result is not None:
            made = job.result.file, job.request.media_type, job.download_name
            st.html(_link(*made), width="content")
        elif not job.is_active:
            key = f"again:{job.id}"
            st.button("Try again", key=key, on_click=noted(partial(_again, job.id)))
        if not job.is_active:
            _icon_button("Remove from the list", f"remove:{job.id}", desk.remove, job)
        elif not job.stop.is_set():
            _icon_button("Cancel", f"cancel:{job.id}", desk.cancel, job)


def _earlier_row(file: EarlierFile) -> None:
    """What a run of the app before this one made: its words as they were, and its file."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"job_{file.id}"):
        st.html(file.words)
        st.html(_link(file.path, file.media_type, file.download_name), width="content")
        st.button(
            "Remove from the list",
            key=f"remove:{file.id}",
            type="tertiary",
            icon=":material/close:",
            on_click=noted(partial(media_store().earlier.forget, file)),
        )


def _again(job_id: str) -> None:
    for job in job_desk().jobs(visitor_id()):
        if job.id == job_id:
            start_job(job.request, job.name)


def _clear(kind: type[Request]) -> None:
    for job in jobs_of(kind):
        if not job.is_active:
            job_desk().remove(job.id, job.visitor)
    for file in media_store().earlier.of(visitor_id(), kind.__name__):
        media_store().earlier.forget(file)


def _icon_button(label: str, key: str, act: Callable[[str, str], None], job: ExportJob) -> None:
    st.button(
        label,
        key=key,
        type="tertiary",
        icon=":material/close:",
        on_click=noted(partial(act, job.id, job.visitor)),
    )


def _link(path: Path, media_type: str, name: str) -> str:
    try:
        token = studio().visitor.add_file(path, media_type, name)
    except OSError:
        return '<p class="quiet">Gone; make it again</p>'
    shown = html.escape(name, quote=True)
    return (
        f'<a class="get" href="{our_address(f"media/{token}")}" download="{shown}" title="{shown}">'
        f'Download<span class="unseen"> {shown}</span></a>'
    )
