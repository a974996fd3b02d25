"""What the visitor asks of an export: format and quality at hand, the rest behind "More"."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from overlays.errors import ExportError, PlacementError, Problem, SourceError
from overlays.viewports import View
from renderer.look import BLACK
from renderer.output.export import check_options
from renderer.output.formats import FORMATS
from renderer.output.options import Format, Quality
from renderer.plan import check_length
from renderer.source.info import SourceInfo
from renderer.source.still_picture import DURATION
from studio.exports.details import show_details, typed_values
from studio.exports.request import ExportRequest
from studio.exports.wishes import SPAN, STILL, Wishes, wishes_of
from studio.phone.showing import Showing
from studio.work.session import Studio

_QUALITY_WORDS: dict[Quality, str] = {"draft": "Draft", "review": "Review", "master": "Master"}
_QUALITY_HELP = "Draft is quick and small, review is for clients, master is close to the source"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the fields ask for. There is no `request` without an ad, nor with a problem."""

    kind: Format
    request: ExportRequest | None
    problems: tuple[Problem, ...]


def ask_export(work: Studio, showing: Showing) -> Asked:
    """Draws the fields; everything that is wrong in them is said below the field, too."""
    kind: Format = st.selectbox(
        "Format",
        list(FORMATS),
        key="export:format",
        format_func=lambda kind: FORMATS[kind].choice,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small", key="export_quality"):
        quality = _quality(kind)
        asked = _asked(work, showing, kind, quality)
        with st.popover("More", width=92), st.container(key="export_details"):
            show_details(work, kind, quality, asked.problems, still_of(work, showing) is not None)
    return asked


def still_of(work: Studio, showing: Showing) -> SourceInfo | None:
    """The clip when it is a picture, as long as the visitor wants it shown; else None."""
    clip = showing.clip
    if clip is None or clip.info is None or not clip.info.is_still:
        return None
    return replace(clip.info, duration=work.still_duration)


def _asked(work: Studio, showing: Showing, kind: Format, quality: Quality) -> Asked:
    still = still_of(work, showing)
    wishes = wishes_of(kind, quality, typed_values(), is_still=still is not None)
    if work.good is None:
        return Asked(kind, None, wishes.problems)
    request = _request(work, kind, wishes, still)
    problems = wishes.problems or _problems_of_clip(request, still, showing)
    return Asked(kind, None if problems else request, problems)


def _request(work: Studio, kind: Format, wishes: Wishes, still: SourceInfo | None) -> ExportRequest:
    assert work.good is not None
    look = replace(
        work.look,
        view=View(work.view.viewport, wishes.width),
        background=BLACK if FORMATS[kind].is_chrome_alone else work.background,
        still_duration=DURATION if still is None else still.duration,
    )
    return ExportRequest(work.good, kind, look, wishes.options)


def _problems_of_clip(
    request: ExportRequest, still: SourceInfo | None, showing: Showing
) -> tuple[Problem, ...]:
    """What the clip does not allow."""
    clip = showing.clip
    try:
        if still is not None:
            check_length(request.ad, still)
    except SourceError as error:
        return (Problem(STILL, str(error)),)
    except PlacementError:
        # The form says it.
        return ()
    try:
        if clip is not None and clip.info is not None:
            check_options(still or clip.info, request.kind, request.options)
    except ExportError as error:
        return (Problem(SPAN, str(error)),)
    return ()


def _quality(kind: Format) -> Quality:
    quality: Quality = st.segmented_control(
        "Quality",
        list(_QUALITY_WORDS),
        default="review",
        key="export:quality",
        required=True,
        format_func=_QUALITY_WORDS.__getitem__,
        disabled=not FORMATS[kind].has_qualities,
        help=_QUALITY_HELP,
        label_visibility="collapsed",
        width="stretch",
    )
    return quality
