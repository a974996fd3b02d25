"""Lists of jobs: how far each export or sheet is, and its file when it is there."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from overlays.errors import SparkproofError
from overlays.locales import load_locale
from overlays.placements import short_name
from renderer.output.formats import FORMATS
from renderer.output.option_text import size_words
from renderer.output.progress import Progress
from renderer.sheet.sheet import SheetResult
from studio.exports.jobs import ExportJob, Request, job_desk
from studio.exports.request import ExportRequest
from studio.exports.sheet_order import SheetOrder
from studio.work.hearing import noted, page_part
from studio.work.kept_work import first_words
from studio.work.session import studio
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
    if not jobs:
        return
    with st.container(key=key, gap=None):
        for job in jobs:
            _row(job)
    if sum(not job.is_active for job in jobs) > 1:
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
            st.html(_link(job), width="content")
        elif not job.is_active:
            key = f"again:{job.id}"
            st.button("Try again", key=key, on_click=noted(partial(_again, job.id)))
        if not job.is_active:
            _icon_button("Remove from the list", f"remove:{job.id}", desk.remove, job)
        elif not job.stop.is_set():
            _icon_button("Cancel", f"cancel:{job.id}", desk.cancel, job)


def _again(job_id: str) -> None:
    for job in job_desk().jobs(visitor_id()):
        if job.id == job_id:
            start_job(job.request, job.name)


def _clear(kind: type[Request]) -> None:
    for job in jobs_of(kind):
        if not job.is_active:
            job_desk().remove(job.id, job.visitor)


def _icon_button(label: str, key: str, act: Callable[[str, str], None], job: ExportJob) -> None:
    st.button(
        label,
        key=key,
        type="tertiary",
        icon=":material/close:",
        on_click=noted(partial(act, job.id, job.visitor)),
    )


def described(job: ExportJob) -> str:
    """Name and first words of the caption, what it is and of what, and how it goes."""
    said = html.escape(first_words(job.request.ad.post.caption))
    title = f'<p class="title">{html.escape(_title(job.name))}<span>{said}</span></p>'
    language = () if _says_language(job.request) else (load_locale("en").name,)
    clip = (job.clip,) if job.clip else ()
    words = " · ".join((_kind(job.request), *language, *job.request.unusual, *clip))
    what = f'<p class="what">{html.escape(words)}</p>'
    return f'<div class="job {job.state}">{title}{what}{_state(job)}</div>'


def _says_language(request: Request) -> bool:
    """English alone is nothing unusual."""
    if isinstance(request, SheetOrder):
        return request.sheet.locales != ("en",)
    return request.ad.ad.locale != "en"


def _kind(request: Request) -> str:
    if isinstance(request, SheetOrder):
        return "Contact sheet"
    placement = request.ad.ad.placement
    return f"{short_name(placement)} · {FORMATS[request.kind].short}"


def _title(name: str) -> str:
    """A name as a person would write it: `slow_coffee` is Slow coffee."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _state(job: ExportJob) -> str:
    if job.stop.is_set() and job.is_active:
        return _line("Stopping…")
    match job.state:
        case "queued":
            return _line("Waits for its turn")
        case "running":
            return _bar(job, job.progress) + _line(progress_words(job))
        case "packing":
            return _bar(job, None) + _line("Packing the zip…")
        case "done":
            return _facts(job)
        case "failed":
            return f'<p class="problem" role="alert">{html.escape(job.problem)}</p>'
        case "canceled":
            return _line("Canceled; nothing was kept")
        case "cleared":
            return _line("Its file was cleared away; make it again")


def progress_words(job: ExportJob) -> str:
    """`142 of 366 frames · 68/s · 3 s left`."""
    progress = job.progress
    if progress is None:
        return "Starting…"
    total = "" if progress.frames_total is None else f" of {progress.frames_total:,}"
    words = [
        f"{progress.frames_done:,}{total} {job.request.things}",
        _speed(progress.frames_per_second),
    ]
    if progress.seconds_left is not None:
        words.append(f"{_time_left(progress.seconds_left)} left")
    return " · ".join(words)


def _speed(rate: float) -> str:
    return f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def _time_left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


def _bar(job: ExportJob, progress: Progress | None) -> str:
    """Without a number it says only that something goes on."""
    label = "Contact sheet" if isinstance(job.request, SheetOrder) else "Export"
    if progress is None or not progress.frames_total:
        return f'<progress aria-label="{label}"></progress>'
    share = min(1.0, progress.frames_done / progress.frames_total)
    return f'<progress aria-label="{label}" value="{share:.3f}"></progress>'


def _facts(job: ExportJob) -> str:
    assert job.result is not None
    facts, size = job.result.facts, size_words(job.result.size_bytes)
    if isinstance(facts, SheetResult):
        notes = (f"{number}   {note}" for number, note in enumerate(facts.notes, 1))
        return _line(f"{_extent(job.request)} · {size}") + "".join(map(_whole, notes))
    assert facts is not None, "an export has facts"
    extent = str(facts.size).replace("x", " × ") if facts.size else _extent(job.request)
    length = f"{float(facts.duration):.2f} s"
    if isinstance(job.request, ExportRequest) and not FORMATS[job.request.kind].has_frames:
        length = f"{facts.frame_count} layers"
    line = _line(f"{extent} · {length} · {size}")
    return line + "".join(_whole(f"{note[:1].upper()}{note[1:]}") for note in facts.notes)


def _whole(words: str) -> str:
    """A line that is never cut short."""
    return f'<p class="whole">{html.escape(words)}</p>'


def _extent(request: Request) -> str:
    if isinstance(request, SheetOrder):
        count = request.sheet.count
        return f"{count} {'picture' if count == 1 else 'pictures'}"
    width, height = request.width_and_height()
    return f"{width} × {height}"


def _line(words: str) -> str:
    return f"<p>{html.escape(words)}</p>"


def _link(job: ExportJob) -> str:
    assert job.result is not None
    name = job.download_name
    try:
        token = studio().visitor.add_file(job.result.file, job.request.media_type, name)
    except OSError:
        return '<p class="quiet">Gone; make it again</p>'
    shown = html.escape(name, quote=True)
    return (
        f'<a class="get" href="/sparkproof/media/{token}" download="{shown}" title="{shown}">'
        f'Download<span class="unseen"> {shown}</span></a>'
    )
