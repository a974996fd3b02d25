"""One widget for one value of the ad file. A widget shows the value and writes to it, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from overlays.errors import Problem
from studio.session import Studio

COUNT_LIMIT = 10**12


def text_field(
    work: Studio,
    path: str,
    label: str,
    *,
    empty: object = "",
    placeholder: str | None = None,
    disabled: bool = False,
) -> None:
    """One line of text; cleared, it writes `empty`."""
    value = work.value(path)
    key = follow(path, value if isinstance(value, str) else "")
    st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        disabled=disabled,
        on_change=lambda: work.put(path, st.session_state[key] or empty),
    )


def toggle_field(work: Studio, path: str, label: str, help: str) -> None:
    key = follow(path, work.value(path) is True)
    st.toggle(label, key=key, help=help, on_change=lambda: work.put(path, st.session_state[key]))


def count_field(work: Studio, path: str, label: str) -> None:
    value = work.value(path)
    is_count = isinstance(value, int) and not isinstance(value, bool)
    key = follow(path, max(-COUNT_LIMIT, min(value, COUNT_LIMIT)) if is_count else 0)
    # No limits here: a wrong number gets its sentence from the ad model, as every other field.
    st.number_input(
        label,
        key=key,
        step=1,
        on_change=lambda: work.put(path, st.session_state[key]),
    )


def choice_field(
    work: Studio,
    path: str,
    label: str,
    options: Sequence[str],
    show: Callable[[str], str] = str,
) -> None:
    """One of a list; a value that is not in it stays visible until it is changed."""
    value = work.value(path)
    current = value if isinstance(value, str) and value else options[0]
    offered = list(options) if current in options else [current, *options]
    key = follow(path, current)
    st.selectbox(
        label,
        offered,
        key=key,
        format_func=show,
        on_change=lambda: work.put(path, st.session_state[key]),
    )


def color_field(work: Studio, path: str, label: str, *, fallback: str, disabled: bool) -> None:
    value = work.value(path)
    is_color = isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value)
    key = follow(path, (value if is_color else fallback).lower())
    st.color_picker(
        label,
        key=key,
        disabled=disabled,
        on_change=lambda: work.put(path, st.session_state[key].upper()),
    )


def show_problems(work: Studio, problems: Sequence[Problem], labels: dict[str, str]) -> None:
    """One sentence for each problem, in the words of the form."""
    for problem in problems:
        label = labels.get(problem.path)
        message = work.in_words(problem.message)
        st.html(_sentence(f"{label}: {message}" if label else work.in_words(str(problem))))


def _sentence(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<p class="problem" role="alert">{escaped}</p>'


def follow(path: str, wanted: Any) -> str:
    """The key of the field's widget, which from now on shows `wanted`.

    It is set only where it differs: setting it takes the cursor out of what is being typed.
    """
    key = f"field:{path}"
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted
    return key
