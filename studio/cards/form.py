"""The form: what comes from the creator's post, and what the platform adds to it."""

from __future__ import annotations

import html
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.errors import Problem
from overlays.layers import Note
from overlays.placements import broken_placements
from studio.cards.ad_fields import ad_fields, buying_field, label_field
from studio.cards.labels import ALL_LABELS
from studio.cards.post_fields import clip_fields, count_fields, creator_fields, sound_fields
from studio.inputs.components import mark_fields
from studio.inputs.fields import show_problems, text_field, wrong_fields
from studio.work.session import Studio

_ELSEWHERE = ("ad.authorization", "ad.flight")


@dataclass(frozen=True, slots=True)
class FormSlots:
    """Places in the form that are filled later in the run."""

    caption: DeltaGenerator
    clip: DeltaGenerator
    creator: DeltaGenerator
    sound: DeltaGenerator
    counts: DeltaGenerator
    post_problems: DeltaGenerator
    ad: DeltaGenerator
    placement: DeltaGenerator
    label: DeltaGenerator
    viewed_on: DeltaGenerator
    buying: DeltaGenerator
    ad_problems: DeltaGenerator
    marks: DeltaGenerator


def place_form() -> FormSlots:
    """Both groups, empty: the phone goes before the fields on its way to the browser."""
    with st.container(border=True, key="post_card"):
        _heading("From the post", "the creator’s; the ad never changes it")
        clip, creator, sound, counts = st.tabs(["Clip", "Creator", "Sound", "Counts"])
        with clip:
            caption, clip_values = st.container(), st.container()
        post_problems = st.container()
    with st.container(border=True, key="ad_card"):
        _heading("Added by the ad", "what the platform puts on top")
        ad = st.container()
        placement, label = st.columns([1.7, 1])
        viewed_on, buying = st.columns(2)
        ad_problems = st.container()
    marks = st.container()
    return FormSlots(
        caption=caption,
        clip=clip_values,
        creator=creator,
        sound=sound,
        counts=counts,
        post_problems=post_problems,
        ad=ad,
        placement=placement,
        label=label,
        viewed_on=viewed_on,
        buying=buying,
        ad_problems=ad_problems,
        marks=marks,
    )


def fill_form(work: Studio, slots: FormSlots) -> None:
    """All but the caption and the placement, which are drawn with the phone."""
    with slots.clip:
        clip_fields(work)
    with slots.creator:
        creator_fields(work)
    with slots.sound:
        sound_fields(work)
    with slots.counts:
        count_fields(work)
    with slots.ad:
        ad_fields(work)
    with slots.label:
        label_field(work)
    with slots.buying:
        buying_field(work)
    with slots.viewed_on:
        text_field(work, "ad.viewed_on", "Viewed on", empty=None, placeholder="2026-11-22")


def show_form_problems(
    work: Studio, slots: FormSlots, problems: tuple[Problem, ...], notes: tuple[Note, ...]
) -> None:
    """One sentence each, under the group it belongs to; `notes` are remarks on a good ad."""
    of_ad = [problem for problem in problems if problem.path.split(".")[0] == "ad"]
    of_post = [problem for problem in problems if problem not in of_ad]
    # The card of the authorization says its own.
    of_ad = [problem for problem in of_ad if not problem.path.startswith(_ELSEWHERE)]
    with slots.post_problems:
        show_problems(work, of_post, ALL_LABELS)
    # Of files that are not in use, so nothing else says it.
    said = {problem.message for problem in problems}
    broken = tuple(
        Problem("", str(error)) for error in broken_placements() if str(error) not in said
    )
    with slots.ad_problems:
        show_problems(work, (*of_ad, *broken), ALL_LABELS)
        for note in notes:
            st.html(f'<p class="quiet">{html.escape(note.message)}</p>')
    with slots.marks:
        mark_fields(wrong_fields(work, problems, ALL_LABELS, _tab_of))


def _tab_of(path: str) -> str:
    """The tab that holds the field of a value; none for what the ad adds."""
    group, _, name = path.partition(".")
    if group != "post":
        return ""
    return {"creator": "Creator", "sound": "Sound", "counts": "Counts"}.get(
        name.partition(".")[0], "Clip"
    )


def _heading(title: str, note: str) -> None:
    st.html(f'<h2 class="group">{title}<span>{note}</span></h2>')
