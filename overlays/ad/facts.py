"""`AdFacts`: what parts can show of an ad, its post and its clip. The closed table of it.

The names are those of `overlays.parts.scene.WORDS` and `PICTURES`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlsplit

from overlays.ad.added import ADDED_WORDS, clock_of, given_of, middle_of, poll_of
from overlays.ad.creative import Creative
from overlays.ad.model import AUTO_FALLBACK, CallToAction, Creator, Sound, SparkAd
from overlays.drawing.items import Picture
from overlays.drawing.missing import lacking
from overlays.drawing.pictures import load_picture
from overlays.drawing.text import clean_text, first_letter, missing_characters
from overlays.errors import AdError, Problem
from overlays.geometry import Size
from overlays.locales import Locale
from overlays.locales.counts import format_count
from overlays.locales.dates import posted_text
from overlays.locales.lists import joined
from overlays.parts.scene import FOUR_TABS, NEWS, SEARCH, SLIDES, Clock, Poll, Shown

OF_BRAND = frozenset({"ad.brand", "ad.handles", "ad.names", "ad.sender", "ad.pictures"})
"""What shows the brand."""


@dataclass(frozen=True)
class AdFacts:
    """The answers of one ad in one language; media paths of the ad are absolute."""

    ad: SparkAd
    locale: Locale
    creative: Creative

    @property
    def states(self) -> frozenset[str]:
        """What is on before anybody taps: a creator who is followed, four words at the top."""
        tabs = self.ad.ad.tabs
        four = tabs == "four" or (tabs == "default" and self.locale.has_four_tabs)
        on = {FOUR_TABS: four, NEWS: self.ad.ad.news, SEARCH: bool(self.ad.post.search)}
        return states_of(self.ad) | {state for state, is_on in on.items() if is_on}

    @property
    def given(self) -> Mapping[str, frozenset[str]]:
        """Fields that are filled in, and what shows them."""
        ad = self.ad.ad
        captions = frozenset({"post.caption", "post.name_and_caption"})
        disclosure = self.ad.post.disclosure != "none"
        filled = {
            "the caption": (self.ad.post.caption, captions),
            "the disclosure": (disclosure, frozenset({"post.disclosure", "ad.label_line"})),
            "the brand": (ad.brand, OF_BRAND),
            "the headline": (ad.headline, frozenset({"ad.headline"})),
            "the viewer's search": (ad.query, frozenset({"ad.query"})),
            "“See translation”": (ad.see_translation, frozenset({"ad.see_translation"})),
            "the carousel": (self.ad.post.carousel, frozenset({SLIDES})),
            "the offered search": (self.ad.post.search, frozenset({"post.search"})),
            **given_of(self.ad),
        }
        return {what: shows for what, (value, shows) in filled.items() if value}

    @property
    def duration(self) -> Fraction | None:
        return self.creative.duration

    @property
    def slides(self) -> tuple[Fraction, ...]:
        carousel = self.ad.post.carousel
        return () if carousel is None else carousel.starts

    @property
    def size(self) -> Size | None:
        return self.creative.size

    @property
    def color(self) -> str:
        """The button's color; that of the video where the ad asks for it."""
        cta = self.ad.ad.call_to_action
        if cta is None or cta.color == "auto":
            return self.creative.accent or AUTO_FALLBACK
        return cta.color

    @property
    def clock(self) -> Clock | None:
        return clock_of(self.ad, self.duration)

    @property
    def poll(self) -> Poll | None:
        return poll_of(self.ad)

    def middle(self, what: str) -> tuple[float, float] | None:
        return middle_of(self.ad, what)

    def is_verified(self, what: str) -> bool:
        """The brand's where it is named last, else the creator's."""
        brand = self.ad.ad.brand
        is_brand = brand is not None and what in ("ad.handles", "ad.names", "ad.sender", "ad.brand")
        return brand.verified if brand and is_brand else self.ad.post.creator.verified

    def shown(self, what: str, more: int = 0) -> Shown | None:
        """The words of `what`; None where there is nothing to show."""
        kind, _, key = what.partition(".")
        if kind == "count":
            count = getattr(self.ad.post.counts, key) + more
            return Shown(format_count(count, self.locale))
        if what in ADDED_WORDS:
            return ADDED_WORDS[what](self.ad, self.locale)
        return _WORDS[what](self)

    def picture(self, what: str, size: int) -> Picture | None:
        """The creator's, the brand's, or the sound's, which falls back to the creator's."""
        pictures, brand = self.ad.pictures, self.ad.ad.brand
        avatar = pictures.get("post.creator.avatar")
        path = pictures.get("post.sound.cover", avatar) if what == "post.cover" else avatar
        if what == "ad.brand" and brand:
            path = brand.picture
        if what == "ad.card":
            path = pictures.get("ad.card.picture")
        return load_picture(path, size) if path else None

    def address(self, target: str) -> str | None:
        """The landing page's; None without a button."""
        cta = self.ad.ad.call_to_action
        return cta.landing_url if cta and target == "landing_page" else None

    @functools.cached_property
    def names(self) -> Mapping[str, str]:
        """What the labels of taps may name."""
        return {
            "name": self.ad.post.creator.name,
            "title": sound_title(self.ad.post.sound, self.locale),
        }

    def initial(self, what: str) -> str:
        """The letter in the place of a picture; "" leaves the circle empty."""
        brand = self.ad.ad.brand
        if what == "ad.card":
            return ""
        if what == "ad.brand" and brand:
            return first_letter(clean_text(brand.name))
        return initial_of(self.ad.post.creator)


