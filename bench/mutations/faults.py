"""Faults: each takes an ad's chrome and gives one in which something is wrong, with its name."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import cv2
import numpy as np

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.geometry import Rect
from overlays.layers import Chrome, Layer, pixel_key
from overlays.viewports import View
from renderer.accent import creative_of
from renderer.picture.composite import FloatRGBA
from renderer.plan import RenderPlan

TIME = Fraction(4)
"""The moment at which everything is looked at."""

FULL_WIDTH = 1080
"""Pixels; marks are made smaller with a smaller canvas."""

# Lines of text, and what takes part in it, by the ids that all placements share.
WORDS = ("caption", "username", "sponsored_label", "likes", "comments", "shares", "cta")
_BODIES = (*WORDS, "avatar", "saves", "disclosure", "follow", "tab_for_you", "search")
_SHADES = ("scrim_bottom",)


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done: its kind, the element, and the codes by which it is named rightly.

    An `element` that is empty stands for what is in no element.
    """

    kind: str
    element: str
    codes: tuple[str, ...]
    figures: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """An ad in a view: what is expected at a time, and what faults are made from."""

    ad: SparkAd
    view: View
    plan: RenderPlan
    time: Fraction = TIME

    def chrome_of(self, ad: SparkAd) -> Chrome:
        """Of another ad over the same creative."""
        return draw_chrome(ad, self.view, creative_of(ad, self.plan.source), taps=False)

    def ids(self, wanted: Sequence[str]) -> list[str]:
        """Those of the ids that can be seen."""
        shown = {layer.id for layer in self.plan.chrome.layers if layer.is_visible(self.time)}
        return [name for name in wanted if name in shown]


Made = tuple[Chrome, Fault]
Maker = Callable[[Scene, random.Random], Made | None]


def moved(scene: Scene, seed: random.Random) -> Made | None:
    """By 2 to 16 pixels in some direction."""
    name = seed.choice(scene.ids(_BODIES))
    far = seed.choice((2, 3, 4, 6, 9, 16))
    dx, dy = seed.choice(((far, 0), (-far, 0), (0, far), (0, -far), (far, far)))
    return edited(scene, name, lambda layer: shifted(layer, dx, dy)), Fault(
        "moved", name, ("moved",), f"{dx:+d},{dy:+d}"
    )


def missing(scene: Scene, seed: random.Random) -> Made | None:
    name = seed.choice(scene.ids((*_BODIES, *_SHADES)))
    return edited(scene, name, lambda layer: None), Fault("missing", name, ("missing",))


def recolored(scene: Scene, seed: random.Random) -> Made | None:
    """A button or badge by 8 to 40 levels in one channel, words by more."""
    name = seed.choice(scene.ids(("cta", "cta", "follow", "username", "likes", "sponsored_label")))
    is_plate = name in ("cta", "follow")
    levels = seed.choice((8, 8, 12, 24, 40)) if is_plate else seed.choice((90, 140))
    channel = seed.randrange(3)

    def edit(layer: Layer) -> Layer:
        return tinted(layer, channel, levels, is_plate=is_plate)

    return edited(scene, name, edit), Fault(
        "recolored", name, ("recolored",), f"{'RGB'[channel]} {levels}"
    )


def faded(scene: Scene, seed: random.Random) -> Made | None:
    """To 0.4 to 0.8 of its opacity."""
    name = seed.choice(scene.ids((*_BODIES, *_SHADES)))
    opacity = seed.choice((0.4, 0.6, 0.7, 0.8))
    return edited(scene, name, lambda layer: thinned(layer, opacity)), Fault(
        "faded", name, ("faded",), f"{opacity}"
    )


def scaled(scene: Scene, seed: random.Random) -> Made | None:
    name = seed.choice(scene.ids(_BODIES))
    by = seed.choice((0.85, 0.9, 0.94, 1.06, 1.1, 1.15))
    return edited(scene, name, lambda layer: _resized(layer, by)), Fault(
        "scaled", name, ("resized",), f"{by}"
    )


