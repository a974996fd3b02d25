"""The creative alone, glanced at: every picture small and gray, and larger only where asked.

For those who look for something in a clip rather than show it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from fractions import Fraction

import cv2
import numpy as np
from av.video.frame import VideoFrame

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from renderer.picture.framed import FramedFitter
from renderer.picture.planes import Plane, Planes
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo

_MOST_SHORT_SIDE = 1080
_GRAY_SHORT_SIDE = 135
# Stored with its luma first, one byte each: enlarging or converting would cost more than looking.
_LUMA_FIRST = ("yuv4", "yuvj4", "nv12", "nv21", "gray")


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """One picture at its media time. `gray` is upright, uint8, about 135 px at its short side.

    Its levels are the file's own (limited or full range): good to tell pictures of one file apart.
    """

    time: Fraction
    gray: Plane = field(repr=False)
    planes: Callable[[], Planes] = field(repr=False)
    """The whole picture upright, of `look_size`; do not write into it. Good until the next one."""


def look_size(source: SourceInfo) -> Size:
    """The size of a glance's planes: the creative's own, at most 1080 px at its short side."""
    shown = source.display_size
    shrink = min(Fraction(1), Fraction(_MOST_SHORT_SIDE, min(shown.width, shown.height)))
    return Size(_even(shown.width * shrink), _even(shown.height * shrink))


def iter_glances(source: SourceInfo, start: Fraction | None = None) -> Generator[Glance]:
    """Every picture from the one that stands at `start` on, in order.

    Raises UnreadableSource when the creative cannot be decoded.
    """
    size = look_size(source)
    framing = Framing.fixed(Rect(0, 0, size.width, size.height))
    fitter = FramedFitter(source, "contain", size, framing)
    known: tuple[int | None, Plane] | None = None
    for frame in iter_source_frames(source, start):
        assert frame.pts is not None
        time, picture = source.time_of(frame.pts), source.picture_of(frame.pts)
        if known is None or picture is None or known[0] != picture:
            known = picture, _gray(frame, source)
        yield Glance(time, known[1], _planes_of(fitter, frame, time))
        del frame


def _planes_of(fitter: FramedFitter, frame: VideoFrame, time: Fraction) -> Callable[[], Planes]:
    return lambda: fitter(frame, time)


def _gray(frame: VideoFrame, source: SourceInfo) -> Plane:
    shrink = _GRAY_SHORT_SIDE / min(frame.width, frame.height)
    size_wh = (max(2, round(frame.width * shrink)), max(2, round(frame.height * shrink)))
    if frame.format.name.startswith(_LUMA_FIRST) and frame.format.components[0].bits == 8:
        luma = frame.planes[0]
        stored = np.frombuffer(memoryview(luma), np.uint8).reshape(luma.height, luma.line_size)
        gray = cv2.resize(stored[:, : luma.width], size_wh, interpolation=cv2.INTER_AREA)
    else:
        gray = frame.reformat(*size_wh, format="gray").to_ndarray()
    if source.mirrored:
        gray = gray[:, ::-1]
    # NumPy counts its quarters against the clock.
    return np.ascontiguousarray(np.rot90(gray, -source.rotation // 90))


def _even(length: Fraction) -> int:
    return max(2, round(length / 2) * 2)
