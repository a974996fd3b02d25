"""The chrome's words over the clip: can they be read?"""

from __future__ import annotations

from collections.abc import Iterator

from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.picture.covering import element_words
from qa.checks.picture.standing import standing
from qa.checks.telling import found
from qa.covering.legibility import Legibility, legibility_of
from qa.finding import Figure, Finding, Severity


def low_contrast(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Told of every text that is under 3:1 for `least` of the time.

    For the ad's own words `warns` of the time makes it a warning.
    """
    at, least, warns = standing(candidate), limits.number("least"), limits.number("warns")
    if at is None or least is None:
        return
    # Counts and tabs are the same over every video, and nobody's to mend.
    own = {layer.id for layer in candidate.plan.chrome.layers if layer.block == "text_block"}
    for one in legibility_of(candidate.plan.chrome, at.seen, at.lying):
        if one.under_large < least.value:
            continue
        is_own = one.element in own
        much = warns is not None and one.under_large >= warns.value
        severity: Severity = "warn" if much and is_own else "info"
        figures: dict[str, Figure] = {
            "contrast": one.worst,
            "under_3": round(one.under_large, 3),
            "under_4_5": round(one.under_small, 3),
            "text": one.text,
        }
        # Nobody calls a tab or a count by its id.
        name = element_words((one.element,), candidate.plan.chrome) if is_own else f"“{one.text}”"
        yield found(
            "low-contrast",
            severity,
            _message(name, one),
            element=one.element,
            rect=one.rect,
            span=TimeSpan(one.at),
            figures=figures,
        )


def _message(name: str, one: Legibility) -> str:
    under, small = round(100 * one.under_large), round(100 * one.under_small)
    return (
        f"the contrast of {name} with the video is {one.worst:.1f}:1 at {float(one.at):.1f} s, "
        f"under 3:1 {under} % of the time and under 4.5:1 {small} %"
    )
