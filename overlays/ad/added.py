"""Words of what an ad carries beside its button, each None where the ad has none of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from overlays.ad.model import SparkAd
from overlays.drawing.text import clean_text
from overlays.locales import Locale
from overlays.parts.scene import LINKS_APART, Clock, Poll, Shown

OF_ADD_ONS = frozenset(
    {
        *("ad.disclaimer", "ad.disclaimer_links", "ad.ai_label", "post.ai_label"),
        *("ad.countdown", "ad.vote", "ad.card"),
    }
)
"""What shows any of it."""


def given_of(ad: SparkAd) -> Mapping[str, tuple[object, frozenset[str]]]:
    """What is filled in or not, with the names that show it."""
    disclaimer = ad.ad.disclaimer
    plain, links = (disclaimer.text, disclaimer.links) if disclaimer else ("", ())
    return {
        "the disclaimer": (plain, frozenset({"ad.disclaimer"})),
        "the clickable disclaimer": (links, frozenset({"ad.disclaimer_links"})),
        "the countdown": (ad.ad.countdown, frozenset({"ad.countdown"})),
        "the display card": (ad.ad.card, frozenset({"ad.card"})),
        "the vote": (ad.ad.vote, frozenset({"ad.vote"})),
        "the advertiser's AI label": (ad.ad.ai_label, frozenset({"ad.ai_label"})),
        "the creator's AI label": (
            ad.post.ai_label,
            frozenset({"ad.ai_label", "post.ai_label"}),
        ),
    }


def _disclaimer(ad: SparkAd, locale: Locale) -> Shown | None:
    text = ad.ad.disclaimer.text if ad.ad.disclaimer else ""
    words = clean_text(text, one_line=True)
    return Shown(words, own=(("the disclaimer", text),)) if text else None


def _disclaimer_links(ad: SparkAd, locale: Locale) -> Shown | None:
    titles = [link.title for link in ad.ad.disclaimer.links] if ad.ad.disclaimer else []
    if not titles:
        return None
    words = LINKS_APART.join(clean_text(title, one_line=True) for title in titles)
    return Shown(words, own=tuple(("a link of the disclaimer", title) for title in titles))


def _countdown(ad: SparkAd, locale: Locale) -> Shown | None:
    if ad.ad.countdown is None:
        return None
    title = ad.ad.countdown.title
    return Shown(clean_text(title, one_line=True), own=(("the countdown's title", title),))


def clock_of(ad: SparkAd, duration: Fraction | None) -> Clock | None:
    """What the countdown shows at the clip's first frame, and what should be said of it."""
    countdown, day = ad.ad.countdown, ad.ad.viewed_on
    if countdown is None:
        return None
    left, remark = countdown.seconds_left(day), ""
    if countdown.first_frame is None and day is None:
        remark = (
            "the countdown is shown as a day before its end: ad.countdown.first_frame, or "
            "ad.viewed_on, says when the ad is seen"
        )
    elif duration is not None and left < duration:
        remark = (
            f"the countdown ends {left} s after the clip's first frame and stands at 0 from there "
            "on: what the app shows then is not published"
        )
    return Clock(left, countdown.color, remark)


def _vote(ad: SparkAd, locale: Locale) -> Shown | None:
    vote = ad.ad.vote
    if vote is None:
        return None
    own = (
        ("the vote's title", vote.title),
        ("an answer of the vote", vote.first),
        ("an answer of the vote", vote.second),
    )
    return Shown(clean_text(vote.title, one_line=True), own=own)


def poll_of(ad: SparkAd) -> Poll | None:
    """The vote's answers, free of what cannot be drawn."""
    vote = ad.ad.vote
    if vote is None:
        return None
    first, second = (clean_text(one, one_line=True) for one in (vote.first, vote.second))
    return Poll((first, second), vote.color, vote.first_percent)


def middle_of(ad: SparkAd, what: str) -> tuple[float, float] | None:
    """Where the ad puts a sticker, in percent of the frame."""
    sticker = {"ad.countdown": ad.ad.countdown, "ad.vote": ad.ad.vote}.get(what)
    return sticker.middle if sticker else None


def _card(ad: SparkAd, locale: Locale) -> Shown | None:
    """No words: that there is one."""
    return Shown("") if ad.ad.card else None


def _creators_label(ad: SparkAd, locale: Locale) -> Shown | None:
    return _word("ai_creator", locale) if ad.post.ai_label else None


def _ai_label(ad: SparkAd, locale: Locale) -> Shown | None:
    """The advertiser's; else that of the post."""
    return _word("ai_advertiser", locale) if ad.ad.ai_label else _creators_label(ad, locale)


def _word(key: str, locale: Locale) -> Shown:
    return Shown(locale.word(key), lacks="" if key in locale.words else locale.name)


ADDED_WORDS: dict[str, Callable[[SparkAd, Locale], Shown | None]] = {
    "ad.disclaimer": _disclaimer,
    "ad.disclaimer_links": _disclaimer_links,
    "ad.countdown": _countdown,
    "ad.vote": _vote,
    "ad.card": _card,
    "ad.ai_label": _ai_label,
    "post.ai_label": _creators_label,
}
