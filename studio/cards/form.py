"""The form: what comes from the creator's post, and what the platform adds to it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.ad import CAPTION_LIMIT
from overlays.ad.call_to_action import KINDS
from overlays.errors import AdError, Problem
from overlays.layers import Note
from overlays.locales import list_locales, load_locale
from overlays.placements import broken_placements, list_placement_ids, load_placement
from studio.inputs.components import caption_box, upload_button
from studio.inputs.fields import (
    choice_field,
    color_field,
    count_field,
    follow,
    heard,
    show_problems,
    text_field,
    toggle_field,
)
from studio.store.typed_path import typed_path
from studio.store.uploads import uploaded_path
from studio.work.session import PICTURE_SUFFIXES, VIDEO_SUFFIXES, Studio

VIDEO_LIMIT = 500_000_000
PICTURE_LIMIT = 30_000_000
NO_BUTTON = "No button"
_BUTTON = "ad.call_to_action"
DEFAULT_COLOR = "#FE2C55"

LABELS = {
    "post.creator.username": "Username",
    "post.creator.display_name": "Display name",
    "post.creator.avatar": "Avatar",
    "post.creator.verified": "Verified",
    "post.creator.followed": "Followed",
    "post.video": "Video",
    "post.caption": "Caption",
    "post.sound.title": "Sound title",
    "post.sound.author": "Sound author",
    "post.sound.cover": "Cover",
    "post.sound.original": "Original sound",
    "post.counts.views": "Views",
    "post.counts.likes": "Likes",
    "post.counts.comments": "Comments",
    "post.counts.saves": "Saves",
    "post.counts.shares": "Shares",
    "post.disclosure": "Disclosure",
    "post.posted_on": "Posted on",
    "ad.call_to_action.kind": "Button",
    "ad.call_to_action.label": "Button text",
    "ad.call_to_action.landing_url": "Landing page",
    "ad.call_to_action.color": "Color",
    "ad.placement": "Placement",
    "ad.locale": "Language",
    "ad.viewed_on": "Viewed on",
}
_DISCLOSURES = {
    "none": "None",
    "promotional_content": "Promotional content",
    "paid_partnership": "Paid partnership",
}


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
    viewed_on: DeltaGenerator
    ad_problems: DeltaGenerator


def place_form() -> FormSlots:
    """Both groups, empty: the phone goes before the fields on its way to the browser."""
    with st.container(border=True, key="post_card"):
        _heading("From the post", "the creator’s; the ad never changes it")
        clip, creator, sound, counts = st.tabs(["Clip", "Creator", "Sound", "Counts"])
        with clip:
            caption, clip_fields = st.container(), st.container()
        post_problems = st.container()
    with st.container(border=True, key="ad_card"):
        _heading("Added by the ad", "what the platform puts on top")
        ad = st.container()
        placement, viewed_on = st.columns([1.55, 1])
        ad_problems = st.container()
    return FormSlots(
        caption=caption,
        clip=clip_fields,
        creator=creator,
        sound=sound,
        counts=counts,
        post_problems=post_problems,
        ad=ad,
        placement=placement,
        viewed_on=viewed_on,
        ad_problems=ad_problems,
    )


def fill_form(work: Studio, slots: FormSlots) -> None:
    """All but the caption and the placement, which are drawn with the phone."""
    with slots.clip:
        _clip_fields(work)
    with slots.creator:
        _creator_fields(work)
    with slots.sound:
        _sound_fields(work)
    with slots.counts:
        _count_fields(work)
    with slots.ad:
        _ad_fields(work)
    with slots.viewed_on:
        text_field(work, "ad.viewed_on", "Viewed on", empty=None, placeholder="2026-11-22")


def show_form_problems(
    work: Studio, slots: FormSlots, problems: tuple[Problem, ...], notes: tuple[Note, ...]
) -> None:
    """One sentence each, under the group it belongs to; `notes` are remarks on a good ad."""
    of_ad = [problem for problem in problems if problem.path.split(".")[0] == "ad"]
    of_post = [problem for problem in problems if problem not in of_ad]
    with slots.post_problems:
        show_problems(work, of_post, LABELS)
    # Of files that are not in use, so nothing else says it.
    said = {problem.message for problem in problems}
    broken = tuple(
        Problem("", str(error)) for error in broken_placements() if str(error) not in said
    )
    with slots.ad_problems:
        show_problems(work, (*of_ad, *broken), LABELS)
        for note in notes:
            st.html(f'<p class="quiet">{html.escape(note.message)}</p>')


def caption_field(work: Studio) -> None:
    caption_box(
        "Caption",
        _text(work, "post.caption"),
        key="caption",
        limit=CAPTION_LIMIT,
        version=work.version,
        on_change=lambda text: work.put("post.caption", text),
    )


def placement_field(work: Studio) -> None:
    titles = {name: load_placement(name).title for name in list_placement_ids()}
    choice_field(
        work, "ad.placement", "Placement", list(titles), lambda name: titles.get(name, name)
    )


def _heading(title: str, note: str) -> None:
    st.html(f'<h2 class="group">{title}<span>{note}</span></h2>')


def _clip_fields(work: Studio) -> None:
    _file_field(work, "post.video", "Video", VIDEO_SUFFIXES, VIDEO_LIMIT)
    left, right = st.columns([1.55, 1])
    with left:
        known = _DISCLOSURES
        choice_field(
            work, "post.disclosure", "Disclosure", list(known), lambda name: known.get(name, name)
        )
    with right:
        text_field(work, "post.posted_on", "Posted on", empty=None, placeholder="2026-11-22")


def _creator_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        text_field(work, "post.creator.username", "Username", placeholder="without @")
    with right:
        text_field(work, "post.creator.display_name", "Display name", placeholder="the username")
    _file_field(work, "post.creator.avatar", "Avatar", PICTURE_SUFFIXES, PICTURE_LIMIT)
    with st.container(horizontal=True, gap="large"):
        toggle_field(work, "post.creator.verified", "Verified", "A tick beside the name")
        toggle_field(
            work, "post.creator.followed", "Followed", "The viewer follows: no + under the avatar"
        )


def _sound_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        text_field(work, "post.sound.title", "Sound title")
    with right:
        text_field(work, "post.sound.author", "Sound author")
    _file_field(work, "post.sound.cover", "Cover", PICTURE_SUFFIXES, PICTURE_LIMIT)
    toggle_field(work, "post.sound.original", "Original sound", "Not a track of an artist")


def _count_fields(work: Studio) -> None:
    columns = [*st.columns(2), *st.columns(2), *st.columns(2)]
    names = ("views", "likes", "comments", "saves", "shares")
    for column, name in zip(columns, names, strict=False):
        with column:
            count_field(work, f"post.counts.{name}", name.capitalize())


def _ad_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        _button_field(work)
    off = not work.has_button
    with right:
        own = _kind_words(_locale_of(work), str(work.value(f"{_BUTTON}.kind")))
        text_field(
            work,
            f"{_BUTTON}.label",
            "Button text",
            empty=None,
            placeholder=None if off else own,
            disabled=off,
        )
    address = f"{_BUTTON}.landing_url"
    left, right = st.columns([1.15, 1])
    with left:
        text_field(work, address, "Landing page", placeholder="https://", disabled=off)
    with right:
        color_field(work, f"{_BUTTON}.color", "Color", fallback=DEFAULT_COLOR, disabled=off)


def _button_field(work: Studio) -> None:
    """The kind of button, or none. Choosing none keeps the button's other values for later."""
    kind = work.value(f"{_BUTTON}.kind") if work.has_button else NO_BUTTON
    current = kind if isinstance(kind, str) and kind else KINDS[0]
    offered = (
        [NO_BUTTON, *KINDS] if current in (NO_BUTTON, *KINDS) else [current, NO_BUTTON, *KINDS]
    )
    locale = _locale_of(work)
    key = follow(f"{_BUTTON}.kind", current)

    def chosen(choice: str) -> None:
        if choice == NO_BUTTON:
            work.remove_button()
        elif choice in offered:
            work.restore_button()
            work.put(f"{_BUTTON}.kind", choice)

    words = partial(_kind_words, locale)
    index = offered.index(current)
    st.selectbox("Button", offered, index, key=key, format_func=words, on_change=heard(key, chosen))


