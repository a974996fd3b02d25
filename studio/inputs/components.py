"""Inputs that Streamlit lacks: a text area that reports while typing, an upload to disk, a link to
what is seen, and marks on fields that are wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.store.hosting import our_address
from studio.work.hearing import noted

_STYLE = component_style("inputs/inputs.css")
_caption_box = st.components.v2.component(
    "sparkproof_caption_box", css=_STYLE, js=component_script("inputs/caption_box.js")
)
_upload = st.components.v2.component(
    "sparkproof_upload", css=_STYLE, js=component_script("inputs/upload.js")
)
_drop_anywhere = st.components.v2.component(
    "sparkproof_drop_anywhere", css=_STYLE, js=component_script("inputs/drop_anywhere.js")
)
_lost_server = st.components.v2.component(
    "sparkproof_lost_server", css=_STYLE, js=component_script("inputs/lost_server.js")
)
_view_link = st.components.v2.component(
    "sparkproof_view_link", css=_STYLE, js=component_script("inputs/view_link.js")
)
_field_marks = st.components.v2.component(
    "sparkproof_field_marks", js=component_script("inputs/field_marks.js")
)


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field by the name in its class, the id of the sentence about it, and the tab it is in."""

    key: str
    said: str
    sentence: str
    tab: str = ""


_WHOLE_LINK = "Copy a link to this view"
_VIEW_LINK = "Copy a link to this view: placement, language and phone, without your ad"


def caption_box(
    label: str,
    text: str,
    *,
    key: str,
    limit: int,
    version: int,
    on_change: Callable[[str], None],
) -> None:
    """Several lines, reported a moment after the last key and when the field is left.

    The browser takes `text` only when `version` changes: what is being typed is newer than `text`.
    """

    def changed() -> None:
        typed = st.session_state[key].get("typed")
        # What was still under way when another ad was opened belongs to the old one.
        if typed and typed.get("version") == version and isinstance(typed.get("text"), str):
            on_change(typed["text"])

    data = {"label": label, "text": text, "limit": limit, "version": version}
    _caption_box(key=key, data=data, on_typed_change=noted(changed))


def upload_button(
    label: str,
    name: str,
    *,
    key: str,
    ticket: str,
    suffixes: tuple[str, ...],
    limit: int,
    on_upload: Callable[[object, str], None],
    is_roomy: bool = False,
) -> None:
    """A button that sends a file to the slot of `ticket`, then calls `on_upload(id, name)`.

    One that `is_roomy` is as large as a place to drop something.
    """
    data = {
        "label": label,
        "name": name,
        "hint": f"{', '.join(suffixes)}, at most {limit // 1_000_000} MB; or drop a file here",
        "url": our_address(f"upload/{ticket}"),
        "accept": ",".join(suffixes),
        "limit": limit,
        "isRoomy": is_roomy,
    }
    _upload(key=key, data=data, on_uploaded_change=noted(_uploaded(key, on_upload)))


def drop_anywhere(
    words: str,
    *,
    key: str,
    ticket: str,
    suffixes: tuple[str, ...],
    limit: int,
    on_upload: Callable[[object, str], None],
) -> None:
    """Takes a file that is dropped on the page where no field takes it, as `upload_button` does.

    `words` are shown while a file is held over the page.
    """
    data = {
        "words": words,
        "url": our_address(f"upload/{ticket}"),
        "limit": limit,
        "suffixes": list(suffixes),
    }
    _drop_anywhere(key=key, data=data, on_uploaded_change=noted(_uploaded(key, on_upload)))


def _uploaded(key: str, on_upload: Callable[[object, str], None]) -> Callable[[], None]:
    """Hands on what the component of that key says of a file that the server has taken."""

    def uploaded() -> None:
        answer = st.session_state[key].get("uploaded")
        if answer:
            on_upload(answer.get("id"), str(answer.get("name", "")))

    return uploaded


def lost_server(words: str, *, key: str, run: str, session: str) -> None:
    """Says `words` while the server does not answer, and begins anew when another one does.

    `run` names the server as the route of that name does, `session` what the page shows.
    """
    data = {"words": words, "url": our_address("run"), "run": run, "session": session}
    _lost_server(key=key, data=data)


def view_link(params: Mapping[str, str], *, key: str, is_whole: bool) -> None:
    """A button that copies a link with these parameters; the address bar follows them, too.

    `is_whole`: the link leads to all that is seen, since the ad is a sample.
    """
    data = {
        "name": "Copy link",
        "hint": _WHOLE_LINK if is_whole else _VIEW_LINK,
        "said": "Link copied" if is_whole else "Link copied: the view only, not your ad",
        "query": urlencode(params, safe="/,"),
    }
    _view_link(key=key, data=data)


def mark_fields(wrong: Sequence[WrongField]) -> None:
    """Marks these fields for the eye and for assistive technology, and no others."""
    _field_marks(key="field_marks", data={"fields": [asdict(field) for field in wrong]})
