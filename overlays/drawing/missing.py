"""In words: which letters no font has, and of which script they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

_MOST_LISTED = 8
_NO_SCRIPT = regex.compile(r"[^\p{L}\p{M}]|\p{Script=Common}|\p{Script=Inherited}")
# Scripts whose letters are named after something else.
_NAMED = {"Cjk": "Chinese", "Nko": "N’Ko"}


def lacking(characters: Sequence[str]) -> str:
    """`no font here has its Tibetan letters: ཀ (U+0F40)`, for characters without a glyph."""
    scripts = dict.fromkeys(filter(None, map(script_of, characters)))
    kind = f"its {' and '.join(scripts)} letters" if scripts else "these characters"
    if scripts and not all(map(script_of, characters)):
        kind += " and other characters"
    listed = " ".join(f"{c} (U+{ord(c):04X})" for c in characters[:_MOST_LISTED])
    more = " …" if len(characters) > _MOST_LISTED else ""
    return f"no font here has {kind}: {listed}{more}"


def script_of(letter: str) -> str:
    """`Tibetan`; empty for symbols, and for letters newer than Python's list of names."""
    if _NO_SCRIPT.match(letter):
        return ""
    # The name of a letter begins with its script: TIBETAN LETTER KA, OL CHIKI LETTER LA.
    words = unicodedata.name(letter, "").title().split()
    for count in range(1, len(words)):
        if _is_of(letter, "_".join(words[:count])):
            script = " ".join(words[:count])
            return _NAMED.get(script, script)
    return _NAMED.get(words[0], words[0]) if words else ""


def _is_of(letter: str, script: str) -> bool:
    try:
        return bool(regex.match(rf"\p{{Script={script}}}", letter))
    except regex.error:  # no script is called so
        return False
