"""Some of a list, as a card remembers it for its visitor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio.inputs.fields import follow, heard


def choose(
    card: str,
    label: str,
    options: Sequence[str],
    show: Callable[[str], str],
    first: tuple[str, ...],
    *,
    takes_own: bool = False,
) -> tuple[str, ...]:
    """What was picked, in its order; `first` until the visitor has chosen."""
    chosen: dict[str, list[str]] = st.session_state.setdefault(f"{card}_chosen", {})
    wanted = chosen.get(label, [option for option in first if option in options])
    key = follow(f"{card}:{label.lower()}", wanted)

    def picked(picks: list[str]) -> None:
        chosen[label] = list(picks)

    picks: list[str] = st.multiselect(
        label,
        options,
        [option for option in wanted if option in options],
        key=key,
        format_func=show,
        placeholder="Choose",
        accept_new_options=takes_own,
        select_all=False,
        on_change=heard(key, picked),
    )
    return tuple(picks)
