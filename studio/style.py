"""The look of the page where Streamlit's theme cannot reach."""

from __future__ import annotations

from pathlib import Path

import streamlit as st


def apply_style(*, compares: bool) -> None:
    """The page's style; a comparison has the phones over the whole width."""
    st.html(f"<style>{_STYLE}{_JOBS}{_COMPARE if compares else ''}</style>")


_FOLDER = Path(__file__).parent
_STYLE = (_FOLDER / "page.css").read_text(encoding="utf-8")
_JOBS = (_FOLDER / "jobs.css").read_text(encoding="utf-8")
_COMPARE = (_FOLDER / "compare.css").read_text(encoding="utf-8")
