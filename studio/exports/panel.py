"""The export card: what to make, the button that asks for it, and what became of it."""

from __future__ import annotations

import html

import streamlit as st

from overlays.errors import PlacementError
from overlays.placements import short_name
from renderer.output.formats import FORMATS
from studio.exports.form import Asked, ask_export
from studio.exports.job_list import show_jobs, start_job
from studio.exports.request import ExportRequest
from studio.inputs.fields import follow, heard
from studio.phone.showing import Showing
from studio.work.hearing import hearing, on_press
from studio.work.session import Studio

_FIRST_FORM = "Put right first what the form marks"


def show_export(work: Studio, showing: Showing) -> None:
    with st.container(border=True, key="export_card"):
        heading = st.empty()
        asked = ask_export(work, showing)
        size = _size(asked.request, showing)
        heading.html(f'<h2 class="group">Export<span>{size}</span></h2>')
        _stamp_toggle(work)
        said = {problem.message for problem in showing.problems}
        for problem in [problem for problem in asked.problems if problem.message not in said]:
            sentence = html.escape(work.in_words(problem.message))
            st.html(f'<p class="problem" role="alert">{sentence}</p>')
        _button(work, showing, asked)
        show_jobs(ExportRequest, "jobs")


def _size(request: ExportRequest | None, showing: Showing) -> str:
    """What a file would be; in a comparison also of which placement."""
    if request is None:
        return ""
    try:
        width, height = request.width_and_height()
    except PlacementError:
        # The form says it.
        return ""
    words = f"{width} × {height}"
    placement = request.ad.ad.placement
    compares = showing.shown is not None and showing.shown.compares
    return f"{words} of {short_name(placement)}" if compares else words


def _stamp_toggle(work: Studio) -> None:
    def switched(stamp: bool) -> None:
        work.stamp = stamp

    key = follow("stamp", work.stamp)
    st.toggle(
        "Preview stamp",
        work.stamp,
        key=key,
        on_change=heard(key, switched),
        help="A small PREVIEW on every frame, so that nobody takes a mockup for a live ad",
    )


def _button(work: Studio, showing: Showing, asked: Asked) -> None:
    is_good = not showing.problems and showing.clip is not None
    st.button(
        f"Export {FORMATS[asked.kind].thing}",
        key="export_start",
        type="primary",
        width="stretch",
        disabled=asked.request is None or not is_good,
        help=None if is_good else _FIRST_FORM,
        on_click=on_press("export_start"),
    )
    # The callback itself would know what the run before saw, not a choice made right before it.
    pressed = hearing().take_press("export_start")
    if pressed and asked.request is not None and is_good:
        start_job(asked.request, work.name)
