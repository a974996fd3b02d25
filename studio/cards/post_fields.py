"""Fields of the creator's post: clip, creator, sound, counts."""

from __future__ import annotations

import streamlit as st

from overlays.ad import CAPTION_LIMIT
from studio.cards.carousel_fields import carousel_fields, kind_field
from studio.inputs.components import caption_box
from studio.inputs.fields import choice_field, count_field, text_field, toggle_field
from studio.inputs.file_field import file_field, text_value
from studio.work.session import PICTURE_SUFFIXES, VIDEO_SUFFIXES, Studio
from studio.work.video_or_carousel import has_carousel

VIDEO_LIMIT = 500_000_000
PICTURE_LIMIT = 30_000_000
DISCLOSURES = {
    "none": "None",
    "promotional_content": "Promotional content",
    "paid_partnership": "Paid partnership",
}


def caption_field(work: Studio) -> None:
    caption_box(
        "Caption",
        text_value(work, "post.caption"),
        key="caption",
        limit=CAPTION_LIMIT,
        version=work.version,
        on_change=lambda text: work.put("post.caption", text),
    )


def clip_fields(work: Studio) -> None:
    kind_field(work)
    if has_carousel(work):
        carousel_fields(work)
    else:
        file_field(work, "post.video", "Video", VIDEO_SUFFIXES, VIDEO_LIMIT)
    left, right = st.columns([1.55, 1])
    with left:
        known = DISCLOSURES
        choice_field(
            work, "post.disclosure", "Disclosure", list(known), lambda name: known.get(name, name)
        )
    with right:
        text_field(work, "post.posted_on", "Posted on", empty=None, placeholder="2026-11-22")


def creator_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        text_field(work, "post.creator.username", "Username", placeholder="without @")
    with right:
        text_field(work, "post.creator.display_name", "Display name", placeholder="the username")
    file_field(work, "post.creator.avatar", "Avatar", PICTURE_SUFFIXES, PICTURE_LIMIT)
    with st.container(horizontal=True, gap="large"):
        toggle_field(work, "post.creator.verified", "Verified", "A tick beside the name")
        toggle_field(
            work, "post.creator.followed", "Followed", "The viewer follows: no + under the avatar"
        )


def sound_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        text_field(work, "post.sound.title", "Sound title")
    with right:
        text_field(work, "post.sound.author", "Sound author")
    file_field(work, "post.sound.cover", "Cover", PICTURE_SUFFIXES, PICTURE_LIMIT)
    toggle_field(work, "post.sound.original", "Original sound", "Not a track of an artist")


def count_fields(work: Studio) -> None:
    columns = [*st.columns(2), *st.columns(2), *st.columns(2)]
    names = ("views", "likes", "comments", "saves", "shares")
    for column, name in zip(columns, names, strict=False):
        with column:
            count_field(work, f"post.counts.{name}", name.capitalize())
