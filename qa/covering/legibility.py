"""Can the chrome's own words be read over this clip? WCAG contrast as it is shown.

The app lays white letters over whatever is there. For each text that has no plate of its own, in
each sample: the letters' color beside that of the ground right around them, in tiles as wide as a
line is high; what counts is the tile at the lowest fifth, below which words begin to fall apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from overlays.layers import Chrome, Layer
from qa.covering.lying import Lying
from qa.covering.shields import within
from qa.seeing.seen import Sample, Seen
from renderer.picture.layer_stack import LayerState, layer_state, picture_of

Floats = npt.NDArray[np.float32]

AA_LARGE, AA = 3.0, 4.5
"""WCAG 2.2, 1.4.3: large letters, and all others."""

_INK = 0.75
_LIKE_INK_LEVELS = 60.0
_RING_INNER, _RING_OUTER = 3, 9
_LOWEST = 20
_LEAST_TILE_PX = 12
# Ground that is the layer's own, such as a button's, does not change with the clip.
_OWN_GROUND = 0.7


@dataclass(frozen=True, slots=True)
class Legibility:
    """Contrast of a text layer over the clip, 1.0 to 21.0: the `worst`, `at` a media time.

    `under_large`, `under_small` are the shares of its time, 0.0 to 1.0, under 3:1 and 4.5:1.
    """

    element: str
    text: str
    rect: Rect
    worst: float
    at: Fraction
    under_large: float
    under_small: float


def legibility_of(chrome: Chrome, seen: Seen, lying: Lying) -> tuple[Legibility, ...]:
    """Of every text of the chrome that has the clip behind it, bottom first."""
    found = (_measured(index, chrome.layers, seen, lying) for index in range(len(chrome.layers)))
    return tuple(one for one in found if one is not None)


def _measured(index: int, layers: Sequence[Layer], seen: Seen, lying: Lying) -> Legibility | None:
    layer, kept = layers[index], dict[object, _Letters | None]()
    if not layer.text or not layer.word or layer.is_front:
        return None
    near = [one for one in layers if one.rect.intersect(layer.rect)]
    index = near.index(layer)
    ratios, lengths, times = [], [], []
    for sample, length in zip(seen.samples, _lengths(seen), strict=True):
        mapping = lying.at(sample.time)
        states = tuple(layer_state(one, sample.time) for one in near)
        key = (states, mapping, sample.picture.shape)
        if key not in kept:
            kept[key] = _letters(index, near, states, sample, lying)
        letters = kept[key]
        if letters is not None:
            ratios.append(letters.contrast(sample))
            lengths.append(length)
            times.append(sample.time)
    return _summed(layer, np.array(ratios), np.array(lengths), times) if ratios else None


def _lengths(seen: Seen) -> list[float]:
    times = [sample.time for sample in seen.samples]
    ends = [*times[1:], max(seen.duration, times[-1])]
    return [max(1e-3, float(end - time)) for time, end in zip(times, ends, strict=True)]


def _summed(
    layer: Layer, ratios: npt.NDArray[np.float64], lengths: npt.NDArray[np.float64],
    times: Sequence[Fraction],
) -> Legibility:  # fmt: skip
    whole, worst = lengths.sum(), int(ratios.argmin())
    return Legibility(
        layer.id, layer.text, layer.rect, round(float(ratios[worst]), 2), times[worst],
        float(lengths[ratios < AA_LARGE].sum() / whole),
        float(lengths[ratios < AA].sum() / whole),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Letters:
    """Pixels of letters, and of the ground around them, made ready for every sample.

    `at` is where each looks in a sample's flat picture, -1 beside the creative; what is shown there
    is `below * keep + add`. `tile` numbers the tiles, `is_ink` tells letters from ground.
    """

    at: npt.NDArray[np.int64]
    keep: Floats
    add: Floats
    tile: npt.NDArray[np.int64]
    is_ink: npt.NDArray[np.bool_]

    def contrast(self, sample: Sample) -> float:
        """At the lowest fifth of the tiles."""
        below = sample.picture.reshape(-1, 3)[self.at] * (self.at >= 0)[:, None]
        light = _luminance(below * self.keep[:, None] + self.add)
        ink, ground = (self._means(light, chosen) for chosen in (self.is_ink, ~self.is_ink))
        both = np.isfinite(ink) & np.isfinite(ground)
        lighter, darker = np.maximum(ink, ground)[both], np.minimum(ink, ground)[both]
        return float(np.percentile((lighter + 0.05) / (darker + 0.05), _LOWEST))

    def _means(self, light: Floats, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        count = int(self.tile.max()) + 1
        sums = np.bincount(self.tile[chosen], light[chosen], count)
        counts = np.bincount(self.tile[chosen], minlength=count)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _letters(
    index: int,
    layers: Sequence[Layer],
    states: Sequence[LayerState],
    sample: Sample,
    lying: Lying,
) -> _Letters | None:
    """Of the layer at `index`; None where it does not show, or has its own ground."""
    layer, state = layers[index], states[index]
    if state is None or _is_under_another(index, layers, states):
        return None
    picture = picture_of(layer, state).astype(np.float32)
    ink = _ink(picture)
    ring = _ring(ink)
    if not ink.any() or not ring.any():
        return None
    if float(picture[..., 3][ring].mean()) > _OWN_GROUND * 255:
        return None
    rows, columns = np.nonzero((ink | ring) & _every_other(ink.shape))
    keep, add = _blend(index, layers, states)
    side = max(_LEAST_TILE_PX, min(ink.shape))
    tile = rows // side * (ink.shape[1] // side + 1) + columns // side
    at = _place_in(sample, lying, layer.rect.x + columns, layer.rect.y + rows)
    return _Letters(at, keep[rows, columns], add[rows, columns], tile, ink[rows, columns])


def _every_other(shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """A half of all pixels tells as much."""
    rows, columns = np.indices(shape)
    every: npt.NDArray[np.bool_] = (rows + columns) % 2 == 0
    return every


def _is_under_another(index: int, layers: Sequence[Layer], states: Sequence[LayerState]) -> bool:
    """True when a later layer hides the words, as the button's colored state hides the first."""
    rect = layers[index].rect
    for layer, state in zip(layers[index + 1 :], states[index + 1 :], strict=True):
        common = layer.rect.intersect(rect)
        if state is None or common is None:
            continue
        if 2 * common.width * common.height < rect.width * rect.height:
            continue
        if float(picture_of(layer, state)[..., 3].mean()) > _OWN_GROUND * 255:
            return True
    return False


