"""`Sighting`: an element of the feed that was recognized; `Known`: words to recognize it by.

Elements have one name each, whatever an app or a placement calls them: `ELEMENTS`.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from overlays.geometry import Box
from overlays.locales import list_locales, load_locale

ELEMENTS = (
    *("live", "tab_explore", "tab_following", "tab_shop", "tab_for_you", "search"),
    *("avatar", "follow", "likes", "comments", "saves", "shares", "disc"),
    *("username", "caption", "disclosure", "label", "sound", "button", "progress"),
)
"""As one reads them, from the top."""
COUNTS = ("likes", "comments", "saves", "shares")

TABS = {
    "tab_explore": ("explore", "Explore", "Explorer"),
    "tab_following": ("following", "Suivis"),
    "tab_shop": ("shop", "Shop", "Boutique"),
    "tab_for_you": ("for_you",),
}
"""Keys of the tabs' words, and words that were seen beside those that our languages have."""

# As labels were seen in the app, beside those that our languages have: in French and English apps
# of 2025 and 2026, and as users in the US tell.
_SEEN_LABELS = ("Sponsored", "Ad", "Publicité")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where an element is, in dp of the whole screen, and how it was known.

    `edges` names what of the box is the element's own: l, t, r, b its edges, x and y its middle. A
    view is often larger than what is painted in it. `words` are those that it shows.
    """

    name: str
    box: Box
    edges: str
    by: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sighted:
    """What was recognized on one screen; all lengths in dp from its upper left corner.

    `feed` is what the video may fill, `status_bar` the height of the system's, `density` the pixels
    of each dp. Of a right-to-left screen everything is as in a mirror. `remarks` say what was there
    and not understood.
    """

    source: str
    width: float
    height: float
    feed: Box
    status_bar: float
    density: float
    found: dict[str, Sighting]
    is_mirrored: bool = False
    remarks: tuple[str, ...] = ()


@functools.cache
def words_of(key: str, *more: str) -> frozenset[str]:
    """A word of the platform in every language, as `plain` writes it, and some others."""
    found: set[str] = set(more)
    for code in list_locales():
        words = load_locale(code).words
        found |= {words[name].text for name in (key, f"tiktok.{key}") if name in words}
    return frozenset(map(plain, found))


def plain(text: str) -> str:
    """The text for comparing: one form of each letter, small, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Known:
    """Words that elements may have: those of an ad, where there is one, and of all languages."""

    username: tuple[str, ...] = ()
    caption: str = ""
    sound: str = ""
    button: str = ""
    labels: frozenset[str] = field(
        default_factory=lambda: words_of("sponsored", *_SEEN_LABELS) | words_of("ad")
    )
    disclosures: frozenset[str] = field(
        default_factory=lambda: words_of("paid_partnership") | words_of("promotional_content")
    )
    tabs: Mapping[str, frozenset[str]] = field(
        default_factory=lambda: {name: words_of(*words) for name, words in TABS.items()}
    )


def begins_alike(shown: str, whole: str) -> bool:
    """True where one text is the other, or the beginning of it as an app cuts it."""
    short = plain(shown).rpartition("…")[0] or plain(shown)
    return bool(short) and plain(whole).startswith(short.rstrip())
