"""Lengths of the caption and of names, and characters that are not taken in them."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.layers import Layer
from qa.checks.candidate import CAPTIONS, NAMES, Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.checks.words.counting import COUNTS, refused_in
from qa.finding import Finding, Severity

_DEGREES: tuple[tuple[str, Severity, str], ...] = (
    ("most", "fail", "taken"),
    ("advised", "warn", "advised at the most"),
)


def caption_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Over `most` it is refused; over `advised` only some guides say so."""
    caption = candidate.ad.post.caption
    count, what = counted(caption, limits)
    for name, severity, words in _DEGREES:
        limit = limits.number(name)
        if limit and count > limit.value:
            over = count - int(limit.value)
            message = (
                f"the caption has {count:,} {what}, and {limit.value:,.0f} are {words}: "
                f"{over:,} too many"
            )
            figures = {"count": count, "over": over}
            yield found(
                "caption-long",
                severity,
                message,
                layer=candidate.layer_showing(*CAPTIONS),
                limit=limit,
                figures=figures,
            )
            return


def name_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    creator = candidate.ad.post.creator
    for shows, what, name, figure in (
        ("post.username", "the username", creator.username, "most_username"),
        ("post.name", "the display name", creator.display_name, "most_name"),
    ):
        limit = limits.number(figure)
        count, unit = counted(name, limits)
        if limit and count > limit.value:
            message = f"{what} has {count} {unit}, and {limit.value:g} are taken"
            layer = candidate.layer_showing(shows)
            figures = {"count": count}
            yield found("name-long", "fail", message, layer=layer, limit=limit, figures=figures)


def headline_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    headline = candidate.ad.ad.headline
    yield from _too_long(
        candidate, "ad.headline", "the headline", headline, "headline-long", limits
    )


def brand_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    brand = candidate.ad.ad.brand
    name = brand.name if brand else ""
    yield from _too_long(candidate, "ad.sender", "the brand's name", name, "name-long", limits)


def _too_long(
    candidate: Candidate, shows: str, what: str, text: str, code: str, limits: Limits
) -> Iterator[Finding]:
    """Over `most` it is refused, over `advised` cut by some."""
    count, unit = counted(text, limits)
    for name, severity, words in _DEGREES:
        limit = limits.number(name)
        if limit and count > limit.value:
            message = f"{what} has {count} {unit}, and {limit.value:g} are {words}"
            layer, figures = candidate.layer_showing(shows), {"count": count}
            yield found(code, severity, message, layer=layer, limit=limit, figures=figures)
            return


def caption_characters(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    layer = candidate.layer_showing(*CAPTIONS)
    yield from _refused(layer, "the caption", candidate.ad.post.caption, limits)


def name_characters(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    creator = candidate.ad.post.creator
    layer = candidate.layer_showing(*NAMES)
    yield from _refused(layer, "the name", creator.name, limits)


def _refused(layer: Layer | None, what: str, text: str, limits: Limits) -> Iterator[Finding]:
    refused = limits.names("refused")
    there = refused_in(text, refused.value) if refused else []
    if there:
        message = f"{what} holds {' and '.join(there)}, which the platform does not take here"
        yield found("not-allowed", "fail", message, layer=layer, limit=refused)


def counted(text: str, limits: Limits) -> tuple[int, str]:
    """How many the platform counts, and of what."""
    counting = limits.names("counting")
    way = counting.value[0] if counting else "characters"
    units = {"half_widths": "characters (full-width ones count 2)", "utf16_units": "UTF-16 units"}
    return COUNTS[way](text), units.get(way, "characters")
