"""The chrome's words over the clip: can they be read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby

from overlays.geometry import Rect
from overlays.layers import Chrome
from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.picture.covering import element_words, joined_words
from qa.checks.picture.standing import standing
from qa.checks.telling import found
from qa.covering.legibility import Legibility, legibility_of
from qa.finding import Figure, Finding, Severity

_OWN = "text_block"


def low_contrast(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Told of every text that is under 3:1 for `least` of the time, those of a block in one line.

    For the ad's own words `warns` of the time makes it a warning.
    """
    at, least, warns = standing(candidate), limits.number("least"), limits.number("warns")
    if at is None or least is None:
        return
    chrome = candidate.plan.chrome
    blocks = {layer.id: layer.block for layer in chrome.layers}

    def group(one: Legibility) -> tuple[str, Severity]:
        # Counts and tabs are the same over every video, and nobody's to mend.
        much = warns is not None and one.under_large >= warns.value
        block = blocks[one.element]
        return block, "warn" if much and block == _OWN else "info"

    low = [
        one for one in legibility_of(chrome, at.seen, at.lying) if one.under_large >= least.value
    ]
    order = list(dict.fromkeys(map(group, low)))
    for (block, severity), members in groupby(
        sorted(low, key=lambda one: order.index(group(one))), group
    ):
        yield _finding(list(members), block, severity, chrome)


def _finding(
    members: Sequence[Legibility], block: str, severity: Severity, chrome: Chrome
) -> Finding:
    worst = min(members, key=lambda one: one.worst)
    figures: dict[str, Figure] = {
        "contrast": worst.worst,
        "under_3": round(max(one.under_large for one in members), 3),
        "under_4_5": round(max(one.under_small for one in members), 3),
        "text": worst.text,
        "elements": ", ".join(one.element for one in members),
    }
    for one in members if len(members) > 1 else ():
        figures |= {
            f"{one.element}.contrast": one.worst,
            f"{one.element}.at": round(float(one.at), 3),
            f"{one.element}.under_3": round(one.under_large, 3),
            f"{one.element}.under_4_5": round(one.under_small, 3),
        }
    return found(
        "low-contrast",
        severity,
        _message(members, worst, block == _OWN, chrome),
        element=worst.element,
        rect=reduce(Rect.join, (one.rect for one in members)),
        span=TimeSpan(worst.at),
        figures=figures,
    )


def _message(members: Sequence[Legibility], worst: Legibility, is_own: bool, chrome: Chrome) -> str:
    """`… of the name and the caption with the video is 1.3:1 at the worst, …`"""

    def name(one: Legibility) -> str:
        # Nobody calls a tab or a count by its id.
        return element_words((one.element,), chrome) if is_own else f"“{one.text}”"

    large = _shares([one.under_large for one in members])
    small = _shares([one.under_small for one in members])
    of_which = f" ({name(worst)})" if len(members) > 1 else ""
    return (
        f"the contrast of {joined_words(list(map(name, members)))} with the video is "
        f"{worst.worst:.1f}:1 at {float(worst.at):.1f} s{of_which}, "
        f"under 3:1 {large} % of the time and under 4.5:1 {small} %"
    )


def _shares(shares: Sequence[float]) -> str:
    """`60 to 96`, `100`"""
    low, high = round(100 * min(shares)), round(100 * max(shares))
    return f"{high}" if low == high else f"{low} to {high}"
