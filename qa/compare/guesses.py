"""What may have become of an element, as pictures of the frame: moved, faded, larger, not there …

Each guess is drawn and held against what was shown. That which leaves nothing to explain is the
verdict; none of them reads a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.compare.difference import Difference, Mask, beyond, cell_window, pixels_of
from qa.compare.expected import Element, Expected, Piece
from qa.compare.ink import Shares, strokes_of
from qa.compare.readings import ALONE, TOGETHER, Print, Reading
from qa.compare.searching import LIKELY, Luma, Rest, best_place, best_scale
from qa.compare.ycc import YCC, YCCA, Cells, cells_of
from qa.finding import RegionVerdict

# How far an element is looked for around its place, and then up and down its column.
_NEAR, _FAR_X, _FAR_Y = 28, 60, 560
_SURE = 0.9
_GONE = 0.12
_MOST_COST = 64.0
_CLEAR, _TIE = 0.05, 0.02
_OPAQUE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """A verdict with the picture that it would make.

    `pieces` are drawn in place of the element's own. `cost` is what it leaves unexplained, as a
    share of what ours leaves; `worst` and `count` are the cells beyond their limits. `levels` are
    the differences that it leaves in `window`, both in cells.
    """

    verdict: RegionVerdict
    pieces: tuple[Piece, ...] = field(repr=False)
    figures: dict[str, float] = field(default_factory=dict)
    cost: float = 1.0
    worst: float = 0.0
    count: int = 0
    window: Rect | None = None
    levels: Cells = field(default_factory=lambda: np.zeros((0, 0, 3), np.float32), repr=False)

    @property
    def is_clean(self) -> bool:
        """True when nothing of what it explains is left."""
        return self.worst <= ALONE and self.count < TOGETHER


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One element that is not as expected, with all that is needed to find out why."""

    expected: Expected
    actual: YCC = field(repr=False)
    difference: Difference
    element: Element
    mark: Print
    reading: Reading
    suspects: tuple[str, ...] = ()

    def best(self) -> Guess | None:
        """The clean guess that leaves least; else the one that leaves least."""
        guesses = []
        for guess in self._guesses():
            guesses.append(guess)
            if guess.is_clean and guess.cost < _CLEAR and guess.verdict != "missing":
                break
        clean = [guess for guess in guesses if guess.is_clean]
        # What stands elsewhere is missing in its own place, too.
        there = [guess for guess in clean if guess.verdict != "missing"]
        gone = [guess for guess in clean if guess.verdict == "missing"]
        if there and gone:
            best = min(there, key=lambda guess: guess.cost)
            # Over a plain video another color can make anything look like nothing.
            is_other = best.verdict == "moved" or best.cost < gone[0].cost - _TIE
            return best if is_other else gone[0]
        return min(clean or guesses, key=lambda guess: guess.cost, default=None)

    def _guesses(self) -> Iterator[Guess]:
        """Every guess, held against the picture, the simplest first."""
        yield self.held(Guess("missing", ()))
        yield from (self.held(guess) for guess in self._faded())
        yield from (self.held(guess) for guess in self._recolored())
        yield from (self.held(guess) for guess in self._moved())
        yield from (self.held(guess) for guess in self._resized())

    def held(self, guess: Guess) -> Guess:
        """The guess with its cost."""
        boxes = [self.element.box, *(piece.rect for piece in guess.pieces)]
        window = cell_window(_around(boxes), self.difference.seen.shape, 4)
        assert window is not None
        pixels = pixels_of(window, self.expected.canvas.width, self.expected.canvas.height)
        others: dict[str, tuple[Piece, ...]] = {}
        if guess.verdict == "moved":
            # Of two that changed places, each stands where the other is expected.
            others = dict.fromkeys(self.suspects, ())
        instead = self.expected.compose(pixels, {**others, self.element.id: guess.pieces})
        change = cells_of(instead - self.expected.compose(pixels))
        part = (slice(window.y, window.bottom), slice(window.x, window.right))
        before = self.difference.levels[part]
        after = np.asarray(before - change, np.float32)
        decided = self._decided(window, change)
        if others:
            gone = self.expected.compose(pixels, {**others, self.element.id: ()})
            decided = np.abs(cells_of(instead - gone)).max(axis=2) > 1
        seen = self.difference.seen[part] & decided
        limits = self.difference.limits[part]
        left = beyond(after, limits) * seen
        cost = _cost(left) / max(1e-6, _cost(beyond(before, limits) * seen))
        return replace(
            guess,
            cost=cost,
            worst=float(left.max(initial=0)),
            count=int(np.count_nonzero(left > 1)),
            window=window,
            levels=after,
        )

    def _decided(self, window: Rect, change: Cells) -> Mask:
        """Cells in which the element is drawn, or would be by a guess."""
        decided = np.abs(change).max(axis=2) > 1
        own = self.mark.window.intersect(window)
        if own is not None:
            rows = slice(own.y - self.mark.window.y, own.bottom - self.mark.window.y)
            columns = slice(own.x - self.mark.window.x, own.right - self.mark.window.x)
            decided[
                own.y - window.y : own.bottom - window.y, own.x - window.x : own.right - window.x
            ] |= self.mark.mask[rows, columns]
        return cv2.dilate(decided.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0

    def _faded(self) -> Iterator[Guess]:
        opacity = self.reading.opacity
        if opacity is None or not _GONE < opacity < 2:
            return
        if opacity > 1 and max(float(p.picture[..., 3].max()) for p in self.element.pieces) > 0.98:
            return
        pieces = tuple(
            replace(piece, picture=np.asarray(piece.picture * opacity, np.float32))
            for piece in self.element.pieces
        )
        yield Guess("faded", pieces, {"opacity": round(opacity, 3)})

    def _recolored(self) -> Iterator[Guess]:
        """Its plate in another color, and its strokes."""
        last = self.element.pieces[-1].picture
        if self.reading.color is not None:
            color = np.array(self.reading.color, np.float32) / max(self.reading.alpha, 0.1)
            body = _body_of(last, self.reading.alpha)
            yield self._with_color(color, np.where(body, last[..., 3], 0))
        if self.reading.tint is not None:
            strokes = strokes_of(last, last)
            if strokes is not None:
                yield self._with_color(np.array(self.reading.tint, np.float32), strokes)
        elif self.reading.color is None or self.reading.alpha < _OPAQUE:
            color_of_all = self._color_of_all()
            if color_of_all is not None:
                yield self._with_color(color_of_all, last[..., 3])

    def _with_color(self, color: npt.NDArray[np.float32], shares: Shares) -> Guess:
        """What it draws with that color added, where and by how much `shares` says."""
        last = self.element.pieces[-1].picture
        picture = last.copy()
        picture[..., :3] += shares[..., None] * color
        piece = replace(self.element.pieces[-1], picture=picture)
        y, cb, cr = (float(level) for level in color)
        pieces = (*self.element.pieces[:-1], piece)
        return Guess("recolored", pieces, {"y": y, "cb": cb, "cr": cr})

    def _color_of_all(self) -> npt.NDArray[np.float32] | None:
        """By how much the color of what it draws differs, by least squares."""
        window, alpha = self.mark.window, self.mark.alpha
        levels = self.difference.levels[window.y : window.bottom, window.x : window.right]
        weight = alpha * (alpha > 0.2 * alpha.max())
        total = float(np.sum(weight * alpha))
        if total < 1:
            return None
        return np.asarray(np.sum(levels * weight[..., None], axis=(0, 1)) / total, np.float32)

    def _moved(self) -> Iterator[Guess]:
        effect = self._effect()
        for far in (False, True):
            found = best_place(self._rest(far), effect)
            if found is None:
                return
            peak, dx, dy = found
            if peak >= LIKELY and (dx, dy) != (0, 0):
                pieces = tuple(_shifted(piece, dx, dy) for piece in self.element.pieces)
                yield Guess("moved", pieces, {"dx": dx, "dy": dy})
            if peak >= _SURE:
                return

    def _resized(self) -> Iterator[Guess]:
        found = best_scale(self._rest(far=False), self._effect())
        if found is None:
            return
        scale, x, y = found
        box = self.element.box
        pieces = tuple(
            _shifted(_rescaled(piece, scale, box), x, y) for piece in self.element.pieces
        )
        # What is said is of its middle; what is drawn begins at its corner.
        dx, dy = x + round(box.width * (scale - 1) / 2), y + round(box.height * (scale - 1) / 2)
        yield Guess("resized", pieces, {"scale": round(scale, 3), "dx": dx, "dy": dy})

    def _effect(self) -> Luma:
        """What the element does to the brightness of its box."""
        box = self.element.box
        whole = self.expected.compose(box) - self.expected.compose(box, {self.element.id: ()})
        return np.asarray(whole[..., 0], np.float32)

    def _rest(self, far: bool) -> Rest:
        """What the picture has around beyond the frame without the element, in brightness."""
        box, canvas = self.element.box, self.expected.canvas
        across, down = (_FAR_X, _FAR_Y) if far else (_NEAR, _NEAR)
        rect = box.expand(across, down).intersect(Rect(0, 0, canvas.width, canvas.height))
        assert rect is not None
        shown = self.actual[rect.y : rect.bottom, rect.x : rect.right, 0].astype(np.float32)
        gone = dict.fromkeys((*self.suspects, self.element.id), ())
        luma = shown - self.expected.compose(rect, gone)[..., 0]
        return Rest(np.asarray(luma, np.float32), rect.x - box.x, rect.y - box.y)


def _cost(excess: Cells) -> float:
    return float(np.sum(np.minimum(excess * excess, _MOST_COST)))


def _around(boxes: list[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x, y, right - x, bottom - y)


def _shifted(piece: Piece, dx: int, dy: int) -> Piece:
    rect = piece.rect
    return Piece(Rect(rect.x + dx, rect.y + dy, rect.width, rect.height), piece.picture)


def _rescaled(piece: Piece, scale: float, box: Rect) -> Piece:
    """The piece larger or smaller, with the upper left corner of the box where it was."""
    width = max(1, round(piece.rect.width * scale))
    height = max(1, round(piece.rect.height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    made = cv2.resize(piece.picture, (width, height), interpolation=way)
    picture = np.asarray(made, np.float32)
    x = box.x - round((box.x - piece.rect.x) * scale)
    y = box.y - round((box.y - piece.rect.y) * scale)
    return Piece(Rect(x, y, width, height), picture)


def _body_of(picture: YCCA, opacity: float) -> Mask:
    """Where a piece has the color that most of it has: a plate without the words on it.

    `opacity` is that of the plate.
    """
    alpha = picture[..., 3]
    straight = picture[..., :3] / np.maximum(alpha, 1 / 255)[..., None]
    plate = np.abs(alpha - opacity) < 0.1
    if not plate.any():
        plate = alpha > 0.9 * alpha.max()
    usual = np.median(straight[plate], axis=0)
    return np.asarray(np.abs(straight - usual).max(axis=2) < 24, np.bool_)
