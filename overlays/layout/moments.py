"""Moments: states that time turns on. The layout is made for each, and what differs is timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from overlays.layout.placement import Placement
from overlays.layout.placing import Placed, Standing, place
from overlays.layout.stage_figures import Moment
from overlays.motion import FadeIn, TimeSpan, seconds
from overlays.parts.element import Element
from overlays.parts.scene import Scene


@dataclass(slots=True)
class _Version:
    """An element as it is from one moment, None for the beginning, up to another.

    `before` is what it was.
    """

    element: Element
    since: Moment | None = None
    until: Moment | None = None
    before: Element | None = None

    def timed(self) -> Element:
        """The element within its time; one of an id that there was before has one of its own."""
        own = self.element.span
        start = max(own.start, _start(self.since) if self.since else Fraction(0))
        ends = [end for end in (own.end, _start(self.until) if self.until else None) if end]
        element = replace(self.element, span=TimeSpan(start, min(ends) if ends else None))
        if self.since is None:
            return element
        over, before = self.since.over, self.before
        # What only makes room for something new goes there at once.
        is_moved = before is not None and before.drawing == element.drawing
        if over and not is_moved:
            element = replace(element, fade=FadeIn(start, seconds(over.value)))
        if before is None:
            return element
        id_ = f"{element.id}_{self.since.id}"
        return replace(element, id=id_, word="", is_locked=False)


def place_in_time(placement: Placement, scene: Scene, base: Placed | None = None) -> Placed:
    """Every part in its place, with all that it is in the course of time.

    What stands in `base` as it does here is taken from there.
    """
    moments = [moment for moment in placement.moments if is_read(moment.id, placement, scene)]
    if not moments:
        return place(placement, scene, base)
    steps, states = [], scene.states
    for index, moment in enumerate((None, *moments)):
        states = states if moment is None else states | {moment.id}
        there = scene if moment is None else scene.with_states(states)
        steps.append(place(placement, there, base.steps[index] if base else None))
        scene.notes.update(there.notes)
    first = steps[0]
    return replace(first, parts=tuple(_standing(placement, moments, steps)), steps=tuple(steps))


def is_read(state: str, placement: Placement, scene: Scene) -> bool:
    """False where a state changes nothing but parts that this ad has nothing for."""
    return any(
        state in part.reads and not (part.only_with and scene.lacks(part.only_with))
        for part in placement.parts
    )


def _standing(
    placement: Placement, moments: list[Moment], steps: list[Placed]
) -> Iterator[Standing]:
    there = [{part.id: elements for part, elements in step.parts} for step in steps]
    for part in placement.parts:
        found = [elements.get(part.id, ()) for elements in there]
        elements = tuple(version.timed() for version in _versions(moments, found))
        if elements:
            yield Standing(part, elements)


def _versions(moments: list[Moment], found: list[tuple[Element, ...]]) -> list[_Version]:
    """All that one part's elements are, bottom first."""
    versions = [_Version(element) for element in found[0]]
    for moment, elements in zip(moments, found[1:], strict=True):
        wanted = {element.id: element for element in elements}
        standing: dict[str, _Version] = {}
        for version in versions:
            id_ = version.element.id
            if version.until is None and wanted.get(id_) == version.element:
                standing[id_] = version
            elif version.until is None:
                version.until = moment
        known = {version.element.id: version.element for version in versions}
        at = 0
        for element in elements:
            if element.id not in standing:
                new = _Version(element, moment, before=known.get(element.id))
                versions.insert(at, new)
                standing[element.id] = new
            at = 1 + next(i for i, one in enumerate(versions) if one is standing[element.id])
    return versions


def _start(moment: Moment) -> Fraction:
    return seconds(moment.start.value)
