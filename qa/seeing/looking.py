"""`look_at`: everything that is to be seen in a creative, found once and kept by its content."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np

from overlays.errors import Canceled
from overlays.geometry import Size
from qa.seeing.detecting import detection_size, find_faces, find_text
from qa.seeing.keeping import keep, kept
from qa.seeing.lines import Lines
from qa.seeing.reading import ABSENT, can_read
from qa.seeing.sampling import Looked, change_of, is_long, iter_looked, step_of
from qa.seeing.seen import Sample, Seen
from qa.seeing.spots import Kind, Scored, Spot
from qa.seeing.tracking import Tracker
from renderer.picture.planes import Plane, Planes
from renderer.picture.rgb import RGB, rgb_from_planes
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo

Tell = Callable[[float], None]
Asks = Callable[[], bool]

_SAMPLE_WIDTH = 270
# The same picture again, but for noise: what was found in it is still there.
_UNCHANGED_LEVELS, _UNCHANGED_PLACE = 0.6, 12.0
_AHEAD = 2


def look_at(
    source: SourceInfo,
    tell: Tell | None = None,
    is_canceled: Asks | None = None,
    *,
    reads: bool = True,
) -> Seen:
    """Words and faces in a creative over time; from what was kept, where its file was seen before.

    `tell` gets the share that is done, 0.0 to 1.0. `reads`: the words are in a script that the
    reader knows (`reading.is_readable`), so they are read where it is there. Raises
    UnreadableSource, DetectorError when a model cannot be loaded, and Canceled once `is_canceled`
    says so: then nothing is kept.
    """
    is_read = reads and can_read()
    before = kept(source, is_read)
    if before is None:
        before = _look(source, tell or (lambda _: None), is_canceled or (lambda: False), is_read)
        keep(source, before, is_read)
    has_words = any(track.kind == "text" for track in before.tracks)
    if reads and not is_read and has_words:
        return replace(before, notes=(*before.notes, ABSENT))
    return before


def _look(source: SourceInfo, tell: Tell, is_canceled: Asks, is_read: bool) -> Seen:
    size = source.display_size
    tracker, samples, lines = Tracker(size), list[Sample](), Lines(size)
    for looked, spots, picture in _found(source):
        if is_canceled():
            raise Canceled("Stopped.")
        tracker.add(looked, spots, np.ascontiguousarray(picture[..., 1]))
        samples.append(Sample(looked.time, _small(looked.planes)))
        if is_read:
            lines.add(looked, spots)
        tell(min(1.0, float(looked.time / source.duration)) if source.duration else 1.0)
    tracks = tuple(lines.read(track) for track in tracker.finish(source.duration))
    return Seen(size, source.duration, tuple(samples), tracks, tuple(_notes(source)))


def _found(source: SourceInfo) -> Iterator[tuple[Looked, tuple[Spot, ...], RGB]]:
    before: tuple[Plane, tuple[Spot, ...], RGB] | None = None
    with closing(iter_looked(source)) as pictures, read_ahead(pictures, _AHEAD) as ready:
        for looked in ready:
            if before is None or not _is_same(before[0], looked.gray):
                picture = _resized(looked.planes, detection_size(looked.planes.size))
                before = looked.gray, _spots(picture, source.display_size), picture
            yield looked, before[1], before[2]


def _is_same(first: Plane, then: Plane) -> bool:
    if change_of(first, then) > _UNCHANGED_LEVELS:
        return False
    # A word that comes changes a small place by much.
    return float(cv2.blur(cv2.absdiff(first, then), (5, 3)).max()) < _UNCHANGED_PLACE


def _spots(picture: RGB, size: Size) -> tuple[Spot, ...]:
    height, width = picture.shape[:2]
    across, down = size.width / width, size.height / height
    found: list[tuple[Kind, Scored]] = [("text", one) for one in find_text(picture)]
    found += [("face", one) for one in find_faces(picture)]
    return tuple(
        Spot(
            kind,
            one.box.scaled(across, down),
            one.score,
            tuple((x * across, y * down) for x, y in one.corners),
        )
        for kind, one in found
    )


def _small(planes: Planes) -> RGB:
    size = planes.size
    scale = min(1.0, _SAMPLE_WIDTH / min(size.width, size.height))
    return _resized(planes, Size(_even(size.width * scale), _even(size.height * scale)))


def _resized(planes: Planes, size: Size) -> RGB:
    sizes_wh = [(size.width, size.height), *[(size.width // 2, size.height // 2)] * 2]
    small = (
        np.asarray(cv2.resize(plane, size_wh, interpolation=cv2.INTER_AREA), np.uint8)
        for plane, size_wh in zip(planes, sizes_wh, strict=True)
    )
    return rgb_from_planes(Planes(*small))


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def _notes(source: SourceInfo) -> Iterator[str]:
    if is_long(source):
        step = step_of(source)
        yield (
            f"the clip is long, so it was looked at every {float(step):.1f} s, and times may be "
            f"off by {_rounded(step / 2)} s"
        )


def _rounded(step: Fraction) -> str:
    return f"{math.ceil(step * 10) / 10:.1f}"
