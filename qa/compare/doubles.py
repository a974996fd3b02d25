"""What is drawn where nothing should be, and is one of our elements: it is there twice."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.expected import Element, Expected
from qa.compare.phone import OWN
from qa.compare.ycc import YCC

# By how much a patch may be larger or smaller than the element.
_LEAST, _MOST = 0.3, 1.4
_MOST_SEARCHED = 12
# The share of a difference that a second one may leave: of the suite's doubles 0.05 at most, of the
# element that was next alike 0.34 at least.
_LEFT = 0.15
# Levels, root mean square, below which a box shows nothing that could be explained.
_QUIET = 2.0

Luma = npt.NDArray[np.float32]


def doubled_in(expected: Expected, actual: YCC, windows: list[Rect]) -> Iterator[tuple[str, Rect]]:
    """The ids of elements that stand once more in one of the windows, and where that is.

    `windows` are in pixels of the canvas, `actual` lies on it.
    """
    found: set[str] = set()
    signs = [e for e in expected.elements if not e.is_shade and e.id not in OWN]
    for window in sorted(windows, key=lambda one: -one.width * one.height)[:_MOST_SEARCHED]:
        tried = [(*_place_of(expected, actual, element, window), element.id) for element in signs]
        left, place, name = min(tried, key=lambda one: one[0], default=(1.0, None, ""))
        if place is not None and left < _LEFT and name not in found:
            found.add(name)
            yield name, place


def _place_of(
    expected: Expected, actual: YCC, element: Element, window: Rect
) -> tuple[float, Rect | None]:
    """What the element leaves of the difference where it would explain most, and where that is."""
    box = element.box
    nowhere = 1.0, None
    if not _LEAST * box.height <= window.height <= _MOST * box.height + 16:
        return nowhere
    if window.width > _MOST * box.width + 16:
        return nowhere
    canvas = Rect(0, 0, expected.canvas.width, expected.canvas.height)
    around = window.expand(box.width, box.height).intersect(canvas)
    if around is None or around.width < box.width or around.height < box.height:
        return nowhere
    share = _left(expected, actual, element, around)
    least, _, (x, y), _ = cv2.minMaxLoc(share)
    place = Rect(around.x + x, around.y + y, box.width, box.height)
    is_elsewhere = abs(place.x - box.x) > box.width / 2 or abs(place.y - box.y) > box.height / 2
    return (least, place) if is_elsewhere else nowhere


def _left(expected: Expected, actual: YCC, element: Element, around: Rect) -> Luma:
    """What is left of the difference in brightness with the element drawn there, for each place.

    Of squares: below 1 where it explains any of it. Drawn over c with opacity a, its light p makes
    p - a c of it, and the square of what is left comes apart into sums that are correlations.
    """
    part = (slice(around.y, around.bottom), slice(around.x, around.right), 0)
    below, shown = (one[part].astype(np.float32) for one in (expected.picture, actual))
    apart = shown - below
    light, alpha = _drawn(element)
    before = _sums(apart * apart, np.ones_like(alpha))
    own = _sums(below * below, alpha * alpha) - 2 * _sums(below, alpha * light)
    both = _sums(apart * below, alpha) - _sums(apart, light)
    after = before + own + float(np.sum(light * light)) + 2 * both
    return np.asarray(after / np.maximum(before, alpha.size * _QUIET * _QUIET), np.float32)


def _sums(picture: Luma, weight: Luma) -> Luma:
    return np.asarray(cv2.matchTemplate(picture, weight, cv2.TM_CCORR), np.float32)


def _drawn(element: Element) -> tuple[Luma, Luma]:
    """Premultiplied brightness and opacity of all that it is, in its box."""
    box = element.box
    drawn = np.zeros((box.height, box.width, 4), np.float32)
    for piece in element.pieces:
        common = piece.rect.intersect(box)
        if common is None:
            continue
        rows = slice(common.y - piece.rect.y, common.bottom - piece.rect.y)
        over = piece.picture[rows, common.x - piece.rect.x : common.right - piece.rect.x]
        rows = slice(common.y - box.y, common.bottom - box.y)
        below = drawn[rows, common.x - box.x : common.right - box.x]
        below *= 1 - over[..., 3:]
        below += over
    return np.ascontiguousarray(drawn[..., 0]), np.ascontiguousarray(drawn[..., 3])
