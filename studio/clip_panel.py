"""The creative: how it fills the phone, and what is in it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from overlays.viewports import BARE, View, list_viewports, load_viewport
from renderer.fit import Fit
from renderer.source import SourceInfo
from studio.fields import follow
from studio.session import Studio
from studio.showing import Showing, showing_guides

Choice = TypeVar("Choice", bound=str)

_VIEWPORT_WORDS = {BARE: "9:16", "iphone": "iPhone", "android": "Android", "small": "Small"}
_CONFIDENCE = {"H": "high", "M": "medium", "L": "low", "A": "assumed"}
_FIT_WORDS: dict[Fit, str] = {"cover": "Fill", "contain": "Fit", "blur": "Blur"}


def show_clip(work: Studio, showing: Showing) -> None:
    with st.container(border=True, key="clip_card"):
        st.html('<h2 class="group">Picture<span>where and how the clip is seen</span></h2>')
        _viewport_picker(work)
        _fit_picker(work)
        _guide_toggle(work, showing)
        if showing.clip is not None and showing.clip.info is not None:
            st.html(facts_from_source(work.shown_name(showing.clip.path), showing.clip.info))


def _viewport_picker(work: Studio) -> None:
    def picked(viewport: str) -> None:
        work.view = View(viewport)

    words = {id_: _VIEWPORT_WORDS.get(id_) or load_viewport(id_).title for id_ in list_viewports()}
    _picker("viewport", "Phone", words, work.view.viewport, picked)


def _fit_picker(work: Studio) -> None:
    def picked(fit: Fit) -> None:
        work.fit = fit

    _picker("fit", "Fit", _FIT_WORDS, work.fit, picked)


def _picker(
    name: str,
    label: str,
    words: Mapping[Choice, str],
    value: Choice,
    pick: Callable[[Choice], None],
) -> None:
    """One of a few words, side by side."""
    key = follow(name, value)
    st.segmented_control(
        label,
        list(words),
        key=key,
        required=True,
        format_func=words.__getitem__,
        on_change=lambda: pick(st.session_state[key]),
        label_visibility="collapsed",
        width="stretch",
    )


def _guide_toggle(work: Studio, showing: Showing) -> None:
    """The safe zone over the picture, with where it is from; the export never shows it."""
    guides = showing_guides(showing)
    key = follow("guides", work.shows_guides)

    def switched() -> None:
        work.shows_guides = st.session_state[key]

    help_text = "What the platform promises to keep free. Never part of a still or an export."
    st.toggle("Safe zone", key=key, on_change=switched, help=help_text)
    if work.shows_guides:
        words = [
            f"{guide.name}: {guide.source}. Confidence: {_CONFIDENCE[guide.confidence]}, "
            f"checked {guide.checked_on.isoformat()}."
            for guide in guides
        ] or ["Published for 9:16 only: choose 9:16 to see it."]
        st.html("".join(f'<p class="quiet">{html.escape(word)}</p>' for word in words))


def facts_from_source(name: str, info: SourceInfo) -> str:
    """What matters about a creative, as a small table."""
    audio = info.audio
    sound = f"{_codec(audio.codec)}, {audio.sample_rate / 1000:g} kHz" if audio else "none"
    picture = _codec(info.codec) + (" HDR" if info.is_hdr else "")
    facts = {
        "File": name,
        "Size": f"{info.display_size.width} × {info.display_size.height}",
        "Length": f"{float(info.duration):.2f} s",
        "Frame rate": f"{float(info.frame_rate):.4g} a second",
        "Video": picture,
        "Sound": sound,
    }
    rows = "".join(f"<dt>{key}</dt><dd>{html.escape(value)}</dd>" for key, value in facts.items())
    return f'<dl class="facts">{rows}</dl>'


def _codec(name: str) -> str:
    known = {"h264": "H.264", "hevc": "H.265", "prores": "ProRes", "opus": "Opus"}
    return known.get(name, name.upper())
