"""Fields of the creator's authorization and of the campaign's flight."""

from __future__ import annotations

import streamlit as st

from overlays.ad.authorization import DURATIONS, MODES
from overlays.errors import Problem
from studio.inputs.fields import count_field, follow, heard, text_field, text_of
from studio.work.blanks import blank_authorization, blank_flight
from studio.work.session import Studio

_GIVEN, _FLIGHT = "ad.authorization", "ad.flight"
_MODES = {
    "": "Not asked for",
    "post_and_ads": "Post and ad",
    "only_in_ads": "Only shown as ad",
}
assert set(_MODES) == {"", *MODES}


def is_of_card(problem: Problem) -> bool:
    """True for a mistake in what this card's fields hold."""
    return problem.path.startswith((_GIVEN, _FLIGHT))


def authorization_fields(work: Studio) -> None:
    """The mode, and the rest of the group where there is one."""
    left, right = st.columns([1.5, 1])
    with left:
        _mode_field(work)
    if not isinstance(work.value(_GIVEN), dict):
        return
    with right:
        _days_field(work)
    left, right = st.columns([1.5, 1])
    with left:
        text_field(work, f"{_GIVEN}.granted_on", "Granted on", empty=None, placeholder="2026-11-27")
    with right:
        count_field(work, f"{_GIVEN}.extended_days", "Extended by")
    _code_field(work)


def flight_fields(work: Studio) -> None:
    """From, to, and the zone in which these are days."""
    left, right = st.columns(2)
    with left:
        _day_field(work, "from", "Campaign from", "2026-12-01")
    with right:
        _day_field(work, "to", "Campaign to", "2026-12-31")
    if isinstance(work.value(_FLIGHT), dict):
        text_field(work, f"{_FLIGHT}.time_zone", "Time zone", empty="UTC", placeholder="UTC")


def _mode_field(work: Studio) -> None:
    path = f"{_GIVEN}.mode"
    value = work.value(path)
    current = value if isinstance(value, str) else ""
    offered = list(_MODES) if current in _MODES else [current, *_MODES]
    key = follow(path, current)

    def chosen(mode: str) -> None:
        if mode not in offered:
            return
        if not mode:
            work.put(_GIVEN, None)
        elif isinstance(work.value(_GIVEN), dict):
            work.put(path, mode)
        else:
            work.put(_GIVEN, {**blank_authorization(), "mode": mode})

    st.selectbox(
        "Authorization",
        offered,
        offered.index(current),
        key=key,
        format_func=lambda mode: _MODES.get(mode, mode),
        on_change=heard(key, chosen),
    )


def _days_field(work: Studio) -> None:
    path = f"{_GIVEN}.days"
    value = work.value(path)
    offered = list(DURATIONS) if value in DURATIONS else [value, *DURATIONS]
    key = follow(path, value)

    def chosen(days: object) -> None:
        if days in offered:
            work.put(path, days)

    st.selectbox("Days", offered, offered.index(value), key=key, on_change=heard(key, chosen))


def _code_field(work: Studio) -> None:
    """Dots in place of the code while nobody types it (`authorizing.css`).

    A field for passwords keeps what is typed until its eye is left, too, and browsers offer to
    remember it.
    """
    path = f"{_GIVEN}.code"
    value = work.value(path)
    text = value if isinstance(value, str) else ""
    key = follow(path, text)
    with st.container(key="creator_code"):
        st.text_input(
            "Code",
            text,
            key=key,
            autocomplete="off",
            placeholder="as the creator sent it",
            on_change=heard(key, lambda code: work.put(path, code.strip() or None)),
        )
    key = follow("keeps_code", work.keeps_code)
    st.toggle(
        "Keep the code in saved files",
        work.keeps_code,
        key=key,
        help="Pictures, shares and reports never have it",
        on_change=heard(key, lambda keeps: setattr(work, "keeps_code", bool(keeps))),
    )


def _day_field(work: Studio, name: str, label: str, example: str) -> None:
    """Without any day there is no flight."""
    path = f"{_FLIGHT}.{name}"
    text = text_of(work, path)
    key = follow(path, text)

    def typed(text: str) -> None:
        flight = work.value(_FLIGHT)
        changed = {**(flight if isinstance(flight, dict) else blank_flight()), name: text.strip()}
        # A day that is not there yet is missing, and no wrong one.
        given = {key: value for key, value in changed.items() if value}
        work.put(_FLIGHT, given if given.keys() & {"from", "to"} else None)

    st.text_input(label, text, key=key, placeholder=example, on_change=heard(key, typed))
