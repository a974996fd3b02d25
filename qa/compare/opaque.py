"""`Core`: the pixels of an element that hide the video, whatever that is, and how they look."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Mask, beyond, cell_window, pixels_of
from qa.compare.expected import Element, Expected, Piece
from qa.compare.profiles import Profile
from qa.compare.readings import few_cells
from qa.compare.ycc import CELL, YCC, YCCA, Cells, cells_of

_OPAQUE, _LEAST_PIXELS = 0.85, 64
LEAST_IN_CELL = 0.2
"""The share of a cell that must be opaque for it to be judged."""

# Beside another video an encoder mixes other colors into the edge of a stroke.
_SLACK = 1.5
# What shows through is taken for middle grey, and may be so many levels from it.
_GREY = np.array((126, 128, 128), np.float32)
_FROM_GREY = np.array((110, 50, 50), np.float32)
_NEAR, _BETTER, _GOOD = 28, 0.4, 22.0
_SAME_PIXEL, _AGREE = 30.0, 0.7
_FLAT, _HIDDEN = 0.25, 0.04
# Levels by which most of what is painted over differs within itself, and a stroke from its ground.
_PLAIN, _MOST, _EDGE = 8.0, 0.8, 12.0
# From so many pixels to so many around what is painted over: by there a patch has ended. Of the
# suite's patches at most 0.63 of that ring had their color, of plain videos 0.83 and more.
_RING, _RING_END = 24, 40
# Levels by which a pixel is no part of a stroke any more, and how many of 7 x 7 may be none: one
# was in the suite's clean frames, and six and more for a digit.
_GONE_PIXEL, _FEW_GONE = 45.0, 3

Inside = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """The opaque pixels of an element: where they are, and how they should look over grey.

    `rect` is in pixels, aligned to cells; `inside` is 1 for what is judged; `weight` its share of
    each cell; `through` how much of the video each pixel lets through, 0 to 1.
    """

    rect: Rect
    inside: Inside = field(repr=False)
    weight: Cells = field(repr=False)
    look: YCCA = field(repr=False)
    through: Inside = field(repr=False)

    @property
    def is_flat(self) -> bool:
        return float(self.inside.mean()) > _FLAT

    def held(
        self, actual: YCC, profile: Profile, color: npt.NDArray[np.float32] | float = 0.0
    ) -> tuple[Cells, npt.NDArray[np.float32]]:
        """Each cell in its limit, and what each opaque pixel differs by, both less a color."""
        rect = self.rect
        shown = actual[rect.y : rect.bottom, rect.x : rect.right].astype(np.float32)
        apart = np.asarray(shown - self.look - color, np.float32)
        weight = np.maximum(self.weight, 1e-3)[..., None]
        levels = cells_of(apart * self.inside[..., None]) / weight
        through = cells_of(self.through * self.inside)[..., None] / weight
        contrast = 219 * (1 - self.weight[..., None])
        base = np.array((profile.luma, profile.chroma, profile.chroma), np.float32)
        slope = np.array((profile.luma_slope, profile.chroma_slope, profile.chroma_slope))
        limits = _SLACK * (base + slope * contrast) + through * _FROM_GREY
        excess = beyond(np.asarray(levels, np.float32), np.asarray(limits, np.float32))
        excess *= self.weight > LEAST_IN_CELL
        return np.asarray(excess, np.float32), apart[self.inside > 0]

    def color_limit(self, profile: Profile) -> npt.NDArray[np.float32]:
        """How far the color of all of it may be off, in Y', Cb, Cr."""
        through = float(np.median(self.through[self.inside > 0]))
        own = profile.color * _SLACK * few_cells(float(self.inside.sum()) / (CELL * CELL))
        return np.asarray(own + through * _FROM_GREY, np.float32)

    def moved_by(self, actual: YCC) -> tuple[int, int] | None:
        """The way to where its pixels look as they should, if that is elsewhere."""
        rect, height, width = self.rect, actual.shape[0], actual.shape[1]
        around = rect.expand(_NEAR, _NEAR).intersect(Rect(0, 0, width, height))
        assert around is not None
        shown = actual[around.y : around.bottom, around.x : around.right, 0].astype(np.float32)
        look = self.look[..., 0]
        square = cv2.matchTemplate(shown, look, cv2.TM_SQDIFF, mask=self.inside)
        error = np.sqrt(np.maximum(square, 0) / max(1.0, float(self.inside.sum())))
        here_y, here_x = rect.y - around.y, rect.x - around.x
        least, _, (x, y), _ = cv2.minMaxLoc(error)
        if (x, y) == (here_x, here_y):
            return None
        is_there = least < _GOOD and least < _BETTER * error[here_y, here_x]
        # Something may lie over it in its new place, which ruins a mean and not a count.
        share, before = self._agreeing(shown, x, y), self._agreeing(shown, here_x, here_y)
        if is_there or (share > _AGREE and 1 - share < _BETTER * (1 - before)):
            return x - here_x, y - here_y
        return None

    def _agreeing(self, shown: Inside, x: int, y: int) -> float:
        """The share of its pixels that look as they should where its corner is at x, y."""
        part = shown[y : y + self.rect.height, x : x + self.rect.width]
        near = np.abs(part - self.look[..., 0]) < _SAME_PIXEL
        return float(near[self.inside > 0].mean())

    def has_other_strokes(self, actual: YCC) -> bool:
        """True where some of the thinnest strokes are not there: a digit is another one."""
        rect = self.rect
        shown = actual[rect.y : rect.bottom, rect.x : rect.right, 0].astype(np.float32)
        apart = np.abs(shown - self.look[..., 0]) - self.through * _FROM_GREY[0]
        gone = ((apart > _GONE_PIXEL) & (self.inside > 0)).astype(np.float32)
        return bool(cv2.boxFilter(gone, -1, (7, 7), normalize=False).max() > _FEW_GONE)

    def is_off_everywhere(self, actual: YCC) -> bool:
        """True where pixels that differ lie all over it, as those at all edges of what moved."""
        rect = self.rect
        shown = actual[rect.y : rect.bottom, rect.x : rect.right, 0].astype(np.float32)
        off = (np.abs(shown - self.look[..., 0]) > _SAME_PIXEL) & (self.inside > 0)
        wide, high = (np.ptp(np.nonzero(off)[axis]) if off.any() else 0 for axis in (1, 0))
        across, down = (np.ptp(np.nonzero(self.inside)[axis]) for axis in (1, 0))
        return bool(wide * high > across * down / 2)

    def has_no_edge(self, actual: YCC) -> bool:
        """True where strokes cannot be told from what is beside them."""
        rect = self.rect
        near, far = (cv2.dilate(self.inside, np.ones((side, side))) for side in (5, 11))
        beside = (far > 0) & (near == 0)
        if not beside.any():
            return False
        shown = actual[rect.y : rect.bottom, rect.x : rect.right].astype(np.float32)
        apart = np.median(shown[self.inside > 0], axis=0) - np.median(shown[beside], axis=0)
        return bool(np.abs(apart).max() < _EDGE)

    def is_painted_over(self, actual: YCC, off: Mask) -> bool:
        """True where what differs has one color now, which does not go on far around it.

        Where nothing is drawn a plain video shows, which goes on around.
        """
        rect = self.rect
        cells = off.repeat(CELL, axis=0).repeat(CELL, axis=1)[: rect.height, : rect.width]
        part = cells & (self.inside > 0)
        if np.count_nonzero(part) < _LEAST_PIXELS:
            return False
        shown = actual[rect.y : rect.bottom, rect.x : rect.right][part].astype(np.float32)
        color = np.median(shown, axis=0)
        is_plain = np.mean(np.abs(shown - color).max(axis=1) < _PLAIN) > _MOST
        around = self._around(actual, part)
        goes_on = np.mean(np.abs(around - color).max(axis=1) < 3 * _PLAIN) > _MOST
        return bool(is_plain and not goes_on)

    def _around(self, actual: YCC, part: Mask) -> YCCA:
        """The pixels of a frame some way around a part of its rect, in a list."""
        height, width = actual.shape[:2]
        x, y, across, down = cv2.boundingRect(part.astype(np.uint8))
        box = Rect(self.rect.x + x, self.rect.y + y, across, down)
        wide = box.expand(_RING_END, _RING_END).intersect(Rect(0, 0, width, height))
        hole = box.expand(_RING, _RING).intersect(Rect(0, 0, width, height))
        assert wide is not None
        assert hole is not None
        ring = np.ones((wide.height, wide.width), np.bool_)
        rows = slice(hole.y - wide.y, hole.bottom - wide.y)
        ring[rows, hole.x - wide.x : hole.right - wide.x] = False
        shown = actual[wide.y : wide.bottom, wide.x : wide.right][ring]
        return np.asarray(shown, np.float32)


