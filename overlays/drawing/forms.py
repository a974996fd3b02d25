"""Which parts of a text are emoji in color, and which ask for the form of letters."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Literal

import regex

Form = Literal["plain", "emoji", "text"]
"""How a font is chosen: by the character alone, in color first, or in ink first."""

_CLUSTER = regex.compile(r"\X")
# Without these a character decides alone, and whole texts can be taken at once.
_SELECTED = regex.compile(r"[\u20e3\u200d\ufe0e\ufe0f\p{Emoji_Modifier}]")
_KEYCAP = regex.compile(r"[0-9#*]\ufe0f?\u20e3")
# A digit with U+FE0F alone is a digit: phones have no colored one.
_COLORED = regex.compile(
    r"(?![0-9#*])\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})"
    # Those that need no selector, so that a row of emoji is one piece: pieces take time.
    r"|\p{Emoji_Presentation}"
)
_IN_INK = regex.compile(r"\p{Emoji}\ufe0e")


def pieces_by_form(text: str) -> Iterator[tuple[str, Form]]:
    """The text in pieces of one form each; a grapheme cluster is never divided."""
    if not _SELECTED.search(text):
        yield text, "plain"
        return
    for form, clusters in itertools.groupby(_CLUSTER.findall(text), _form):
        yield "".join(clusters), form


@functools.lru_cache(maxsize=4096)
def _form(cluster: str) -> Form:
    if _IN_INK.match(cluster):
        return "text"
    return "emoji" if _KEYCAP.match(cluster) or _COLORED.match(cluster) else "plain"
