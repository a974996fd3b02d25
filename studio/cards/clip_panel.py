"""The creative: how it fills the phone, and what is in it."""

from __future__ import annotations

import html
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.ad.carousel import CREATIVE_FIELDS
from overlays.viewports import View, list_viewports
from renderer.picture.fit import Fit
from renderer.source.info import SourceInfo
from studio.cards.guide_panel import show_guide_picker
from studio.inputs.fields import word_picker
from studio.phone.clip_words import clip_sentences
from studio.phone.crop_guides import crop_sentences, phone_name
from studio.phone.showing import Showing
from studio.work.session import Studio

_FIT_WORDS: dict[Fit, str] = {"cover": "Fill", "contain": "Fit", "blur": "Blur"}


@dataclass(frozen=True, slots=True)
class ClipPlaces:
    """The card's two parts, each filled later in the run."""

    pickers: DeltaGenerator
    facts: DeltaGenerator


def place_clip() -> ClipPlaces:
    with st.container(border=True, key="clip_card"):
        st.html('<h2 class="group">Picture<span>where and how the clip is seen</span></h2>')
        return ClipPlaces(st.container(), st.container())


def pick_picture(work: Studio, showing: Showing) -> None:
    _viewport_picker(work)
    _fit_picker(work)
    show_guide_picker(work, showing)


def _viewport_picker(work: Studio) -> None:
    def picked(viewport: str) -> None:
        work.view = View(viewport)

    words = {id_: phone_name(id_) for id_ in list_viewports()}
    word_picker("viewport", "Phone", words, work.view.viewport, picked)


def _fit_picker(work: Studio) -> None:
    def picked(fit: Fit) -> None:
        work.fit = fit

    word_picker("fit", "Fit", _FIT_WORDS, work.fit, picked)


def show_facts(work: Studio, showing: Showing) -> None:
    clip = showing.clip
    if clip is None or clip.info is None:
        return
    for sentence in crop_sentences(showing, work.fit, [showing.view.viewport]):
        st.html(f'<p class="quiet">{html.escape(sentence)}</p>')
    if any(problem.path in CREATIVE_FIELDS for problem in showing.problems):
        st.html('<p class="quiet">This is the last good clip; it stays up here.</p>')
    st.html(facts_from_source(work.in_words(clip.footage.name), clip.info))


def show_clip_words(work: Studio, showing: Showing) -> None:
    """Under the phone: what is odd about the clip, before anybody exports it."""
    said = clip_sentences(showing, work.fit)
    if said:
        st.html("".join(f'<p class="quiet heed">{html.escape(one)}</p>' for one in said))


def facts_from_source(name: str, info: SourceInfo) -> str:
    """What matters about a creative, as a small table."""
    audio = info.audio
    sound = f"{info.unread_audio}, not readable" if info.unread_audio else "none"
    if audio is not None:
        sound = f"{_codec(audio.codec)}, {audio.sample_rate / 1000:g} kHz"
    facts = {
        "File": name,
        "Size": f"{info.display_size.width} × {info.display_size.height}",
        "Length": f"{float(info.duration):.2f} s",
        **_seen_facts(info),
        "Sound": sound,
    }
    rows = "".join(f"<dt>{key}</dt><dd>{html.escape(value)}</dd>" for key, value in facts.items())
    return f'<dl class="facts">{rows}</dl>'


def _seen_facts(info: SourceInfo) -> dict[str, str]:
    if info.slides:
        each = float(info.slide_frames / info.frame_rate)
        return {"Pictures": f"{len(info.slides)}, {each:.4g} s each"}
    picture = _codec(info.codec) + (" HDR" if info.is_hdr else "")
    return {"Frame rate": f"{float(info.frame_rate):.4g} a second", "Video": picture}


def _codec(name: str) -> str:
    known = {"h264": "H.264", "hevc": "H.265", "prores": "ProRes", "opus": "Opus"}
    return known.get(name, name.upper())
