"""The top row: the name, the samples, opening and saving ad files."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.ad.file import dump_ad
from overlays.errors import AdError
from studio.inputs.components import upload_button, view_link
from studio.inputs.fields import follow, heard
from studio.store.typed_path import typed_path
from studio.store.uploads import uploaded_path
from studio.work.session import AD_SUFFIXES, SAMPLES, Studio, list_samples, open_ad_file
from studio.work.view_link import link_of

AD_LIMIT = 1_000_000

_WORDMARK = '<h1 class="wordmark">Sparkproof</h1>'


def show_header(work: Studio) -> DeltaGenerator:
    """What is open on the left, files and link on the right; the place between is returned."""
    with st.container(key="header"):
        left, middle, right = st.columns(3, vertical_alignment="center")
    with left, _row("header_ad"):
        st.html(_WORDMARK, width="content")
        _pick_sample(work)
    with right, _row("header_files"):
        _open_file(work)
        _save_file(work)
        view_link(link_of(work), key="view_link")
    return middle


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=key)


def _pick_sample(work: Studio) -> None:
    samples = list_samples()
    current = work.sample or work.name
    names = list(samples) if current in samples else [current, *samples]
    key = follow("sample", current)

    def picked(name: str) -> None:
        if name in samples:
            _open(work, SAMPLES / name / "ad.yaml", name)

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


def _open_file(work: Studio) -> None:
    ticket, slot = work.slot("ad", AD_SUFFIXES, AD_LIMIT)

    def take(file_id: object, name: str) -> None:
        path = uploaded_path(slot, file_id)
        if path is not None:
            _open(work, path, Path(name).stem)

    def typed(text: str) -> None:
        if text.strip():
            _open(work, text.strip(), None)

    # Always empty again: an ad that is open is no wish to open it.
    key = follow("open_path", "")

    with st.popover("Open", width=92):
        upload_button(
            "Choose an ad file",
            "Open an ad file",
            key="upload:ad",
            ticket=ticket,
            suffixes=AD_SUFFIXES,
            limit=AD_LIMIT,
            on_upload=take,
        )
        st.text_input("or its path on this computer", key=key, on_change=heard(key, typed))
        st.html('<p class="quiet">Media are found beside a file that is opened by its path.</p>')
    if work.notice:
        st.toast(work.notice)
        work.notice = ""


def _open(work: Studio, path: Path | str, name: str | None) -> None:
    try:
        open_ad_file(work, path if isinstance(path, Path) else typed_path(path), name)
    except AdError as error:
        work.notice = work.in_words(str(error))


def _save_file(work: Studio) -> None:
    ready = work.good is not None and not work.problems
    st.download_button(
        "Save ad file",
        lambda: saved_text(work),
        file_name=f"{work.name}.yaml",
        mime="application/yaml",
        on_click="ignore",
        disabled=not ready,
        help=None if ready else "What the form marks must be put right first",
        width=118,
    )


def saved_text(work: Studio) -> str:
    """The last good ad as a file; an upload is named as it came, to lie beside the ad file."""
    ad = work.good
    assert ad is not None
    post = ad.post
    creator = post.creator.model_copy(update={"avatar": _kept(work, post.creator.avatar)})
    sound = post.sound.model_copy(update={"cover": _kept(work, post.sound.cover)})
    media = {"creator": creator, "sound": sound, "video": _kept(work, post.video)}
    return dump_ad(ad.model_copy(update={"post": post.model_copy(update=media)}), work.folder)


def _kept(work: Studio, path: Path | None) -> Path | None:
    return None if path is None else Path(work.uploaded_names.get(path.name, path))
