"""Two videos side by side, every frame: where they stand to each other, and the worst of each.

A frame is looked at in cells and with limits alone; what is found there is judged in full
afterwards, once for each moment that matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Size
from overlays.layers import Layer
from qa.compare.difference import beyond, cell_window
from qa.compare.expected import Element, elements_at
from qa.compare.profiles import Profile
from qa.compare.readings import ALONE, TOGETHER
from qa.compare.ycc import CELL, Cells, cells_of
from renderer.picture.planes import Planes

_THUMB = 36, 64
# How much nearer a neighbor must be, and how far ours, in levels, before a frame is another one.
_NEARER, _APART = 0.5, 0.6
_MEAN_LIMIT = 3.0

Thumb = npt.NDArray[np.float32]


@dataclass(slots=True)
class Worst:
    """The worst look of one element: how far beyond its limits, when; and when it was off at all.

    `times` and `off` hold every frame in which it was expected, by the expected video's clock.
    """

    score: float = 0.0
    at: Fraction = Fraction(0)
    shown_at: Fraction = Fraction(0)
    times: list[Fraction] = field(default_factory=list)
    off: list[bool] = field(default_factory=list)

    def note(self, score: float, at: Fraction, shown_at: Fraction) -> None:
        self.times.append(at)
        self.off.append(score > 1)
        if score > self.score:
            self.score, self.at, self.shown_at = score, at, shown_at


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame in small: its time, its cells, and a thumbnail to know it by."""

    time: Fraction
    cells: Cells
    luma: npt.NDArray[np.uint8]
    thumb: Thumb


def moment_of(time: Fraction, planes: Planes) -> Moment:
    luma = np.ascontiguousarray(planes.y)
    height, width = luma.shape
    size = -(-width // CELL), -(-height // CELL)
    small = [
        cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
        for plane in (luma, planes.u, planes.v)
    ]
    thumb = cv2.resize(small[0], _THUMB, interpolation=cv2.INTER_AREA)
    cells = np.asarray(cv2.merge(small), np.float32)
    return Moment(time, cells, luma, np.asarray(thumb, np.float32))


def apart(one: Thumb, other: Thumb) -> float:
    """How far two thumbnails are from each other, in levels on average."""
    return float(np.abs(one - other).mean())


def is_nearer(shown: Thumb, ours: Thumb, other: Thumb) -> bool:
    """True where what was shown is clearly `other` and not `ours`."""
    far, near = apart(shown, ours), apart(shown, other)
    return far - near > _APART and near < _NEARER * far


class Watch:
    """Looks at pairs of moments and remembers the worst of each element."""

    def __init__(self, layers: Sequence[Layer], profile: Profile, masks: Masks) -> None:
        self._layers, self._profile, self._masks = layers, profile, masks
        self.worst: dict[str, Worst] = {}
        self.stray = Worst()

    def look(self, ours: Moment, shown: Moment) -> None:
        """Takes in one pair."""
        levels = shown.cells - ours.cells
        excess = beyond(levels, self._limits(ours))
        rest = excess.copy()
        for element, mask in self._masks.at(ours.time):
            part = mask.part
            own, inside = excess[part], mask.inside
            if element.is_shade:
                means = cv2.mean(levels[part], mask.only)[:3]
                score = max(map(abs, means)) / _MEAN_LIMIT
            else:
                _, high, _, _ = cv2.minMaxLoc(own, mask=inside)
                means = cv2.mean(levels[part], inside)[:3]
                score = max(high / ALONE, max(map(abs, means)) / (2 * _MEAN_LIMIT))
                rest[part][inside > 0] = 0
            self.worst.setdefault(element.id, Worst()).note(score, ours.time, shown.time)
        _, high, _, _ = cv2.minMaxLoc(rest)
        together = np.count_nonzero(rest > 1) >= TOGETHER
        self.stray.note(max(high / ALONE, high * together), ours.time, shown.time)

    def _limits(self, ours: Moment) -> Cells:
        around = np.ones((5, 5), np.uint8)
        half = ours.luma[::2, ::2]
        contrast = cv2.resize(
            cv2.subtract(cv2.dilate(half, around), cv2.erode(half, around)),
            (ours.cells.shape[1], ours.cells.shape[0]),
            interpolation=cv2.INTER_AREA,
        ).astype(np.float32)
        profile = self._profile
        luma = contrast * profile.luma_slope + profile.luma
        chroma = contrast * profile.chroma_slope + profile.chroma
        return np.asarray(cv2.merge([luma, chroma, chroma]), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class ElementMask:
    """The cells of an element: `inside` in and beside it, `only` those that are no other's."""

    part: tuple[slice, slice]
    inside: npt.NDArray[np.uint8]
    only: npt.NDArray[np.uint8]


class Masks:
    """The cells of every element at a time; what does not change is made once."""

    def __init__(self, layers: Sequence[Layer], cells: tuple[int, int], canvas: Size) -> None:
        self._layers, self._cells, self._canvas = layers, cells, canvas
        self._key: tuple[str, ...] = ()
        self._made: list[tuple[Element, ElementMask]] = []

    def at(self, time: Fraction) -> list[tuple[Element, ElementMask]]:
        """The elements that can be seen, bottom first."""
        key = tuple(layer.id for layer in self._layers if layer.is_visible(time))
        if key != self._key:
            self._key, self._made = key, list(self._make(time))
        return self._made

    def _make(self, time: Fraction) -> Iterator[tuple[Element, ElementMask]]:
        elements = elements_at(self._layers, time, self._canvas)
        inked = [(element, self._inside(element)) for element in elements]
        signs = np.zeros(self._cells, np.uint8)
        for element, (part, inside) in inked:
            if not element.is_shade:
                signs[part] |= inside
        for element, (part, inside) in inked:
            yield element, ElementMask(part, inside, inside & (1 - signs[part]))

    def _inside(self, element: Element) -> tuple[tuple[slice, slice], npt.NDArray[np.uint8]]:
        window = cell_window(element.box, self._cells, CELL)
        assert window is not None
        alpha = np.zeros(self._cells, np.float32)
        for piece in element.pieces:
            whole = np.zeros((self._canvas.height, self._canvas.width), np.float32)
            box = piece.rect
            top, left = max(0, box.y), max(0, box.x)
            picture = piece.picture[top - box.y :, left - box.x :, 3]
            picture = picture[: self._canvas.height - top, : self._canvas.width - left]
            whole[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
            alpha = np.maximum(alpha, cells_of(whole))
        part = (slice(window.y, window.bottom), slice(window.x, window.right))
        # What moves within its box may be anywhere in it.
        inside = alpha[part] > (-1 if element.is_moving else 0.04)
        grown = cv2.dilate(inside.astype(np.uint8), np.ones((3, 3), np.uint8))
        return part, np.asarray(grown, np.uint8)


def spans_off(worst: Worst) -> Iterable[tuple[Fraction, Fraction | None]]:
    """From when until when it was off; None for until its end."""
    start: Fraction | None = None
    for time, off in zip(worst.times, worst.off, strict=True):
        if off and start is None:
            start = time
        elif not off and start is not None:
            yield start, time
            start = None
    if start is not None:
        yield start, None
