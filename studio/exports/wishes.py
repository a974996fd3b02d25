"""What was typed behind "More", and what it comes to in one format.

Everything is kept as it was typed and judged here, so that a wrong value gets a sentence instead of
being dropped, and no format makes another one's values go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from overlays.errors import ExportError, Problem
from overlays.motion import TimeSpan
from renderer.output.animation import first_rate
from renderer.output.formats import FORMATS, MEGABYTE, check_fps
from renderer.output.option_text import bytes_from_text, rate_from_text, seconds_from_text
from renderer.output.options import (
    LEAST_WIDTH,
    MOST_WIDTH,
    ExportOptions,
    Format,
    Quality,
    check_order,
)
from renderer.source.still_picture import LONGEST

START, END, RATE, LIMIT, STILL = "start", "end", "rate", "limit", "still"
SPAN = "span"
LEAST_SECONDS = Fraction(1, 10)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Options, the screen's width in pixels, and one problem for each value that cannot be.

    A problem's path is the name of the value, `SPAN` for both ends of the range.
    """

    options: ExportOptions
    width: int
    problems: tuple[Problem, ...]


def width_name(kind: Format) -> str:
    """Formats of one usual width share what was typed."""
    return f"width:{FORMATS[kind].width}"


def crf_name(kind: Format) -> str:
    """Encoders count differently, so each has its own."""
    return f"crf:{FORMATS[kind].codec}"


def preset_name(kind: Format) -> str:
    return f"preset:{FORMATS[kind].codec}"


def usual_rate(kind: Format, quality: Quality) -> str:
    """What a file has when no rate is asked for."""
    if FORMATS[kind].form == "animation":
        return f"As the quality ({first_rate(kind, ExportOptions(quality=quality))})"
    return "As the clip"


def usual_limit(kind: Format, quality: Quality) -> str:
    """The size that an animation is kept under when none is asked for."""
    limit = FORMATS[kind].usual_limit(quality)
    return f"{limit // MEGABYTE} MB" if limit else "no limit"


def wishes_of(
    kind: Format, quality: Quality, typed: Mapping[str, str], *, is_still: bool = False
) -> Wishes:
    """What `typed` asks of that format; what the format does not have is left out."""
    reader = _Reader(typed)
    if is_still:
        reader.read(STILL, "Seconds to show the picture", still_seconds)
    span = fps = preset = crf = limit = None
    facts = FORMATS[kind]
    if facts.has_frames:
        span = _span(reader)
        fps = reader.read(RATE, "Frames a second", lambda text: _rate(text, kind))
    width = reader.read(width_name(kind), "Width", _width)
    if (numbers := facts.numbers) is not None:
        preset = typed.get(preset_name(kind)) or None
        crf = reader.read(crf_name(kind), "CRF", lambda text: _crf(text, numbers.worst_crf))
    if facts.form == "animation":
        limit = reader.read(LIMIT, "Largest file", bytes_from_text)
    used = quality if facts.has_qualities else "review"
    options = ExportOptions(kind, used, preset, crf, span, fps, limit)
    return Wishes(options, width or facts.width, tuple(reader.problems))


def still_seconds(text: str) -> Fraction:
    """How long a picture is shown, in seconds. Raises ExportError."""
    seconds = seconds_from_text(text)
    if not LEAST_SECONDS <= seconds <= LONGEST:
        raise ExportError(
            f"{text[:40]} is not possible: choose {float(LEAST_SECONDS):g} to {LONGEST}."
        )
    return seconds


class _Reader:
    """Reads what was typed and notes what cannot be read."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self._typed = typed
        self.problems: list[Problem] = []

    def read(self, name: str, label: str, parse: Callable[[str], Value]) -> Value | None:
        """None for an empty field and for a wrong one."""
        text = self._typed.get(name, "").strip()
        try:
            return parse(text) if text else None
        except ExportError as error:
            self.problems.append(Problem(name, f"{label}: {error}"))
            return None

    def has_problem(self, *names: str) -> bool:
        return any(problem.path in names for problem in self.problems)


def _span(reader: _Reader) -> TimeSpan | None:
    start = reader.read(START, "From second", seconds_from_text)
    end = reader.read(END, "To second", seconds_from_text)
    if (start is None and end is None) or reader.has_problem(START, END):
        return None
    span = TimeSpan(start or Fraction(0), end)
    try:
        check_order(span)
    except ExportError as error:
        reader.problems.append(Problem(SPAN, str(error)))
        return None
    return span


def _rate(text: str, kind: Format) -> Fraction:
    rate = rate_from_text(text)
    check_fps(rate, kind)
    return rate


def _width(text: str) -> int:
    width = int(text) if re.fullmatch(r"\d{1,6}", text) else 0
    if width % 2 == 0 and LEAST_WIDTH <= width <= MOST_WIDTH:
        return width
    raise ExportError(
        f"{text[:40]} is not possible: choose an even number from {LEAST_WIDTH} to {MOST_WIDTH}."
    )


def _crf(text: str, worst: int) -> int:
    crf = int(text) if re.fullmatch(r"\d{1,3}", text) else -1
    if 0 <= crf <= worst:
        return crf
    raise ExportError(
        f"{text[:40]} is not possible: choose a whole number from 0 (best) to {worst}."
    )
