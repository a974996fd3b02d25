"""The card Share for review: one file that others open, a job of the desk like an export."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from overlays.locales import list_locales, load_locale
from overlays.placements import full_name, placement_titles
from overlays.viewports import list_viewports
from renderer.source.still_picture import DURATION
from signoff.sharing.request import MOST_VIEWS, ShareRequest
from studio.exports.choices import choose
from studio.exports.form import still_of
from studio.exports.job_list import show_jobs, start_job
from studio.exports.share_order import ShareOrder
from studio.inputs.fields import follow, heard
from studio.phone.crop_guides import phone_name
from studio.phone.showing import Showing
from studio.work.hearing import hearing, on_press
from studio.work.session import Studio

_CARD = "share"
_SIZES = {8: "8 MB", 16: "16 MB, for mail", 25: "25 MB", 50: "50 MB"}
_USUAL_SIZE = 16


def show_share(work: Studio, showing: Showing) -> None:
    with st.container(border=True, key="share_card"):
        with st.expander("Share for review", type="compact"):
            st.html(
                '<p class="quiet">One file that plays the ad in any browser, without a network, '
                "and takes notes and a decision.</p>"
            )
            _start_button(work, showing, _asked(work, showing))
        # Seen with the card closed, too: a page that is loaded anew begins that way.
        show_jobs(ShareOrder, "share_jobs")


def _asked(work: Studio, showing: Showing) -> ShareRequest | str:
    """What the fields ask for, or one sentence that says what is wrong with it."""
    own, locale = str(work.value("ad.placement")), str(work.value("ad.locale"))
    placements = choose(_CARD, "Placements to share", list(placement_titles()), full_name, (own,))
    locales = choose(_CARD, "Languages to share", list_locales(), _locale_name, (locale,))
    phones = choose(_CARD, "Phones to share", list_viewports(), phone_name, (work.view.viewport,))
    megabytes, has_findings = _size(), _has_findings()
    is_still = still_of(work, showing) is not None
    look = work.look if is_still else replace(work.look, still_duration=DURATION)
    request = ShareRequest(
        placements, locales, phones, look, megabytes * 1_000_000, has_findings=has_findings
    )
    if request.count > MOST_VIEWS:
        return f"A share holds {MOST_VIEWS} views, not {request.count}."
    return request if request.count else "Choose at least one of each."


def _size() -> int:
    chosen: dict[str, int] = st.session_state.setdefault("share_size", {})
    current = chosen.get("megabytes", _USUAL_SIZE)
    key = follow("share:size", current)

    def picked(megabytes: int) -> None:
        chosen["megabytes"] = megabytes

    sizes = list(_SIZES)
    picked_size: int = st.selectbox(
        "At most",
        sizes,
        sizes.index(current),
        key=key,
        format_func=_SIZES.__getitem__,
        on_change=heard(key, picked),
    )
    return picked_size


def _has_findings() -> bool:
    chosen: dict[str, bool] = st.session_state.setdefault("share_findings", {})
    current = chosen.get("on", True)
    key = follow("share:findings", current)

    def switched(on: bool) -> None:
        chosen["on"] = on

    on: bool = st.toggle("With what checks find", current, key=key, on_change=heard(key, switched))
    return on


def _locale_name(code: str) -> str:
    return load_locale(code).names


def _start_button(work: Studio, showing: Showing, request: ShareRequest | str) -> None:
    ready = work.good is not None and not showing.problems and showing.clip is not None
    wrong = request if isinstance(request, str) else ""
    if wrong:
        st.html(f'<p class="quiet">{html.escape(wrong)}</p>')
    st.button(
        "Make a file for review",
        key="share_start",
        width="stretch",
        disabled=not ready or bool(wrong),
        help=None if ready else "What the form marks must be put right first",
        on_click=on_press("share_start"),
    )
    # As with exports, what was chosen right before counts.
    pressed = hearing().take_press("share_start")
    if pressed and work.good is not None and ready and isinstance(request, ShareRequest):
        start_job(ShareOrder(work.good, request, work.name), work.name)
