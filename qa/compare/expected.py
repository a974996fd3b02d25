"""What is to be seen at a time: our own frame, and the elements that it is made of.

Every element can be left out, moved, faded or replaced in a part of the frame: the verdicts come
from such pictures, held beside the one that was shown.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np

from overlays.geometry import Rect, Size
from overlays.layers import Layer
from overlays.motion import Marquee, Spin, TimeSpan
from qa.compare.ycc import YCC, YCCA, ycc_from_planes, ycc_from_rgb, ycca_from_layer
from renderer.frames import Frame, iter_variant_frames
from renderer.output.still import rgb_from_frame
from renderer.picture.layer_stack import layer_state, picture_of
from renderer.plan import RenderPlan
from renderer.timeline import Timeline

# A layer that nowhere hides what is behind it, over a tenth of the canvas: shade, not a sign.
_SHADE_ALPHA, _SHADE_SHARE = 0.85, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A picture in its place; `picture` is as large as `rect`, which may leave the canvas."""

    rect: Rect
    picture: YCCA = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Element:
    """One thing that the platform draws: a layer, with those that lie exactly over it.

    `box` is where its pixels are, `places` its positions in the stack. `is_shade` only darkens.
    `is_moving` slides, turns or drifts.
    """

    id: str
    text: str
    box: Rect
    pieces: tuple[Piece, ...]
    places: tuple[int, ...]
    is_shade: bool = False
    is_moving: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """A moment: the whole frame, the creative alone below it, and its elements bottom first."""

    time: Fraction
    picture: YCC = field(repr=False)
    creative: YCC = field(repr=False)
    elements: tuple[Element, ...]

    @property
    def canvas(self) -> Size:
        return Size(self.picture.shape[1], self.picture.shape[0])

    def compose(
        self,
        rect: Rect,
        instead: Mapping[str, Sequence[Piece]] | None = None,
        only: Sequence[str] | None = None,
    ) -> YCCA:
        """That part of the frame as floats, height x width x 3, `rect` within the canvas.

        `instead` gives elements other pieces by their ids, none to leave one out; `only` names all
        that are drawn.
        """
        part = self.creative[rect.y : rect.bottom, rect.x : rect.right].astype(np.float32)
        for piece in self._stacked(instead or {}, only):
            blend_piece(part, piece, rect)
        return part

    def _stacked(
        self, instead: Mapping[str, Sequence[Piece]], only: Sequence[str] | None
    ) -> list[Piece]:
        """Pieces in their order. What replaces an element stands where its last piece stood."""
        placed: list[tuple[int, Piece]] = []
        for element in self.elements:
            if only is not None and element.id not in only:
                continue
            if element.id in instead:
                placed += [(element.places[-1], piece) for piece in instead[element.id]]
            else:
                placed += zip(element.places, element.pieces, strict=True)
        return [piece for _, piece in sorted(placed, key=lambda item: item[0])]


def blend_piece(part: YCCA, piece: Piece, rect: Rect) -> None:
    """Blends a piece in place onto the part of the canvas that `rect` is."""
    common = piece.rect.intersect(rect)
    if common is None:
        return
    x, y = common.x - piece.rect.x, common.y - piece.rect.y
    over = piece.picture[y : y + common.height, x : x + common.width]
    below = part[
        common.y - rect.y : common.bottom - rect.y, common.x - rect.x : common.right - rect.x
    ]
    below *= 1 - over[..., 3:]
    below += over[..., :3]


def iter_expected(plan: RenderPlan, timeline: Timeline) -> Generator[tuple[Frame, Frame]]:
    """Each frame with and without the chrome."""
    bare = replace(plan, chrome=replace(plan.chrome, layers=()))
    with closing(iter_variant_frames((plan, bare), timeline)) as frames:
        for pair in frames:
            yield pair[0], pair[1]
            del pair


def expected_at(plan: RenderPlan, time: Fraction, *, exact: bool = False) -> Expected:
    """The moment `time`; with `exact` every pixel of the picture is that of our PNG.

    Raises UnreadableSource when the creative cannot be decoded there.
    """
    timeline = Timeline(plan.source, TimeSpan(max(time, Fraction(0))))
    with closing(iter_expected(plan, timeline)) as frames:
        whole, bare = next(frames)
    moment = expected_from(plan, whole, bare)
    if not exact:
        return moment
    return replace(moment, picture=ycc_from_rgb(rgb_from_frame(whole)))


def expected_from(plan: RenderPlan, whole: Frame, bare: Frame) -> Expected:
    """The moment of two frames that `iter_expected` gave."""
    return Expected(
        whole.time,
        ycc_from_planes(whole.planes),
        ycc_from_planes(bare.planes),
        elements_at(plan.chrome.layers, whole.time, plan.canvas),
    )


def elements_at(layers: Sequence[Layer], time: Fraction, canvas: Size) -> tuple[Element, ...]:
    """What can be seen of the layers at a time. Layers of one rect are one element."""
    states = ((place, layer, layer_state(layer, time)) for place, layer in enumerate(layers))
    return _elements(tuple((p, layer, state) for p, layer, state in states if state), canvas)


# What is made of an element alone is kept with it (`readings.py`), from one picture to the next.
@lru_cache(maxsize=2)
def _elements(
    states: tuple[tuple[int, Layer, tuple[int, int]], ...], canvas: Size
) -> tuple[Element, ...]:
    shown: dict[Rect, list[tuple[int, Layer, Piece]]] = {}
    for place, layer, state in states:
        piece = Piece(layer.rect, _picture(layer, state))
        shown.setdefault(layer.rect, []).append((place, layer, piece))
    found = (_element(parts, canvas) for parts in shown.values())
    return tuple(element for element in found if element is not None)


@lru_cache(maxsize=128)
def _picture(layer: Layer, state: tuple[int, int]) -> YCCA:
    return ycca_from_layer(picture_of(layer, state))


def _element(parts: list[tuple[int, Layer, Piece]], canvas: Size) -> Element | None:
    pieces = tuple(piece for _, _, piece in parts)
    alpha = np.max([piece.picture[..., 3] for piece in pieces], axis=0)
    box = _box_of(alpha, pieces[0].rect, canvas)
    if box is None:
        return None
    named = [layer for _, layer, _ in parts if layer.word] or [layer for _, layer, _ in parts]
    is_large = box.width * box.height > _SHADE_SHARE * canvas.width * canvas.height
    return Element(
        named[0].id,
        " ".join(layer.text for _, layer, _ in parts if layer.text),
        box,
        pieces,
        tuple(place for place, _, _ in parts),
        is_shade=bool(is_large and alpha.max() < _SHADE_ALPHA),
        is_moving=any(isinstance(layer.motion, Marquee | Spin) for _, layer, _ in parts),
    )


def _box_of(alpha: YCCA, rect: Rect, canvas: Size) -> Rect | None:
    """The rect of what can be seen, within the canvas."""
    rows = np.flatnonzero((alpha > 1 / 64).any(axis=1))
    columns = np.flatnonzero((alpha > 1 / 64).any(axis=0))
    if not len(rows):
        return None
    x, y = rect.x + int(columns[0]), rect.y + int(rows[0])
    box = Rect(x, y, int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)
    return box.intersect(Rect(0, 0, canvas.width, canvas.height))
