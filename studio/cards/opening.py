"""Another ad in the place of this one: asked first where something would be left behind."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from overlays.errors import AdError
from studio.cards.carousel_fields import SOUND_SUFFIXES
from studio.inputs.components import drop_anywhere, lost_server
from studio.store.bundle import MOST_BYTES, unpack
from studio.store.hosting import hosting
from studio.store.media_store import media_store
from studio.store.typed_path import typed_path
from studio.store.uploads import uploaded_path
from studio.work.beginning import open_ad_file
from studio.work.hearing import noted
from studio.work.kept_work import Keeper, offer_words
from studio.work.session import (
    OPENED_SUFFIXES,
    PICTURE_SUFFIXES,
    SAMPLES,
    VIDEO_SUFFIXES,
    Studio,
)

_MEDIA_SUFFIXES = tuple({*VIDEO_SUFFIXES, *PICTURE_SUFFIXES, *SOUND_SUFFIXES})
_LOST = (
    "Sparkproof does not answer. Start it again where it ran (python app.py): this page comes back "
    "by itself, and offers what you worked on."
)
_LOST_FAR = (
    "Sparkproof does not answer. This page comes back by itself when it does, and offers what you "
    "worked on."
)


def open_sample(work: Studio, name: str) -> None:
    words = name.replace("_", " ").capitalize()
    work.ask(words, partial(_open, work, SAMPLES / name / "ad.yaml", name))


def open_named(work: Studio, text: str) -> None:
    """The ad file at a path that somebody wrote."""
    work.ask(text, partial(_open, work, text, None))


def open_upload(work: Studio, path: Path, name: str) -> None:
    """An ad file or a bundle that came from the browser under that name."""
    stem = Path(name).stem
    if path.suffix == ".zip":
        work.ask(name, partial(_open_bundle, work, path, stem))
    else:
        work.ask(name, partial(_open, work, path, stem))


def _open(work: Studio, path: Path | str, name: str | None) -> None:
    try:
        open_ad_file(work, path if isinstance(path, Path) else typed_path(path), name)
    except AdError as error:
        work.notice = work.in_words(str(error))


def _open_bundle(work: Studio, path: Path, name: str) -> None:
    try:
        opened = unpack(path, work.folder, _MEDIA_SUFFIXES)
    except AdError as error:
        work.notice = work.in_words(str(error))
        return
    finally:
        path.unlink(missing_ok=True)
    work.uploaded_names.update(opened.names)
    work.open(opened.data, work.folder, name)


def take_drops(work: Studio) -> None:
    """A clip dropped anywhere on the page becomes an ad of its own; an ad file is opened."""
    suffixes = (*VIDEO_SUFFIXES, *OPENED_SUFFIXES)
    ticket, slot = work.slot("dropped", suffixes, MOST_BYTES)

    def take(file_id: object, name: str) -> None:
        path = uploaded_path(slot, file_id)
        if path is None:
            return
        if path.suffix in OPENED_SUFFIXES:
            open_upload(work, path, name)
        else:
            work.uploaded_names[path.name] = name
            work.ask(f"a new ad with {name}", partial(work.begin_new, path, Path(name).stem))

    drop_anywhere(
        "Drop a clip for a new ad, or an ad file",
        key="drop_anywhere",
        ticket=ticket,
        suffixes=suffixes,
        limit=MOST_BYTES,
        on_upload=take,
    )


def watch_server(work: Studio) -> None:
    """What the page says when the app has stopped, and that it comes back by itself."""
    words = _LOST_FAR if hosting().is_server else _LOST
    lost_server(words, key="lost_server", run=media_store().run, session=work.folder.name)


def show_questions(work: Studio, keeper: Keeper) -> None:
    """One line under the header: what would be replaced, or what was left behind."""
    with st.container(key="questions"):
        if work.asked is not None:
            _ask_to_replace(work)
        elif keeper.offer is not None:
            _offer(work, keeper)
        if keeper.problem:
            st.html(f'<p class="problem" role="alert">{html.escape(keeper.problem)}</p>')


def _ask_to_replace(work: Studio) -> None:
    assert work.asked is not None
    name = work.name.replace("_", " ").capitalize()
    words = f"{name} has changes that are not saved."
    _question(
        words,
        (f"Open {work.asked.words}", "replace", work.answer_yes),
        (f"Stay with {name}", "stay", work.answer_no),
    )


def _offer(work: Studio, keeper: Keeper) -> None:
    assert keeper.offer is not None
    _question(
        f"Not saved yet: {offer_words(keeper.offer)}",
        ("Go on with it", "go_on", partial(keeper.accept, work)),
        ("Discard", "discard", partial(keeper.discard, work)),
    )


def _question(words: str, *answers: tuple[str, str, Callable[[], None]]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="question"):
        st.html(f'<p role="status">{html.escape(words)}</p>')
        for index, (label, key, take) in enumerate(answers):
            st.button(
                label,
                key=f"answer_{key}",
                type="tertiary" if index else "secondary",
                on_click=noted(take),
            )
