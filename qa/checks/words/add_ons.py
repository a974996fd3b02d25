"""The words of what an ad carries beside its button: as long as the platform takes them."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.reading.figures import Number
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.checks.words.counting import refused_in
from qa.checks.words.lengths import counted
from qa.finding import Finding


def disclaimer_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Plain words by their characters; links by their number, and by all titles together."""
    disclaimer = candidate.ad.ad.disclaimer
    if disclaimer is None:
        return
    titles = sum(len(link.title) for link in disclaimer.links)
    for figure, count, words in (
        ("most", len(disclaimer.text), "the disclaimer has {} characters"),
        ("most_links", len(disclaimer.links), "the disclaimer has {} links"),
        ("most_titles", titles, "the titles of the disclaimer's links have {} characters in all"),
    ):
        limit = limits.number(figure)
        if limit and count > limit.value:
            yield _over(candidate, limit, count, words.format(count))


def _over(candidate: Candidate, limit: Number, count: int, words: str) -> Finding:
    over = count - int(limit.value)
    return found(
        "disclaimer-long",
        "fail",
        f"{words}, and {limit.value:g} are taken: {over} too many",
        layer=candidate.layer_showing("ad.disclaimer", "ad.disclaimer_links"),
        limit=limit,
        figures={"count": count, "over": over},
    )


def sticker_length(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    for what, shows, figure, text in _sticker_words(candidate):
        limit = limits.number(figure)
        count, unit = counted(text, limits)
        if limit and count > limit.value:
            over = count - int(limit.value)
            yield found(
                "sticker-long",
                "fail",
                f"{what} has {count} {unit}, and {limit.value:g} are taken: {over} too many",
                layer=candidate.layer_showing(shows),
                limit=limit,
                figures={"count": count, "over": over},
            )


def sticker_characters(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    for what, shows, figure, text in _sticker_words(candidate):
        refused = limits.names(figure.replace("most", "refused"))
        there = refused_in(text, refused.value) if refused else []
        if there:
            message = f"{what} holds {' and '.join(there)}, which the platform does not take here"
            layer = candidate.layer_showing(shows)
            yield found("not-allowed", "fail", message, layer=layer, limit=refused)


def _sticker_words(candidate: Candidate) -> Iterator[tuple[str, str, str, str]]:
    """What it is, what shows it, the name of its limit, and the text."""
    countdown = candidate.ad.ad.countdown
    if countdown:
        yield "the countdown's title", "ad.countdown", "most_countdown", countdown.title
    vote = candidate.ad.ad.vote
    if vote:
        yield "the vote's title", "ad.vote", "most_vote", vote.title
        yield "the vote's first answer", "ad.vote", "most_answer", vote.first
        yield "the vote's second answer", "ad.vote", "most_answer", vote.second
