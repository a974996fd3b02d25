"""How platforms count characters, and which kinds of them there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

import regex

# What shows as a picture by itself, or is asked to: ® and ™ are letters unless U+FE0F follows.
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3"
)
_LINK = regex.compile(r"https?://|\bwww\.", regex.IGNORECASE)
_HASHTAG = regex.compile(r"#[\p{L}\p{M}\p{N}_]")
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_]")


def half_widths(text: str) -> int:
    """A full-width character, an Asian letter or an emoji, counts 2 and any other one 1.

    So "100 Latin or 50 Asian characters" is 100 of these. A joined emoji counts 2 as a whole.
    """
    return sum(map(_width, regex.findall(r"\X", text)))


def _width(cluster: str) -> int:
    wide = unicodedata.east_asian_width(cluster[0]) in "WF" or _EMOJI.match(cluster)
    return 2 if wide else 1


def utf16_units(text: str) -> int:
    """The 16-bit units of UTF-16: an emoji of one code point counts 2, one of four 8 and more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


COUNTS: Mapping[str, Callable[[str], int]] = {
    "half_widths": half_widths,
    "utf16_units": utf16_units,
    "characters": len,
}

KINDS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "emoji": ("emoji", lambda text: bool(_EMOJI.search(text))),
    "hashtag": ("a hashtag", lambda text: bool(_HASHTAG.search(text))),
    "mention": ("a mention", lambda text: bool(_MENTION.search(text))),
    "link": ("an address", lambda text: bool(_LINK.search(text))),
    "line-break": ("a line break", lambda text: "\n" in text.strip()),
}


def refused_in(text: str, refused: tuple[str, ...]) -> list[str]:
    """What of `refused`, kinds and single characters, is in the text; in words."""
    said = []
    for one in refused:
        words, is_in = KINDS.get(one, (f"“{one}”", lambda text, one=one: one in text))
        if is_in(text):
            said.append(words)
    return said
