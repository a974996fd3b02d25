"""Reads what was shown: a picture, or the frames of a video, in sRGB, upright, eight bits.

Videos go through `renderer.source`, which trusts no file.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from overlays.geometry import Size
from overlays.motion import TimeSpan
from qa.compare.frame_folder import FrameFolder
from qa.compare.ycc import rgb_from_ycc, ycc_from_planes
from qa.opening import open_picture
from renderer.picture.fitters import make_fitter
from renderer.picture.planes import Planes
from renderer.source.container import SUFFIXES, check_file
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.source.still_picture import is_still_picture
from renderer.timeline import Timeline

RGB = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame that was shown, in its own size, and its time in its own video."""

    time: Fraction
    planes: Planes = field(repr=False)

    @property
    def rgb(self) -> RGB:
        return rgb_from_ycc(ycc_from_planes(self.planes))


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """`rgb` is height x width x 3; `notes` are clauses on what it was before."""

    rgb: RGB = field(repr=False)
    notes: tuple[str, ...] = ()


def is_picture(path: Path) -> bool:
    """True for a picture, False for what should be a video.

    Raises SourceNotFound and UnreadableSource for what is no file at all.
    """
    check_file(path)
    return is_still_picture(path) or path.suffix.lower() not in SUFFIXES


def read_picture(path: Path) -> Picture:
    """What is transparent is over black. Raises ActualError for what is no usable picture."""
    opened = open_picture(path)
    notes = opened.notes
    if opened.profile:
        notes = (f"it is in the color profile {opened.profile} and was converted to sRGB", *notes)
    rgba = opened.rgba
    if opened.is_opaque:
        return Picture(np.ascontiguousarray(rgba[..., :3]), notes)
    alpha = rgba[..., 3:].astype(np.uint16)
    over_black = ((rgba[..., :3] * alpha + 127) // 255).astype(np.uint8)
    return Picture(over_black, (*notes, "what is transparent in it was taken for black"))


def open_video(path: Path) -> SourceInfo:
    """The facts of a video. Raises SourceError."""
    return probe_source(path)


def info_of(shown: SourceInfo | FrameFolder) -> SourceInfo:
    """The facts of a video, or of a folder of frames as of one."""
    return shown.info if isinstance(shown, FrameFolder) else shown


def iter_shown(
    shown: SourceInfo | FrameFolder, canvas: Size | None = None, start: Fraction = Fraction(0)
) -> Generator[Shown]:
    """Every frame from `start` on, upright, on a canvas of that size or its own.

    Raises UnreadableSource when the video cannot be decoded (any more).
    """
    info = info_of(shown)
    fitter = make_fitter(info, "cover", canvas or even_size(info.display_size))
    if isinstance(shown, FrameFolder):
        for planes, time in shown.pictures(fitter, start):
            yield Shown(time, planes)
            del planes
        return
    ticks = Timeline(shown, TimeSpan(start)).ticks()
    for picture, time, _, _ in ticks:
        yield Shown(time, fitter(picture))
        del picture


def shown_at(shown: SourceInfo | FrameFolder, time: Fraction, canvas: Size | None = None) -> Shown:
    """The frame that stands at a time; the last one after the end."""
    with closing(iter_shown(shown, canvas, max(time, Fraction(0)))) as frames:
        return next(frames)


def even_size(size: Size) -> Size:
    """Chroma samples stand for 2 x 2 pixels."""
    return Size(max(2, size.width // 2 * 2), max(2, size.height // 2 * 2))