def states_of(ad: SparkAd) -> frozenset[str]:
    """The states that are on before anybody taps."""
    return frozenset({"follow"} if ad.post.creator.followed else set())


def label_of(ad: SparkAd, locale: Locale, own: str | None) -> str | None:
    """The word of the label: as the ad asks, as the placement's `own`, or as seen where it runs.

    None for no label.
    """
    if ad.ad.label != "default":
        return None if ad.ad.label == "none" else ad.ad.label
    return own or locale.label_in(ad.ad.region)


def initial_of(creator: Creator) -> str:
    """The first letter of the name that a font has; empty when none has any of it."""
    return first_letter(clean_text(creator.name) or clean_text(creator.username))


def sound_title(sound: Sound, locale: Locale) -> str:
    """The sound as the row writes it: `original sound - Noa` (translated) or `Song - Artist`."""
    title = clean_text(sound.title, one_line=True)
    if sound.original and title.casefold() in ("", "original sound"):
        title = locale.word("original_sound")
    author = clean_text(sound.author, one_line=True)
    return " - ".join(part for part in (title, author) if part)


def button_label(cta: CallToAction, locale: Locale) -> str:
    """The button's own words as far as a font has them; without any, those of its kind.

    Raises AdError when it has words and none of them can be drawn: a button never says something
    else than the ad.
    """
    label = clean_text(cta.label or "", one_line=True)
    missing = missing_characters(cta.label or "")
    if missing and not label:
        problem = f"cannot be drawn, as {lacking(missing)}; write it in other letters"
        raise AdError((Problem("ad.call_to_action.label", problem),))
    return label or locale.call_to_action(cta.kind)


def _username(facts: AdFacts) -> Shown:
    name = facts.ad.post.creator.username
    return Shown(clean_text(name, one_line=True), own=(("the username", name),))


def _handle(facts: AdFacts) -> Shown:
    name = _username(facts)
    return replace(name, words=f"@{name.words}")


def _name(facts: AdFacts) -> Shown:
    creator = facts.ad.post.creator
    own = (("the display name", creator.display_name),)
    return Shown(clean_text(creator.name, one_line=True), own=own)


def _caption(facts: AdFacts) -> Shown:
    caption = facts.ad.post.caption
    return Shown(clean_text(caption), own=(("the caption", caption),))


def _name_and_caption(facts: AdFacts) -> Shown:
    name, caption = _username(facts), _caption(facts)
    return Shown(f"{name.words} {caption.words}".strip(), own=name.own + caption.own)


def _disclosure(facts: AdFacts) -> Shown | None:
    kind, locale = facts.ad.post.disclosure, facts.locale
    if kind == "none":
        return None
    return Shown(locale.word(kind), lacks="" if kind in locale.words else locale.name)


def _sound(facts: AdFacts) -> Shown:
    sound = facts.ad.post.sound
    own = ("the sound's title", sound.title), ("the sound's author", sound.author)
    return Shown(sound_title(sound, facts.locale), own=own)


def _sound_title(facts: AdFacts) -> Shown:
    alone = facts.ad.post.sound.model_copy(update={"author": ""})
    return Shown(sound_title(alone, facts.locale), own=(("the sound's title", alone.title),))


def _music(facts: AdFacts) -> Shown | None:
    """A track of an artist; a post with a sound of its own names none."""
    return None if facts.ad.post.sound.original else _sound(facts)


def _promoted_music(facts: AdFacts) -> Shown | None:
    """What an uploaded ad says in place of a sound, where no label marks it."""
    key, locale = "promoted_music", facts.locale
    if facts.ad.ad.label != "none":
        return None
    return Shown(locale.word(key), lacks="" if key in locale.words else locale.name)


