"""The card Check: what the chrome covers and the platform refuses, again with every change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import streamlit as st

from player.judged import Judged
from qa.checks.asked import Objective, SoundRights
from qa.finding import Report
from qa.reports.kept import KeptReport
from qa.told import Group, check_groups, judged_of, list_data
from studio.cards.labels import BUYING_WORDS
from studio.inputs.fields import follow, heard
from studio.judging.card import follow_job, judging_card
from studio.judging.checking import Checking, checking
from studio.judging.files import file_address
from studio.judging.parts import counted, layer_names, show_files, verdict_line
from studio.phone.findings import show_findings
from studio.phone.showing import Showing
from studio.work.hearing import noted
from studio.work.session import Studio

# The same for every look at the ad: what is pointed at stays so while it is found again.
_ID = "check"
_OBJECTIVES = {"": "Not said"} | {
    name: name.replace("_", " ").capitalize() for name in get_args(Objective)
}
_SOUND: Mapping[str, str] = {
    "": "Not said",
    "own": "The creator’s own",
    "commercial_library": "Commercial library",
    "licensed": "Licensed for ads",
}
assert {*_SOUND} - {""} == {*get_args(SoundRights)}


def show_check(work: Studio, showing: Showing) -> None:
    held = checking()
    with judging_card("check", "Check", held.judging):
        st.html(
            '<p class="quiet">What the chrome covers, what is hard to read, '
            "what the platform refuses.</p>"
        )
        _questions(held)

        def show(made: KeptReport | None, _is_active: bool) -> None:
            _result(work, showing, held, made)

        follow_job("check", held, work, "Looking at the clip…", show)


def checked_marks(work: Studio, showing: Showing) -> tuple[Judged, ...]:
    """What the phone shows of the check: nothing while the ad is another one."""
    held = checking()
    made = held.judging.result()
    if made is None or held.is_past(work):
        return ()
    return (_judged(work, made, check_groups(made.report, layer_names(showing))),)


def is_check_outdated(work: Studio) -> bool:
    """True when the ad has changed, and nobody looks at it yet."""
    held = checking()
    return held.is_on and not held.judging.is_active and held.is_past(work)


def _questions(held: Checking) -> None:
    left, right = st.columns(2)
    with left:
        _question(held, "buying", "Bought as", BUYING_WORDS)
    with right:
        _question(held, "objective", "Objective", _OBJECTIVES)
    _question(held, "sound", "Sound", _SOUND)


def _question(held: Checking, name: str, label: str, words: Mapping[str, str]) -> None:
    current = getattr(held.asked, name) or ""
    key = follow(f"check:{name}", current)

    def answered(answer: str) -> None:
        if answer in words:
            held.say(**{name: answer or None})

    st.selectbox(
        label,
        list(words),
        list(words).index(current),
        key=key,
        format_func=words.__getitem__,
        on_change=heard(key, answered),
    )


def _result(work: Studio, showing: Showing, held: Checking, made: KeptReport | None) -> None:
    if made is not None:
        _show_found(work, showing, held, made)
    job = held.judging.job
    if not held.is_on or (job is not None and job.state in ("failed", "canceled")):
        ready = work.good is not None and showing.clip is not None
        st.button(
            "Check this ad",
            key="check_start",
            width="stretch",
            disabled=not ready,
            on_click=noted(held.press),
        )


def _show_found(work: Studio, showing: Showing, held: Checking, made: KeptReport) -> None:
    report = made.report
    groups = check_groups(report, layer_names(showing))
    st.html(verdict_line(report.verdict, *_summary(report)))
    judged = _judged(work, made, groups)
    show_findings(list_data(judged, groups, is_past=held.is_past(work)), key="checked")
    show_files(work, made)


def _summary(report: Report) -> tuple[str, ...]:
    by = [finding.severity for finding in report.findings]
    said = (
        counted(by.count("fail"), "thing to put right", "things to put right"),
        counted(by.count("warn"), "to look at", "to look at"),
        counted(by.count("info"), "note", "notes"),
    )
    return said if any(said) else ("Nothing to put right",)


def _judged(work: Studio, made: KeptReport, groups: list[Group]) -> Judged:
    heat = None if made.heat is None else file_address(work, made.heat, "image/png")
    return judged_of(_ID, groups, heat=heat)
