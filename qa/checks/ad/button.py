"""The button: whether this way of buying, and this objective, takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.checks.asked import Objective
from qa.checks.candidate import BUTTONS, Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding, Severity

_ONLY: Mapping[str, tuple[Objective, str]] = {
    "only_live": ("live_shop", "live shopping"),
    "only_messages": ("messages", "leads by direct messages"),
}


def call_to_action(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Of a kind that goes with one objective, and none was said, it is a warning that asks."""
    button, objective = candidate.ad.ad.call_to_action, candidate.asked.objective
    layer = candidate.layer_showing(*BUTTONS)
    if button is None:
        needs = limits.names("needed_for")
        if needs and objective in needs.value:
            message = f"the objective {objective} needs a button that leads somewhere"
            yield found("call-to-action", "fail", message, layer=layer, limit=needs)
        return
    refused = limits.names("refused")
    if refused and button.kind in refused.value:
        message = f"{button.kind} is no button of this placement"
        yield found("call-to-action", "fail", message, layer=layer, limit=refused)
    for name, (wanted, words) in _ONLY.items():
        only = limits.names(name)
        if only and button.kind in only.value and objective != wanted:
            asks = ", and nobody said the objective" if objective is None else ""
            message = f"{button.kind} goes with {words} only{asks}"
            severity: Severity = "warn" if objective is None else "fail"
            yield found("call-to-action", severity, message, layer=layer, limit=only)


def sound_rights(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Asked, not guessed: no file says whether a sound may be used in ads."""
    allowed, said = limits.names("allowed"), candidate.asked.sound
    sound = candidate.ad.post.sound
    if candidate.plan.source.audio is None or (allowed and said in allowed.value):
        return
    if said is None:
        what = "the post's own sound" if sound.original else f"“{sound.title}”"
        severity: Severity = "info" if sound.original else "warn"
        message = (
            f"nobody said whether {what} may be used in ads: whether it is own, of the commercial "
            "library, or licensed"
        )
    else:
        severity, message = "fail", f"a sound that is {said} is not taken here"
    yield found(
        "sound-rights",
        severity,
        message,
        layer=candidate.layer_showing("post.sound", "post.music"),
        limit=allowed,
    )
