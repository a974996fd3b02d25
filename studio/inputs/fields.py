"""One widget for one value of the ad file. A widget shows the value and writes to it, no more."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import Any, TypeVar
from zlib import crc32

import streamlit as st

from overlays.colors import is_color
from overlays.errors import Problem
from overlays.reading.written_counts import parse_count
from studio.inputs.components import WrongField
from studio.inputs.field_keys import FieldKeys
from studio.work.hearing import noted
from studio.work.session import Studio

Choice = TypeVar("Choice", bound=str)
_WITHIN_LIST = re.compile(r"\.\d+(\..*)?$")
# What Streamlit replaces in a key to make it a class.
_NOT_IN_CLASSES = re.compile(r"[^A-Za-z0-9_-]")


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
    text = text_of(work, path)
    key = follow(path, text)
    st.text_input(
        label,
        text,
        key=key,
        placeholder=placeholder,
        disabled=disabled,
        on_change=heard(key, lambda text: work.put(path, text or empty)),
    )


def text_of(work: Studio, path: str) -> str:
    """A text or date as a field shows it; empty for anything else."""
    value = work.value(path)
    return str(value) if isinstance(value, str | date) else ""


def toggle_field(work: Studio, path: str, label: str, help: str) -> None:
    value = work.value(path) is True
    key = follow(path, value)
    st.toggle(label, value, key=key, help=help, on_change=heard(key, partial(work.put, path)))


def count_field(work: Studio, path: str, label: str) -> None:
    """A count as people write it; shown in groups of digits once it is read."""
    value = work.value(path)
    is_count = isinstance(value, int) and not isinstance(value, bool)
    text = f"{value:,}" if is_count else str(value)
    key = follow(path, text)
    st.text_input(
        label,
        text,
        key=key,
        placeholder="0",
        on_change=heard(key, lambda text: work.put(path, _count(text))),
    )


def _count(text: str) -> int | str:
    """A wrong one stays as it was typed: the ad model has the sentence, as for every field."""
    try:
        return parse_count(text) if text.strip() else 0
    except ValueError:
        return text


def percent_field(work: Studio, path: str, label: str) -> None:
    """A share in percent; empty for none. A wrong one stays as it was typed."""
    value = work.value(path)
    text = "" if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)
    key = follow(path, text)
    st.text_input(
        label,
        text,
        key=key,
        placeholder="%",
        on_change=heard(key, lambda text: work.put(path, _percent(text))),
    )


def _percent(text: str) -> int | float | str | None:
    text = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        return (int(text) if text.isdecimal() else float(text)) if text else None
    except ValueError:
        return text


def named_field(work: Studio, group: str, name: str, label: str, placeholder: str) -> None:
    """The text without which a whole group of values is not there, such as a brand's name."""
    path = f"{group}.{name}"
    value = work.value(path)
    text = value if isinstance(value, str) else ""
    key = follow(path, text)

    def named(text: str) -> None:
        if text:
            work.put(path, text)
        else:
            work.put(group, None)

    st.text_input(label, text, key=key, placeholder=placeholder, on_change=heard(key, named))


def choice_field(
    work: Studio,
    path: str,
    label: str,
    options: Sequence[str],
    show: Callable[[str], str] = str,
    *,
    hides_label: bool = False,
) -> None:
    """One of a list; a value that is not in it stays visible until it is changed."""
    value = work.value(path)
    current = value if isinstance(value, str) and value else options[0]
    offered = list(options) if current in options else [current, *options]
    key = follow(path, current)

    def chosen(choice: str) -> None:
        # The browser sends words; those of another language or list are no choice.
        if choice in offered:
            work.put(path, choice)

    st.selectbox(
        label,
        offered,
        offered.index(current),
        key=key,
        format_func=show,
        on_change=heard(key, chosen),
        label_visibility="collapsed" if hides_label else "visible",
    )


def word_picker(
    name: str,
    label: str,
    words: Mapping[Choice, str],
    value: Choice,
    pick: Callable[[Choice], None],
) -> None:
    """One of a few words, side by side; `label` is for assistive technology."""
    key = follow(name, value)
    st.segmented_control(
        label,
        list(words),
        default=value,
        key=key,
        required=True,
        format_func=words.__getitem__,
        on_change=heard(key, pick),
        label_visibility="collapsed",
        width="stretch",
    )


AUTO = "auto"


def color_field(work: Studio, path: str, label: str, *, fallback: str, disabled: bool) -> None:
    """A color of one's own, or `auto`: the one that the video suggests."""
    value = work.value(path)
    color = str(value).lower() if is_color(value) else work.parked_color or fallback.lower()
    source = follow(f"{path}:source", AUTO if value == AUTO else "own")

    def chosen(choice: str) -> None:
        if choice == AUTO:
            work.parked_color = color
        work.put(path, AUTO if choice == AUTO else color.upper())

    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="color"):
        st.selectbox(
            label,
            ["own", AUTO],
            1 if value == AUTO else 0,
            key=source,
            format_func={"own": "Own", AUTO: "From the video"}.__getitem__,
            disabled=disabled,
            on_change=heard(source, chosen),
        )
        if value != AUTO:
            key = follow(path, color)
            st.color_picker(
                f"{label} of the button",
                color,
                key=key,
                disabled=disabled,
                label_visibility="collapsed",
                on_change=heard(key, lambda picked: work.put(path, picked.upper())),
                width="content",
            )


def show_problems(work: Studio, problems: Sequence[Problem], labels: dict[str, str]) -> None:
    """One sentence for each problem, in the words of the form; its field refers to it."""
    for problem in problems:
        said = escape(sentence_of(work, problem, labels))
        st.html(f'<p class="problem" role="alert" id="{_id_of(problem)}">{said}</p>')


def sentence_of(work: Studio, problem: Problem, labels: dict[str, str]) -> str:
    """A problem in the words of the form, with the names of the visitor's files."""
    label = labels.get(_of_field(problem.path))
    if label is None:
        return work.in_words(str(problem))
    # An ad file that was uploaded lies alone in a folder whose name means nothing to anybody.
    beside = f"no file at {work.folder.resolve()}{os.sep}"
    if problem.message.startswith(beside):
        return f"{label}: {problem.message.removeprefix(beside)} is not here yet: upload it"
    return f"{label}: {work.in_words(problem.message)}"


def wrong_fields(
    work: Studio, problems: Sequence[Problem], labels: dict[str, str], tab_of: Callable[[str], str]
) -> list[WrongField]:
    """The widgets of these problems' values; a value without a field has none."""
    return [
        WrongField(
            _NOT_IN_CLASSES.sub("-", key),
            _id_of(problem),
            sentence_of(work, problem, labels),
            tab_of(problem.path),
        )
        for problem in problems
        for key in _keys_of(problem.path)
    ]


def _keys_of(path: str) -> list[str]:
    return ["caption"] if path == "post.caption" else _field_keys().keys_of(_of_field(path))


def _of_field(path: str) -> str:
    """The path of the value that a field holds: a list is one, whatever is wrong within."""
    return _WITHIN_LIST.sub("", path)


def _id_of(problem: Problem) -> str:
    """Two sentences about one field are two ids only where their words differ."""
    return f"said-{_NOT_IN_CLASSES.sub('-', problem.path)}-{crc32(problem.message.encode()):08x}"


def follow(name: str, wanted: Any) -> str:
    """The key of the widget that shows `wanted`, which is also its first value.

    It is another key when something other than the widget has changed the value.
    """
    return _field_keys().key_for(name, wanted)


def heard(key: str, take: Callable[[Any], None]) -> Callable[[], None]:
    """A widget's `on_change`: hands on what was entered, unless its key has been replaced."""

    def changed() -> None:
        value = st.session_state[key]
        if _field_keys().take(key, value):
            take(value)

    return noted(changed)


def _field_keys() -> FieldKeys:
    if "field_keys" not in st.session_state:
        st.session_state["field_keys"] = FieldKeys()
    keys = st.session_state["field_keys"]
    assert isinstance(keys, FieldKeys)
    return keys
