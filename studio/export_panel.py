"""The export: started here, done in a worker process, followed by a part of the page of its own."""

from __future__ import annotations

import html
import secrets
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import streamlit as st

from overlays.ad import SparkAd
from overlays.errors import Canceled, SparkproofError
from overlays.viewports import View
from renderer.export import ExportResult
from renderer.fit import Fit
from renderer.progress import Progress
from renderer.worker import Job, start_export
from studio.media_store import media_store
from studio.session import Studio
from studio.showing import Showing

POLL_SECONDS = 0.4
_KEY = "export"


@dataclass(frozen=True, slots=True)
class Export:
    """One export of this visitor, under way or over."""

    job: Job[ExportResult]
    ad: SparkAd
    fit: Fit
    view: View
    download_name: str


def show_export(work: Studio, showing: Showing) -> None:
    export: Export | None = st.session_state.get(_KEY)
    with st.container(border=True, key="export_card"):
        st.html('<h2 class="group">Export<span>' + _size(showing) + "</span></h2>")
        if export is None:
            _start_button(work, showing, "Export video")
        elif not export.job.is_over:
            _follow(export)
        else:
            _show_outcome(work, showing, export)


def _size(showing: Showing) -> str:
    canvas = showing.chrome.canvas if showing.chrome else None
    return f"{canvas.width} × {canvas.height} MP4" if canvas else "MP4"


def _start_button(
    work: Studio,
    showing: Showing,
    label: str,
    kind: Literal["primary", "secondary"] = "primary",
) -> None:
    ready = work.good is not None and not showing.problems and showing.clip is not None
    st.button(
        label,
        type=kind,
        width="stretch",
        disabled=not ready,
        on_click=_start,
        args=(work,),
        help=None if ready else "What the form marks must be put right first",
    )


def _start(work: Studio) -> None:
    if work.good is None:
        return
    output = work.folder / f"export-{secrets.token_hex(8)}.mp4"
    placement = work.good.ad.placement.replace("/", "-").replace("_", "-")
    job = start_export(work.good, output, fit=work.fit, view=work.view)
    st.session_state[_KEY] = Export(
        job, work.good, work.fit, work.view, f"{work.name}-{placement}.mp4"
    )


@st.fragment(run_every=POLL_SECONDS)
def _follow(export: Export) -> None:
    if export.job.is_over:
        st.rerun()
    share, text = describe_progress(export.job.progress)
    st.progress(share, text=text)
    st.button("Cancel", width="stretch", on_click=export.job.cancel)


def describe_progress(progress: Progress | None) -> tuple[float, str]:
    """Share done and one line of words: `42 % · 87 frames a second · 3 s left`."""
    if progress is None or not progress.frames_total:
        return 0.0, "Starting…"
    share = min(1.0, progress.frames_done / progress.frames_total)
    words = [f"{share:.0%}", f"{progress.frames_per_second:.0f} frames/s"]
    if progress.seconds_left is not None:
        words.append(f"{progress.seconds_left:.0f} s left")
    return share, " · ".join(words)


def _show_outcome(work: Studio, showing: Showing, export: Export) -> None:
    try:
        result = export.job.result()
    except Canceled:
        st.html('<p class="quiet">Canceled. Nothing was kept.</p>')
        _start_button(work, showing, "Export video")
        return
    except SparkproofError as error:
        sentence = html.escape(work.in_words(str(error)))
        st.html(f'<p class="problem" role="alert">{sentence}</p>')
        _start_button(work, showing, "Try again")
        return
    _offer(export, result)
    is_current = (export.ad, export.fit, export.view) == (work.good, work.fit, work.view)
    if not is_current:
        st.html('<p class="quiet">The ad has changed since this export.</p>')
    _start_button(work, showing, "Export again", "secondary" if is_current else "primary")


def _offer(export: Export, result: ExportResult) -> None:
    name = html.escape(export.download_name)
    try:
        token = media_store().add_file(result.path, "video/mp4", export.download_name)
    except OSError:
        st.html('<p class="problem" role="alert">The file is gone; export again.</p>')
        return
    size = f"{result.size_bytes / 1e6:.1f} MB"
    st.html(
        f'<dl class="facts"><dt>Length</dt><dd>{_seconds(result.duration)}</dd>'
        f"<dt>Frames</dt><dd>{result.frame_count:,}</dd><dt>Size</dt><dd>{size}</dd></dl>"
    )
    st.html(
        f'<a class="download" href="/sparkproof/media/{token}" download="{name}">Download MP4</a>'
    )


def _seconds(duration: Fraction) -> str:
    return f"{float(duration):.2f} s"
