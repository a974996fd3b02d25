"""What is asked of an export: plain values that can be pickled, checked before the first frame.

ExportOptions()                                     MP4 as the output's suffix says, for review
ExportOptions(quality="master", fps=Fraction(30))   30 frames a second, close to the source
ExportOptions("gif", span=TimeSpan(Fraction(2), Fraction(8)), size_limit=8_000_000)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from overlays.errors import ExportError, SparkproofError
from overlays.motion import TimeSpan
from renderer.source.info import SourceInfo

Format = Literal[
    "mp4",
    "hevc",
    "webm",
    "gif",
    "webp",
    "png_sequence",
    "chrome_prores",
    "chrome_qtrle",
    "chrome_webm",
    "chrome_png_sequence",
    "chrome_layers",
]
Quality = Literal["draft", "review", "master"]

MOST_FPS = 240

LEAST_WIDTH, MOST_WIDTH = 180, 2160

# Whoever read a clip's length somewhere read it rounded.
_ROUNDING = Fraction(1, 100)
_PLAIN_DENOMINATOR = 16


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to write a plan. The defaults are an MP4 for review with the source's frame times.

    `format` None is the one of the output's suffix. `preset` and `crf` are the encoder's own
    numbers and go before `quality`. `span` is in media seconds, its end excluded. `fps` asks for a
    constant rate; None keeps the source's times. `size_limit` in bytes is for GIF and WebP.
    """

    format: Format | None = None
    quality: Quality = "review"
    preset: str | None = None
    crf: int | None = None
    span: TimeSpan | None = None
    fps: Fraction | None = None
    size_limit: int | None = None


def check_order(span: TimeSpan) -> None:
    """Raises ExportError for a range that ends before it begins, or at once."""
    if span.end == span.start:
        raise ExportError(f"The range {_written(span)} is empty: let it end later.")
    if span.end is not None and span.end < span.start:
        raise ExportError(
            f"The range {_written(span)} ends before it begins: put the earlier time first."
        )


def check_span(span: TimeSpan, duration: Fraction, name: str) -> None:
    """Raises ExportError for a range that is reversed, empty, or outside a clip of `duration` s."""
    check_order(span)
    is_late = span.end is not None and span.end >= duration + _ROUNDING
    if span.start < 0 or span.start >= duration or is_late:
        raise ExportError(
            f"{name} lasts {seconds_within(duration)} s: choose a range within that, "
            f"not {_written(span)}."
        )


def within_clip(at: Fraction, source: SourceInfo) -> None:
    """Raises SparkproofError for a time at which the clip has ended."""
    if at >= max(source.duration, Fraction(1, 1000)):
        raise SparkproofError(
            f"{source.path.name} lasts {seconds_within(source.duration)} s; choose a time before "
            f"that, not {float(at):g} s"
        )


def seconds_within(duration: Fraction) -> str:
    """In hundredths, rounded down: a time that is inside."""
    return f"{math.floor(duration * 100) / 100:.2f}"


def scaled_width(width: int, scale: Fraction) -> int:
    """`width` times `scale`, which has to be an even number of pixels in bounds.

    Raises ExportError that names the nearest scale that is good.
    """
    scaled = width * scale
    if scaled % 2 == 0 and LEAST_WIDTH <= scaled <= MOST_WIDTH:
        return int(scaled)
    nearest = min(max(2 * round(scaled / 2), LEAST_WIDTH), MOST_WIDTH)
    share = Fraction(nearest, width)
    advice = f"try {share}" if share.denominator <= _PLAIN_DENOMINATOR else "say a width instead"
    bounds = f"{LEAST_WIDTH} to {MOST_WIDTH}"
    rule = f"an even number from {bounds}" if LEAST_WIDTH <= scaled <= MOST_WIDTH else bounds
    raise ExportError(
        f"A scale of {float(scale):g} makes {width} pixels {float(scaled):g}, and a screen has "
        f"{rule}: {advice} ({nearest} pixels)."
    )


def _written(span: TimeSpan) -> str:
    return f"{float(span.start):.12g}:{'' if span.end is None else f'{float(span.end):.12g}'}"
