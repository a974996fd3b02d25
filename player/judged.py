"""What was said of an ad, as the player shows it: marks in time, boxes over the picture.

Whoever judged it says it in these plain values: reports, shared files and the app show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from overlays.geometry import Rect
from overlays.motion import TimeSpan
from player.layers import box_data, times_data

Tone = Literal["fail", "warn", "info", "note", "fine"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding: a mark on the time line, a box over the picture, or both.

    `words` is a whole sentence, `short` a word or two for the box. `span` is in media seconds; one
    of no length is a single frame, None is of no time. `rect` is in canvas pixels; what moves has
    its places at media times in `path`, and goes straight on between two of them.
    """

    id: str
    tone: Tone
    words: str
    short: str = ""
    span: TimeSpan | None = None
    rect: Rect | None = None
    path: tuple[tuple[Fraction, Rect], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen instead at a media time: the address of a picture as large as the canvas."""

    at: Fraction
    url: str


@dataclass(frozen=True, slots=True)
class Judged:
    """All that one look at the ad has found. `id` is another one for another look.

    `heat` is the address of a picture as large as the canvas that says where most is covered.
    """

    id: str
    marks: tuple[Mark, ...] = ()
    seen: tuple[Seen, ...] = ()
    heat: str | None = None


def judged_data(judged: Judged) -> dict[str, Any]:
    """Plain values; times in seconds, boxes as x, y, width, height in canvas pixels."""
    return {
        "id": judged.id,
        "marks": [_mark(mark) for mark in judged.marks],
        "seen": [{"t": float(seen.at), "url": seen.url} for seen in judged.seen],
        "heat": judged.heat,
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "tone": mark.tone,
        "words": mark.words,
        "short": mark.short,
        "box": None if mark.rect is None else box_data(mark.rect),
        "path": [[float(at), *box_data(rect)] for at, rect in mark.path],
        **({"t0": None, "t1": None} if mark.span is None else times_data(mark.span)),
    }
