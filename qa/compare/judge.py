"""Every element of a moment gets its verdict; what no element explains is said to be unexpected.

Shade first, since everything stands on it; then what a guess explains without a rest, the largest
first; then what only changed. Each verdict is taken out of the difference before the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from overlays.geometry import Rect
from qa.compare.changed import blobs_of, changed_verdict, windows_of
from qa.compare.difference import (
    Difference,
    Mask,
    cell_window,
    difference_of,
    differing_cells,
    pixels_of,
)
from qa.compare.doubles import doubled_in
from qa.compare.expected import Element, Expected, Piece
from qa.compare.guesses import Case, Guess
from qa.compare.letters import letters_of, retyped_in
from qa.compare.phone import OWN, laid_over
from qa.compare.profiles import Profile
from qa.compare.readings import Print, Prints, Reading, middle_opacity, read
from qa.compare.ycc import CELL, YCC
from qa.finding import RegionVerdict

_ROUNDS = 3
_MOSTLY = 0.2
# Cells around an element in which a change is its own: a longer word, another shadow.
_OWN_MARGIN = 6
_GONE = 0.12
# Levels, and shares of 1, that rounding alone never makes.
_SLIGHT_COLOR, _SLIGHT_OPACITY = 0.3, 0.005


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of an element; `element` is empty for what belongs to none.

    `rect` is where it is expected, or where something unexpected is, in canvas pixels. `figures`
    are the guess's own: `dx`, `dy`, `opacity`, `scale`, or `y`, `cb`, `cr`. `says` are the words of
    a line that was read, `instead` those that are expected there.
    """

    element: str
    verdict: RegionVerdict
    rect: Rect
    figures: dict[str, float] = field(default_factory=dict)
    like: str = ""
    says: str = ""
    instead: str = ""


def judge(
    expected: Expected, actual: YCC, profile: Profile, seen: Mask | None = None
) -> tuple[Judgement, ...]:
    """A judgement for each element of the moment, bottom first, and for all that is unexpected.

    `actual` lies on the canvas. `seen` is False for cells that it does not show.
    """
    bench = _Bench(
        expected, actual, profile, difference_of(expected.picture, actual, profile, seen)
    )
    if profile.any_scale:
        bench.settle_phone()
    bench.settle_shade()
    bench.settle_clean()
    bench.settle_rest()
    bench.settle_words()
    bench.settle_letters()
    if profile.is_exact:
        bench.settle_exact()
    return tuple(bench.judgements())


