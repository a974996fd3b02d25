"""A file of the ad: its path on this computer, or an upload beside it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from overlays.errors import AdError
from studio.inputs.components import upload_button
from studio.inputs.fields import follow, heard
from studio.store.hosting import hosting
from studio.store.typed_path import typed_path
from studio.store.uploads import uploaded_path
from studio.work.session import Studio

# A post needs its clip: an empty path is told as one, and null would be a word of ours.
_NOTHING = {"post.video": ""}


def file_field(
    work: Studio,
    path: str,
    label: str,
    suffixes: tuple[str, ...],
    limit: int,
    whole: str | None = None,
) -> None:
    """A path on this computer, or an upload beside it; without a file `whole` is not there."""
    left, right = st.columns([3, 1.15], vertical_alignment="bottom")
    with left:
        _path_field(work, path, label, whole)
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


def _path_field(work: Studio, path: str, label: str, whole: str | None) -> None:
    """The file's path; of an upload only the name it came with, as a hint in the empty field."""
    value = text_value(work, path)
    uploaded = work.uploaded_names.get(Path(value).name) if value else None
    shown = "" if uploaded else value
    key = follow(path, shown)

    def typed(entered: str) -> None:
        try:
            if entered.strip():
                work.put(path, str(typed_path(entered)))
            else:
                work.put(whole or path, None if whole else _NOTHING.get(path))
        except AdError as error:
            work.notice = str(error)

    own = "nothing uploaded" if hosting().is_server else "path on this computer"
    hint = f"{uploaded} (uploaded)" if uploaded else own
    st.text_input(label, shown, key=key, placeholder=hint, on_change=heard(key, typed))


def text_value(work: Studio, path: str) -> str:
    """The value if it is text; what is none yet is empty."""
    value = work.value(path)
    return value if isinstance(value, str) else ""
