"""`lay_out`: the parts of a placement in their places, in time, and mirrored where one reads so.

Knows anchors and stages; no part by its name and none by its kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from overlays.drawing.items import Color, Drawing, Hole, Plate
from overlays.errors import PlacementError
from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.layers import Note
from overlays.layout.mirror import mirror
from overlays.layout.placement import Placement
from overlays.layout.stages import framing_of, staged
from overlays.motion import Drift
from overlays.parts.device import device_elements
from overlays.parts.element import Element
from overlays.parts.part import Anchor, Made, Part, Room
from overlays.parts.scene import Scene
from overlays.parts.stamp import stamp_part
from overlays.viewports import Viewport
from overlays.viewports.screen import Screen

Stood = tuple[Made, int, int]
"""A part and the canvas pixel of its corner."""


class Standing(NamedTuple):
    """A part of the top level with the elements that it came to."""

    part: Part
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The parts in their places, neither in time nor mirrored yet; where the creative stands."""

    screen: Screen
    parts: tuple[Standing, ...]
    made: dict[str, Stood]
    creative: Rect | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Every element on the canvas, bottom first, and what should be said about them."""

    placed: Placed
    elements: tuple[Element, ...]
    framing: Framing
    notes: tuple[Note, ...] = ()

    def element(self, element_id: str) -> Element:
        """The element of that id; KeyError when the layout has none."""
        for element in self.elements:
            if element.id == element_id:
                return element
        raise KeyError(element_id)


def lay_out(
    placement: Placement,
    scene: Scene,
    phone: Viewport | None = None,
    *,
    stamp: bool = False,
) -> Layout:
    """The chrome of a placement in a scene, in a phone or alone."""
    placed = place(placement, scene)
    screen = placed.screen
    above: tuple[Element, ...] = ()
    if stamp:
        above = _stamp(scene, screen)
    if phone:
        ground = placement.frame.ground
        above = (*above, *device_elements(phone, screen, ground.value if ground else None))
    elements = list(_ground(placement, placed))
    for part, made in placed.parts:
        elements += finished(placement, part, made, scene)
    elements += [mirrored(element, scene) for element in above]
    framing = framing_of(placement, screen, placed.creative, scene.facts.size)
    if phone and placed.creative is None:
        _note_bands(framing.last, phone, scene)
    return Layout(placed, tuple(elements), framing, tuple(scene.notes.values()))


def _note_bands(rect: Rect, phone: Viewport, scene: Scene) -> None:
    """Say where the clip is not high enough for the phone."""
    if rect.y > scene.screen.feed.y:
        message = f"the clip keeps its width on {phone.title}, as in the app: bands above and below"
        scene.note("not-filled", "creative", f"{message} stay empty")


def finished(
    placement: Placement, part: Part, elements: Iterable[Element], scene: Scene
) -> tuple[Element, ...]:
    """Elements of a part of the top level in its stage and on its side."""
    return tuple(mirrored(element, scene) for element in staged(elements, placement, part.id))


def mirrored(element: Element, scene: Scene) -> Element:
    """The element on the other side where the viewer's language is read from there."""
    return element if scene.locale.direction == "ltr" else mirror(element, scene.screen.feed)


def place(placement: Placement, scene: Scene, base: Placed | None = None) -> Placed:
    """Every part by its anchor; those that stand by another one after that one.

    What stands in `base` as it does here is taken from there.
    """
    scene.boxes.update(_edges(scene.screen))
    scene.lengths.update(_lengths(placement))
    made: dict[str, Stood] = {}
    waiting = list(placement.parts)
    while waiting:
        ready = [part for part in waiting if part.needs.isdisjoint(one.id for one in waiting)]
        if not ready:
            raise PlacementError(f"parts stand by each other: {', '.join(p.id for p in waiting)}")
        for part in ready:
            found = _stand(part, scene)
            if found:
                made[part.id] = found
                one, x, y = found
                scene.boxes[part.id] = Rect(x, y, max(1, one.columns), max(1, one.rows))
        waiting = [part for part in waiting if part.id not in {one.id for one in ready}]
    parts = tuple(
        Standing(part, _described(part, *made[part.id], placement, base))
        for part in placement.parts
        if part.id in made and placement.timed(part.id)
    )
    creative = next((one.moved(x, y).creative for one, x, y in made.values() if one.creative), None)
    return Placed(_grown(placement, scene), parts, made, creative)


