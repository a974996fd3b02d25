"""The contact sheet: one picture of many views for approval, a job of the desk like an export."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from overlays.locales import list_locales, load_locale
from overlays.placements import full_name, placement_titles
from overlays.viewports import list_viewports
from renderer.sheet.sheet import SheetRequest
from renderer.source.still_picture import DURATION
from studio.exports.choices import choose
from studio.exports.form import still_of
from studio.exports.job_list import jobs_of, show_jobs, start_job
from studio.exports.sheet_order import SheetOrder
from studio.inputs.fields import follow, heard
from studio.phone.crop_guides import phone_name
from studio.phone.showing import Showing
from studio.store.hosting import our_address
from studio.work.hearing import hearing, on_press
from studio.work.session import Studio

_TIMES = ("0", "1", "2", "4", "6", "8", "10", "15", "20", "30")
_FIRST_TIMES = ("1", "4")
_USUAL_WIDTH, _LARGE_WIDTH = 270, 540


def show_sheet(work: Studio, showing: Showing) -> None:
    with st.container(border=True, key="sheet_card"):
        with st.expander("Contact sheet", type="compact"):
            st.html('<p class="quiet">Many views side by side in one picture, for approval.</p>')
            _start_button(work, showing, _asked(work, showing))
            _newest_picture(work)
        # Seen with the card closed, too: a page that is loaded anew begins that way.
        show_jobs(SheetOrder, "sheet_jobs")


def _asked(work: Studio, showing: Showing) -> SheetRequest | str:
    """What the fields ask for, or one sentence that says what is wrong with it."""
    locale, viewport = str(work.value("ad.locale")), work.view.viewport
    compared, titles = work.compared_placements, list(placement_titles())
    placements = choose("sheet", "Placements", titles, full_name, compared)
    locales = choose("sheet", "Languages", list_locales(), _locale_name, (locale,))
    viewports = choose("sheet", "Phones", list_viewports(), phone_name, (viewport,))
    typed = choose("sheet", "Seconds", _TIMES, str, _FIRST_TIMES, takes_own=True)
    width = _LARGE_WIDTH if _is_large() else _USUAL_WIDTH
    times = tuple(sorted(time for time in map(_seconds, typed) if time is not None))
    if len(times) < len(typed):
        return "Write seconds as numbers, such as 2.5."
    request = SheetRequest(
        placements,
        locales,
        viewports,
        times,
        width,
        look=work.look if still_of(work, showing) else replace(work.look, still_duration=DURATION),
        clip_name=work.clip_name,
    )
    if request.count > request.most:
        return f"A sheet holds {request.most} pictures of this size, not {request.count}."
    return request if request.count else "Choose at least one of each."


def _is_large() -> bool:
    chosen: dict[str, bool] = st.session_state.setdefault("sheet_size", {})
    is_large = chosen.get("large", False)
    key = follow("sheet:large", is_large)

    def switched(on: bool) -> None:
        chosen["large"] = on

    words = f"Large pictures, {_LARGE_WIDTH} pixels wide"
    st.toggle(words, is_large, key=key, on_change=heard(key, switched))
    return is_large


def _seconds(text: str) -> Fraction | None:
    """A time that somebody wrote; None for what is none."""
    written = text.strip().removesuffix("s").strip().replace(",", ".")
    return Fraction(written) if re.fullmatch(r"\d{1,5}(\.\d{1,6})?", written) else None


def _locale_name(code: str) -> str:
    return load_locale(code).names


def _start_button(work: Studio, showing: Showing, request: SheetRequest | str) -> None:
    ready = work.good is not None and not showing.problems and showing.clip is not None
    wrong = request if isinstance(request, str) else ""
    if isinstance(request, SheetRequest):
        count = request.count
        label = f"Make a sheet of {count} {'picture' if count == 1 else 'pictures'}"
    else:
        label = "Make a sheet"
        st.html(f'<p class="quiet">{html.escape(wrong)}</p>')
    st.button(
        label,
        key="sheet_start",
        width="stretch",
        disabled=not ready or bool(wrong),
        help=None if ready else "What the form marks must be put right first",
        on_click=on_press("sheet_start"),
    )
    # As with exports, what was chosen right before counts.
    pressed = hearing().take_press("sheet_start")
    if pressed and work.good is not None and ready and isinstance(request, SheetRequest):
        start_job(SheetOrder(work.good, request), work.name)


def _newest_picture(work: Studio) -> None:
    newest = next(iter(jobs_of(SheetOrder)), None)
    if newest is None or newest.result is None:
        return
    # The list says it when the file is gone.
    with suppress(OSError):
        token = work.visitor.add_file(newest.result.file, newest.request.media_type)
        address = our_address(f"media/{token}")
        st.html(
            f'<a class="sheet" href="{address}" target="_blank">'
            f'<img src="{address}" alt="The contact sheet"></a>'
        )