def _date(facts: AdFacts) -> Shown | None:
    posted = facts.ad.post.posted_on
    if posted is None:
        return None
    return Shown(f"· {posted_text(posted, facts.ad.ad.viewed_on, facts.locale.code)}")


def _search(facts: AdFacts) -> Shown | None:
    searched, locale = facts.ad.post.search, facts.locale
    words = clean_text(searched, one_line=True)
    if not words:
        return None
    lacks = "" if "search" in locale.words else locale.name
    return Shown(f"{locale.word('search')} · {words}", (("the search", searched),), lacks)


def _see_translation(facts: AdFacts) -> Shown | None:
    key, locale = "see_translation", facts.locale
    if not facts.ad.ad.see_translation:
        return None
    return Shown(locale.word(key), lacks="" if key in locale.words else locale.name)


def _button(facts: AdFacts) -> Shown | None:
    cta, locale = facts.ad.ad.call_to_action, facts.locale
    if cta is None:
        return None
    has_own = bool(clean_text(cta.label or "", one_line=True))
    lacks = "" if has_own or cta.kind in locale.calls_to_action else locale.name
    return Shown(button_label(cta, locale), (("the button's label", cta.label or ""),), lacks)


def _button_titled(facts: AdFacts) -> Shown | None:
    """As some platforms write it in English: Learn More. The ad's own words stay as they are."""
    shown = _button(facts)
    if shown is None or shown.own[0][1] or not (facts.locale.code == "en" or shown.lacks):
        return shown
    return replace(shown, words=" ".join(word.capitalize() for word in shown.words.split(" ")))


def _address(facts: AdFacts) -> Shown | None:
    cta = facts.ad.ad.call_to_action
    return None if cta is None else Shown(urlsplit(cta.landing_url).hostname or "")


def _handles(facts: AdFacts) -> Shown:
    """The creator and, where one is named, the brand, joined as the language joins two."""
    creator, brand = _username(facts), _brand_handle(facts)
    if brand is None:
        return creator
    both = joined((creator.words, brand.words), facts.locale.code)
    return Shown(both, own=creator.own + brand.own)


def _names(facts: AdFacts) -> Shown:
    """The same by the names that people gave themselves."""
    creator, brand = _name(facts), _brand(facts)
    if brand is None:
        return creator
    both = joined((creator.words, brand.words), facts.locale.code)
    return Shown(both, own=creator.own + brand.own)


def _query(facts: AdFacts) -> Shown:
    """What the viewer searched for; without it what the empty field says."""
    query, locale = facts.ad.ad.query, facts.locale
    words = clean_text(query, one_line=True)
    if words:
        return Shown(words, own=(("the search", query),))
    return Shown(locale.word("search"), lacks="" if "search" in locale.words else locale.name)


def _brand_handle(facts: AdFacts) -> Shown | None:
    brand = facts.ad.ad.brand
    if brand is None:
        return None
    return Shown(clean_text(brand.handle, one_line=True), own=(("the brand's name", brand.handle),))


def _brand(facts: AdFacts) -> Shown | None:
    brand = facts.ad.ad.brand
    if brand is None:
        return None
    return Shown(clean_text(brand.name, one_line=True), own=(("the brand's name", brand.name),))


def _sender(facts: AdFacts) -> Shown:
    """Who pays, where the ad names one; else the creator."""
    return _brand(facts) or _name(facts)


def _headline(facts: AdFacts) -> Shown | None:
    headline = facts.ad.ad.headline
    if not headline:
        return None
    return Shown(clean_text(headline, one_line=True), own=(("the headline", headline),))


def _stamp(facts: AdFacts) -> Shown:
    return Shown(facts.locale.word("stamp_preview"))


_WORDS: dict[str, Callable[[AdFacts], Shown | None]] = {
    "post.username": _username,
    "post.handle": _handle,
    "post.name": _name,
    "post.caption": _caption,
    "post.name_and_caption": _name_and_caption,
    "post.disclosure": _disclosure,
    "post.sound": _sound,
    "post.sound_title": _sound_title,
    "post.music": _music,
    "post.date": _date,
    "post.search": _search,
    "ad.see_translation": _see_translation,
    "ad.button": _button,
    "ad.button_titled": _button_titled,
    "ad.address": _address,
    "ad.promoted_music": _promoted_music,
    "ad.handles": _handles,
    "ad.names": _names,
    "ad.query": _query,
    "ad.sender": _sender,
    "ad.brand": _brand,
    "ad.headline": _headline,
    "stamp": _stamp,
}
