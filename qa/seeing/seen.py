"""`Seen`: what was found in a creative, as plain values: tracks of words and faces, and samples."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction

from overlays.geometry import Box, Size
from qa.seeing.spots import Kind
from renderer.picture.rgb import RGB


@dataclass(frozen=True, slots=True)
class Track:
    """One line of words, or one face, from when to when, and where in each sample.

    `boxes` are in pixels of the creative as it is shown upright (`Seen.size`). `changes` counts how
    often other words came in the same place; `text` is what was read, empty where nothing was;
    `score` is the detector's best certainty, 0.0 to 1.0.
    """

    kind: Kind
    start: Fraction
    end: Fraction
    boxes: tuple[tuple[Fraction, Box], ...]
    changes: int = 0
    text: str = ""
    score: float = 1.0

    @property
    def is_caption(self) -> bool:
        """True for words that keep changing in their place, as captions do that follow speech.

        A label that is held into the camera changes its look, too, and does not stay.
        """
        rows = [box.middle[1] for _, box in self.boxes]
        high = min(box.height for _, box in self.boxes)
        return self.changes >= 2 and max(rows) - min(rows) < high / 2

    def box(self, time: Fraction) -> Box:
        """Where it is at a media time: between two samples, between their boxes."""
        times = [at for at, _ in self.boxes]
        after = bisect_right(times, time)
        if after == 0:
            return self.boxes[0][1]
        if after == len(times):
            return self.boxes[-1][1]
        (first, one), (then, other) = self.boxes[after - 1 : after + 1]
        share = float((time - first) / (then - first))
        return Box(*(a + (b - a) * share for a, b in zip(one, other, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The creative at a media time, small: uint8, height x width x 3, sRGB, upright."""

    time: Fraction
    picture: RGB = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """All that was found. `size` is the creative's, upright with square pixels.

    `notes` are clauses on what was looked at less closely, without a full stop.
    """

    size: Size
    duration: Fraction
    samples: tuple[Sample, ...]
    tracks: tuple[Track, ...]
    notes: tuple[str, ...] = ()
