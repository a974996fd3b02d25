"""A chrome's layers made ready for blending: what to blend at a time, prepared once per state.

Layers that do not move are flattened together, also across a moving one that they do not touch.
What comes out is cut into boxes where there is something, so that empty canvas costs nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from threading import Lock

import numpy as np

from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer, PremulRGBA
from overlays.motion import ALWAYS, Drift, FadeIn, Flip, Marquee, Reveal, Spin, motion_state
from renderer.picture.composite import (
    FloatRGBA,
    Patch,
    even_box,
    faded,
    flatten_onto,
    make_patch,
    patch_from_rgba,
    posed,
    revealed,
    slid,
    stacked,
    turned,
)

# All the pictures of a turning disc.
_BYTES_KEPT = 16 << 20

# Floats of a whole canvas would be 33 MB of fresh memory, which cost more than what is done in it.
_STRIP_ROWS = 128

LayerState = tuple[int, int] | None
"""Motion state and opacity (255: full), or None where nothing of the layer can be seen."""


GroupState = tuple[LayerState, ...]


class LayerStack:
    """The layers of one chrome. Safe to use from several threads."""

    def __init__(self, chrome: Chrome) -> None:
        self._canvas = chrome.canvas
        self._groups = group_layers(chrome.layers)
        # Most layers never change: their states are asked for once and not for every frame.
        self._fixed = [_fixed_state(group) for group in self._groups]
        self._kept: list[OrderedDict[GroupState, tuple[Patch, ...]]] = [
            OrderedDict() for _ in self._groups
        ]
        self._lock = Lock()

    def patches(self, time: Fraction) -> list[Patch]:
        """What to blend over the picture of media time `time`, in order."""
        with self._lock:
            return [patch for index in range(len(self._groups)) for patch in self._of(index, time)]

    def _of(self, index: int, time: Fraction) -> tuple[Patch, ...]:
        group, kept = self._groups[index], self._kept[index]
        state = self._fixed[index] or tuple(layer_state(layer, time) for layer in group)
        if state not in kept:
            if not _comes_back(group):
                kept.clear()
            kept[state] = _make_patches(group, state, self._canvas)
            if len(kept) * _size_bytes(kept[state]) > _BYTES_KEPT:
                kept.popitem(last=False)
        return kept[state]


def _comes_back(group: tuple[Layer, ...]) -> bool:
    """True for what turns, drifts or counts; a sound row is the same again only much later."""
    return isinstance(group[0].motion, Spin | Drift | Flip)


def _fixed_state(group: tuple[Layer, ...]) -> GroupState | None:
    changes = any(layer.motion or layer.fade or layer.span != ALWAYS for layer in group)
    return None if changes else tuple((0, 255) for _ in group)


def layer_state(layer: Layer, time: Fraction) -> LayerState:
    """What decides how a layer looks at `time`: equal states, equal pixels."""
    if not layer.span.holds(time):
        return None
    opacity = 255 if layer.fade is None else layer.fade.opacity(time)
    if isinstance(layer.motion, FadeIn):
        opacity = opacity * layer.motion.opacity(time) // 255
        return (0, opacity) if opacity else None
    return (motion_state(layer.motion, time), opacity) if opacity else None


def picture_of(layer: Layer, state: tuple[int, int]) -> PremulRGBA | FloatRGBA:
    """The premultiplied picture of a layer in a state, as large as its rect."""
    motion_number, opacity = state
    rgba: PremulRGBA | FloatRGBA = layer.rgba
    match layer.motion:
        case Spin():
            rgba = turned(layer.rgba, motion_number)
        case Marquee(feather=feather):
            rgba = slid(layer.rgba, motion_number, layer.rect.width, feather)
        case Drift(poses=poses):
            rgba = posed(layer.rgba, poses[motion_number], layer.rect.size)
        case Flip():
            rows = layer.rect.height
            rgba = layer.rgba[motion_number * rows : (motion_number + 1) * rows]
        case Reveal(from_right=from_right):
            rgba = revealed(layer.rgba, motion_number, from_right)
    return rgba if opacity == 255 else faded(rgba, opacity)


def group_layers(layers: Iterable[Layer]) -> list[tuple[Layer, ...]]:
    """The layers bottom first, in groups: one moving layer alone, or still ones that go together.

    A still layer joins the lowest group of still layers above which no moving layer touches it.
    """
    groups: list[list[Layer]] = []
    for layer in layers:
        home = None if _moves(layer) else _home(groups, layer)
        if home is None:
            groups.append([layer])
        else:
            home.append(layer)
    return [tuple(group) for group in groups]


def _moves(layer: Layer) -> bool:
    return layer.motion is not None


def _home(groups: list[list[Layer]], layer: Layer) -> list[Layer] | None:
    home = None
    box = layer.rect.expand(1, 1)
    for group in reversed(groups):
        if not _moves(group[0]):
            home = group
        # Still layers of a higher group may lie over this one's place, too.
        if any(box.intersect(even_box(other.rect)) for other in group):
            break
    return home


def _make_patches(group: tuple[Layer, ...], states: GroupState, canvas: Size) -> tuple[Patch, ...]:
    shown = [
        (layer, picture_of(layer, state))
        for layer, state in zip(group, states, strict=True)
        if state is not None
    ]
    if len(shown) == 1:
        layer, rgba = shown[0]
        patch = make_patch(rgba, layer.rect, canvas)
        return () if patch is None else (patch,)
    return tuple(_flatten(shown, canvas))


def _flatten(shown: list[tuple[Layer, PremulRGBA | FloatRGBA]], canvas: Size) -> Iterator[Patch]:
    """Patches that share no pixel; those that fill whole rows come first, from the top down."""
    boxes = cover_boxes([layer.rect for layer, _ in shown], canvas)
    for box in sorted(boxes, key=lambda box: box.width != canvas.width):
        patch = stacked([_flat_strip(shown, strip) for strip in _strips(box)])
        if any(wash.keep.min() < 255 or wash.add.any() for wash in patch.washes):
            yield patch


def _strips(box: Rect) -> Iterator[Rect]:
    for top in range(box.y, box.bottom, _STRIP_ROWS):
        yield Rect(box.x, top, box.width, min(_STRIP_ROWS, box.bottom - top))


def _flat_strip(shown: list[tuple[Layer, PremulRGBA | FloatRGBA]], strip: Rect) -> Patch:
    flat = np.zeros((strip.height, strip.width, 4), np.float32)
    for layer, rgba in shown:
        flatten_onto(flat, rgba, layer.rect.x - strip.x, layer.rect.y - strip.y)
    return patch_from_rgba(flat, strip)


def _size_bytes(patches: tuple[Patch, ...]) -> int:
    return sum(3 * patch.rect.width * patch.rect.height for patch in patches)


def cover_boxes(rects: Iterable[Rect], canvas: Size) -> list[Rect]:
    """Boxes with even edges that together cover the rects and share no pixel, top to bottom.

    The canvas is cut into bands at every edge; neighbouring bands of the same columns are one.
    Boxes are a pixel wider than the rects at either side, as far as chroma samples reach.
    """
    whole = Rect(0, 0, canvas.width, canvas.height)
    reach = [box for rect in rects if (box := even_box(rect.expand(1, 0)).intersect(whole))]
    edges = sorted({edge for box in reach for edge in (box.y, box.bottom)})
    bands: list[tuple[int, int, list[tuple[int, int]]]] = []
    for top, bottom in pairwise(edges):
        columns = _join([(box.x, box.right) for box in reach if box.y <= top < box.bottom])
        if bands and bands[-1][1] == top and bands[-1][2] == columns:
            bands[-1] = (bands[-1][0], bottom, columns)
        else:
            bands.append((top, bottom, columns))
    return [
        Rect(left, top, right - left, bottom - top)
        for top, bottom, columns in bands
        for left, right in columns
    ]


def _join(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans sorted, those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined
