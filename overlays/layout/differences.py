"""What a placement makes of a post, told against another one of the same post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from overlays.layers import Chrome, Layer

LOCKED = (
    ("username", "Name"),
    ("avatar", "Picture"),
    ("caption", "Caption"),
    ("sound", "Sound"),
    ("likes", "Counts"),
)
"""(id of the layer, words): what an ad takes from its post and cannot change (S0 S12)."""

_ADDED_WORDS = {"sponsored_label": "Sponsored", "cta": "button", "skip": "Skip control"}
# Parts of something that is named already, and what only moves because of it.
_SILENT = {"cta_fill", "cta_words", "cta_ink", "stamp"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that `other` has more, less or otherwise; `words` are short, for people."""

    kind: Literal["added", "removed", "changed"]
    layer_id: str
    words: str


def differences(base: Chrome, other: Chrome) -> tuple[Difference, ...]:
    """Everything by which `other` differs for the eye; places that only shift are not told."""
    before, after = ({layer.id: layer for layer in chrome.layers} for chrome in (base, other))
    added = [id_ for id_ in after if id_ not in before and id_ not in _SILENT]
    removed = [id_ for id_ in before if id_ not in after and id_ not in _SILENT]
    return (
        *(Difference("added", id_, f"+ {_name(after[id_])}") for id_ in added),
        *(Difference("removed", id_, f"− {_name(before[id_])}") for id_ in removed),
        *_takeover(base, other),
        *_caption(before.get("caption"), after.get("caption")),
    )


def _name(layer: Layer) -> str:
    return _ADDED_WORDS.get(layer.id, layer.id.replace("_", " "))


def _takeover(base: Chrome, other: Chrome) -> tuple[Difference, ...]:
    framings = [chrome.framing for chrome in (base, other)]
    before, after = (framing.at if framing and framing.takeover else 0 for framing in framings)
    if before == after:
        return ()
    words = f"{float(after):g} s takeover" if after else "no takeover"
    return (Difference("changed", "takeover", words),)


def _caption(before: Layer | None, after: Layer | None) -> tuple[Difference, ...]:
    if before is None or after is None or before.text == after.text:
        return ()
    shows_more = after.rect.height > before.rect.height
    words = "more of the caption" if shows_more else "the caption cut elsewhere"
    return (Difference("changed", "caption", words),)
