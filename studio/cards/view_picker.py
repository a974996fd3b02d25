"""What is looked at, chosen above the phone: a placement or several, the viewer's language."""

from __future__ import annotations

import streamlit as st

from overlays.locales import list_locales, load_locale
from overlays.placements import (
    compared_with,
    full_name,
    list_placement_ids,
    placement_titles,
    short_name,
)
from studio.inputs.fields import choice_field, follow, heard, word_picker
from studio.work.session import LEAST_COMPARED, MOST_COMPARED, Studio
from studio.work.view_link import COMPARE


def pick_view(work: Studio) -> None:
    with st.container(horizontal=True, gap="small", key="view_picker"):
        _pick_placement(work)
        choice_field(work, "ad.locale", "Language", list_locales(), _locale_name, hides_label=True)
    if work.compares:
        _pick_compared(work)


def _pick_placement(work: Studio) -> None:
    placement = str(work.value("ad.placement"))
    words = {**compared_with(placement), COMPARE: "Compare"}
    if placement not in words:
        words = {placement: _title(placement), **words}

    def picked(choice: str) -> None:
        work.compares = choice == COMPARE
        if not work.compares:
            work.put("ad.placement", choice)

    word_picker("view", "View", words, COMPARE if work.compares else placement, picked)


def _pick_compared(work: Studio) -> None:
    """Any two to four placements; fewer leave those that are shown."""
    shown = list(work.compared_placements)
    key = follow("compared", shown)

    def picked(choice: list[str]) -> None:
        if len(choice) >= LEAST_COMPARED:
            work.compared = tuple(choice)

    st.multiselect(
        "Placements to compare, two to four",
        list(placement_titles()),
        shown,
        key=key,
        format_func=full_name,
        max_selections=MOST_COMPARED,
        select_all=False,
        on_change=heard(key, picked),
        label_visibility="collapsed",
    )


def _title(placement: str) -> str:
    return short_name(placement) if placement in list_placement_ids() else "Other"


def _locale_name(code: str) -> str:
    return load_locale(code).names if code in list_locales() else code
