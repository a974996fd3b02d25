"""Where a mask is true: boxes round what stands together, and the window that holds most."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect

Mask = npt.NDArray[np.bool_]

# Letters of a word stand nearer to each other than this, in pixels; words of two elements do not.
_TOGETHER = 12
WINDOW = 32
"""The side of the window in which changed pixels are counted, in pixels: a letter of a caption."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box round pixels that stand together, and how many of those in it are true."""

    rect: Rect
    count: int


def places_of(mask: Mask) -> tuple[Place, ...]:
    """Boxes round the true pixels, those with most of them first."""
    found = _bounds(mask)
    if found is None:
        return ()
    cut = mask[found.y : found.bottom, found.x : found.right]
    joined = cv2.dilate(cut.view(np.uint8), np.ones((_TOGETHER, _TOGETHER), np.uint8))
    groups, labels = cv2.connectedComponents(joined)
    y, x = np.nonzero(cut)
    group = labels[y, x].astype(np.intp)
    counts = np.bincount(group, minlength=groups)
    edges = [_edges(group, values, groups) for values in (x, y)]
    places = [
        Place(_rect(edges, label, found), int(counts[label]))
        for label in range(groups)
        if counts[label]
    ]
    return tuple(sorted(places, key=lambda place: -place.count))


def densest_window(mask: Mask, side: int = WINDOW) -> Place | None:
    """The `side` x `side` window (smaller in a smaller picture) that holds most; None for none."""
    if not mask.any():
        return None
    height, width = min(side, mask.shape[0]), min(side, mask.shape[1])
    sums = cv2.boxFilter(
        mask.view(np.uint8),
        cv2.CV_32F,
        (width, height),
        anchor=(0, 0),
        normalize=False,
        borderType=cv2.BORDER_CONSTANT,
    )
    whole = sums[: mask.shape[0] - height + 1, : mask.shape[1] - width + 1]
    y, x = np.unravel_index(int(whole.argmax()), whole.shape)
    return Place(Rect(int(x), int(y), width, height), round(float(whole[y, x])))


def _bounds(mask: Mask) -> Rect | None:
    x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    return Rect(x, y, width, height) if width else None


def _edges(
    group: npt.NDArray[np.intp], values: npt.NDArray[np.intp], groups: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The least and the greatest value of each group."""
    least = np.full(groups, np.iinfo(np.intp).max, np.intp)
    most = np.full(groups, -1, np.intp)
    np.minimum.at(least, group, values)
    np.maximum.at(most, group, values)
    return least, most


def _rect(
    edges: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]], label: int, within: Rect
) -> Rect:
    (left, right), (top, bottom) = ((int(e[0][label]), int(e[1][label])) for e in edges)
    return Rect(left + within.x, top + within.y, right - left + 1, bottom - top + 1)
