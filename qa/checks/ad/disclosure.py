"""Words by which a caption says that it is an ad, in the languages known."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path

import regex

from qa.checks.candidate import CAPTIONS, Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding

_FILE = Path(__file__).with_name("disclosure_words.json")
_TAG = regex.compile(r"#([\p{L}\p{M}\p{N}_]+)")
# `Werbung | …`, `[Anzeige]`, `*Publicité*`: set off from what follows.
_HEAD = regex.compile(r"^[\s\[(*]*([\p{L}\p{M} ]{2,30}?)\s*[|:\])*/–—·-]")


def disclosing(text: str) -> tuple[str, ...]:
    """The tags and the first words of a text that say that it is an ad, as they are spelled.

    A tag counts as a whole: #ad, and not #adventure.
    """
    found_tags = [f"#{tag}" for tag in _TAG.findall(text) if _key(tag) in _words()]
    head = _HEAD.match(text)
    if head and _key(head[1]) in _words():
        found_tags.insert(0, head[1].strip())
    return tuple(dict.fromkeys(found_tags))


def disclosure(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    said = disclosing(candidate.ad.post.caption)
    if said and candidate.ad.post.disclosure == "none":
        message = (
            f"the caption says {', '.join(said)}, and the post does not disclose it: its creator "
            "turns on the disclosure of commercial content"
        )
        yield found(
            "disclosure",
            "fail",
            message,
            layer=candidate.layer_showing(*CAPTIONS),
            figures={"text": " ".join(said)},
        )


def _key(word: str) -> str:
    return "".join(word.replace("_", "").split()).casefold()


@functools.cache
def _words() -> frozenset[str]:
    languages = json.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(_key(word) for words in languages.values() for word in words)


def known_languages() -> Iterator[str]:
    """The codes of the languages whose words are known, sorted."""
    yield from sorted(json.loads(_FILE.read_text(encoding="utf-8")))