def _edges(screen: Screen) -> dict[str, Rect]:
    """The boxes that parts stand by, beside other parts."""
    feed, inset = screen.feed, screen.top_inset
    boxes = {
        "screen": screen.screen,
        "feed": Rect(feed.x, feed.y + inset, feed.width, feed.height - inset),
    }
    under = screen.screen.bottom - feed.bottom
    if under > 0:
        boxes["bar"] = Rect(screen.screen.x, feed.bottom, screen.screen.width, under)
    return boxes


def _lengths(placement: Placement) -> Iterator[tuple[str, Fraction]]:
    """How many seconds each part of the top level is there that goes again."""
    for part in placement.parts:
        timed = placement.timed(part.id)
        if timed and timed.span.end is not None:
            yield part.id, timed.span.end - timed.span.start


def _stand(part: Part, scene: Scene) -> Stood | None:
    """The part and its corner; None where it, or what it stands by, is not there."""
    at = part.at or Anchor()
    box = scene.boxes.get(at.of)
    if box is None:
        return None
    scale = scene.scale
    left = box.x + (scale.px(at.left) if at.left else 0)
    right = box.right - (scale.px(at.right) if at.right else 0)
    width = scale.px(part.width) if part.width else right - left
    edge = _lower_edge(at, box, scene)
    top = _upper_edge(at, box, scene)
    height = round(edge) - top if edge is not None and top is not None else None
    if edge is None:
        height = box.height
    foot = 0.0 if edge is None else edge - math.floor(edge)
    made = scene.make(part, Room(max(1, width), foot, height, scene.lengths.get(part.id)))
    if made is None:
        return None
    x = _column(at, part, made, Rect(left, box.y, max(1, right - left), box.height), scene)
    y = made.top(edge) if edge is not None and top is None else (box.y if top is None else top)
    return made, x, y


def _lower_edge(at: Anchor, box: Rect, scene: Scene) -> float | None:
    if at.bottom is not None:
        return box.bottom - scene.scale.exact(at.bottom)
    return None if at.above is None else box.y - scene.scale.exact(at.above)


def _upper_edge(at: Anchor, box: Rect, scene: Scene) -> int | None:
    if at.top is not None:
        return box.y + scene.scale.px(at.top)
    return None if at.below is None else box.bottom + scene.scale.px(at.below)


def _column(at: Anchor, part: Part, made: Made, room: Rect, scene: Scene) -> int:
    """The canvas column of the part's left edge."""
    if at.center is None:
        return room.right - made.columns if at.right and not at.left else room.x
    off = scene.scale.px(at.center)
    if at.side == "right":
        return room.right - off - made.columns // 2
    if at.side == "left":
        return room.x + off - made.columns // 2
    return round(room.x + (room.width - made.width) / 2) + off


def _described(
    part: Part, made: Made, x: int, y: int, placement: Placement, base: Placed | None
) -> tuple[Element, ...]:
    """The elements in their places on the canvas, with their place in reading order."""
    before = base.made.get(part.id) if base else None
    if base and before and before[0] is made and before[1:] == (x, y):
        return next(elements for one, elements in base.parts if one.id == part.id)
    return tuple(
        replace(
            element,
            rect=shifted.rect,
            place=placement.order[element.part],
            block="" if part.block is None or isinstance(element.motion, Drift) else part.block,
        )
        for shifted in made.moved(x, y).elements
        for element in (shifted.element,)
    )


def _grown(placement: Placement, scene: Scene) -> Screen:
    """The screen; of a frame as high as its parts, one with the feed as high as they came to."""
    screen = scene.screen
    if placement.frame.height != "content" or screen.feed != screen.screen:
        return screen
    foot = max(scene.boxes[part.id].bottom for part in placement.parts if part.id in scene.boxes)
    return Screen.bare(
        Size(screen.canvas.width, max(2, 2 * round(foot / 2))), placement.frame.width
    )


def _ground(placement: Placement, placed: Placed) -> tuple[Element, ...]:
    """What is behind parts that the creative does not lie under, with a hole for it."""
    color, feed = placement.frame.ground, placed.screen.feed
    if color is None:
        return ()
    items: list[Plate | Hole] = [
        Plate(0, 0, feed.width, feed.height, 0, Color.from_hex(color.value))
    ]
    if placed.creative:
        box = placed.creative
        items.append(Hole(box.x - feed.x, box.y - feed.y, box.width, box.height, 0))
    return (Element("ground", feed, Drawing(feed.size, tuple(items))),)


def _stamp(scene: Scene, screen: Screen) -> tuple[Element, ...]:
    found = _stand(stamp_part(), scene)
    if found is None:
        return ()
    made, x, y = found
    return tuple(replace(one.element, rect=one.rect, word="") for one in made.moved(x, y).elements)
