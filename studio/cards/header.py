"""The top row: the name, the samples, a new ad; steps back, opening and saving ad files."""

from __future__ import annotations

import html
import weakref
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.ad.file import dump_ad
from overlays.ad.media_places import media_places
from studio.cards.opening import open_named, open_sample, open_upload
from studio.inputs.components import upload_button, view_link
from studio.inputs.fields import follow, heard
from studio.inputs.step_buttons import step_buttons
from studio.store.bundle import MOST_BYTES, Bundle
from studio.store.hosting import hosting, our_address
from studio.store.media_store import NamedBundle
from studio.store.uploads import uploaded_path
from studio.work.beginning import list_samples
from studio.work.hearing import noted
from studio.work.session import OPENED_SUFFIXES, Studio
from studio.work.view_link import link_of

_WORDMARK = '<h1 class="wordmark">Sparkproof</h1>'
_NOT_READY = "What the form marks must be put right first"


def show_header(work: Studio) -> DeltaGenerator:
    """What is open on the left, files and link on the right; the place between is returned."""
    with st.container(key="header"):
        left, middle, right = st.columns(3, vertical_alignment="center")
    with left, _row("header_ad"):
        st.html(_WORDMARK, width="content")
        _pick_sample(work)
        _new_ad(work)
    with right, _row("header_files"):
        _steps(work)
        _open_file(work)
        _save_file(work)
        view_link(link_of(work), key="view_link", is_whole=work.sample is not None)
    return middle


def show_server_links() -> None:
    """At the page's end, where others work here, too."""
    house = hosting()
    if not house.is_server:
        return
    links = [(our_address("state"), "State of this server")]
    if house.sign_in == "openid":
        links.append((f"{house.base_path}/auth/logout", "Sign out"))
    shown = " · ".join(
        f'<a href="{address}" target="_self">{words}</a>' for address, words in links
    )
    st.html(f'<p class="quiet">{shown}</p>')


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=key)


def _pick_sample(work: Studio) -> None:
    samples = list_samples()
    current = work.sample or work.name
    names = list(samples) if current in samples else [current, *samples]
    key = follow("sample", current)

    def picked(name: str) -> None:
        if name in samples:
            open_sample(work, name)

    st.selectbox(
        "Ad",
        names,
        names.index(current),
        key=key,
        on_change=heard(key, picked),
        format_func=lambda name: name.replace("_", " ").capitalize(),
        label_visibility="collapsed",
        width=170,
    )


def _new_ad(work: Studio) -> None:
    st.button(
        "New",
        key="new_ad",
        help="A blank ad of your own. Or drop a clip anywhere on the page",
        on_click=noted(partial(work.ask, "a new ad", work.begin_new)),
        width=64,
    )


def _steps(work: Studio) -> None:
    steps = {"Undo": work.undo, "Redo": work.redo}
    possible = dict(zip(steps, work.history.possible, strict=True))
    step_buttons(steps, {name for name in steps if possible[name]}, key="steps")


def _open_file(work: Studio) -> None:
    ticket, slot = work.slot("ad", OPENED_SUFFIXES, MOST_BYTES)

    def take(file_id: object, name: str) -> None:
        path = uploaded_path(slot, file_id)
        if path is not None:
            open_upload(work, path, name)

    def typed(text: str) -> None:
        if text.strip():
            open_named(work, text.strip())

    # Always empty again: an ad that is open is no wish to open it.
    key = follow("open_path", "")

    with st.popover("Open", width=92):
        upload_button(
            "Choose an ad file",
            "Open an ad file",
            key="upload:ad",
            ticket=ticket,
            suffixes=OPENED_SUFFIXES,
            limit=MOST_BYTES,
            on_upload=take,
        )
        if hosting().is_server:
            st.html('<p class="quiet">Media come along in a zip that was saved here.</p>')
        else:
            st.text_input("or its path on this computer", key=key, on_change=heard(key, typed))
            st.html(
                '<p class="quiet">Media are found beside a file that is opened by its path, '
                "and in a zip that was saved here.</p>"
            )
    if work.notice:
        st.toast(work.notice)
        work.notice = ""


def _save_file(work: Studio) -> None:
    """An ad with uploads is saved with them, as a zip; any other as the file alone."""
    ready = work.good is not None and not work.problems
    if ready and has_uploads(work):
        st.html(_save_link(work), width="content")
        return
    st.download_button(
        "Save ad file",
        lambda: saved_text(work),
        file_name=f"{work.name}.yaml",
        mime="application/yaml",
        on_click="ignore",
        disabled=not ready,
        help=None if ready else _NOT_READY,
        width=118,
    )


def has_uploads(work: Studio) -> bool:
    """True when a file of the ad was sent from a browser."""
    values = (place.value for place in media_places(work.data))
    return any(
        isinstance(value, str) and Path(value).name in work.uploaded_names for value in values
    )


def _save_link(work: Studio) -> str:
    # The visitor's addresses must not keep the visitor's work alive.
    reference = weakref.ref(work)

    def packed() -> NamedBundle | None:
        held = reference()
        return None if held is None else bundle_of(held)

    address = our_address(f"bundle/{work.visitor.offer_bundle(packed)}")
    shown = html.escape(f"{work.name}.zip", quote=True)
    title = "The ad file and its uploads in one zip, which Open takes again"
    return (
        f'<a class="save" href="{address}" download="{shown}" title="{title}">Save with media</a>'
    )


def bundle_of(work: Studio) -> NamedBundle | None:
    """The ad with its uploads; None while it has mistakes."""
    if work.good is None or work.problems:
        return None
    bundle = Bundle(work.good, dict(work.uploaded_names), with_code=work.keeps_code)
    return NamedBundle(bundle, f"{work.name}.zip")


def saved_text(work: Studio) -> str:
    """The last good ad as a file; an upload is named as it came, to lie beside the ad file."""
    ad = work.good
    assert ad is not None
    names = {
        path: Path(work.uploaded_names[path.name])
        for path in ad.media
        if path.name in work.uploaded_names
    }
    return dump_ad(ad.with_media(names), work.folder, with_code=work.keeps_code)