def _kind_words(locale: str, kind: str) -> str:
    return load_locale(locale).call_to_action(kind) if kind in KINDS else kind


def _locale_of(work: Studio) -> str:
    locale = work.value("ad.locale")
    return locale if locale in list_locales() else "en"


def _file_field(work: Studio, path: str, label: str, suffixes: tuple[str, ...], limit: int) -> None:
    """A path on this computer, or an upload beside it."""
    left, right = st.columns([3, 1.15], vertical_alignment="bottom")
    with left:
        _path_field(work, path, label)
    ticket, slot = work.slot(path, suffixes, limit)

    def take(file_id: object, name: str) -> None:
        stored = uploaded_path(slot, file_id)
        if stored is not None:
            work.uploaded_names[stored.name] = name
            work.put(path, str(stored))

    with right:
        upload_button(
            "Upload",
            f"Upload {label.lower()}",
            key=f"upload:{path}",
            ticket=ticket,
            suffixes=suffixes,
            limit=limit,
            on_upload=take,
        )


def _path_field(work: Studio, path: str, label: str) -> None:
    """The file's path; of an upload only the name it came with, as a hint in the empty field."""
    value = _text(work, path)
    uploaded = work.uploaded_names.get(Path(value).name) if value else None
    shown = "" if uploaded else value
    key = follow(path, shown)

    def typed(entered: str) -> None:
        try:
            work.put(path, str(typed_path(entered)) if entered.strip() else None)
        except AdError as error:
            work.notice = str(error)

    hint = f"{uploaded} (uploaded)" if uploaded else "path on this computer"
    st.text_input(label, shown, key=key, placeholder=hint, on_change=heard(key, typed))


def _text(work: Studio, path: str) -> str:
    value = work.value(path)
    return value if isinstance(value, str) else ""
