"""A carousel as a creative: pictures of one size, each standing for the same time, over a sound.

Read by Pillow like every picture here, one at a time: no more than one lies in memory as it came.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from av.video.frame import VideoFrame

from overlays.ad.carousel import FRAME_RATE, Carousel
from overlays.errors import UnreadableSource
from overlays.geometry import Size
from renderer.source.container import check_file
from renderer.source.info import Slide, SourceInfo
from renderer.source.looped_sound import probe_sound
from renderer.source.still_picture import SRGB_CODE, Pixels, is_still_picture, read_picture

UNLIKE_STAGE = Size(1080, 1920)
"""The size on which pictures of different shapes stand, each whole and on black."""

_LONGEST_SIDE = 2560
_LEAST_SIDE = 2
# As nearly square samples count as square: an editor that rounds a size must not cost black lines.
_ALIKE = Fraction(1, 100)


def probe_slides(carousel: Carousel) -> SourceInfo:
    """The facts about a carousel; every picture is decoded once.

    Raises SourceNotFound, or UnreadableSource for the first file that cannot be used.
    """
    found = {path: _size_and_kind(path) for path in dict.fromkeys(carousel.pictures)}
    sizes = [found[path][0] for path in carousel.pictures]
    stage, is_mixed = _stage(sizes)
    audio, sound_round = probe_sound(carousel.sound) if carousel.sound else (None, None)
    primaries, transfer = SRGB_CODE
    per_slide = int(carousel.stands * FRAME_RATE)
    count = per_slide * len(carousel.pictures)
    return SourceInfo(
        path=carousel.pictures[0].absolute(),
        container="pictures",
        codec=found[carousel.pictures[0]][1],
        pix_fmt="rgb24",
        coded_size=stage,
        display_size=stage,
        sample_aspect_ratio=Fraction(1),
        rotation=0,
        color_range="full",
        colorspace="rgb",
        color_primaries=primaries,
        color_trc=transfer,
        frame_rate=FRAME_RATE,
        time_base=1 / FRAME_RATE,
        first_pts=0,
        duration=count / FRAME_RATE,
        frame_count=count,
        audio=audio,
        slides=tuple(
            Slide(path.absolute(), found[path][1], path.stat().st_size)
            for path in carousel.pictures
        ),
        slide_frames=per_slide,
        sound_path=carousel.sound,
        sound_round=sound_round,
        has_mixed_slides=is_mixed,
    )


def slide_frames(source: SourceInfo, start: Fraction | None) -> Iterator[VideoFrame]:
    """Every frame from the one that stands at `start` on; each picture is read once."""
    first = 0 if start is None else int(max(start, Fraction(0)) // source.time_base)
    shown: int | None = None
    pixels: Pixels | None = None
    for pts in range(min(first, source.frame_count - 1), source.frame_count):
        index = pts // source.slide_frames
        if pixels is None or index != shown:
            pixels, shown = _placed(source.slides[index].path, source.coded_size), index
        frame = VideoFrame.from_numpy_buffer(pixels, "rgb24")
        frame.pts, frame.time_base, frame.duration = pts, source.time_base, 1
        yield frame


def _size_and_kind(path: Path) -> tuple[Size, str]:
    check_file(path)
    if not is_still_picture(path):
        raise UnreadableSource(
            f"{path.name} is no PNG, JPEG or WebP picture: a carousel holds nothing else."
        )
    pixels, kind = read_picture(path)
    height, width = pixels.shape[:2]
    if min(width, height) < _LEAST_SIDE:
        raise UnreadableSource(
            f"{path.name} is {width} x {height}: nothing to see, choose something larger."
        )
    return Size(width, height), kind


def _stage(sizes: list[Size]) -> tuple[Size, bool]:
    """The size of all frames, and whether the pictures differ in shape."""
    largest = max(sizes, key=lambda size: size.width * size.height)
    if not all(_is_alike(size, largest) for size in sizes):
        return UNLIKE_STAGE, True
    shrink = min(Fraction(1), Fraction(_LONGEST_SIDE, max(largest.width, largest.height)))
    width, height = (
        max(_LEAST_SIDE, round(side * shrink)) for side in (largest.width, largest.height)
    )
    return Size(width, height), False


def _is_alike(one: Size, other: Size) -> bool:
    return abs(Fraction(one.width * other.height, one.height * other.width) - 1) <= _ALIKE


def _placed(path: Path, stage: Size) -> Pixels:
    """The picture whole and as large as it fits, in the middle of a black stage."""
    pixels = _on_black(read_picture(path)[0])
    height, width = pixels.shape[:2]
    if _is_alike(Size(width, height), stage):
        return _scaled(pixels, stage)
    scale = min(Fraction(stage.width, width), Fraction(stage.height, height))
    inner = _scaled(pixels, Size(max(1, round(width * scale)), max(1, round(height * scale))))
    placed = np.zeros((stage.height, stage.width, 3), np.uint8)
    left, top = (stage.width - inner.shape[1]) // 2, (stage.height - inner.shape[0]) // 2
    placed[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return placed


def _scaled(pixels: Pixels, size: Size) -> Pixels:
    if pixels.shape[:2] == (size.height, size.width):
        return pixels
    is_smaller = size.width < pixels.shape[1]
    way = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
    scaled = cv2.resize(pixels, (size.width, size.height), interpolation=way)
    return np.ascontiguousarray(scaled, np.uint8)


def _on_black(pixels: Pixels) -> Pixels:
    """What shows through a picture with alpha is the stage behind it."""
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[:, :, 3:].astype(np.uint16)
    return np.ascontiguousarray((pixels[:, :, :3] * alpha + 127) // 255, np.uint8)
