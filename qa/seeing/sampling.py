"""Which pictures of a clip are looked at: by a stated rule, in bounded time.

The first; then one at most every half second; and the first of every new scene, as which each
picture of a carousel counts. The small gray pictures between two of them are kept beside the later
one, to tell when something came or went.
A clip that would take too long to decode is looked at here and there.

pictures   | . . . . . . . | . . . : . . . | . . .       | looked at     : a cut, looked at, too
seconds    0               0.5     0.77            1.27
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

import cv2
import numpy as np

from renderer.glances import Glance, iter_glances
from renderer.picture.planes import Plane, Planes
from renderer.source.info import SourceInfo

STEP = Fraction(1, 2)
"""Seconds from one picture that is looked at to the next, at most."""
_LEAST_STEP = Fraction(1, 10)
# Mean change of the gray picture, in levels, from one picture to the next: a cut is also several
# times what the pictures before it changed by.
_CUT_LEVELS, _CUT_TIMES = 18.0, 4.0
# Pixels to decode: 3 minutes of 1080x1920 at 30 a second, or 30 s of 4K at 60.
_MOST_PIXELS = 16_000_000_000
_MOST_JUMPS = 120


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A picture that is looked at, and the gray ones since the one before it."""

    time: Fraction
    planes: Planes = field(repr=False)
    gray: Plane = field(repr=False)
    between: tuple[tuple[Fraction, Plane], ...] = field(repr=False, default=())


def step_of(source: SourceInfo) -> Fraction:
    """Seconds between two pictures that are looked at."""
    if not is_long(source):
        return STEP
    return max(STEP, source.duration / _MOST_JUMPS)


def is_long(source: SourceInfo) -> bool:
    """True for what is looked at here and there, because decoding all of it takes minutes."""
    if source.slides:
        # The same picture again costs nothing.
        return False
    size = source.coded_size
    return source.frame_count * size.width * size.height > _MOST_PIXELS


def iter_looked(source: SourceInfo) -> Generator[Looked]:
    """The pictures to look at, in order. Raises UnreadableSource."""
    if source.is_still:
        with closing(iter_glances(source)) as glances:
            for glance in islice(glances, 1):
                yield _looked(glance)
    elif is_long(source):
        yield from _here_and_there(source)
    else:
        with closing(iter_glances(source)) as glances:
            yield from _all_along(glances, _scenes(source))


def _looked(glance: Glance, between: list[tuple[Fraction, Plane]] | None = None) -> Looked:
    # The planes may be views of the decoder's picture, which is used again.
    planes = Planes(*(plane.copy() for plane in glance.planes()))
    return Looked(glance.time, planes, glance.gray, tuple(between or ()))


def _scenes(source: SourceInfo) -> frozenset[Fraction]:
    """When a scene begins, as far as that is known without looking."""
    return frozenset(
        source.time_of(index * source.slide_frames) for index in range(len(source.slides))
    )


def _all_along(glances: Iterator[Glance], scenes: frozenset[Fraction]) -> Iterator[Looked]:
    latest: Fraction | None = None
    between: list[tuple[Fraction, Plane]] = []
    before: Plane | None = None
    usual, last = 0.0, None
    for glance in glances:
        change = 0.0 if before is None else change_of(before, glance.gray)
        is_cut = glance.time in scenes or change > max(_CUT_LEVELS, _CUT_TIMES * usual)
        usual, before = 0.8 * usual + 0.2 * change, glance.gray
        since = None if latest is None else glance.time - latest
        if since is None or since >= STEP or (is_cut and since >= _LEAST_STEP):
            yield _looked(glance, between)
            latest, between, last = glance.time, [], None
        else:
            between.append((glance.time, glance.gray))
            last = glance
    if last is not None:
        yield _looked(last, between[:-1])


def _here_and_there(source: SourceInfo) -> Iterator[Looked]:
    step = step_of(source)
    latest: Fraction | None = None
    for count in range(math.ceil(source.duration / step)):
        with closing(iter_glances(source, count * step)) as glances:
            for glance in islice(glances, 1):
                if latest is None or glance.time > latest:
                    latest = glance.time
                    yield _looked(glance)


def change_of(first: Plane, then: Plane) -> float:
    """Mean difference of two gray pictures in levels; all of it where they differ in size."""
    if first.shape != then.shape:
        return 255.0
    return float(np.mean(cv2.absdiff(first, then)))
