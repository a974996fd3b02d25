"""What the chrome covers of words and faces: how much, by which element, from when to when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from overlays.geometry import Box, Rect
from qa.covering.lying import Lying
from qa.covering.moments import Held, held, is_one, times_of
from qa.covering.shields import OWNERS, Owner, Shield, Shields, hidden_in
from qa.seeing.seen import Track
from qa.seeing.spots import Kind

# Lines that are nearer to each other than so many times their height are one block of words.
_LINES_APART = 3.0


@dataclass(frozen=True, slots=True)
class Covered:
    """One thing that is covered. `share` is the largest, 0.0 to 1.0, at `held.worst`.

    `rect` is all of it then, in canvas px; `elements` are the ids of what covers it, most first;
    `owner` tells the app's own from a phone's and from our stamp. `tracks` are its lines.
    """

    kind: Kind
    owner: Owner
    held: Held
    rect: Rect
    elements: tuple[str, ...]
    tracks: tuple[Track, ...]
    line: float
    """Height of its highest line, in canvas px."""

    @property
    def text(self) -> str:
        """The words that were read, each once; empty where none were."""
        return " ".join(dict.fromkeys(track.text for track in self.tracks if track.text))

    @property
    def is_caption(self) -> bool:
        return any(track.is_caption for track in self.tracks)


def find_covered(
    tracks: Iterable[Track], shields: Shields, lying: Lying, least: float
) -> tuple[Covered, ...]:
    """All of which at least `least` (0.0 to 1.0) is covered at some time, by their start.

    Lines that are covered by the same elements, beside or after each other, are one.
    """
    found = [
        one
        for track in tracks
        for owner in OWNERS
        if (one := _covered(track, owner, shields, lying, least))
    ]
    return tuple(sorted(_joined(found), key=lambda one: (one.held.start, one.rect.y)))


def _covered(
    track: Track, owner: Owner, shields: Shields, lying: Lying, least: float
) -> Covered | None:
    def share(time: Fraction) -> float:
        return covered_share(lying.at(time).box(track.box(time)), shields.at(time), owner)

    times = times_of(track, shields.times())
    span = held(times, share, least)
    if span is None:
        return None
    by: dict[str, float] = {}
    for time in times:
        box = lying.at(time).box(track.box(time))
        for shield in shields.at(time):
            if shield.owner == owner:
                amount = covered_share(box, (shield,), owner)
                by[shield.element] = by.get(shield.element, 0.0) + amount
    elements = tuple(name for name in sorted(by, key=lambda name: -by[name]) if by[name] > 0)
    rect = rect_of(lying.at(span.worst).box(track.box(span.worst)))
    return Covered(track.kind, owner, span, rect, elements, (track,), rect.height)


def covered_share(box: Box, shields: Iterable[Shield], *owners: Owner) -> float:
    """How much of a box on the canvas is hidden, 0.0 to 1.0, by all that is those owners'."""
    return float(hidden_in(rect_of(box), shields, owners).mean())


def rect_of(box: Box) -> Rect:
    """The whole pixels that a box touches."""
    left, top = math.floor(box.left), math.floor(box.top)
    right, bottom = math.ceil(box.right), math.ceil(box.bottom)
    return Rect(left, top, max(1, right - left), max(1, bottom - top))


def _joined(found: Sequence[Covered]) -> Iterator[Covered]:
    left = list(found)
    while left:
        one = left.pop(0)
        while beside := next((other for other in left if _is_beside(one, other)), None):
            left.remove(beside)
            one = _both(one, beside)
        yield one


def _is_beside(one: Covered, other: Covered) -> bool:
    if (one.kind, one.owner) != (other.kind, other.owner) or not is_one(one.held, other.held):
        return False
    if one.kind == "face" or not set(one.elements) & set(other.elements):
        return False
    reach = round(_LINES_APART * max(one.line, other.line))
    return one.rect.expand(reach, reach).intersect(other.rect) is not None


def _both(one: Covered, other: Covered) -> Covered:
    worse = max((one, other), key=lambda covered: covered.held.share)
    start, end = min(one.held.start, other.held.start), max(one.held.end, other.held.end)
    span = Held(start, end, worse.held.worst, worse.held.share)
    elements = tuple(dict.fromkeys((*worse.elements, *one.elements, *other.elements)))
    tracks = (*one.tracks, *other.tracks)
    rect, line = one.rect.join(other.rect), max(one.line, other.line)
    return replace(worse, held=span, elements=elements, tracks=tracks, rect=rect, line=line)
