"""Fields of what an ad carries beside its button, where the placement shows any of it."""

from __future__ import annotations

import streamlit as st

from overlays.ad.add_ons import COUNTDOWN_COLORS, VOTE_COLORS
from overlays.ad.added import OF_ADD_ONS
from studio.cards.post_fields import PICTURE_LIMIT
from studio.inputs.fields import (
    choice_field,
    follow,
    heard,
    named_field,
    percent_field,
    text_field,
    toggle_field,
)
from studio.inputs.file_field import file_field
from studio.work.session import PICTURE_SUFFIXES, Studio

_LINKS = "ad.disclaimer.links"


def add_on_fields(work: Studio, shown: frozenset[str]) -> None:
    """`shown` is what the placement's parts show."""
    if shown.isdisjoint(OF_ADD_ONS):
        return
    with st.expander("Disclaimer, labels, stickers", type="compact"):
        if "ad.disclaimer" in shown:
            text_field(work, "ad.disclaimer.text", "Disclaimer", placeholder="90 characters")
            _links_field(work)
        with st.container(horizontal=True, gap="large"):
            if "ad.ai_label" in shown:
                toggle_field(
                    work,
                    "ad.ai_label",
                    "AI label",
                    "The advertiser says that AI made or changed it",
                )
            toggle_field(
                work,
                "post.ai_label",
                "Creator’s AI label",
                "The creator says that AI made or changed it",
            )
        if "ad.countdown" in shown:
            _countdown_fields(work)
        if "ad.vote" in shown:
            _vote_fields(work)
        if "ad.card" in shown:
            path = "ad.card.picture"
            file_field(work, path, "Display card", PICTURE_SUFFIXES, PICTURE_LIMIT, "ad.card")


def _countdown_fields(work: Studio) -> None:
    """The title first: without one there is no countdown, and nothing else is asked for."""
    group = "ad.countdown"
    left, right = st.columns(2)
    with left:
        named_field(work, group, "title", "Countdown", "its title; none: no countdown")
    if not isinstance(work.value(group), dict):
        return
    with right:
        text_field(work, f"{group}.ends", "Ends", placeholder="2026-12-31T18:30+01:00")
    left, right = st.columns(2)
    with left:
        text_field(
            work,
            f"{group}.first_frame",
            "Seen at",
            empty=None,
            placeholder="the clip’s first frame",
        )
    with right:
        choice_field(work, f"{group}.color", "Box", COUNTDOWN_COLORS, str.capitalize)
    _place_fields(work, group)


def _vote_fields(work: Studio) -> None:
    group = "ad.vote"
    left, right = st.columns(2)
    with left:
        named_field(work, group, "title", "Vote", "its question; none: no vote")
    if not isinstance(work.value(group), dict):
        return
    with right:
        words = {"red": "Red", "light_blue": "Light blue", "dark_blue": "Dark blue"}
        choice_field(
            work, f"{group}.color", "Answers", VOTE_COLORS, lambda name: words.get(name, name)
        )
    left, right = st.columns(2)
    with left:
        text_field(work, f"{group}.first", "First answer")
        percent_field(work, f"{group}.first_percent", "Chose the first, %")
    with right:
        text_field(work, f"{group}.second", "Second answer")
    _place_fields(work, group)


def _place_fields(work: Studio, group: str) -> None:
    """Where the middle of a sticker stands; empty for the usual place."""
    left, right = st.columns(2)
    with left:
        percent_field(work, f"{group}.x", "From the left, %")
    with right:
        percent_field(work, f"{group}.y", "From the top, %")


def _links_field(work: Studio) -> None:
    """A link a line: its title, a space, its address."""
    text = _lines(work.value(_LINKS))
    key = follow(_LINKS, text)
    st.text_area(
        "Disclaimer’s links, one a line",
        text,
        key=key,
        height=68,
        placeholder="Terms https://example.com/terms",
        on_change=heard(key, lambda text: work.put(_LINKS, _links(text))),
    )


def _lines(links: object) -> str:
    found = links if isinstance(links, list) else []
    pairs = (
        (link.get("title", ""), link.get("url", "")) for link in found if isinstance(link, dict)
    )
    return "\n".join(f"{title} {url}".strip() for title, url in pairs)


def _links(text: str) -> list[dict[str, str]]:
    """What stands behind the last space of a line is the address."""
    lines = (line.strip().rpartition(" ") for line in text.splitlines() if line.strip())
    return [{"title": title.strip(), "url": url} for title, _, url in lines]
