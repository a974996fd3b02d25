"""What both cards show: how far a job is, what is wrong with a file, where the report is."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial

import streamlit as st

from qa.reports.kept import KeptReport
from qa.told import card_words
from studio.exports.job import ExportJob
from studio.inputs.progress import progress_bar
from studio.judging.desk import judging_desk
from studio.judging.files import file_link
from studio.judging.judging import Judging
from studio.phone.showing import Showing
from studio.store.hosting import our_address
from studio.store.media_store import JobFacts
from studio.work.hearing import noted
from studio.work.session import Studio
from studio.work.visitor import visitor_id

_WAITS = "Waits for its turn…"


def show_progress(
    work: Studio, job: ExportJob, words: str, key: str, stop: Callable[[], None]
) -> None:
    """One row with a button that stops it; this part of the page runs again once it is over."""
    look = partial(_facts, job.id, visitor_id())
    url = our_address(f"job/{work.visitor.add_job(job.id, look)}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_runs"):
        progress_bar(
            words, _WAITS, key=f"{key}_progress", url=url, now=look(), on_over=lambda: None
        )
        st.button("Cancel", key=f"{key}_stop", type="tertiary", on_click=noted(stop))


def _facts(job_id: str, visitor: str) -> JobFacts:
    """How far a job of the visitor's is; one that is forgotten is over."""
    job = next((job for job in judging_desk().jobs(visitor) if job.id == job_id), None)
    if job is None or not job.is_active:
        return {"state": "over", "share": None}
    progress, share = job.progress, None
    if progress is not None and progress.frames_total:
        share = min(1.0, progress.frames_done / progress.frames_total)
    return {"state": "waits" if job.state == "queued" else "works", "share": share}


def show_problem(judging: Judging) -> bool:
    """One sentence on why nothing was judged; False when there is none."""
    job = judging.job
    if judging.stopped:
        st.html(f'<p class="quiet heed" role="status">{html.escape(judging.stopped)}</p>')
        return True
    problem = judging.problem or (job.problem if job is not None else "")
    if not problem and job is not None and job.state in ("canceled", "cleared"):
        st.html('<p class="quiet">Nothing was judged.</p>')
        return True
    if problem:
        sentence = html.escape(card_words(problem))
        st.html(f'<p class="problem" role="alert">{sentence}</p>')
    return bool(problem)


def show_files(work: Studio, made: KeptReport) -> None:
    """The report for people and for scripts."""
    links = (
        file_link(work, made.page, "text/html", "Report"),
        file_link(work, made.json, "application/json", "JSON"),
    )
    st.html(f'<p class="files">{"".join(links)}</p>')


def verdict_line(verdict: str, *words: str) -> str:
    """What was found, in a few words beside its color."""
    said = html.escape(" · ".join(filter(None, words)))
    return f'<p class="verdict {verdict}" role="status">{said}</p>'


def layer_names(showing: Showing) -> dict[str, str]:
    """What people call the elements that have a name, by their ids."""
    layers = showing.chrome.layers if showing.chrome else ()
    return {layer.id: layer.word for layer in layers if layer.word}


def counted(count: int, one: str, many: str) -> str:
    """`3 differences`; empty for none."""
    return f"{count} {one if count == 1 else many}" if count else ""
