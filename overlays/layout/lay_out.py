"""`lay_out`: the parts of a placement in their places, in time, and mirrored where one reads so.

Knows moments and stages; no part by its name and none by its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from overlays.drawing.items import BLACK, Color, Drawing, Hole, Plate
from overlays.framing import Framing
from overlays.geometry import Rect
from overlays.layers import Note
from overlays.layout.mirror import mirror
from overlays.layout.moments import place_in_time
from overlays.layout.placement import Placement
from overlays.layout.placing import Placed, stand
from overlays.layout.stages import framing_of, staged
from overlays.motion import seconds
from overlays.parts.device import device_elements
from overlays.parts.element import Element
from overlays.parts.part import Part
from overlays.parts.scene import Scene
from overlays.parts.stamp import stamp_part
from overlays.viewports import Viewport
from overlays.viewports.screen import Screen


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
    placed = place_in_time(placement, scene)
    screen = placed.screen
    above: tuple[Element, ...] = ()
    if stamp:
        above = _stamp(placement, scene)
    if phone:
        ground = placement.frame.ground
        device = device_elements(phone, screen, ground.value if ground else None)
        above = (*above, *_corners(placement, screen), *device)
    placed = replace(placed, creative=_mirrored_place(placed, scene))
    elements = list(_ground(placement, placed))
    for part, made in placed.parts:
        elements += finished(placement, part, made, scene)
    elements += [mirrored(element, scene) for element in above]
    framing = framing_of(placement, screen, placed.creative, scene.facts.size)
    if phone and placed.creative is None:
        _note_bands(framing.last, phone, scene)
    _note_unused(placement, scene)
    _note_unplayed(placement, scene)
    return Layout(placed, tuple(elements), framing, tuple(scene.notes.values()))


def _note_unused(placement: Placement, scene: Scene) -> None:
    """Say what the ad gives and the placement has no place for."""
    for what, names in scene.facts.given.items():
        if names.isdisjoint(placement.shown):
            scene.note("not-shown", "", f"{what} has no place in {placement.title}")


def _note_unplayed(placement: Placement, scene: Scene) -> None:
    """Say that the clip is longer than what is played of it."""
    plays, duration = placement.plays, scene.facts.duration
    if plays and duration and duration > seconds(plays.value):
        message = f"only the first {plays.value:g} s play in {placement.title}, then it begins anew"
        scene.note("not-played", "creative", message)


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


def _mirrored_place(placed: Placed, scene: Scene) -> Rect | None:
    """Where the clip stands, which is on the other side too."""
    box, feed = placed.creative, scene.screen.feed
    if box is None or scene.locale.direction == "ltr":
        return box
    return replace(box, x=feed.x + feed.right - box.right)


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


def _corners(placement: Placement, screen: Screen) -> tuple[Element, ...]:
    """The round lower corners of a card on a taller phone."""
    card, feed = placement.frame.card, screen.feed
    rows = round(card.radius.value * screen.factor) if card else 0
    if not rows or feed.bottom == screen.screen.bottom:
        return ()
    rect = Rect(feed.x, feed.bottom - rows, feed.width, rows)
    items = (Plate(0, 0, feed.width, rows, 0, BLACK), Hole(0, -rows, feed.width, 2 * rows, rows))
    return (Element("corners", rect, Drawing(rect.size, items)),)


def _stamp(placement: Placement, scene: Scene) -> tuple[Element, ...]:
    part = stamp_part()
    if placement.stamp:
        part = part.model_copy(update={"at": placement.stamp})
    found = stand(part, scene)
    if found is None:
        return ()
    made, x, y = found
    return tuple(replace(one.element, rect=one.rect, word="") for one in made.moved(x, y).elements)