def _blend(
    index: int, layers: Sequence[Layer], states: Sequence[LayerState]
) -> tuple[Floats, Floats]:
    """What the layer, and those below it, do to the creative in its rect: `below * keep + add`."""
    rect = layers[index].rect
    keep = np.ones((rect.height, rect.width), np.float32)
    add = np.zeros((rect.height, rect.width, 3), np.float32)
    for layer, state in zip(layers[: index + 1], states[: index + 1], strict=True):
        common = layer.rect.intersect(rect)
        if common is None or state is None:
            continue
        over = picture_of(layer, state)[within(common, layer.rect)].astype(np.float32)
        through = 1 - over[..., 3] / 255
        part = within(common, rect)
        keep[part] *= through
        add[part] = add[part] * through[..., None] + over[..., :3]
    return keep, add


def _place_in(
    sample: Sample, lying: Lying, x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Which pixel of the sample shows at pixels of the canvas; -1 beside the creative."""
    mapping = lying.at(sample.time)
    height, width = sample.picture.shape[:2]
    column = ((x + 0.5 - mapping.dx) / mapping.scale[0] * width / lying.size.width).astype(int)
    row = ((y + 0.5 - mapping.dy) / mapping.scale[1] * height / lying.size.height).astype(int)
    shown = mapping.shown
    inside = (x >= shown.x) & (x < shown.right) & (y >= shown.y) & (y < shown.bottom)
    inside &= (column >= 0) & (column < width) & (row >= 0) & (row < height)
    return np.where(inside, row * width + column, -1)


def _ink(picture: Floats) -> npt.NDArray[np.bool_]:
    """The letters: nearly opaque, and of the color that most of them have."""
    alpha = picture[..., 3]
    solid = alpha >= _INK * 255
    if not solid.any():
        return solid
    straight = picture[..., :3] * (255 / np.maximum(alpha, 1))[..., None]
    usual = np.median(straight[solid], axis=0)
    near = np.abs(straight - usual).max(axis=-1) < _LIKE_INK_LEVELS
    ink: npt.NDArray[np.bool_] = solid & near
    return ink


def _ring(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The ground right around the letters, beyond their smoothed edge."""
    small = ink.astype(np.uint8)
    inner = cv2.dilate(small, np.ones((_RING_INNER, _RING_INNER), np.uint8))
    outer = cv2.dilate(small, np.ones((_RING_OUTER, _RING_OUTER), np.uint8))
    ring: npt.NDArray[np.bool_] = (outer > 0) & (inner == 0)
    return ring


def _luminance(rgb: Floats) -> Floats:
    """WCAG relative luminance, 0.0 to 1.0."""
    share = rgb / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    light: Floats = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return light
