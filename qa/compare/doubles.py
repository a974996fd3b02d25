"""What is drawn where nothing should be, and looks like one of our elements: it is there twice."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.expected import Element, Expected, blend_piece
from qa.compare.phone import OWN
from qa.compare.ycc import YCC

# How alike brightness must be; by how much a patch may be larger or smaller than the element.
# Thin strokes over another part of the video are less alike, and a patch is never like them.
_LIKE, _LIKE_WORDS, _THIN = 0.85, 0.6, 0.25
# How much may have changed between its strokes, as a share of what changed in them.
_BETWEEN = 0.6
_LEAST, _MOST = 0.3, 1.4
_MOST_SEARCHED = 12
# Of a photo: how much of its box must hide the video and be more than one plain color, and by how
# many levels it may differ, root mean square.
_OPAQUE, _LEAST_OPAQUE, _DRAWN, _ERROR = 0.95, 0.3, 12.0, 14.0

Luma = npt.NDArray[np.float32]


def doubled_in(expected: Expected, actual: YCC, windows: list[Rect]) -> Iterator[tuple[str, Rect]]:
    """The ids of elements that stand once more in one of the windows, and where that is.

    `windows` are in pixels of the canvas, `actual` lies on it.
    """
    found: set[str] = set()
    signs = [e for e in expected.elements if not e.is_shade and e.id not in OWN]
    for window in sorted(windows, key=lambda one: -one.width * one.height)[:_MOST_SEARCHED]:
        for element in signs:
            place = None if element.id in found else _place_of(expected, actual, element, window)
            if place is not None:
                found.add(element.id)
                yield element.id, place


def _place_of(expected: Expected, actual: YCC, element: Element, window: Rect) -> Rect | None:
    box = element.box
    if not _LEAST * box.height <= window.height <= _MOST * box.height + 16:
        return None
    if window.width > _MOST * box.width + 16:
        return None
    canvas = Rect(0, 0, expected.canvas.width, expected.canvas.height)
    around = window.expand(box.width, box.height).intersect(canvas)
    if around is None or around.width < box.width or around.height < box.height:
        return None
    found = _by_look(actual, element, around) or _by_effect(expected, actual, element, around)
    if found is None:
        return None
    place = Rect(around.x + found[0], around.y + found[1], box.width, box.height)
    is_elsewhere = abs(place.x - box.x) > box.width / 2 or abs(place.y - box.y) > box.height / 2
    return place if is_elsewhere else None


def _by_look(actual: YCC, element: Element, around: Rect) -> tuple[int, int] | None:
    """Where its opaque pixels are; None for what has few, and where they are not."""
    box = element.box
    look = np.zeros((box.height, box.width, 3), np.float32)
    alpha = np.zeros((box.height, box.width), np.float32)
    for piece in element.pieces:
        blend_piece(look, piece, box)
        part = piece.rect.intersect(box)
        if part:
            x, y = part.x - piece.rect.x, part.y - piece.rect.y
            own = piece.picture[y : y + part.height, x : x + part.width, 3]
            rows = slice(part.y - box.y, part.bottom - box.y)
            columns = slice(part.x - box.x, part.right - box.x)
            alpha[rows, columns] = np.maximum(alpha[rows, columns], own)
    opaque = (alpha > _OPAQUE).astype(np.float32)
    luma = np.ascontiguousarray(look[..., 0])
    if opaque.mean() < _LEAST_OPAQUE or luma[opaque > 0].std() < _DRAWN:
        return None
    shown = actual[around.y : around.bottom, around.x : around.right, 0].astype(np.float32)
    square = cv2.matchTemplate(shown, luma, cv2.TM_SQDIFF, mask=opaque)
    least, _, (x, y), _ = cv2.minMaxLoc(np.maximum(square, 0) / float(opaque.sum()))
    return (x, y) if least < _ERROR * _ERROR else None


def _by_effect(
    expected: Expected, actual: YCC, element: Element, around: Rect
) -> tuple[int, int] | None:
    """Where brightness changes as it does by the element: words let the video through."""
    more, effect = _more(expected, actual, around), _effect(expected, element)
    score = cv2.matchTemplate(more, effect, cv2.TM_CCOEFF_NORMED)
    score = np.nan_to_num(score, nan=0.0, posinf=0.0, neginf=0.0)
    _, peak, _, (x, y) = cv2.minMaxLoc(score)
    ink = np.abs(effect) > np.abs(effect).max() / 4
    if peak < (_LIKE_WORDS if ink.mean() < _THIN else _LIKE):
        return None
    # A plain patch changes what lies between strokes as much as the strokes.
    part = np.abs(more[y : y + effect.shape[0], x : x + effect.shape[1]])
    is_patch = ink.all() or part[~ink].mean() > _BETWEEN * part[ink].mean()
    return None if is_patch else (x, y)


def _more(expected: Expected, actual: YCC, rect: Rect) -> Luma:
    """What the picture has there beyond ours, in brightness."""
    part = (slice(rect.y, rect.bottom), slice(rect.x, rect.right))
    ours = expected.picture[part][..., 0].astype(np.float32)
    return np.asarray(actual[part][..., 0].astype(np.float32) - ours, np.float32)


def _effect(expected: Expected, element: Element) -> Luma:
    """What the element alone does to the brightness of its box: nothing lies over its double."""
    box = element.box
    alone = expected.compose(box, only=(element.id,)) - expected.compose(box, only=())
    return np.asarray(alone[..., 0], np.float32)
