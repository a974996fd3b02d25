"""What a difference says of each element as a whole: its opacity, its color, its worst cell.

In cells everything is small, so that every element of every frame can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Difference, Mask
from qa.compare.expected import Element, Expected, Piece
from qa.compare.ink import Shares, strokes_of
from qa.compare.profiles import Profile
from qa.compare.ycc import CELL, YCCA, Cells, cells_of

ALONE, TOGETHER = 1.6, 3
"""How far beyond its limit one cell must be to count, and how many count whatever they are."""

# Below these an element says nothing of its opacity, or of its color.
_LEAST_EFFECT, _LEAST_CELLS, _LEAST_FLAT = 3.0, 9, 0.2
# How opaque a plate is at least, and by how much that differs within it.
_LEAST_PLATE, _ONE_PLATE, _MIDDLE = 0.3, 0.1, 0.7
# Levels of chroma by which strokes of many cells may be off, and twice that of so few. White on a
# saturated button was 9 off in every codec, all else 4 at most; letters with 90 levels less of one
# channel are 30 off and more.
_TINT, _FEW_STROKES = 10.0, 30
# A plate of so few cells may be twice as far off in color, and a smaller one no more than this: a
# block of chroma reaches over its edge. Where elements are noisy, at crf 28, a badge of 132 cells
# was 3.0 levels off, one of 12 cells 4.7; a button of 4000 was 0.1.
FEW, _FEW_IN_NOISE, _MOST_FEW = 30, 105, 2.5
# Half of a half transparent button's color is the video's: 8 levels of its own were 1.9 to 3.0 off
# there. Of so many cells it was 0.6 off at most in every codec, at 540 px and at 1080; an opaque
# body of a phone was 1.0 off, whose own levels are all seen.
_LARGE, _LARGE_SHARE, _MOST_MIXED = 300, 0.55, 0.7
# Levels of brightness, their 95th percentile: 5.1 and 6.1 there, 2.6 at crf 20, 2.3 in HEVC.
_NOISY = 3.8

Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """Where an element is drawn, in cells: `effect` is what the frame would lack without it.

    `window` is in cells, `alpha` its opacity there, `mask` the cells that it decides. `strokes` is
    how much of each cell its words are, None for what has none of one color.
    """

    window: Rect
    effect: Cells = field(repr=False)
    alpha: Cells = field(repr=False)
    mask: Mask = field(repr=False)
    strokes: Shares | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """`opacity` is 1 for ours, None where its effect is too small to tell; so is `color`.

    `color` is theirs less ours in Y', Cb, Cr. `worst` is the worst cell in limits; `beyond` are
    those of its `cells` that are beyond them. `effect` is how many levels it changes a cell by,
    root mean square; `flat` of how many cells the color is, `alpha` how opaque most of it is.
    `tint` is by what its words differ in Y', Cb, Cr, and `inked` of how many cells that is.
    """

    opacity: float | None
    color: tuple[float, float, float] | None
    worst: float
    beyond: int
    cells: int
    effect: float = 0.0
    flat: int = 0
    alpha: float = 1.0
    tint: tuple[float, float, float] | None = None
    inked: float = 0.0

    def is_off(self, profile: Profile, few: float = FEW) -> bool:
        """True when anything of it is beyond the profile's limits; `few` is `Prints.few`."""
        if self.worst > ALONE or self.beyond >= TOGETHER:
            return True
        return self._is_faded(profile) or self._is_recolored(profile, few) or self._is_tinted()

    def _is_faded(self, profile: Profile) -> bool:
        """The fainter it is, the more of its opacity is what an encoder smoothed away."""
        if self.opacity is None or not self.effect:
            return False
        return abs(self.opacity - 1) > profile.opacity + profile.smoothed / self.effect

    def _is_recolored(self, profile: Profile, few: float) -> bool:
        if self.color is None:
            return False
        is_mixed = self.flat >= _LARGE and self.alpha < _MOST_MIXED
        share = _LARGE_SHARE if is_mixed else few_cells(self.flat, few)
        return max(map(abs, self.color)) > profile.color * share

    def _is_tinted(self) -> bool:
        """By chroma alone: the brightness of strokes is what an encoder smooths."""
        if self.tint is None:
            return False
        return max(map(abs, self.tint[1:])) > _TINT * few_cells(self.inked, _FEW_STROKES)


def few_cells(count: float, few: float = _FEW_IN_NOISE) -> float:
    """How much further than a large plate's the color of so few cells may be off."""
    return 1 + min(_MOST_FEW, few / max(count, 1))


