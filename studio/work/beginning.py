"""How a visitor's work begins: with the ad named at start or a sample, in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import weakref
from pathlib import Path

import streamlit as st

from overlays.ad.file import read_ad_data
from overlays.errors import AdError
from studio.store.bundle import AD_SUFFIXES
from studio.store.drafts import Drafts, drafts_of, is_kept
from studio.store.hosting import hosting
from studio.store.media_store import media_store
from studio.store.typed_path import typed_path
from studio.work.blanks import with_blanks
from studio.work.session import SAMPLES, Studio
from studio.work.visitor import owner_id, secret


def begin_anew_for_another() -> None:
    """A page whose browser somebody else has signed in with shows nothing of the one before.

    On a server its session goes on after a lost connection, under the name that is known by then.
    While it is lost nobody is known, which takes nothing away. At one's own computer a cookie that
    was deleted must take nothing away either.
    """
    owner = owner_id()
    held = st.session_state.get("owner", owner)
    if owner is None and held is not None:
        return
    if hosting().is_server and held != owner:
        st.session_state.clear()
    st.session_state["owner"] = owner


def studio() -> Studio:
    """This visitor's work, begun with the start ad or the first sample."""
    if "studio" not in st.session_state:
        st.session_state["studio"] = _begin()
    work = st.session_state["studio"]
    assert isinstance(work, Studio)
    return work


def list_samples() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in SAMPLES.glob("*/ad.yaml")))


def open_ad_file(work: Studio, path: Path, name: str | None = None) -> None:
    """Work on the ad file at `path`. Raises AdError when it is no ad file at all."""
    data = read_ad_data(path)
    folder = path.resolve().parent
    own_name = folder.name if path.stem == "ad" else path.stem
    work.open(data, folder, name or own_name)


def _begin() -> Studio:
    drafts, folder = _drafts_and_folder()
    roots = (folder, SAMPLES) if hosting().is_server else None
    work = Studio(folder, with_blanks({}), folder, "ad", drafts=drafts, roots=roots)
    # Runs when the session is gone for good, not at every lost connection.
    weakref.finalize(work, _remove_unless_kept, folder)
    try:
        start = start_ad()
        if roots is not None:
            work.roots = (*roots, start.parent)
        open_ad_file(work, start)
    except AdError as error:
        work.notice = str(error)
        work.check()
    return work


def _drafts_and_folder() -> tuple[Drafts | None, Path]:
    """Where this session's work is kept; a folder of this run where it cannot be."""
    workspace = media_store().workspace
    held = secret()
    if held is not None:
        drafts = drafts_of(workspace.folder.parent, held)
        # A full disk is told of when something is uploaded.
        with contextlib.suppress(OSError):
            return drafts, drafts.new_folder()
    return None, workspace.new_folder("visit")


def _remove_unless_kept(folder: Path) -> None:
    if not is_kept(folder):
        shutil.rmtree(folder, ignore_errors=True)


def start_ad() -> Path:
    """The ad named at start, in SPARKPROOF_AD or after `--`; otherwise the first sample."""
    if hosting().ad is not None:
        return typed_path(str(hosting().ad))
    named = [argument for argument in sys.argv[1:] if argument.lower().endswith(AD_SUFFIXES)]
    chosen = os.environ.get("SPARKPROOF_AD") or (named[0] if named else "")
    if chosen:
        return typed_path(chosen)
    samples = list_samples()
    preferred = "glow_serum" if "glow_serum" in samples else "".join(samples[:1])
    return SAMPLES / preferred / "ad.yaml"
