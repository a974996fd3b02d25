"""Our own layout by the names of its elements, on a screen as large as the measured one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.chrome import scene_of
from overlays.geometry import Box, Rect, Size
from overlays.layout.placement import Placement
from overlays.layout.placing import place
from overlays.locales import load_locale
from overlays.parts.bar import BarPart
from overlays.parts.button import ButtonPart
from overlays.parts.element import Element
from overlays.parts.icon import IconPart
from overlays.parts.part import Part
from overlays.parts.picture import PicturePart
from overlays.parts.scene import Scene, ShadowFigures
from overlays.parts.text import TextPart
from overlays.reading.figures import Number
from overlays.viewports.screen import Screen
from qa.compare.sighting import TABS

_SHOWN = {
    "post.username": "username",
    "post.name": "username",
    "post.caption": "caption",
    "post.name_and_caption": "caption",
    "post.disclosure": "disclosure",
    "post.sound": "sound",
    "post.music": "sound",
    "ad.promoted_music": "sound",
    "ad.label": "label",
    "ad.button": "button",
    **{f"word.{key}": name for name, (key, *_) in TABS.items()},
    "post.avatar": "avatar",
    "post.cover": "disc",
    "clip.progress": "progress",
}
_SEARCH = "magnifying-glass"
# Pixels for each dp: edges are rounded to whole pixels, and differences of 0.5 dp are to be told.
_FINE = 8
# The line that fills is only there for a clip whose length is known.
_CLIP = Creative(duration=Fraction(15))
_NOTHING = Number(0.0, "none", "A")
_NO_SHADOW = ShadowFigures.model_construct(offset=_NOTHING, blur=_NOTHING, opacity=_NOTHING)


@dataclass(frozen=True, slots=True)
class Ours:
    """An element of ours: the part that makes it, its box in dp without shadows, its words.

    Of an icon the box is that of the icon without its count, of words on one line that line.
    """

    name: str
    part: Part
    box: Box
    words: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A screen in dp: how large it is, where its feed ends, how high the status bar is."""

    width: float
    height: float
    foot: float
    status_bar: float

    def screen(self, placement: Placement, pixels: float) -> Screen:
        """The same in about so many pixels for each dp."""
        width, height = round(self.width * pixels), round(self.height * pixels)
        factor = width / self.width
        whole = Rect(0, 0, width, height)
        feed = Rect(0, 0, width, min(height, round(self.foot * factor)))
        bar = placement.frame.status_bar.value
        inset = round((self.status_bar - bar) * factor)
        return Screen(Size(width, height), whole, feed, factor, inset)


def scene_on(ad: SparkAd, placement: Placement, screen: Screen) -> Scene:
    """What the placement's parts are made for on that screen."""
    scene = scene_of(ad, placement, load_locale(ad.ad.locale), creative=_CLIP)
    return replace(scene, screen=screen)


def our_elements(
    ad: SparkAd, placement: Placement, area: Area, pixels: float = _FINE
) -> dict[str, Ours]:
    """What the placement shows of an ad on that screen, by name; left to right in any language.

    Places are those of whole pixels, as many for each dp. Raises PlacementError and PictureError.
    """
    screen = area.screen(placement, pixels)
    bare = dict.fromkeys(placement.shadows, _NO_SHADOW)
    scene = replace(scene_on(ad, placement, screen), shadows=bare)
    placed = place(placement, scene)
    parts = {part.id: part for part in placement.all_parts}
    elements = [element for standing in placed.parts for element in standing.elements]
    found: dict[str, Ours] = {}
    for element in elements:
        part = parts.get(element.part)
        if part is None:
            continue
        for one in _named(part, element, elements, screen.factor):
            found.setdefault(one.name, one)
    return found


def _named(part: Part, element: Element, elements: list[Element], factor: float) -> Iterator[Ours]:
    own = {part.id, f"{part.id}_icon"}
    badge = part.badge if isinstance(part, PicturePart) else None
    if badge and element.id == badge.id:
        yield Ours("follow", part, _box(element.rect, factor))
    if element.id != part.id:
        return
    name = name_of(part)
    if name is None:
        return
    beside = [other.rect for other in elements if other.part == part.id and other.id in own]
    box = _box(element.rect, factor)._replace(left=min(rect.x for rect in beside) / factor)
    yield Ours(name, part, _without_more(part, box), element.text)


def name_of(part: Part) -> str | None:
    """The element that a part shows, by what it shows; None for none of them."""
    if isinstance(part, IconPart):
        if part.count:
            return part.count.shows.removeprefix("count.")
        if part.inside and part.inside.shows == "word.live":
            return "live"
        return "search" if part.icon == _SEARCH else None
    if isinstance(part, (TextPart, PicturePart, ButtonPart, BarPart)):
        return _SHOWN.get(part.shows)
    return None


def _without_more(part: Part, box: Box) -> Box:
    """Without the count under an icon, and the room for a line under words."""
    if isinstance(part, IconPart) and part.count:
        side = (part.box or part.size).value
        return Box(box.x - side / 2, box.top, box.x + side / 2, box.top + side)
    if isinstance(part, TextPart) and part.underline:
        return box._replace(bottom=box.top + part.line.value)
    return box


def _box(rect: Rect, factor: float) -> Box:
    return Box(rect.x, rect.y, rect.right, rect.bottom).scaled(1 / factor)
