"""Verdicts where the video behind is not known: only pixels that hide it are judged.

What lets the video through (shade, soft edges, thin strokes) says nothing here, and a letter that
was added shows nowhere: that is said as `not-judged`, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Mask, beyond, cell_window, pixels_of
from qa.compare.expected import Element, Expected
from qa.compare.judge import Judgement
from qa.compare.profiles import Profile
from qa.compare.readings import ALONE, TOGETHER
from qa.compare.ycc import YCC, Cells, cells_of

_OPAQUE, _LEAST_PIXELS, _LEAST_IN_CELL = 0.92, 64, 0.2
# Beside another video an encoder mixes other colors into the edge of a stroke.
_SLACK = 1.5
_NEAR, _BETTER, _GOOD = 28, 0.4, 22.0
_GONE, _FLAT = 0.6, 0.25

Inside = npt.NDArray[np.float32]


def judge_any(
    expected: Expected, actual: YCC, profile: Profile, seen: Mask
) -> tuple[Judgement, ...]:
    """A judgement for each element; nothing is said of what is in none."""
    return tuple(_judged(expected, actual, profile, seen, element) for element in expected.elements)


def _judged(
    expected: Expected, actual: YCC, profile: Profile, seen: Mask, element: Element
) -> Judgement:
    core = _core_of(expected, element, seen)
    if element.is_shade or core is None:
        return Judgement(element.id, "not-judged", element.box)
    excess, apart = core.held(actual, profile)
    off = np.count_nonzero(excess > 1)
    color = np.median(apart, axis=0)
    is_other_color = core.is_flat and float(np.abs(color).max()) > profile.color * _SLACK
    if excess.max(initial=0) <= ALONE and off < TOGETHER and not is_other_color:
        return Judgement(element.id, "present", element.box)
    way = core.moved_by(actual)
    if way is not None:
        return Judgement(element.id, "moved", element.box, {"dx": way[0], "dy": way[1]})
    rest, _ = core.held(actual, profile, color)
    if rest.max(initial=0) <= ALONE and np.count_nonzero(rest > 1) < TOGETHER:
        figures = dict(zip(("y", "cb", "cr"), map(float, color), strict=True))
        return Judgement(element.id, "recolored", element.box, figures)
    share = float(off / (1 + np.count_nonzero(core.weight > _LEAST_IN_CELL)))
    return Judgement(element.id, "missing" if share > _GONE else "retyped", element.box)


@dataclass(frozen=True, slots=True, eq=False)
class _Core:
    """The opaque pixels of an element: where they are, and how they should look.

    `rect` is in pixels, aligned to cells; `inside` is 1 for what is judged; `weight` its share of
    each cell.
    """

    rect: Rect
    inside: Inside = field(repr=False)
    weight: Cells = field(repr=False)
    look: YCC = field(repr=False)

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
        levels = cells_of(apart * self.inside[..., None])
        levels /= np.maximum(self.weight, 1e-3)[..., None]
        contrast = 219 * (1 - self.weight)
        limits = np.empty_like(levels)
        limits[..., 0] = _SLACK * (profile.luma + profile.luma_slope * contrast)
        chroma = _SLACK * (profile.chroma + profile.chroma_slope * contrast)
        limits[..., 1] = limits[..., 2] = chroma
        excess = beyond(levels, limits) * (self.weight > _LEAST_IN_CELL)
        return np.asarray(excess, np.float32), apart[self.inside > 0]

    def moved_by(self, actual: YCC) -> tuple[int, int] | None:
        """The way to where its pixels look as they should, if that is elsewhere."""
        rect, height, width = self.rect, actual.shape[0], actual.shape[1]
        around = rect.expand(_NEAR, _NEAR).intersect(Rect(0, 0, width, height))
        assert around is not None
        shown = actual[around.y : around.bottom, around.x : around.right, 0].astype(np.float32)
        look = self.look[..., 0].astype(np.float32)
        square = cv2.matchTemplate(shown, look, cv2.TM_SQDIFF, mask=self.inside)
        error = np.sqrt(np.maximum(square, 0) / max(1.0, float(self.inside.sum())))
        here = error[rect.y - around.y, rect.x - around.x]
        least, _, (x, y), _ = cv2.minMaxLoc(error)
        dx, dy = x + around.x - rect.x, y + around.y - rect.y
        is_there = least < _GOOD and least < _BETTER * here and (dx, dy) != (0, 0)
        return (dx, dy) if is_there else None


def _core_of(expected: Expected, element: Element, seen: Mask) -> _Core | None:
    """None for what hides the video nowhere, or is not seen as a whole."""
    window = cell_window(element.box, seen.shape)
    if window is None or not seen[window.y : window.bottom, window.x : window.right].all():
        return None
    rect = pixels_of(window, expected.canvas.width, expected.canvas.height)
    inside = np.zeros((rect.height, rect.width), np.float32)
    for piece in element.pieces:
        common = piece.rect.intersect(rect)
        if common is None:
            continue
        x, y = common.x - piece.rect.x, common.y - piece.rect.y
        alpha = piece.picture[y : y + common.height, x : x + common.width, 3]
        rows = slice(common.y - rect.y, common.bottom - rect.y)
        part = inside[rows, common.x - rect.x : common.right - rect.x]
        part[alpha > _OPAQUE] = 1
    inside = np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8)), np.float32)
    if inside.sum() < _LEAST_PIXELS:
        return None
    look = expected.picture[rect.y : rect.bottom, rect.x : rect.right]
    return _Core(rect, inside, cells_of(inside), look)