@dataclass(frozen=True, slots=True, eq=False)
class _Small:
    """An element in cells, whatever lies below: its opacity and its strokes in `element.box`."""

    element: Element
    alpha: Cells = field(repr=False)
    strokes: Shares | None = field(repr=False)


class Prints:
    """The prints of all elements of a moment."""

    def __init__(self, expected: Expected) -> None:
        self._all = {element.id: _small_of(element) for element in expected.elements}
        creative = cells_of(expected.creative)
        elements = tuple(small.element for small in self._all.values())
        # Floats in place of levels: the same picture, sixteen times smaller.
        self._small = Expected(expected.time, creative, creative, elements)  # type: ignore[arg-type]
        self._made: dict[str, Print | None] = {}

    def of(self, element_id: str) -> Print | None:
        """None for one that changes nothing."""
        if element_id not in self._made:
            self._made[element_id] = self._make(self._all[element_id])
        return self._made[element_id]

    def few(self, difference: Difference) -> float:
        """Of how many cells a plate may be twice as far off in color, by the frame's noise."""
        whole = np.zeros(difference.seen.shape, np.bool_)
        for name, small in self._all.items():
            mark = None if small.element.is_shade else self.of(name)
            if mark is not None:
                window = mark.window
                part = whole[window.y : window.bottom, window.x : window.right]
                part |= mark.mask
        luma = np.abs(difference.levels[..., 0][whole & difference.seen])
        is_noisy = luma.size and np.percentile(luma, 95) > _NOISY
        return _FEW_IN_NOISE if is_noisy else FEW

    def _make(self, small: _Small) -> Print | None:
        window = small.element.box
        effect = self._small.compose(window)
        effect -= self._small.compose(window, {small.element.id: ()})
        mask = (small.alpha > 0.04) & (largest(effect) > 1)
        if not mask.any():
            return None
        return Print(window, effect, small.alpha, mask, small.strokes)


def largest(levels: Cells) -> Cells:
    """Of each cell's three levels the one that is farthest from zero, without its sign."""
    y, cb, cr = cv2.split(cv2.absdiff(levels, np.zeros_like(levels)))
    return np.asarray(cv2.max(y, cv2.max(cb, cr)), np.float32)


def _small_of(element: Element) -> _Small:
    """Made once for an element: it does not depend on the frame below."""
    if element not in _KEPT:
        small = _small_element(element)
        alpha = _alpha_in(small, small.box)
        _KEPT[element] = _Small(small, alpha, _strokes(element, small))
    return _KEPT[element]


_KEPT: WeakKeyDictionary[Element, _Small] = WeakKeyDictionary()


def _strokes(element: Element, small: Element) -> Shares | None:
    if not element.text or element.is_shade or not element.pieces:
        return None
    window, piece = small.box, small.pieces[-1]
    shares = strokes_of(element.pieces[-1].picture, piece.picture)
    common = piece.rect.intersect(window)
    if shares is None or common is None:
        return None
    x, y = common.x - piece.rect.x, common.y - piece.rect.y
    part = np.zeros((window.height, window.width), np.float32)
    rows = slice(common.y - window.y, common.bottom - window.y)
    part[rows, common.x - window.x : common.right - window.x] = shares[
        y : y + common.height, x : x + common.width
    ]
    return part


