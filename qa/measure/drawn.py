"""Our elements as pictures on grey, each for itself, to be looked for in a screenshot.

Painted by the painter of previews and exports, where our layout puts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.drawing.skia.painting import draw
from overlays.geometry import Box, Rect, Size
from overlays.layers import PremulRGBA
from overlays.layout.lay_out import lay_out
from overlays.layout.placement import Placement
from overlays.motion import FadeIn, Marquee, Reveal
from overlays.parts.element import Element
from overlays.parts.icon import IconPart
from qa.measure.ours import Area, Ours, our_elements, scene_on

RGB = npt.NDArray[np.uint8]

GREY = 110
"""Of the video that nobody knows: white letters and dark plates stand out from it alike."""
# Pixels for each dp.
_PIXELS = 2.0
# Seconds into the last stage, when every look of a button has come.
_LATE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How an element looks, in each of its looks: premultiplied, where `rect` says.

    `box` is its place without shadows in dp, as it was rounded to the pixels of the picture.
    """

    ours: Ours
    box: Box
    rect: Rect
    looks: tuple[PremulRGBA, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Our screen: `factor` pixels for each dp, what stands on it, each by itself, and all on grey.

    `skipped` says why some elements are not looked for.
    """

    canvas: Size
    factor: float
    ours: Mapping[str, Ours]
    forms: Mapping[str, Form]
    picture: RGB
    skipped: Mapping[str, str]
    is_mirrored: bool


def draw_ours(ad: SparkAd, placement: Placement, area: Area) -> Drawn:
    """The placement with an ad on that screen. Raises PlacementError and PictureError."""
    screen = area.screen(placement, _PIXELS)
    scene = scene_on(ad, placement, screen)
    elements = lay_out(placement, scene).elements
    start = placement.timeline[-1].span.start if placement.timeline else Fraction(0)
    late = [element for element in elements if element.span.holds(start + _LATE)]
    is_mirrored = scene.locale.direction == "rtl"
    forms: dict[str, Form] = {}
    skipped: dict[str, str] = {}
    all_ours = our_elements(ad, placement, area)
    rounded = our_elements(ad, placement, area, _PIXELS)
    for name, ours in all_ours.items():
        own = [one for one in late if _belongs(one, name, ours)]
        if any(isinstance(one.motion, Marquee) for one in own):
            skipped[name] = "its words slide"
        elif any(isinstance(one.motion, Reveal) for one in own):
            skipped[name] = "it grows while the clip plays"
        elif own:
            mirror = area.width if is_mirrored else None
            forms[name] = _form(ours, rounded[name].box, own, screen.factor, mirror)
    picture = _on_grey(late, screen.canvas)
    return Drawn(screen.canvas, screen.factor, all_ours, forms, picture, skipped, is_mirrored)


def _belongs(element: Element, name: str, ours: Ours) -> bool:
    if element.part != ours.part.id or element.span.end is not None:
        return False
    is_badge = not element.id.startswith(ours.part.id)
    return is_badge == (name == "follow")


def _form(
    ours: Ours, box: Box, elements: Sequence[Element], factor: float, mirror: float | None
) -> Form:
    rect = elements[0].rect
    for element in elements[1:]:
        rect = _around(rect, element.rect)
    changes = [index for index, one in enumerate(elements) if isinstance(one.motion, FadeIn)]
    until = [*changes, len(elements)] if changes else [len(elements)]
    looks = tuple(_together(elements[:end], rect) for end in until if end)
    form = Form(ours, box, rect, looks)
    if isinstance(ours.part, IconPart) and ours.part.count:
        # The count has other digits every hour; the icon keeps its form.
        return _cut(form, _pixels(box, factor, mirror))
    return form


def _pixels(box: Box, factor: float, mirror: float | None) -> Rect:
    left = box.left if mirror is None else mirror - box.right
    return Rect(
        round(left * factor),
        round(box.top * factor),
        round(box.width * factor),
        round(box.height * factor),
    )


def _cut(form: Form, to: Rect) -> Form:
    inside = form.rect.intersect(to)
    assert inside is not None, f"{form.ours.name} is not where it stands"
    x, y = inside.x - form.rect.x, inside.y - form.rect.y
    looks = tuple(look[y : y + inside.height, x : x + inside.width] for look in form.looks)
    return Form(form.ours, form.box, inside, looks)


def _around(one: Rect, other: Rect) -> Rect:
    left, top = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    return Rect(left, top, right - left, bottom - top)


def _together(elements: Sequence[Element], rect: Rect) -> PremulRGBA:
    below = np.zeros((rect.height, rect.width, 4), np.float32)
    for element in elements:
        _blend(below, element, -rect.x, -rect.y)
    return _whole(below)


def _on_grey(elements: Sequence[Element], canvas: Size) -> RGB:
    below = np.full((canvas.height, canvas.width, 4), 255, np.float32)
    below[..., :3] = GREY
    for element in _still(elements):
        _blend(below, element, 0, 0)
    return _whole(below)[..., :3].copy()


def _still(elements: Sequence[Element]) -> Iterator[Element]:
    return (one for one in elements if one.drawing.size == one.rect.size)


def _blend(below: npt.NDArray[np.float32], element: Element, dx: int, dy: int) -> None:
    """Lays the element over what is there; what stands outside is left out."""
    rect, rgba = element.rect, draw(element.drawing).astype(np.float32)
    x, y = rect.x + dx, rect.y + dy
    rows = slice(max(0, y), min(below.shape[0], y + rgba.shape[0]))
    columns = slice(max(0, x), min(below.shape[1], x + rgba.shape[1]))
    part = rgba[rows.start - y : rows.stop - y, columns.start - x : columns.stop - x]
    below[rows, columns] *= 1 - part[..., 3:] / 255
    below[rows, columns] += part


def _whole(pixels: npt.NDArray[np.float32]) -> PremulRGBA:
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
