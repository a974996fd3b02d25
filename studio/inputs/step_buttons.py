"""Buttons for steps back and forward, of which every press counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.work.hearing import noted

_steps = st.components.v2.component(
    "sparkproof_steps",
    css=component_style("inputs/inputs.css"),
    js=component_script("inputs/steps.js"),
)


def step_buttons(steps: Mapping[str, Callable[[], None]], possible: set[str], *, key: str) -> None:
    """A button for each of `steps`, "Undo" or "Redo", which can be pressed if it is `possible`.

    Two presses may come in one message, where Streamlit's own button is pressed once.
    """
    heard_key = f"{key}:heard"
    heard = st.session_state.setdefault(heard_key, 0)

    def pressed() -> None:
        said = st.session_state[key].get("pressed")
        names = unheard(said, st.session_state[heard_key])
        st.session_state[heard_key] += len(names)
        for name in names:
            if name in steps:
                steps[name]()

    data = {"names": list(steps), "possible": sorted(possible), "heard": heard}
    _steps(key=key, data=data, on_pressed_change=noted(pressed), width="content")


def unheard(said: object, heard: int) -> list[str]:
    """What was pressed since the first `heard` presses, the oldest first.

    `said` is `{"count": 3, "presses": ["Undo", "Undo", "Redo"]}`, the newest presses of all that
    were counted; whatever else a browser sends is no press.
    """
    if not isinstance(said, dict):
        return []
    count, presses = said.get("count"), said.get("presses")
    if not isinstance(count, int) or not isinstance(presses, list):
        return []
    new = min(max(0, count - heard), len(presses))
    return [str(name) for name in presses[len(presses) - new :]]
