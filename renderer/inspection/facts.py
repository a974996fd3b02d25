"""`FileFacts`: the figures of a creative that only reading all of it, or decoding, can tell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

WINDOW = Fraction(3)
"""Seconds of picture that are looked at from the start on, and before the end."""
LONGEST_SOUND = Fraction(600)
"""Seconds of sound that are measured, from its start on."""
SILENCE = -70.0
"""LUFS: the gate of EBU R128, under which there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """`loudness` in LUFS (integrated, EBU R128), `SILENCE` for none; `true_peak` in dBTP, reached
    at media time `peak_at`. `seconds` were measured."""

    loudness: float
    true_peak: float
    peak_at: Fraction
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class EdgeFacts:
    """For how many seconds, from the start on or before the end, the picture is black, stands
    still, or is blurred; at most `WINDOW`."""

    black: Fraction
    frozen: Fraction
    blurred: Fraction


@dataclass(frozen=True, slots=True)
class Bars:
    """Black bars that are part of the picture, in pixels of the picture as it is shown."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class FileFacts:
    """`bit_rate` in bits per second, of the whole file over its length. `uneven` is the share of
    pictures that stand longer or shorter than the usual one by more than a quarter, `longest` the
    seconds of the one that stands longest. `sound` is None without a track that can be read; of a
    still picture there are no edges and bars."""

    size_bytes: int
    bit_rate: float
    uneven: float
    longest: Fraction
    sound: SoundFacts | None
    head: EdgeFacts | None = None
    tail: EdgeFacts | None = None
    bars: Bars = Bars()
