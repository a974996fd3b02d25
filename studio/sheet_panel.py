"""The contact sheet: one picture of many views for approval, made in a worker process."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import streamlit as st

from overlays.errors import Canceled, SparkproofError
from overlays.locales import list_locales, load_locale
from overlays.placements import list_placement_ids, load_placement
from overlays.viewports import list_viewports
from renderer.sheet import SheetRequest
from renderer.worker import Job, start_sheet
from studio.crop_guides import phone_name
from studio.media_store import media_store
from studio.session import Studio
from studio.showing import COMPARED, Showing

POLL_SECONDS = 0.4
_KEY = "sheet"
_TIMES = ("0", "1", "2", "4", "6", "8", "10", "15", "20", "30")
_FIRST_TIMES = ("1", "4")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of this visitor, under way or over."""

    job: Job[Path]
    download_name: str
    count: int


def show_sheet(work: Studio, showing: Showing) -> None:
    with (
        st.container(border=True, key="sheet_card"),
        st.expander("Contact sheet", type="compact"),
    ):
        st.html('<p class="quiet">Many views side by side in one picture, for approval.</p>')
        request = _asked(work)
        sheet: Sheet | None = st.session_state.get(_KEY)
        if sheet is not None and not sheet.job.is_over:
            _follow(sheet)
            return
        _start_button(work, showing, request)
        if sheet is not None:
            _show_outcome(work, sheet)


def _asked(work: Studio) -> SheetRequest | str:
    """What the fields ask for, or one sentence that says what is wrong with it."""
    locale, viewport = str(work.value("ad.locale")), work.view.viewport
    placements = _chosen("Placements", list_placement_ids(), _placement_name, tuple(COMPARED))
    locales = _chosen("Languages", list_locales(), _locale_name, (locale,))
    viewports = _chosen("Phones", list_viewports(), phone_name, (viewport,))
    typed = _chosen("Seconds", _TIMES, str, _FIRST_TIMES, takes_own=True)
    times = tuple(sorted(time for time in map(_seconds, typed) if time is not None))
    if len(times) < len(typed):
        return "Write seconds as numbers, such as 2.5."
    request = SheetRequest(placements, locales, viewports, times, fit=work.fit, stamp=work.stamp)
    return request if request.count else "Choose at least one of each."


def _chosen(
    label: str,
    options: Sequence[str],
    show: Callable[[str], str],
    first: tuple[str, ...],
    *,
    takes_own: bool = False,
) -> tuple[str, ...]:
    """Some of a list; `first` is what is chosen at the start."""
    chosen: list[str] = st.multiselect(
        label,
        options,
        [option for option in first if option in options],
        key=f"sheet:{label.lower()}",
        format_func=show,
        placeholder="Choose",
        accept_new_options=takes_own,
        select_all=False,
    )
    return tuple(chosen)


def _seconds(text: str) -> Fraction | None:
    """A time that somebody wrote; None for what is none."""
    written = text.strip().removesuffix("s").strip().replace(",", ".")
    return Fraction(written) if re.fullmatch(r"\d{1,5}(\.\d{1,6})?", written) else None


def _placement_name(placement: str) -> str:
    return COMPARED.get(placement) or load_placement(placement).title


def _locale_name(code: str) -> str:
    return load_locale(code).name


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
        width="stretch",
        disabled=not ready or bool(wrong),
        on_click=_start,
        args=(work, request),
        help=None if ready else "What the form marks must be put right first",
    )


def _start(work: Studio, request: SheetRequest) -> None:
    if work.good is None:
        return
    output = work.folder / f"sheet-{secrets.token_hex(8)}.png"
    job = start_sheet(work.good, request, output)
    st.session_state[_KEY] = Sheet(job, f"{work.name}-sheet.png", request.count)


@st.fragment(run_every=POLL_SECONDS)
def _follow(sheet: Sheet) -> None:
    if sheet.job.is_over:
        st.rerun()
    progress = sheet.job.progress
    done = 0 if progress is None else progress.frames_done
    st.progress(min(1.0, done / sheet.count), text=f"{done} of {sheet.count} pictures")
    st.button("Cancel", key="cancel_sheet", width="stretch", on_click=sheet.job.cancel)


def _show_outcome(work: Studio, sheet: Sheet) -> None:
    try:
        path = sheet.job.result()
        token = media_store().add_file(path, "image/png")
        saved = media_store().add_file(path, "image/png", sheet.download_name)
    except Canceled:
        st.html('<p class="quiet">Canceled. Nothing was kept.</p>')
    except SparkproofError as error:
        sentence = html.escape(work.in_words(str(error)))
        st.html(f'<p class="problem" role="alert">{sentence}</p>')
    except OSError:
        st.html('<p class="problem" role="alert">The file is gone; make the sheet again.</p>')
    else:
        name = html.escape(sheet.download_name)
        st.html(
            f'<a class="sheet" href="/sparkproof/media/{token}" target="_blank">'
            f'<img src="/sparkproof/media/{token}" alt="The contact sheet"></a>'
            f'<a class="download" href="/sparkproof/media/{saved}" download="{name}">'
            "Download PNG</a>"
        )
