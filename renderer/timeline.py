"""When frames are shown: of what part of the source, at its own times or at a constant rate.

source    0     33    66    100   133            range 0.05:0.12
kept           [0.................)              frames of 33 (shown from 0), 66 and 100
30 a second     0     33    66                   frames of 33, 66, 100 painted for 50, 83, 117
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from av.video.frame import VideoFrame

from overlays.motion import ALWAYS, TimeSpan
from renderer.source.damage import Damage
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo

# Fine enough to place the first frame beside sound that began before it.
_TICKS_PER_FRAME = 512
_COARSEST_CLOCK = Fraction(1, 1000)


def slack_of(source: SourceInfo) -> Fraction:
    """How much later than a time of a constant rate a picture may begin that is meant for it.

    Matroska rounds to milliseconds: the second picture of 30 a second is at 0.034 there.
    """
    return min(source.time_base, _COARSEST_CLOCK)


class Tick(NamedTuple):
    """One frame of the output: which picture, the media time of its chrome, when it is shown.

    `pts` is by the source's clock in the timeline's `time_base`, as is `duration`; 0 is unknown.
    """

    picture: VideoFrame
    time: Fraction
    pts: int
    duration: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A part of a source, at a constant `rate` or, with None, at its own times.

    `damage` is what was found in that part while it was decoded; several runs tell it once.
    """

    source: SourceInfo
    span: TimeSpan = ALWAYS
    rate: Fraction | None = None
    damage: Damage = field(default_factory=Damage, compare=False)

    @property
    def time_base(self) -> Fraction:
        return 1 / (self.rate * _TICKS_PER_FRAME) if self.rate else self.source.time_base

    @property
    def frame_rate(self) -> Fraction:
        return self.rate or self.source.frame_rate

    @property
    def origin(self) -> Fraction:
        """The time by the source's clock that becomes 0: the range's start, in whole ticks.

        Without a range it is the start of the picture or the sound, whichever is earlier.
        """
        source = self.source
        if self.span.start > 0:
            return self.pts_of(self.span.start) * self.time_base
        return source.start if source.audio is None else min(source.start, source.audio.start)

    @property
    def duration(self) -> Fraction:
        """Seconds from the first frame to the end of the last, as far as the source promises."""
        promised = self.source.duration
        end = promised if self.span.end is None else min(promised, self.span.end)
        return end - self.span.start

    @property
    def frame_count(self) -> int:
        """How many frames to expect."""
        if self.rate:
            return math.ceil(self.duration * self.rate)
        if self.span == ALWAYS:
            return self.source.frame_count
        share = self.duration / self.source.duration if self.source.duration else Fraction(1)
        return max(1, round(self.source.frame_count * share))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the damage in this part of the source, once it is decoded."""
        first = self.pts_of(self.span.start) * self.time_base
        end = None if self.span.end is None else self.pts_of(self.span.end) * self.time_base
        times = {pts: pts * self.source.time_base for pts in self.damage.lost}
        lost = {pts for pts, at in times.items() if first <= at and (end is None or at < end)}
        return replace(self.damage, lost=lost).notes

    def pts_of(self, time: Fraction) -> int:
        """The tick at or before a media time."""
        return math.floor((self.source.start + time) / self.time_base)

    def shown_at(self, pts: int) -> Fraction:
        """Seconds from the range's start to a tick, 0 for what stands there already."""
        return max(0, pts - self.pts_of(self.span.start)) * self.time_base

    def ticks(self) -> Iterator[Tick]:
        """Every frame, in order. The first shows what stands at the start of the range.

        Raises UnreadableSource when the creative cannot be decoded (any more).
        """
        return self._at_rate(self.rate) if self.rate else self._at_own_times()

    def _noted(self, picture: VideoFrame) -> VideoFrame:
        """The picture, which is shown."""
        if picture.is_corrupt and picture.pts is not None:
            self.damage.shown.add(picture.pts)
        return picture

    def _at_own_times(self) -> Iterator[Tick]:
        source, end = self.source, self.span.end
        for picture in iter_source_frames(source, self.span.start, self.damage):
            assert picture.pts is not None
            time, duration = source.time_of(picture.pts), picture.duration or 0
            if end is not None and time >= end:
                return
            if end is not None:
                duration = min(duration, math.ceil((end - time) / source.time_base))
            yield Tick(self._noted(picture), time, picture.pts, duration)
            del picture

    def _at_rate(self, rate: Fraction) -> Iterator[Tick]:
        first, count = self.pts_of(self.span.start), 0
        end, slack = self.pts_of(self.span.start + self.duration), slack_of(self.source)
        for picture, until in self._standing():
            is_last = until == self.span.end
            while (time := self.span.start + count / rate) < until - (0 if is_last else slack):
                pts = first + count * _TICKS_PER_FRAME
                left = end - pts
                # The last one ends with the clip, and not a part of a frame later.
                duration = min(left, _TICKS_PER_FRAME) if left > 0 else _TICKS_PER_FRAME
                yield Tick(self._noted(picture), time, pts, duration)
                count += 1

    def _standing(self) -> Iterator[tuple[VideoFrame, Fraction]]:
        """Each picture with the media time until which it stands."""
        source, end = self.source, self.span.end
        held: VideoFrame | None = None
        until = Fraction(0)
        for picture in iter_source_frames(source, self.span.start, self.damage):
            assert picture.pts is not None
            time = source.time_of(picture.pts)
            if held is not None:
                yield held, time if end is None else min(time, end)
            if end is not None and time >= end:
                return
            held = picture
            until = time + ((picture.duration or 0) * source.time_base or 1 / source.frame_rate)
        if held is not None:
            yield held, until if end is None else min(until, end)
