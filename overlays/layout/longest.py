"""`LongestFacts`: an ad with the longest words that there can be, to see what a placement holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from overlays.drawing.items import Picture
from overlays.geometry import Size
from overlays.locales import Locale, load_locale
from overlays.parts.scene import Clock, Poll, Shown

_WORDS = {
    "post.username": "W" * 24,
    "post.name": "W" * 30,
    "post.caption": "Words of a caption " * 40,
    "post.name_and_caption": "Words of a caption " * 40,
    "post.sound": "Words of a title " * 12,
    "post.sound_title": "Words of a title " * 12,
    "post.music": "Words of a title " * 12,
    "post.date": "30 Wwwwwwwww 2000",
    "post.search": "Words of a search " * 6,
    "ad.promoted_music": "Words of a title " * 12,
    "ad.handles": "W" * 24 + " & " + "W" * 30,
    "ad.names": "W" * 30 + " & " + "W" * 30,
    "post.handle": "@" + "W" * 24,
    "ad.sender": "W" * 30,
    "ad.query": "Words of a search " * 6,
    "ad.brand": "W" * 30,
    "ad.headline": "Words of a headline " * 5,
    "ad.address": "www." + "w" * 40,
    "ad.disclaimer": "Words of a disclaimer " * 5,
    "ad.card": "",
    "ad.vote": "Words of a title " * 5,
    "ad.countdown": "Words of a title " * 4,
    "stamp": "PREVIEW",
}
_DISCLOSURES = ("promotional_content", "paid_partnership")
_AI_LABELS = ("ai_advertiser", "ai_creator")
_COUNT = "888.8M"


@dataclass(frozen=True, slots=True)
class LongestFacts:
    """Everything that an ad may have, in one language."""

    locale: Locale
    states: frozenset[str] = frozenset()
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    duration: Fraction | None = Fraction(3_600)
    slides: tuple[Fraction, ...] = tuple(map(Fraction, range(35)))
    size: Size | None = None
    color: str = "#FE2C55"

    def shown(self, what: str, more: int = 0) -> Shown | None:
        """The longest words of `what`."""
        if what == "ad.disclaimer_links":
            # An ad has a plain disclaimer or a clickable one, and they are equally high.
            return None
        if what.startswith("count."):
            return Shown(_COUNT)
        if what == "post.disclosure":
            return Shown(max(map(self.locale.word, _DISCLOSURES), key=len))
        if what in ("ad.ai_label", "post.ai_label"):
            return Shown(max(map(self.locale.word, _AI_LABELS), key=len))
        if what == "ad.see_translation":
            return Shown(self.locale.word("see_translation"))
        if what in ("ad.button", "ad.button_titled"):
            kinds = load_locale("en").calls_to_action
            return Shown(max(map(self.locale.call_to_action, kinds), key=len))
        return Shown(_WORDS[what])

    @property
    def clock(self) -> Clock:
        """With three units of two digits each, as always."""
        return Clock(99 * 86_400, "black")

    @property
    def poll(self) -> Poll:
        """With answers as long as they are cut."""
        return Poll(("W" * 60, "W" * 60), "red")

    def middle(self, what: str) -> None:
        """None: where the placement has it."""

    def picture(self, what: str, size: int) -> Picture | None:
        """None: what stands in for one is as large."""
        return None

    def address(self, target: str) -> str:
        """Anything."""
        return "https://example.com"

    @property
    def names(self) -> Mapping[str, str]:
        """Anything."""
        return {"name": "W", "title": "W"}

    def is_verified(self, what: str) -> bool:
        """True: a seal takes room."""
        return True

    def initial(self, what: str) -> str:
        """Any letter."""
        return "W"
