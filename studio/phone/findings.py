"""A list of findings as a component: a press leads the phone to one, without a run of the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from studio.store.assets import component_script, component_style

_findings = st.components.v2.component(
    "sparkproof_findings",
    css=component_style("player/tones.css") + component_style("player/findings_list.css"),
    js=component_script("phone/findings.js"),
)


def show_findings(data: dict[str, Any], *, key: str) -> None:
    """`data` as `FindingsList.show` takes it."""
    _findings(key=key, data=data)