def covered(scene: Scene, seed: random.Random) -> Made | None:
    """A patch of some color over half of it and more."""
    name = seed.choice(scene.ids(_BODIES))
    rect = scene.plan.chrome.layer(name).rect
    width, height = max(48, rect.width * 2 // 3), rect.height + 40
    left = rect.x + seed.randrange(max(1, rect.width - width + 1))
    patch = _patch("cover", Rect(left, rect.y - 20, width, height), seed)
    return with_layers(scene, [*scene.plan.chrome.layers, patch]), Fault(
        "covered", name, ("covered", "unexpected")
    )


def doubled(scene: Scene, seed: random.Random) -> Made | None:
    """Drawn once more, somewhere above."""
    name = seed.choice(scene.ids(("cta", "sponsored_label", "username", "avatar", "likes")))
    up = seed.randrange(260, 520)
    again = [
        replace(shifted(layer, 0, -up - 200), id=f"{layer.id}_again")
        for layer in _group(scene, name)
    ]
    return with_layers(scene, [*scene.plan.chrome.layers, *again]), Fault(
        "doubled", name, ("doubled",)
    )


def unexpected(scene: Scene, seed: random.Random) -> Made | None:
    """A patch, or a half transparent one, in the middle of the video."""
    canvas = scene.plan.canvas
    scale = min(1, canvas.width / FULL_WIDTH)
    width, height = seed.randrange(60, 300), seed.randrange(30, 120)
    x = seed.randrange(100, round(canvas.width / scale) - width - 250)
    y = seed.randrange(canvas.height // 5, canvas.height // 2)
    rect = Rect(round(x * scale), y, round(width * scale), round(height * scale))
    patch = _patch("mark", rect, seed)
    opacity = seed.choice((1.0, 0.5))
    return with_layers(scene, [*scene.plan.chrome.layers, thinned(patch, opacity)]), Fault(
        "unexpected", "", ("unexpected",), f"{width}x{height} {opacity}"
    )


def edited(scene: Scene, name: str, edit: Callable[[Layer], Layer | None]) -> Chrome:
    group = {layer.id for layer in _group(scene, name)}
    layers = [edit(layer) if layer.id in group else layer for layer in scene.plan.chrome.layers]
    return with_layers(scene, [layer for layer in layers if layer is not None])


def _group(scene: Scene, name: str) -> list[Layer]:
    """The layer with those that lie exactly over it: a button has two looks."""
    rect = scene.plan.chrome.layer(name).rect
    return [layer for layer in scene.plan.chrome.layers if layer.rect == rect]


def with_layers(scene: Scene, layers: Sequence[Layer]) -> Chrome:
    return replace(scene.plan.chrome, layers=tuple(layers), digest=f"fault {len(layers)}")


def shifted(layer: Layer, dx: int, dy: int) -> Layer:
    rect = layer.rect
    return replace(layer, rect=Rect(rect.x + dx, rect.y + dy, rect.width, rect.height))


def _painted(layer: Layer, rgba: FloatRGBA) -> Layer:
    pixels = np.ascontiguousarray(np.clip(np.rint(rgba), 0, 255).astype(np.uint8))
    rect = layer.rect
    if pixels.shape[:2] != layer.rgba.shape[:2]:
        rect = Rect(rect.x, rect.y, pixels.shape[1], pixels.shape[0])
    return replace(layer, rgba=pixels, key=pixel_key(pixels), rect=rect)


def tinted(layer: Layer, channel: int, levels: int, *, is_plate: bool = False) -> Layer:
    """The color of most of it in one channel by so many levels, towards the middle.

    What is most opaque counts: words. Of a plate it is what has the usual opacity, since one that
    lets the video through has words that hide it.
    """
    rgba = layer.rgba.astype(np.float32)
    alpha = rgba[..., 3:] / 255
    straight = rgba[..., :3] / np.maximum(alpha, 1 / 255)
    most = float(np.median(alpha[alpha > 0])) if is_plate else float(alpha.max())
    solid = np.abs(alpha[..., 0] - most) < 0.1 * most
    usual = np.median(straight[solid], axis=0)
    body = np.abs(straight - usual).max(axis=2) < 40
    step = levels if usual[channel] < 128 else -levels
    rgba[..., channel] += np.where(body, step, 0) * alpha[..., 0]
    rgba[..., :3] = np.minimum(np.maximum(rgba[..., :3], 0), rgba[..., 3:])
    return _painted(layer, rgba)


def thinned(layer: Layer, opacity: float) -> Layer:
    return _painted(layer, layer.rgba.astype(np.float32) * opacity)


def _resized(layer: Layer, by: float) -> Layer:
    height, width = layer.rgba.shape[:2]
    size = max(2, round(width * by)), max(2, round(height * by))
    way = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
    larger = cv2.resize(layer.rgba.astype(np.float32), size, interpolation=way)
    rgba = np.asarray(larger, np.float32)
    rgba[..., :3] = np.minimum(rgba[..., :3], rgba[..., 3:])
    made = _painted(layer, rgba)
    dx, dy = (layer.rect.width - size[0]) // 2, (layer.rect.height - size[1]) // 2
    return shifted(made, dx, dy)


def _patch(name: str, rect: Rect, seed: random.Random) -> Layer:
    color = [seed.randrange(20, 235) for _ in range(3)]
    rgba = np.full((rect.height, rect.width, 4), [*color, 255], np.uint8)
    return Layer(id=name, rect=rect, rgba=rgba, key=pixel_key(rgba))


PICTURE_FAULTS: tuple[Maker, ...] = (
    moved,
    missing,
    recolored,
    faded,
    scaled,
    covered,
    doubled,
    unexpected,
)
