"""The first and last seconds of a creative: black, frozen or blurred; and black bars in all of it.

Pictures are looked at small, by their luma alone. The limits of one picture are those of FFmpeg's
blackdetect and freezedetect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from renderer.inspection.facts import WINDOW, Bars, EdgeFacts
from renderer.source.container import open_container, picture_stream
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo

Luma = npt.NDArray[np.uint8]

_LONG_SIDE = 480
# blackdetect: a pixel under a tenth of the range of limited luma, in 98 % of the picture.
_BLACK, _BLACK_SHARE = 38, 0.98
# freezedetect: a mean difference of 0.001 of the range.
_STILL = 0.001 * 255
# Of the sharpness that is usual in the clip; a blur of a hundredth of the width takes nine tenths.
_BLURRED = 0.1
# A bar's line is black from end to end; codecs ripple it by a level or two.
_FLAT = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One picture, small: its media time, its luma, and what is measured of it."""

    time: Fraction
    luma: Luma = field(repr=False)

    @property
    def is_black(self) -> bool:
        return bool(np.mean(self.luma <= _BLACK) >= _BLACK_SHARE)

    @property
    def sharpness(self) -> float:
        """The variance of the Laplacian."""
        return float(cv2.Laplacian(self.luma, cv2.CV_32F).var())


def measure_edges(
    source: SourceInfo, keep_on: Callable[[], None]
) -> tuple[EdgeFacts, EdgeFacts, Bars]:
    """Head, tail and bars of a creative that is no still picture."""
    head, tail = _both_ends(source, keep_on)
    looks = [*head, *_between(source, keep_on), *tail]
    lit = [look for look in looks if not look.is_black]
    usual = float(np.median([look.sharpness for look in lit])) if lit else 0.0
    end = max(source.duration, tail[-1].time)
    return _head(head, usual), _tail(tail, end, usual), _bars(lit, source)


def _both_ends(source: SourceInfo, keep_on: Callable[[], None]) -> tuple[list[Look], list[Look]]:
    """The pictures of the first and of the last `WINDOW` seconds; at least one each."""
    last = max(source.duration - WINDOW, Fraction(0))
    if source.duration > 2 * WINDOW:
        return _window(source, Fraction(0), WINDOW, keep_on), _window(source, last, WINDOW, keep_on)
    # A short clip is decoded once.
    looks = _window(source, Fraction(0), 2 * WINDOW, keep_on)
    head = [look for look in looks if look.time <= WINDOW]
    return head, [look for look in looks if look.time >= last] or looks[-1:]


def _window(
    source: SourceInfo, start: Fraction, length: Fraction, keep_on: Callable[[], None]
) -> list[Look]:
    """The pictures of so many seconds from `start` on, at least one."""
    looks: list[Look] = []
    reformatter = VideoReformatter()
    for frame in iter_source_frames(source, start):
        keep_on()
        assert frame.pts is not None
        time = source.time_of(frame.pts)
        if looks and time > start + length:
            break
        looks.append(Look(time, _small(frame, reformatter)))
        del frame
    return looks


def _between(source: SourceInfo, keep_on: Callable[[], None]) -> Iterator[Look]:
    """Pictures that can be decoded alone, a few of each clip, from between the windows."""
    apart = max(source.duration / 16, Fraction(1, 2))
    due, reformatter = WINDOW, VideoReformatter()
    with open_container(source.path) as container:
        stream = picture_stream(container, source.path)
        stream.codec_context.skip_frame = "NONKEY"
        while due < source.duration - WINDOW:
            keep_on()
            container.seek(int(source.first_pts + due / source.time_base), stream=stream)
            frame = next(container.decode(stream), None)
            if frame is None or frame.pts is None:
                return
            time = source.time_of(frame.pts)
            if time >= due - apart:
                yield Look(time, _small(frame, reformatter))
            due += apart


def _small(frame: VideoFrame, reformatter: VideoReformatter) -> Luma:
    scale = min(1.0, _LONG_SIDE / max(frame.width, frame.height))
    width, height = (max(2, round(side * scale)) for side in (frame.width, frame.height))
    small = reformatter.reformat(frame, width, height, "gray", interpolation="AREA")
    return np.ascontiguousarray(small.to_ndarray())


def _head(looks: Sequence[Look], usual: float) -> EdgeFacts:
    black = next((look.time for look in looks if not look.is_black), looks[-1].time)
    moved = (after.time for before, after in pairwise(looks) if _differs(before, after))
    first_lit = [look for look in looks if look.time >= black]
    sharp = next((look.time for look in first_lit if _is_sharp(look, usual)), looks[-1].time)
    return EdgeFacts(black, next(moved, looks[-1].time), sharp - black)


def _tail(looks: Sequence[Look], end: Fraction, usual: float) -> EdgeFacts:
    """As the head, from the end backwards; the last picture stands until `end`."""
    lit = next((at for at in reversed(range(len(looks))) if not looks[at].is_black), -1)
    begin = looks[lit + 1].time if lit + 1 < len(looks) else end
    pairs = reversed(list(pairwise(looks)))
    moved = (after.time for before, after in pairs if _differs(before, after))
    sharp = next((at for at in range(lit, -1, -1) if _is_sharp(looks[at], usual)), -1)
    blurred = begin - looks[sharp + 1].time if sharp < lit else Fraction(0)
    return EdgeFacts(end - begin, end - next(moved, looks[0].time), blurred)


def _differs(one: Look, other: Look) -> bool:
    if one.luma.shape != other.luma.shape:
        return True
    return float(np.mean(cv2.absdiff(one.luma, other.luma))) > _STILL


def _is_sharp(look: Look, usual: float) -> bool:
    return look.sharpness >= _BLURRED * usual


def _bars(looks: Sequence[Look], source: SourceInfo) -> Bars:
    """Lines that are black in every picture, where they stand at both of two opposite edges."""
    alike = [look.luma for look in looks if look.luma.shape == looks[0].luma.shape]
    if not alike:
        return Bars()
    top, bottom = _pair(np.max([_line_levels(luma) for luma in alike], axis=0))
    left, right = _pair(np.max([_line_levels(luma.T) for luma in alike], axis=0))
    height, width = alike[0].shape
    sides = _turned((left, top, right, bottom), source)
    shown = source.display_size
    if source.rotation in (90, 270):
        height, width = width, height
    across, down = shown.width / width, shown.height / height
    scales = (across, down, across, down)
    return Bars(*(round(side * scale) for side, scale in zip(sides, scales, strict=True)))


def _line_levels(luma: Luma) -> npt.NDArray[np.float64]:
    """For each row how bright it is, over `_BLACK` where it is not flat."""
    flat = luma.std(axis=1) <= _FLAT
    return np.where(flat, luma.mean(axis=1), 255.0)


def _pair(levels: npt.NDArray[np.float64]) -> tuple[int, int]:
    light = np.flatnonzero(levels > _BLACK)
    if not light.size or not light[0] or light[-1] == len(levels) - 1:
        return 0, 0
    return int(light[0]), len(levels) - 1 - int(light[-1])


def _turned(sides: tuple[int, int, int, int], source: SourceInfo) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the stored picture as they are once it is upright."""
    left, top, right, bottom = sides
    if source.mirrored:
        left, right = right, left
    match source.rotation:
        case 90:
            return bottom, left, top, right
        case 180:
            return right, bottom, left, top
        case 270:
            return top, right, bottom, left
    return left, top, right, bottom