def read(mark: Print, difference: Difference) -> Reading:
    """What the difference says of the element."""
    window = mark.window
    part = (slice(window.y, window.bottom), slice(window.x, window.right))
    seen = difference.seen[part]
    levels, excess = difference.levels[part], difference.excess[part] * seen
    near = cv2.dilate(mark.mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    opacity, effect = _opacity(mark, levels, seen)
    color, flat = _color(mark, levels, seen)
    tint, inked = _tint(mark, levels, seen)
    return Reading(
        opacity,
        color,
        float(excess[near].max(initial=0)),
        int(np.count_nonzero((excess > 1) & near)),
        int(np.count_nonzero(mark.mask & seen)),
        effect,
        flat,
        usual_alpha(mark),
        tint,
        inked,
    )


def middle_opacity(mark: Print, difference: Difference, hidden: Mask) -> float | None:
    """The opacity by its middle cell: of shade, over which anything may lie.

    `hidden` are cells of its window to leave out. None where its effect is too small to tell.
    """
    window = mark.window
    part = (slice(window.y, window.bottom), slice(window.x, window.right))
    used = _telling(mark, difference.seen[part] & ~hidden)
    if np.count_nonzero(used) < _LEAST_CELLS:
        return None
    effect, found = mark.effect[used], difference.levels[part][used]
    ratios = np.sum(effect * found, axis=1) / np.sum(effect * effect, axis=1)
    return 1 + float(np.median(ratios))


def _telling(mark: Print, seen: Mask) -> Mask:
    """Cells that the element changes by enough."""
    return np.asarray(seen & mark.mask & (largest(mark.effect) > _LEAST_EFFECT), np.bool_)


def usual_alpha(mark: Print) -> float:
    """How opaque most of it is: of a plate, and not of the words on it.

    Many cells of something small are on its edge: they count as what is opaque in it.
    """
    most, middle = float(mark.alpha.max()), float(np.median(mark.alpha[mark.mask]))
    return most if middle > _MIDDLE * most else middle


def _opacity(mark: Print, levels: Cells, seen: Mask) -> tuple[float | None, float]:
    """The opacity, and how many levels the element changes its cells by."""
    used = _telling(mark, seen)
    if np.count_nonzero(used) < _LEAST_CELLS:
        return None, 0.0
    effect, found = mark.effect[used], levels[used]
    power = float(np.sum(effect * effect))
    opacity = 1 + float(np.sum(effect * found)) / power
    return opacity, float(np.sqrt(power / len(effect)))


def _color(mark: Print, levels: Cells, seen: Mask) -> tuple[tuple[float, float, float] | None, int]:
    """Of what is flat, if only a plate, and of how many cells: the median, not swayed by words.

    Encoders keep the color of an area to the level, and mix that of a thin stroke with what is
    beside it: by up to 7 levels at crf 28.
    """
    usual = usual_alpha(mark)
    solid = (np.abs(mark.alpha - usual) < _ONE_PLATE).astype(np.uint8)
    # What lies beyond the window is not of the element.
    inner = cv2.erode(solid, np.ones((3, 3), np.uint8), borderType=0, borderValue=0)
    used = seen & (inner > 0)
    least = max(_LEAST_CELLS, _LEAST_FLAT * np.count_nonzero(mark.mask))
    if np.count_nonzero(used) < least or usual < _LEAST_PLATE:
        return None, 0
    y, cb, cr = np.median(levels[used], axis=0)
    return (float(y), float(cb), float(cr)), int(np.count_nonzero(used))


def _tint(
    mark: Print, levels: Cells, seen: Mask
) -> tuple[tuple[float, float, float] | None, float]:
    """By what the strokes of words differ, by least squares, and of how many cells that is."""
    if mark.strokes is None:
        return None, 0.0
    strokes = mark.strokes * seen
    inked = float(np.sum(strokes * strokes))
    if inked < _LEAST_CELLS:
        return None, 0.0
    y, cb, cr = np.sum(levels * strokes[..., None], axis=(0, 1)) / inked
    return (float(y), float(cb), float(cr)), inked


def _small_element(element: Element) -> Element:
    pieces = tuple(_small_piece(piece) for piece in element.pieces)
    x, y = element.box.x // CELL, element.box.y // CELL
    right, bottom = -(-element.box.right // CELL), -(-element.box.bottom // CELL)
    return replace(element, pieces=pieces, box=Rect(x, y, right - x, bottom - y))


def _small_piece(piece: Piece) -> Piece:
    rect = piece.rect
    left, top = rect.x % CELL, rect.y % CELL
    right, bottom = -rect.right % CELL, -rect.bottom % CELL
    padded = cv2.copyMakeBorder(piece.picture, top, bottom, left, right, cv2.BORDER_CONSTANT)
    width, height = padded.shape[1] // CELL, padded.shape[0] // CELL
    made = cv2.resize(padded, (width, height), interpolation=cv2.INTER_AREA)
    small = np.asarray(made, np.float32)
    return Piece(Rect((rect.x - left) // CELL, (rect.y - top) // CELL, width, height), small)


def _alpha_in(element: Element, window: Rect) -> Cells:
    through: YCCA = np.ones((window.height, window.width), np.float32)
    for piece in element.pieces:
        common = piece.rect.intersect(window)
        if common is None:
            continue
        x, y = common.x - piece.rect.x, common.y - piece.rect.y
        alpha = piece.picture[y : y + common.height, x : x + common.width, 3]
        rows = slice(common.y - window.y, common.bottom - window.y)
        through[rows, common.x - window.x : common.right - window.x] *= 1 - alpha
    return np.asarray(1 - through, np.float32)
