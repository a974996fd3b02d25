"""What stands behind "More": the range, the size, the encoder's own numbers."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from overlays.errors import ExportError, Problem
from renderer.output.formats import FORMATS, Numbers
from renderer.output.options import Format, Quality
from renderer.source.still_picture import DURATION
from studio.exports.naming import decimal
from studio.exports.wishes import (
    END,
    LIMIT,
    RATE,
    SPAN,
    START,
    STILL,
    crf_name,
    preset_name,
    still_seconds,
    usual_limit,
    usual_rate,
    width_name,
)
from studio.inputs.fields import follow, heard
from studio.work.session import Studio

_RATES = ("24", "25", "29.97", "30", "50", "60")
_USUAL = ""
_USUAL_START = "As the "


def typed_values() -> dict[str, str]:
    """What was typed behind "More", by name; Streamlit forgets a field that a run leaves out."""
    typed: dict[str, str] = st.session_state.setdefault("export_typed", {})
    return typed


def show_details(
    work: Studio, kind: Format, quality: Quality, problems: Sequence[Problem], is_still: bool
) -> None:
    """Everything behind "More", each row with what is wrong in it."""
    if is_still:
        _still_duration(work)
        _say(work, problems, STILL)
    facts = FORMATS[kind]
    if facts.has_frames:
        left, right = st.columns(2)
        with left:
            _text("From second", START, hint="start")
        with right:
            _text("To second", END, hint="end")
        _say(work, problems, START, END, SPAN)
    _width_and_rate(work, kind, quality, problems)
    if facts.numbers is not None:
        _encoder_numbers(kind, quality, facts.numbers)
        _say(work, problems, crf_name(kind))
    if facts.form == "animation":
        _text("Largest file", LIMIT, hint=usual_limit(kind, quality))
        _say(work, problems, LIMIT)
    if not facts.is_chrome_alone:
        _background(work)


def _say(work: Studio, problems: Iterable[Problem], *names: str) -> None:
    """Where the visitor is looking. The card says it, too, and tells those who hear the page."""
    # Always there: a part that comes in between would take away what is being typed below it.
    place = st.empty()
    said = [work.in_words(problem.message) for problem in problems if problem.path in names]
    if said:
        place.html("".join(f'<p class="problem">{html.escape(words)}</p>' for words in said))


def _text(
    label: str,
    name: str,
    *,
    hint: str,
    usual: str = "",
    help: str | None = None,
    hear: Callable[[str], None] | None = None,
) -> None:
    """A field of text, so that the browser drops nothing that is no number; judged elsewhere."""
    typed = typed_values()
    shown = typed.get(name, usual)
    key = follow(f"export:{name}", shown)

    def entered(text: str) -> None:
        typed[name] = text.strip()
        if hear is not None:
            hear(typed[name])

    st.text_input(label, shown, key=key, placeholder=hint, help=help, on_change=heard(key, entered))


def _still_duration(work: Studio) -> None:
    def entered(text: str) -> None:
        try:
            work.still_duration = still_seconds(text) if text else DURATION
        except ExportError:
            # The field keeps it and says what is wrong.
            return

    _text(
        "Seconds to show the picture",
        STILL,
        hint=f"{DURATION}",
        usual=decimal(work.still_duration),
        help="On the phone here, in exports and in contact sheets",
        hear=entered,
    )


def _width_and_rate(
    work: Studio, kind: Format, quality: Quality, problems: Sequence[Problem]
) -> None:
    usual = str(FORMATS[kind].width)
    left, right = st.columns(2)
    with left:
        _text(
            "Width in pixels",
            width_name(kind),
            hint=usual,
            usual=usual,
            help="Of the screen; everything is drawn at that size, text included",
        )
    if FORMATS[kind].has_frames:
        with right:
            _rate(usual_rate(kind, quality))
    _say(work, problems, width_name(kind), RATE)


def _rate(usual: str) -> None:
    typed = typed_values()
    current = typed.get(RATE, _USUAL)
    offered = [_USUAL, *_RATES, *({current} - {_USUAL, *_RATES})]
    key = follow(f"export:{RATE}", current)

    def chosen(choice: str | None) -> None:
        # For a moment the browser still sends the first one in the words of another format.
        is_usual = not choice or choice.startswith(_USUAL_START)
        typed[RATE] = _USUAL if is_usual or choice is None else choice.strip()

    st.selectbox(
        "Frames a second",
        offered,
        offered.index(current),
        key=key,
        format_func=lambda rate: rate or usual,
        accept_new_options=True,
        on_change=heard(key, chosen),
    )


def _encoder_numbers(kind: Format, quality: Quality, numbers: Numbers) -> None:
    left, right = st.columns(2)
    with left:
        _preset(kind, numbers.presets)
    with right:
        _, usual = numbers.by_quality[quality]
        _text(
            "CRF",
            crf_name(kind),
            hint=f"{usual}, as the quality",
            help="The encoder’s own number; lower is better and larger",
        )


def _preset(kind: Format, presets: Sequence[str]) -> None:
    typed, name = typed_values(), preset_name(kind)
    offered = (_USUAL, *presets)
    current = typed.get(name, _USUAL)
    key = follow(f"export:{name}", current)

    def chosen(choice: str) -> None:
        if choice in offered:
            typed[name] = choice

    st.selectbox(
        "Encoder preset",
        offered,
        offered.index(current),
        key=key,
        format_func=lambda preset: _preset_words(preset, presets),
        on_change=heard(key, chosen),
    )


def _preset_words(preset: str, presets: Sequence[str]) -> str:
    """A preset that is a bare number says which end of the list it stands at."""
    if preset == _USUAL:
        return "As the quality"
    if not preset.isdigit():
        return preset
    ends = {presets[0]: " · fastest", presets[-1]: " · slowest, smallest"}
    return preset + ends.get(preset, "")


def _background(work: Studio) -> None:
    def picked(color: str) -> None:
        work.background = color

    key = follow("export:background", work.background)
    st.color_picker(
        "Background",
        work.background,
        key=key,
        on_change=heard(key, picked),
        help="Beside a fitted clip, and behind one with transparency",
    )
