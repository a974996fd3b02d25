"""What taps change: the layout in another state, and by what it differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from overlays.drawing.items import Text
from overlays.drawing.skia.paragraphs import last_run_box
from overlays.layers import Spot
from overlays.layout.lay_out import finished
from overlays.layout.moments import is_read, place_in_time
from overlays.layout.placement import Placement
from overlays.layout.placing import Placed
from overlays.parts.element import Element
from overlays.parts.part import Part
from overlays.parts.scene import Scene


@dataclass(frozen=True, slots=True)
class Change:
    """An `Alternate` before it is drawn."""

    target: str
    is_on: bool
    elements: tuple[Element, ...]
    hides: tuple[str, ...] = ()


def alternates(placement: Placement, scene: Scene, base: Placed) -> Iterator[Change]:
    """For each state that a tap turns, what differs from the layout as it is; none for nothing."""
    for toggle in placement.toggles:
        if not is_read(toggle, placement, scene):
            continue
        turned = scene.states ^ {toggle}
        other_scene = scene.with_states(turned)
        other = place_in_time(placement, other_scene, base)
        if not (_offers(base, toggle) or _offers(other, toggle)):
            # The caption is short enough, say, and no tap leads there.
            continue
        elements = tuple(_changed(placement, base, other, other_scene))
        hides = tuple(_gone(base, other))
        if elements or hides:
            yield Change(toggle, toggle in turned, elements, hides)


def _offers(placed: Placed, toggle: str) -> bool:
    actions = (
        action
        for _, elements in placed.parts
        for element in elements
        for action in (element.action, element.tail and element.tail.action)
        if action
    )
    return any(a.target == toggle and a.verb in ("toggle", "peek") for a in actions)


def _flat(placed: Placed) -> list[tuple[Part, Element]]:
    return [(part, element) for part, elements in placed.parts for element in elements]


def _changed(placement: Placement, base: Placed, other: Placed, scene: Scene) -> Iterator[Element]:
    """What is otherwise or new; before something new the one under it, so that it has a place."""
    known = {element.id: element for _, element in _flat(base)}
    below: tuple[Part, Element] | None = None
    told = ""
    for part, element in _flat(other):
        before = known.get(element.id)
        if before is not element and before != element:
            if element.id not in known and below and below[1].id != told:
                yield from finished(placement, below[0], (below[1],), scene)
            yield from finished(placement, part, (element,), scene)
            told = element.id
        below = (part, element)


def _gone(base: Placed, other: Placed) -> Iterator[str]:
    staying = {element.id for _, element in _flat(other)}
    return (element.id for _, element in _flat(base) if element.id not in staying)


def spots_of(element: Element) -> tuple[Spot, ...]:
    """The tail of the element's text as a place of its own, such as "See more"."""
    if element.tail is None:
        return ()
    id_, action, reach = element.tail
    text = next(item for item in element.drawing.items if isinstance(item, Text))
    box = last_run_box(text)
    if box is None:
        return ()
    x, y = element.rect.x + round(text.x), element.rect.y + round(text.y)
    placed = replace(box, x=box.x + x, y=box.y + y).expand(reach, reach)
    return (Spot(id_, placed, action),)
