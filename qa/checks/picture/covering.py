"""Words and faces of the video that the chrome covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overlays.layers import Chrome
from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.picture.advice import NO_ADVICE, Advice, advice_for
from qa.checks.picture.standing import Standing, standing
from qa.checks.telling import found
from qa.covering.covered import Covered, find_covered
from qa.covering.paths import path_of
from qa.finding import Figure, Finding, Path, Severity
from qa.seeing.spots import Kind

_NO_LIMIT = 1.01
_MOST_NAMED = 3
_OWNERS = {"phone": "the phone's own signs", "stamp": "our stamp, which no viewer sees,"}


def covered_text(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """And what was not looked at closely, or not read, is told."""
    yield from _covered("text", "covered-text", candidate, limits)
    for note in candidate.seen.notes if candidate.seen else ():
        yield found("not-judged", "info", note)


def covered_face(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _covered("face", "covered-face", candidate, limits)


def _covered(kind: Kind, code: str, candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    at, least = standing(candidate), limits.number("least")
    if at is None or least is None:
        return
    tracks = [track for track in at.seen.tracks if track.kind == kind]
    for covered in find_covered(tracks, at.shields, at.lying, least.value):
        severity = _severity(covered, limits, at)
        advice = NO_ADVICE
        if severity != "info":
            advice = advice_for(covered, candidate, at, least.value)
        path = path_of(covered.tracks, at.lying, covered.held.start, covered.held.end)
        yield _finding(code, severity, covered, path, advice, candidate.plan.chrome)


def _finding(
    code: str, severity: Severity, covered: Covered, path: Path, advice: Advice, chrome: Chrome
) -> Finding:
    figures: dict[str, Figure] = {
        "share": round(covered.held.share, 3),
        "kind": covered.kind,
        "by": ", ".join(covered.elements),
        "owner": covered.owner,
    }
    figures |= {"text": covered.text} if covered.text else {}
    message = _message(covered, chrome)
    if advice.words:
        figures |= {**advice.figures, "advice": advice.words}
        message += f": {advice.words}"
    return found(
        code,
        severity,
        message,
        element=covered.elements[0],
        rect=covered.rect,
        path=path,
        span=TimeSpan(covered.held.start, covered.held.end),
        figures=figures,
    )


def _severity(covered: Covered, limits: Limits, at: Standing) -> Severity:
    """What is ours covers nothing in the real ad; a phone's signs are small and known to all."""
    if covered.owner == "stamp":
        return "info"
    fails, small = limits.number("fails"), limits.number("small")
    is_small = small is not None and covered.line < small.value * at.dp
    much = covered.held.share >= (fails.value if fails else _NO_LIMIT)
    return "fail" if much and covered.owner == "app" and not is_small else "warn"


def _message(covered: Covered, chrome: Chrome) -> str:
    """`“20 % OFF” is under the caption from 2.1 to 4.0 s (80 % of it)`"""
    what, verb = _what(covered)
    by = _OWNERS.get(covered.owner) or element_words(covered.elements, chrome)
    start, end = float(covered.held.start), float(covered.held.end)
    share = round(100 * covered.held.share)
    return f"{what} {verb} under {by} from {start:.1f} to {end:.1f} s ({share} % at the worst)"


def _what(covered: Covered) -> tuple[str, str]:
    if covered.kind == "face":
        return "a face", "is"
    if covered.text:
        return f"“{covered.text}”", "is"
    if covered.is_caption:
        return "captions in the video", "are"
    return "words in the video", "are"


def element_words(elements: Sequence[str], chrome: Chrome) -> str:
    """`the caption and the button`, as people call them."""
    buttons = {layer.id for layer in chrome.layers if layer.word == "button"}
    return joined_words(
        [
            "the button" if one in buttons else f"the {one.replace('_', ' ')}"
            for one in elements[:_MOST_NAMED]
        ]
    )


def joined_words(names: Sequence[str]) -> str:
    """`a, b and c`"""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