def core_of(expected: Expected, element: Element, seen: Mask) -> Core | None:
    """None for what hides the video nowhere, or is not seen as a whole."""
    window = cell_window(element.box, seen.shape)
    if window is None or not seen[window.y : window.bottom, window.x : window.right].all():
        return None
    rect = pixels_of(window, expected.canvas.width, expected.canvas.height)
    inside = np.zeros((rect.height, rect.width), np.float32)
    through = np.ones((rect.height, rect.width), np.float32)
    for place, piece, is_own in _stack(expected, element):
        common = piece.rect.intersect(rect)
        if common is None:
            continue
        x, y = common.x - piece.rect.x, common.y - piece.rect.y
        alpha = piece.picture[y : y + common.height, x : x + common.width, 3]
        part = (
            slice(common.y - rect.y, common.bottom - rect.y),
            slice(common.x - rect.x, common.right - rect.x),
        )
        through[part] *= 1 - alpha
        if is_own:
            inside[part][alpha > _OPAQUE] = 1
        elif place > element.places[-1]:
            # What lies over it stays where it is when the element moves.
            inside[part][alpha > _HIDDEN] = 0
    # Neighbors at the corners may be edges: a square would leave nothing of strokes of 3 pixels.
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    inside = np.asarray(cv2.erode(inside, cross), np.float32)
    if inside.sum() < _LEAST_PIXELS:
        return None
    part = (slice(rect.y, rect.bottom), slice(rect.x, rect.right))
    look = expected.picture[part] - through[..., None] * (expected.creative[part] - _GREY)
    return Core(rect, inside, cells_of(inside), np.asarray(look, np.float32), through)


def _stack(expected: Expected, element: Element) -> list[tuple[int, Piece, bool]]:
    """All pieces from the bottom, with their places, and whether they are the element's own."""
    pieces = [
        (place, piece, other is element)
        for other in expected.elements
        for place, piece in zip(other.places, other.pieces, strict=True)
    ]
    return sorted(pieces, key=lambda item: item[0])
