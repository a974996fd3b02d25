"""What is looked at, chosen above the phone: a placement or several, the viewer's language."""

from __future__ import annotations

import streamlit as st

from overlays.locales import list_locales, load_locale
from overlays.placements import compared_with, list_placement_ids, short_name
from studio.inputs.fields import choice_field, word_picker
from studio.work.session import Studio
from studio.work.view_link import COMPARE


def pick_view(work: Studio) -> None:
    with st.container(horizontal=True, gap="small", key="view_picker"):
        _pick_placement(work)
        choice_field(work, "ad.locale", "Language", list_locales(), _locale_name, hides_label=True)


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


def _title(placement: str) -> str:
    return short_name(placement) if placement in list_placement_ids() else "Other"


def _locale_name(code: str) -> str:
    return load_locale(code).names if code in list_locales() else code
