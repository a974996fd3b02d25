"""The card Compare with: a file is dropped, and each element of the ad gets its verdict."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from player.judged import Judged, Seen
from qa.compare.profiles import LIVE
from qa.finding import Report
from qa.reports.kept import KeptReport
from qa.told import Group, judged_of, list_data, marks_of, region_marks
from studio.inputs.components import upload_button
from studio.inputs.fields import follow, heard
from studio.judging.card import follow_job, judging_card
from studio.judging.comparison import SUFFIXES, Comparison, comparison
from studio.judging.files import file_address
from studio.judging.parts import counted, layer_names, show_files, verdict_line
from studio.phone.findings import show_findings
from studio.phone.moment import moment_field
from studio.phone.showing import Showing
from studio.store.uploads import uploaded_path
from studio.work.hearing import noted
from studio.work.session import Studio

LIMIT = 500_000_000
_INVITATION = "Drop a screenshot or a video of the ad here, or choose one"
_OTHER_MOMENT = (
    "Is it of another moment? Stop the phone at what the picture shows and press As the phone."
)
_MANY = 12
_PROFILES = {
    "": "Usual for the file",
    "exact": "Exact: our own picture",
    "export": "Export: through a codec",
    "screenshot": "Screenshot: scaled, JPEG",
    LIVE: "Live: the real app, by its elements",
}
_VERDICTS = {"pass": "As approved", "fail": "Not as approved", "unsure": "Nothing could be judged"}


def show_compare(work: Studio, showing: Showing) -> None:
    held = comparison()
    with judging_card("compare", "Compare with", held.judging):
        _file_field(work, held)
        if held.actual is not None:
            _options(held)

        def show(made: KeptReport | None, is_active: bool) -> None:
            if made is not None:
                _show_found(work, showing, held, made)
            elif held.actual is not None and not is_active:
                _again(held)

        follow_job("compare", held, work, "Judging every element…", show)


def compared_marks(work: Studio, showing: Showing) -> tuple[Judged, ...]:
    """What the phone shows of the comparison: nothing once the ad has changed."""
    held = comparison()
    made = held.judging.result()
    if made is None or held.is_past(work):
        return ()
    return (_judged(work, held, made, _groups(made.report, layer_names(showing))),)


def is_compare_outdated(work: Studio) -> bool:
    """True when the card says of the ad what is true of it no longer."""
    held = comparison()
    return held.judging.made is not None and held.judging.said_past != held.is_past(work)


def _file_field(work: Studio, held: Comparison) -> None:
    ticket, slot = work.slot("actual", SUFFIXES, LIMIT)

    def take(file_id: object, name: str) -> None:
        path = uploaded_path(slot, file_id)
        if path is not None:
            work.uploaded_names[path.name] = name
            before = held.actual
            held.take(path, name)
            if before is not None:
                before.unlink(missing_ok=True)

    upload_button(
        _INVITATION if held.actual is None else f"{held.name} · choose another",
        "What to compare with",
        key="upload:actual",
        ticket=ticket,
        suffixes=SUFFIXES,
        limit=LIMIT,
        on_upload=take,
        is_roomy=held.actual is None,
    )


def _options(held: Comparison) -> None:
    key = follow("compare:profile", held.profile)
    st.selectbox(
        "What may differ",
        list(_PROFILES),
        list(_PROFILES).index(held.profile),
        key=key,
        format_func=_PROFILES.__getitem__,
        on_change=heard(key, lambda profile: held.change(profile=profile)),
    )
    key = follow("compare:any", held.is_any)
    st.toggle(
        "Another video behind",
        held.is_any,
        key=key,
        help="Only what hides the video is judged then",
        on_change=heard(key, lambda is_any: held.change(is_any=is_any)),
    )
    if held.is_picture:
        moment_field(
            "It shows second", held.at, key="compare_at", take=lambda at: held.change(at=at)
        )


def _show_found(work: Studio, showing: Showing, held: Comparison, made: KeptReport) -> None:
    held.judging.said_past = is_past = held.is_past(work)
    if is_past:
        st.html('<p class="quiet heed" role="status">Judged before the ad was changed.</p>')
        _again(held)
    report = made.report
    groups = _groups(report, layer_names(showing))
    found = sum(finding.severity != "info" for finding in report.findings)
    differences = counted(found, "difference", "differences")
    st.html(verdict_line(report.verdict, _VERDICTS[report.verdict], differences, report.profile))
    if _is_other_moment(held, report):
        st.html(f'<p class="quiet">{_OTHER_MOMENT}</p>')
    judged = _judged(work, held, made, groups)
    show_findings(list_data(judged, groups, is_past=is_past), key="compared")
    show_files(work, made)


def _is_other_moment(held: Comparison, report: Report) -> bool:
    """Where nearly nothing is as expected, it is the clip that has gone on."""
    fails = sum(finding.severity == "fail" for finding in report.findings)
    return held.is_picture and not held.is_any and fails >= _MANY


def _groups(report: Report, names: dict[str, str]) -> list[Group]:
    if report.profile == LIVE:
        # Its places are on a screen of another size than the phone here.
        report = replace(
            report,
            findings=tuple(replace(one, rect=None) for one in report.findings),
            regions=tuple(replace(one, rect=None) for one in report.regions),
        )
    fine = region_marks(report, names, is_fine=True)
    unjudged = region_marks(report, names, is_fine=False)
    return [
        Group("", marks_of(report, names)),
        Group(f"{len(unjudged)} not judged", unjudged, is_folded=True),
        Group(f"{len(fine)} as expected", fine, is_folded=True),
    ]


def _judged(work: Studio, held: Comparison, made: KeptReport, groups: list[Group]) -> Judged:
    found = ((at, file_address(work, path, "image/png")) for at, path in made.seen)
    seen = [Seen(at, address) for at, address in found if address is not None]
    return judged_of(held.judging.job_id, groups, seen)


def _again(held: Comparison) -> None:
    st.button("Judge again", key="compare_again", on_click=noted(held.change))
