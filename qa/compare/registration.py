"""Where our picture lies in a screenshot: one scale and an offset, for a screenshot does not turn.

Corners of both (ORB) are paired, RANSAC throws out the pairs that disagree, least squares fit the
rest. A picture with too few pairs, or all of them in one element, is said to be of something else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from overlays.errors import ActualError
from overlays.geometry import Rect, Size

RGB = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

LEAST_SIDE = 240
"""Pixels; a narrower screenshot has no letters left that could be recognized."""

_LONG_SIDE = 1_400
_FEATURES, _LEVELS, _LEVEL_FACTOR = 3_000, 10, 1.2
_RATIO = 0.8
_REACH = 3.0
# Of a screenshot of something else, at most 6 pairs agreed by chance.
_LEAST_INLIERS = 12
_LEAST_ELEMENTS, _LEAST_IN_ELEMENT = 2, 3
_SAME_SCALE = 0.01
_MOST_TURN = math.radians(1)


@dataclass(frozen=True, slots=True)
class Margins:
    """Pixels of a screenshot beyond our picture on each side: bars; below 0 what is cropped."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Registration:
    """A pixel edge x, y of our picture lies at `scale * x + offset_x`, `scale * y + offset_y`.

    All in pixels from the upper left corner. `expected` and `actual` are the sizes of both
    pictures, `inliers` how many pairs of corners agree, `error` their root mean square distance in
    pixels of the screenshot.
    """

    scale: float
    offset_x: float
    offset_y: float
    inliers: int
    error: float
    expected: Size
    actual: Size

    @property
    def margins(self) -> Margins:
        """What of the screenshot lies beyond our picture: a status bar, letterbox, tab bar."""
        return Margins(
            self.offset_x,
            self.offset_y,
            self.actual.width - self.offset_x - self.scale * self.expected.width,
            self.actual.height - self.offset_y - self.scale * self.expected.height,
        )

    def holds(self, rect: Rect) -> bool:
        """True when the screenshot shows the whole of that rect of our picture."""
        left, top = self.scale * rect.x + self.offset_x, self.scale * rect.y + self.offset_y
        right = left + self.scale * rect.width
        bottom = top + self.scale * rect.height
        # Half a pixel is what a crop by whole pixels may take.
        return (
            min(left, top) >= -0.5
            and right <= self.actual.width + 0.5
            and bottom <= self.actual.height + 0.5
        )

    def warp(self, screenshot: RGB) -> RGB:
        """The screenshot on our grid, height x width x 3; what it does not show is black."""
        shrunk, scale = screenshot, self.scale
        if scale > 1:
            # Only averages hold thin letters when a picture becomes smaller.
            size = round(self.actual.width / scale), round(self.actual.height / scale)
            shrunk = cv2.resize(screenshot, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
        across = scale * shrunk.shape[1] / self.actual.width
        down = scale * shrunk.shape[0] / self.actual.height
        left = self.offset_x * shrunk.shape[1] / self.actual.width
        top = self.offset_y * shrunk.shape[0] / self.actual.height
        # OpenCV counts from the middle of a pixel.
        matrix = np.array(
            [[across, 0, left + (across - 1) / 2], [0, down, top + (down - 1) / 2]], np.float64
        )
        size = self.expected.width, self.expected.height
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(shrunk, matrix, size, flags=flags).astype(np.uint8)


def register(expected: RGB, actual: RGB, elements: Sequence[Rect] = ()) -> Registration:
    """Where our picture lies in a screenshot. Both are sRGB, height x width x 3, opaque.

    `elements` are the places of what the chrome draws, in our pixels: the video behind may be
    another, so at least two of them must be recognized. Raises ActualError for a screenshot of
    something else, or one too small to tell.
    """
    size = check_size(actual)
    found = _matched(expected, actual, elements)
    if not _is_ours(found.ours, elements):
        raise ActualError(
            f"the screenshot is of something else: {len(found.ours)} of its corners agree with our "
            f"picture, at least {_LEAST_INLIERS} in {_LEAST_ELEMENTS} elements must"
        )
    if abs(found.fit()[0] - 1) > _SAME_SCALE:
        closer = _matched_at_one_size(expected, actual, elements, found.fit()[0])
        found = closer if _is_ours(closer.ours, elements) else found
    scale, offset = found.fit()
    return Registration(
        scale,
        float(offset[0]),
        float(offset[1]),
        len(found.ours),
        found.error(),
        Size(expected.shape[1], expected.shape[0]),
        size,
    )


def check_size(actual: RGB) -> Size:
    """The screenshot's size. Raises ActualError for one too small to recognize anything."""
    size = Size(actual.shape[1], actual.shape[0])
    if min(size.width, size.height) < LEAST_SIDE:
        raise ActualError(
            f"the screenshot is only {size}; at least {LEAST_SIDE} pixels each way are needed"
        )
    return size


class _Matched(NamedTuple):
    """Corners of both pictures that agree, each in pixels of its own picture from its edge."""

    ours: Points
    theirs: Points

    def fit(self) -> tuple[float, Points]:
        """Scale and offset by least squares."""
        middle, other = self.ours.mean(axis=0), self.theirs.mean(axis=0)
        spread = self.ours - middle
        scale = float(np.sum(spread * (self.theirs - other)) / np.sum(spread**2))
        return scale, other - scale * middle

    def error(self) -> float:
        scale, offset = self.fit()
        away = scale * self.ours + offset - self.theirs
        return math.sqrt(float(np.mean(np.sum(away**2, axis=1))))


def _matched(expected: RGB, actual: RGB, elements: Sequence[Rect]) -> _Matched:
    ours, theirs = _pairs(expected, actual, elements)
    inside = _agreeing(ours, theirs)
    return _Matched(ours[inside], theirs[inside])


def _matched_at_one_size(
    expected: RGB, actual: RGB, elements: Sequence[Rect], scale: float
) -> _Matched:
    """Once more with the larger picture made as small as the other one.

    Of a screenshot of half our size that leaves a tenth of the error: corners are then found on
    the same level of both.
    """
    if scale < 1:
        expected, ratio = _shrunk(expected, scale)
        elements = [_scaled(rect, ratio) for rect in elements]
        found = _matched(expected, actual, elements)
        return _Matched(found.ours / ratio, found.theirs)
    actual, ratio = _shrunk(actual, 1 / scale)
    found = _matched(expected, actual, elements)
    return _Matched(found.ours, found.theirs / ratio)


def _shrunk(picture: RGB, factor: float) -> tuple[RGB, Points]:
    """The picture by averages, and the factors across and down that it came to."""
    height, width = picture.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return small, np.array([size[0] / width, size[1] / height])


def _scaled(rect: Rect, ratio: Points) -> Rect:
    across, down = float(ratio[0]), float(ratio[1])
    return Rect(
        round(rect.x * across),
        round(rect.y * down),
        max(1, round(rect.width * across)),
        max(1, round(rect.height * down)),
    )


def _pairs(expected: RGB, actual: RGB, elements: Sequence[Rect]) -> tuple[Points, Points]:
    """Corners that look alike, in pixels of each; those of the elements first looked for alone."""
    their_points, their_looks = _corners(actual, ())
    found = [np.empty((0, 2)), np.empty((0, 2))]
    # The corners of a busy video would leave none of the budget to letters and icons.
    for places in (elements, ()) if elements else ((),):
        points, looks = _corners(expected, places)
        ours, theirs = _alike(points, looks, their_points, their_looks)
        found = [np.vstack([found[0], ours]), np.vstack([found[1], theirs])]
    both = np.unique(np.hstack(found), axis=0)
    return both[:, :2], both[:, 2:]


def _corners(picture: RGB, places: Sequence[Rect]) -> tuple[Points, npt.NDArray[np.uint8] | None]:
    factor = min(1.0, _LONG_SIDE / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if factor < 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    mask = None
    if places:
        mask = np.zeros(grey.shape, np.uint8)
        for rect in places:
            rows = slice(max(0, round(rect.y * factor)), round(rect.bottom * factor))
            mask[rows, max(0, round(rect.x * factor)) : round(rect.right * factor)] = 255
    orb = cv2.ORB.create(_FEATURES, scaleFactor=_LEVEL_FACTOR, nlevels=_LEVELS)
    found, looks = orb.detectAndCompute(grey, mask)
    points = np.array([point.pt for point in found], np.float64).reshape(-1, 2)
    # OpenCV forgets that the middle of a level's first pixel is no corner: up to 1 px at 540 px.
    middles = np.array([_LEVEL_FACTOR**point.octave / 2 for point in found]).reshape(-1, 1)
    return (points + middles) / factor, None if looks is None else looks.astype(np.uint8)


def _alike(
    points: Points,
    looks: npt.NDArray[np.uint8] | None,
    others: Points,
    other_looks: npt.NDArray[np.uint8] | None,
) -> tuple[Points, Points]:
    """Pairs of which the best is clearly better than the second best."""
    if looks is None or other_looks is None or len(other_looks) < 2:
        return np.empty((0, 2)), np.empty((0, 2))
    matches = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(looks, other_looks, k=2)
    good = [best for best, second in matches if best.distance < _RATIO * second.distance]
    ours = points[[match.queryIdx for match in good]]
    return ours, others[[match.trainIdx for match in good]]


def _agreeing(ours: Points, theirs: Points) -> npt.NDArray[np.bool_]:
    """Which pairs follow one upright scale and offset."""
    none = np.zeros(len(ours), np.bool_)
    if len(ours) < _LEAST_INLIERS:
        return none
    matrix, inside = cv2.estimateAffinePartial2D(
        np.ascontiguousarray(ours, np.float32),
        np.ascontiguousarray(theirs, np.float32),
        method=cv2.RANSAC,
        ransacReprojThreshold=_REACH,
        maxIters=5_000,
    )
    # OpenCV's types do not say that there may be none.
    if np.ndim(matrix) != 2 or abs(math.atan2(matrix[1, 0], matrix[0, 0])) > _MOST_TURN:
        return none
    return np.asarray(inside, np.bool_).ravel()


def _is_ours(points: Points, elements: Sequence[Rect]) -> bool:
    if len(points) < _LEAST_INLIERS:
        return False
    if not elements:
        return True
    counts = [_count_in(points, rect) for rect in elements]
    return sum(count >= _LEAST_IN_ELEMENT for count in counts) >= _LEAST_ELEMENTS


def _count_in(points: Points, rect: Rect) -> int:
    x, y = points[:, 0], points[:, 1]
    inside = (x >= rect.x) & (x <= rect.right) & (y >= rect.y) & (y <= rect.bottom)
    return int(np.count_nonzero(inside))