class _Bench:
    """The state of one judgement: what is explained so far."""

    def __init__(
        self, expected: Expected, actual: YCC, profile: Profile, difference: Difference
    ) -> None:
        self._ours, self._actual, self._profile = expected, actual, profile
        self._first, self._difference = expected, difference
        self._prints = Prints(expected)
        self._few = self._prints.few(difference)
        self._read: dict[str, tuple[Difference, Reading]] = {}
        self._found: dict[str, Judgement] = {}
        self._stray: Mask = np.zeros(difference.seen.shape, np.bool_)
        self._laid: list[Judgement] = []

    def settle_shade(self) -> None:
        """Shade that is lighter, darker or not there, and the frame without its fault."""
        signs = self._signs()
        for element in self._first.elements:
            mark = self._prints.of(element.id)
            if not element.is_shade or mark is None:
                continue
            opacity = middle_opacity(mark, self._difference, _part(signs, mark.window))
            if opacity is None or abs(opacity - 1) <= self._profile.opacity:
                continue
            pieces = () if opacity < _GONE else _times(element.pieces, opacity)
            verdict: RegionVerdict = "faded" if pieces else "missing"
            figures = {"opacity": round(opacity, 3)} if pieces else {}
            self._found[element.id] = Judgement(element.id, verdict, element.box, figures)
            self._draw_anew({element.id: pieces})

    def _draw_anew(self, instead: dict[str, tuple[Piece, ...]]) -> None:
        """The frame as it is with those pieces, held against the picture once more."""
        self._ours = ours = _with_pieces(self._ours, instead)
        canvas = Rect(0, 0, ours.canvas.width, ours.canvas.height)
        change = ours.compose(canvas) - self._first.compose(canvas)
        drawn = np.clip(np.rint(self._first.picture + change), 0, 255).astype(np.uint8)
        self._ours = replace(ours, picture=drawn)
        seen = self._difference.seen
        self._difference = difference_of(drawn, self._actual, self._profile, seen)
        self._prints = Prints(self._ours)

    def settle_phone(self) -> None:
        """What the phone of a screenshot has of its own or lays over the frame, and what is under.

        Its clock is not ours.
        """
        for case in self._cases():
            if case.element.id in OWN:
                self._cover(case.element, "own signs")
                cells: Mask = np.zeros(self._difference.seen.shape, np.bool_)
                _part(cells, case.mark.window)[:] = case.mark.mask
                self._difference = self._difference.without(cells)
        for laid in laid_over(blobs_of(self._difference), self._ours, self._actual):
            self._laid.append(Judgement("", "covered", laid.rect, like=laid.name))
            self._difference = self._difference.without(laid.cells)
            for element in self._first.elements:
                common = element.box.intersect(laid.rect)
                if not element.is_shade and common and _area(common) > _area(element.box) / 2:
                    self._cover(element, laid.name)

    def _cover(self, element: Element, by: str) -> None:
        self._found[element.id] = Judgement(element.id, "covered", element.box, like=by)

    def settle_clean(self) -> None:
        """What one guess explains without a rest, the guess that explains most first."""
        for _ in range(_ROUNDS):
            found = [(case, guess) for case in self._cases() if (guess := case.best()) is not None]
            clean = [pair for pair in found if pair[1].is_clean]
            if not clean:
                return
            for case, guess in sorted(clean, key=lambda pair: -pair[0].reading.beyond):
                self._accept(case, guess)

    def _accept(self, case: Case, guess: Guess) -> None:
        """Unless what was accepted meanwhile has explained it, or left no room for it."""
        now = self._case(case.element.id)
        if now is None:
            return
        if guess.verdict != "moved" and not now.held(guess).is_clean:
            return
        self._settle(case.element, now.held(guess))

    def _settle(self, element: Element, guess: Guess) -> None:
        assert guess.window is not None
        self._found[element.id] = Judgement(
            element.id, guess.verdict, element.box, dict(guess.figures)
        )
        self._ours = _with_pieces(self._ours, {element.id: guess.pieces})
        self._difference = self._difference.replaced(guess.window, guess.levels)

    def settle_rest(self) -> None:
        """What no guess explains: mostly explained, covered, or changed within its box."""
        blobs = blobs_of(self._difference)
        for case in self._cases():
            case = replace(case, suspects=())
            guess = case.best()
            verdict, figures = changed_verdict(case, blobs)
            # A patch is one color, too, and reaches over the edge of what it lies on.
            is_patch = verdict == "covered" and guess is not None and guess.verdict == "recolored"
            if guess is not None and guess.cost < _MOSTLY and not is_patch:
                self._settle(case.element, guess)
                self._forget(case.element, guess)
                continue
            element = case.element
            self._found[element.id] = Judgement(element.id, verdict, element.box, figures)
            self._forget(element)

    def _forget(self, element: Element, guess: Guess | None = None) -> None:
        """The cells of an element that has its verdict are no longer looked at."""
        shape = self._difference.seen.shape
        cells: Mask = np.zeros(shape, np.bool_)
        for box in (element.box, *(piece.rect for piece in (guess.pieces if guess else ()))):
            window = cell_window(box, shape, _OWN_MARGIN * CELL)
            if window is not None:
                cells[window.y : window.bottom, window.x : window.right] = True
        self._difference = self._difference.without(cells)

    def settle_words(self) -> None:
        """What is left between the letters of an element is of its words: an accent, a comma."""
        for window in blobs_of(self._difference).windows:
            for element in reversed(self._first.elements):
                if not element.text or element.id in self._found:
                    continue
                own = cell_window(element.box, self._difference.seen.shape, CELL)
                common = own and own.intersect(window)
                if common and common.width * common.height > window.width * window.height / 2:
                    self._found[element.id] = Judgement(element.id, "retyped", element.box)
                    self._forget(element)
                    break

    def settle_letters(self) -> None:
        """Words that are as expected in cells, and away from all that is not: letter by letter."""
        shades = {element.id for element in self._first.elements if element.is_shade}
        seen = self._difference.seen & ~self._explained(but=shades)
        ours, theirs, profile = self._ours.picture, self._actual, self._profile
        found = {}
        for element in self._first.elements:
            letters = letters_of(element, ours, theirs, seen, profile)
            if letters is not None and element.id not in self._found:
                found[element.id] = letters
        names = set(retyped_in(found, self._first.canvas.width))
        for element in self._first.elements:
            if element.id in names:
                self._found[element.id] = Judgement(element.id, "retyped", element.box)
                self._forget(element)

    def settle_exact(self) -> None:
        """Single pixels that the limits let pass: of the topmost element there, or of none."""
        differing = differing_cells(self._first.picture, self._actual) & ~self._explained()
        for element in reversed(self._first.elements):
            mark = self._prints.of(element.id)
            if mark is None or element.id in self._found:
                continue
            own = mark.mask & _part(differing, mark.window)
            if own.any():
                verdict, figures = self._slight(mark)
                self._found[element.id] = Judgement(element.id, verdict, element.box, figures)
                _part(differing, mark.window)[mark.mask] = False
        # A letter's shadow reaches over the cells that the element was known by.
        self._stray = differing & ~self._explained()

    def _slight(self, mark: Print) -> tuple[RegionVerdict, dict[str, float]]:
        """What is said of a change within the limits: whatever of it is beyond a tenth of them."""
        reading = read(mark, self._difference)
        opacity, color = reading.opacity, reading.color
        if color is not None and max(map(abs, color)) >= _SLIGHT_COLOR:
            return "recolored", dict(zip(("y", "cb", "cr"), color, strict=True))
        if opacity is not None and abs(opacity - 1) >= _SLIGHT_OPACITY:
            return "faded", {"opacity": round(opacity, 3)}
        return "retyped", {}

    def _explained(self, but: Collection[str] = ()) -> Mask:
        """Cells in and around everything that has its verdict, where it was and where it is."""
        shape = self._difference.seen.shape
        cells = np.asarray(~self._difference.seen, np.bool_)
        for element in (*self._first.elements, *self._ours.elements):
            if element.id not in self._found or element.id in but:
                continue
            for box in (element.box, *(piece.rect for piece in element.pieces)):
                window = cell_window(box, shape, 2 * CELL)
                if window is not None:
                    _part(cells, window)[:] = True
        return cells

    def judgements(self) -> Iterable[Judgement]:
        for element in self._first.elements:
            found = self._found.get(element.id)
            verdict: RegionVerdict = "present" if self._is_seen(element) else "not-judged"
            yield found or Judgement(element.id, verdict, element.box)
        yield from self._laid
        yield from self._unexpected()

    def _unexpected(self) -> Iterator[Judgement]:
        """What is in no element; what looks like one is told once, and not in its parts."""
        width, height = self._first.canvas.width, self._first.canvas.height
        windows = (*blobs_of(self._difference).windows, *windows_of(self._stray))
        places = [pixels_of(window, width, height) for window in windows]
        shown = replace(self._first, picture=self._ours.picture)
        twice = list(doubled_in(shown, self._actual, places))
        yield from (Judgement("", "unexpected", rect, like=name) for name, rect in twice)
        for place in places:
            if not any(_is_part(place, rect) for _, rect in twice):
                yield Judgement("", "unexpected", place)

    def _is_seen(self, element: Element) -> bool:
        mark = self._prints.of(element.id)
        if mark is None:
            return False
        seen = _part(self._difference.seen, mark.window) & mark.mask
        return bool(seen.any()) or element.id in self._found

    def _cases(self) -> list[Case]:
        ids = [element.id for element in self._first.elements if not element.is_shade]
        cases = [case for name in ids if (case := self._case(name)) is not None]
        names = tuple(case.element.id for case in cases)
        return [replace(case, suspects=names) for case in cases]

    def _case(self, element_id: str) -> Case | None:
        """The element if it is off and has no verdict yet."""
        mark = self._prints.of(element_id)
        if mark is None or element_id in self._found:
            return None
        reading = self._reading(element_id, mark)
        if not reading.is_off(self._profile, self._few):
            return None
        element = next(e for e in self._first.elements if e.id == element_id)
        return Case(self._ours, self._actual, self._difference, element, mark, reading)

    def _reading(self, element_id: str, mark: Print) -> Reading:
        """Of the difference as it is: nothing is read twice while that stays."""
        known = self._read.get(element_id)
        if known is None or known[0] is not self._difference:
            known = self._read[element_id] = self._difference, read(mark, self._difference)
        return known[1]

    def _signs(self) -> Mask:
        """Cells near anything that is not shade."""
        cells = np.zeros(self._difference.seen.shape, np.uint8)
        for element in self._first.elements:
            mark = None if element.is_shade else self._prints.of(element.id)
            if mark is not None:
                window = mark.window
                part = cells[window.y : window.bottom, window.x : window.right]
                part |= mark.mask.astype(np.uint8)
        return cv2.dilate(cells, np.ones((5, 5), np.uint8)) > 0


def _times(pieces: Iterable[Piece], opacity: float) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, picture=np.asarray(piece.picture * opacity, np.float32)) for piece in pieces
    )


def _with_pieces(expected: Expected, instead: dict[str, tuple[Piece, ...]]) -> Expected:
    elements = []
    for element in expected.elements:
        pieces = instead.get(element.id)
        if pieces is not None:
            places = (element.places[-1],) * len(pieces)
            element = replace(element, pieces=pieces, places=places)
        elements.append(element)
    return replace(expected, elements=tuple(elements))


def _area(rect: Rect) -> int:
    return rect.width * rect.height


def _is_part(rect: Rect, whole: Rect) -> bool:
    """True for what lies mostly in the other one."""
    common = rect.intersect(whole.expand(4 * CELL, 4 * CELL))
    return common is not None and _area(common) > _area(rect) / 2


def _part(mask: Mask, window: Rect) -> Mask:
    return mask[window.y : window.bottom, window.x : window.right]
