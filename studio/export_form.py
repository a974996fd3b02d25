"""What the visitor asks of an export: format and quality at hand, the rest behind "More"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import streamlit as st

from overlays.errors import ExportError, SourceError
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.export import check_options
from renderer.formats import CODECS, FORMATS
from renderer.option_text import bytes_from_text, rate_from_text
from renderer.options import LEAST_WIDTH, MOST_WIDTH, ExportOptions, Format, Quality
from renderer.plan import check_length
from renderer.source import SourceInfo
from renderer.still_picture import DURATION
from studio.export_request import ExportRequest
from studio.session import Studio
from studio.showing import Showing

FORMAT_WORDS: dict[Format, str] = {
    "mp4": "MP4 · plays everywhere",
    "hevc": "MP4 · HEVC, smaller",
    "webm": "WebM · VP9, for the web",
    "gif": "GIF · for slides",
    "webp": "Animated WebP · small, loops",
    "png_sequence": "PNG frames · zip",
    "chrome_prores": "Overlay alone · ProRes 4444, alpha",
    "chrome_webm": "Overlay alone · WebM, alpha",
    "chrome_png_sequence": "Overlay alone · PNG frames, zip",
    "chrome_layers": "Overlay alone · a PNG per layer, zip",
}
_QUALITY_WORDS: dict[Quality, str] = {"draft": "Draft", "review": "Review", "master": "Master"}
_QUALITY_HELP = "Draft is quick and small, review is for clients, master is close to the source"
_SOURCE_RATE = "As the clip"
_RATES = (_SOURCE_RATE, "24", "25", "29.97", "30", "50", "60")
_USUAL_PRESET = "As the quality"
_ANIMATIONS = ("gif", "webp")


def ask_export(work: Studio, showing: Showing) -> ExportRequest | str | None:
    """What the fields ask for, one sentence about what is wrong with it, None without an ad."""
    still = still_of(work, showing)
    kind: Format = st.selectbox(
        "Format",
        list(FORMAT_WORDS),
        key="export:format",
        format_func=FORMAT_WORDS.__getitem__,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small", key="export_quality"):
        quality = _quality(kind)
        with st.popover("More", width=92):
            try:
                options, width = _details(work, kind, quality, still is not None)
            except ExportError as error:
                return str(error)
    if work.good is None:
        return None
    view = View(work.view.viewport, width)
    return ExportRequest(
        work.good,
        kind,
        work.fit,
        view,
        work.background,
        work.stamp,
        options,
        DURATION if still is None else still.duration,
    )


def still_of(work: Studio, showing: Showing) -> SourceInfo | None:
    """The clip when it is a picture, as long as the visitor wants it shown; else None."""
    clip = showing.clip
    if clip is None or clip.info is None or not clip.info.is_still:
        return None
    return replace(clip.info, duration=work.still_duration)


def check_request(request: ExportRequest, work: Studio, showing: Showing) -> str | None:
    """One sentence about what the clip does not allow."""
    clip, still = showing.clip, still_of(work, showing)
    try:
        if still is not None:
            check_length(request.ad, still)
        if clip is not None and clip.info is not None:
            check_options(still or clip.info, request.kind, request.options)
    except (ExportError, SourceError) as error:
        return str(error)
    return None


def _quality(kind: Format) -> Quality:
    quality: Quality = st.segmented_control(
        "Quality",
        list(_QUALITY_WORDS),
        default="review",
        key="export:quality",
        required=True,
        format_func=_QUALITY_WORDS.__getitem__,
        disabled=kind not in CODECS and kind not in _ANIMATIONS,
        help=_QUALITY_HELP,
        label_visibility="collapsed",
        width="stretch",
    )
    return quality


def _details(
    work: Studio, kind: Format, quality: Quality, is_still: bool
) -> tuple[ExportOptions, int]:
    """Everything behind "More": the options and the picture's width. Raises ExportError.

    Every field is there before the first is judged: one that a run leaves out forgets its value.
    """
    has_frames = kind != "chrome_layers"
    if is_still:
        _still_duration(work)
    span = _span() if has_frames else None
    left, right = st.columns(2)
    with left:
        width = _width(kind)
    with right:
        rate = _rate() if has_frames else None
    preset, crf = _encoder_numbers(kind)
    limit = _size_limit() if kind in _ANIMATIONS else ""
    if not FORMATS[kind].is_chrome_alone:
        _background(work)
    fps = rate_from_text(rate) if rate else None
    size_limit = bytes_from_text(limit) if limit else None
    return ExportOptions(kind, quality, preset, crf, span, fps, size_limit), _checked(width)


def _still_duration(work: Studio) -> None:
    def picked() -> None:
        work.still_duration = Fraction(str(st.session_state["export:still"]))

    st.number_input(
        "Seconds to show the picture",
        min_value=0.1,
        max_value=600.0,
        value=float(work.still_duration),
        step=0.5,
        format="%.2f",
        key="export:still",
        on_change=picked,
        help=f"In exports and contact sheets; the phone here shows it for {DURATION} seconds",
    )


def _span() -> TimeSpan | None:
    left, right = st.columns(2)
    with left:
        start = _seconds("From second", "start")
    with right:
        end = _seconds("To second", "end")
    if start is None and end is None:
        return None
    return TimeSpan(start or Fraction(0), end)


def _seconds(label: str, placeholder: str) -> Fraction | None:
    value: float | None = st.number_input(
        label,
        min_value=0.0,
        value=None,
        step=0.5,
        format="%.2f",
        placeholder=placeholder,
        key=f"export:{placeholder}",
    )
    # Of what was typed, not of its nearest binary fraction.
    return None if value is None else Fraction(str(value))


def _width(kind: Format) -> int:
    usual = FORMATS[kind].width
    return int(
        st.number_input(
            "Width in pixels",
            value=usual,
            step=60,
            key=f"export:width:{usual}",
            help="Of the screen; everything is drawn at that size, text included",
        )
    )


def _checked(width: int) -> int:
    if width % 2 == 0 and LEAST_WIDTH <= width <= MOST_WIDTH:
        return width
    raise ExportError(
        f"A width of {width} is not possible: choose an even number "
        f"from {LEAST_WIDTH} to {MOST_WIDTH}."
    )


def _rate() -> str | None:
    chosen = st.selectbox(
        "Frames a second", _RATES, key="export:rate", accept_new_options=True, placeholder="30"
    )
    return None if chosen == _SOURCE_RATE else chosen


def _encoder_numbers(kind: Format) -> tuple[str | None, int | None]:
    facts = CODECS.get(kind)
    if facts is None:
        return None, None
    left, right = st.columns(2)
    with left:
        preset = st.selectbox(
            "Encoder preset", [_USUAL_PRESET, *facts.presets], key=f"export:preset:{facts.codec}"
        )
    with right:
        crf: int | None = st.number_input(
            "CRF",
            min_value=0,
            max_value=facts.worst_crf,
            value=None,
            placeholder="as the quality",
            key=f"export:crf:{facts.codec}",
            help="The encoder's own number; lower is better and larger",
        )
    return (None if preset == _USUAL_PRESET else preset), crf


def _size_limit() -> str:
    return st.text_input("Largest file", key="export:limit", placeholder="such as 8 MB").strip()


def _background(work: Studio) -> None:
    def picked() -> None:
        work.background = st.session_state["export:background"]

    st.color_picker(
        "Background",
        work.background,
        key="export:background",
        on_change=picked,
        help="Beside a fitted clip, and behind one with transparency",
    )
