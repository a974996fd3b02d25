"""The look of the page where Streamlit's theme cannot reach."""

from __future__ import annotations

from pathlib import Path

import streamlit as st


def apply_style() -> None:
    st.html(f"<style>{_STYLE}</style>")


_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
