"""A time of the clip as an input: typed, or taken from where the phone stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.work.hearing import noted

_SECONDS = re.compile(r"\d{1,5}([.,]\d{1,6})?")

_moment = st.components.v2.component(
    "sparkproof_moment",
    css=component_style("inputs/inputs.css"),
    js=component_script("phone/moment.js"),
)


def moment_field(label: str, at: Fraction, *, key: str, take: Callable[[Fraction], None]) -> None:
    """Seconds of media time; what is no number is left as it was."""

    def said() -> None:
        time = seconds(st.session_state[key].get("moment"))
        if time is not None and time != at:
            take(time)

    data = {
        "label": label,
        "text": f"{float(at):.3f}".rstrip("0").rstrip("."),
        "button": "As the phone",
        "hint": "The moment at which the phone stands now",
    }
    _moment(key=key, data=data, on_moment_change=noted(said))


def seconds(text: object) -> Fraction | None:
    """The time that somebody wrote; None for what is none."""
    written = text.strip().removesuffix("s").strip() if isinstance(text, str) else ""
    return Fraction(written.replace(",", ".")) if _SECONDS.fullmatch(written) else None
