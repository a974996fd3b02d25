"""Every part in its place by its anchor. Knows no part by its name and none by its kind."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from overlays.errors import PlacementError
from overlays.geometry import Rect, Size
from overlays.layout.placement import Placement
from overlays.motion import Drift
from overlays.parts.element import Element
from overlays.parts.part import Anchor, Made, Part, Room
from overlays.parts.scene import Scene
from overlays.viewports.screen import Screen

Stood = tuple[Made, int, int]
"""A part and the canvas pixel of its corner."""


class Standing(NamedTuple):
    """A part of the top level with the elements that it came to."""

    part: Part
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The parts in their places, not in their stages nor mirrored yet; where the creative stands.

    `steps` are what they were at first and from each moment on, where there are moments.
    """

    screen: Screen
    parts: tuple[Standing, ...]
    made: dict[str, Stood]
    creative: Rect | None = None
    steps: tuple[Placed, ...] = ()


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
            found = stand(part, scene)
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
        "frame": feed,
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


def stand(part: Part, scene: Scene) -> Stood | None:
    """The part and its corner; None where it, or what it stands by, is not there."""
    now = part.in_states(scene.states)
    if now is None:
        return None
    at = now.at or Anchor()
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
    middle = scene.facts.middle(now.free) if now.free else None
    if middle:
        return made, *_within(*_about(middle, made, scene), made, scene)
    x = _column(at, part, made, Rect(left, box.y, max(1, right - left), box.height), scene)
    y = made.top(edge) if edge is not None and top is None else (box.y if top is None else top)
    return (made, *_within(x, y, made, scene)) if now.free else (made, x, y)


def _about(middle: tuple[float, float], made: Made, scene: Scene) -> tuple[int, int]:
    """The corner of a part about a place in percent of the feed."""
    feed, (across, down) = scene.screen.feed, middle
    if scene.locale.direction == "rtl":
        # The clip is not mirrored, and the ad's place is one on the clip.
        across = 100 - across
    x = feed.x + round(feed.width * across / 100 - made.columns / 2)
    y = feed.y + round(feed.height * down / 100 - made.rows / 2)
    return x, y


def _within(x: int, y: int, made: Made, scene: Scene) -> tuple[int, int]:
    """The corner nearest to that one with which all of the part stays in the feed."""
    feed = scene.screen.feed
    return (
        min(max(x, feed.x), max(feed.x, feed.right - made.columns)),
        min(max(y, feed.y), max(feed.y, feed.bottom - made.rows)),
    )


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
