"""The steps of a way in the card: one at a time, with the choice of the label where it is made."""

from __future__ import annotations

import functools
import html

import streamlit as st

from renderer.picture.straight import straight_from_premul
from signoff.authorizing.blocks import Wish
from signoff.authorizing.page import data_url
from signoff.authorizing.walk import Told, Walk
from signoff.authorizing.way import load_way
from signoff.wording import load_wording
from studio.cards.post_fields import DISCLOSURES
from studio.inputs.fields import follow, heard
from studio.work.hearing import noted
from studio.work.session import Studio

_AT = "authorize_step"


def show_walk(work: Studio, walk: Walk) -> None:
    """Closed until somebody asks for it; its pictures are drawn when they are looked at."""
    told, at = walk.told(), st.session_state.get(_AT)
    if not isinstance(at, int):
        _button("Step by step", "authorize_open", 0, width="stretch")
        return
    at = min(at, len(told) - 1)
    step = told[at]
    st.html(_step_html(walk, step, at, len(told)))
    if step.step.labels:
        _label_field(work)
    with st.container(horizontal=True, gap="small", key="authorize_steer"):
        _button("Back", "authorize_back", at - 1, disabled=at == 0)
        _button("Next", "authorize_next", at + 1, disabled=at == len(told) - 1)
        _button("Close", "authorize_close", None)


def _button(
    label: str,
    key: str,
    to: int | None,
    *,
    disabled: bool = False,
    width: str = "content",
) -> None:
    def press() -> None:
        st.session_state[_AT] = to

    st.button(label, key=key, on_click=noted(press), disabled=disabled, width=width)  # type: ignore[arg-type]


def _label_field(work: Studio) -> None:
    """The creator's switch: the phone shows at once what it does."""
    value = work.value("post.disclosure")
    current = value if value in DISCLOSURES else "none"
    key = follow("authorize:disclosure", current)

    def chosen(disclosure: str) -> None:
        if disclosure in DISCLOSURES:
            work.put("post.disclosure", disclosure)

    st.radio(
        "Label of the post",
        list(DISCLOSURES),
        list(DISCLOSURES).index(str(current)),
        key=key,
        format_func=DISCLOSURES.__getitem__,
        on_change=heard(key, chosen),
    )


def _step_html(walk: Walk, told: Told, at: int, count: int) -> str:
    wording = walk.wording
    picture = _picture_url(walk.way.id, at, walk.wish, wording.locale.code)
    counted = wording.say("step_count", number=str(at + 1), count=str(count))
    texts = "".join(f"<p>{html.escape(text)}</p>" for text in told.texts)
    alt = html.escape(wording.say("picture_of", step=told.title), quote=True)
    language = wording.locale.code if wording.words else "en"
    return (
        f'<div class="walk" lang="{language}" dir="{wording.direction}">'
        f'<img src="{picture}" alt="{alt}" width="150" height="270">'
        f'<div role="status"><p class="quiet">{html.escape(counted)}</p>'
        f"<h3>{html.escape(told.title)}</h3>{texts}</div></div>"
    )


@functools.lru_cache(maxsize=64)
def _picture_url(way_id: str, at: int, wish: Wish, language: str) -> str:
    told = Walk(load_way(way_id), wish, load_wording(language)).told()[at]
    return data_url(straight_from_premul(told.screen.picture().rgba))
