"""How far a job is: words over a bar, which the browser keeps right without a run of the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.store.media_store import JobFacts
from studio.work.hearing import noted

_progress = st.components.v2.component(
    "sparkproof_progress",
    css=component_style("inputs/progress.css"),
    js=component_script("inputs/progress.js"),
)


def progress_bar(
    words: str, waits: str, *, key: str, url: str, now: JobFacts, on_over: Callable[[], None]
) -> None:
    """Says `words` while the job works and `waits` before that; `on_over` is called after it.

    `url` is where it is asked for, as `Visitor.add_job` has it.
    """
    data = {"words": words, "waits": waits, "url": url, **now}
    _progress(key=key, data=data, on_over_change=noted(on_over))
