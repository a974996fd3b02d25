"""Words and faces outside the published safe zone, and cut off by the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.picture.standing import Standing, standing
from qa.checks.telling import found
from qa.covering.paths import path_of
from qa.covering.zones import Beyond, find_cropped, find_outside
from qa.finding import Figure, Finding
from qa.seeing.seen import Track


def outside_safe(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """One finding for all words of a zone, and one for all faces: they are moved together."""
    at, least = standing(candidate), limits.number("least")
    if at is None or least is None:
        return
    tracks = _large(at, limits)
    beyond = find_outside(tracks, at.zones, at.lying, at.shields.canvas, least.value)
    for one, others in _together(beyond):
        what = _said(one, others)
        message = f"{what} outside the safe zone “{one.zone}”{_span(others)}"
        yield _finding("outside-safe", message, one, others, at)


def cropped(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    at, least = standing(candidate), limits.number("least")
    if at is None or least is None:
        return
    for one, others in _together(find_cropped(_large(at, limits), at.lying, least.value)):
        share = round(100 * one.held.share)
        message = f"{_said(one, others)} cut off by the screen{_span(others)} ({share} %)"
        yield _finding("cropped", message, one, others, at)


def _large(at: Standing, limits: Limits) -> list[Track]:
    """Without the smallest words, which are mostly those on things in the picture."""
    small = limits.number("small")
    least = 0.0 if small is None else small.value * at.dp
    return [
        track for track in at.seen.tracks if track.kind == "face" or _height(track, at) >= least
    ]


def _height(track: Track, at: Standing) -> float:
    """On the canvas, when it is highest."""
    return max(at.lying.at(time).box(box).height for time, box in track.boxes)


def _together(beyond: Iterable[Beyond]) -> Iterator[tuple[Beyond, Sequence[Beyond]]]:
    """By kind and zone: the worst of each, and all."""

    def key(one: Beyond) -> tuple[str, str]:
        return one.track.kind, one.zone

    for _, group in groupby(sorted(beyond, key=key), key):
        found_ones = sorted(group, key=lambda one: one.held.start)
        yield max(found_ones, key=lambda one: one.held.share), found_ones


def _said(one: Beyond, others: Sequence[Beyond]) -> str:
    if one.track.kind == "face":
        return "a face is" if len(others) == 1 else f"{len(others)} faces are"
    read = [other.track.text for other in others if other.track.text]
    if read:
        quoted = ", ".join(f"“{text}”" for text in dict.fromkeys(read))
        return f"{quoted} {'is' if len(read) == 1 else 'are'}"
    if len(others) == 1:
        return "a line of words in the video is"
    return f"{len(others)} lines of words in the video are"


def _span(others: Sequence[Beyond]) -> str:
    start, end = _edges(others)
    return f" from {float(start.held.start):.1f} to {float(end.held.end):.1f} s"


def _edges(others: Sequence[Beyond]) -> tuple[Beyond, Beyond]:
    return min(others, key=lambda one: one.held.start), max(others, key=lambda one: one.held.end)


def _finding(
    code: str, message: str, one: Beyond, others: Sequence[Beyond], at: Standing
) -> Finding:
    first, last = _edges(others)
    figures: dict[str, Figure] = {
        "share": round(one.held.share, 3),
        "kind": one.track.kind,
        "count": len(others),
    }
    text = " ".join(dict.fromkeys(other.track.text for other in others if other.track.text))
    figures |= {"text": text} if text else {}
    span = TimeSpan(first.held.start, last.held.end)
    # One box cannot go round lines that stand all over the picture: it follows the worst.
    path = path_of([one.track], at.lying, one.held.start, one.held.end)
    return found(code, "warn", message, rect=one.rect, path=path, span=span, figures=figures)
