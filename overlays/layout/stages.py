"""Stages: what shows when, and where the creative stands meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from overlays.framing import Framing, Key
from overlays.geometry import Rect, Size
from overlays.layout.placement import Placement
from overlays.layout.stage_figures import StageCreative
from overlays.motion import FadeIn, Motion, TimeSpan, seconds
from overlays.parts.element import Element
from overlays.viewports.screen import Screen


def staged(elements: Iterable[Element], placement: Placement, part_id: str) -> Iterator[Element]:
    """The elements of a part in the stages that show it, faded in together with them.

    What counts from the start of the part counts from the start of its first stage.
    """
    timed = placement.timed(part_id)
    if timed is None:
        return
    fade = FadeIn(timed.start, timed.enters) if timed.enters else None
    for element in elements:
        if timed.span == TimeSpan():
            yield element
            continue
        later = Fraction(0) if element.keeps_clock else timed.start
        span = _within(element.span, later, timed.span)
        if span is None:
            continue
        motion = _later(element.motion, timed.start)
        own = replace(element.fade, at=element.fade.at + timed.start) if element.fade else fade
        yield replace(element, span=span, fade=own, motion=motion)


def _within(span: TimeSpan, later: Fraction, stages: TimeSpan) -> TimeSpan | None:
    """A span of a part on the clip's clock, no longer than its stages; None for nothing of it."""
    start = max(span.start + later, stages.start)
    own = None if span.end is None else span.end + later
    ends = [one for one in (own, stages.end) if one is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else TimeSpan(start, end)


def _later(motion: Motion | None, start: Fraction) -> Motion | None:
    return replace(motion, at=motion.at + start) if isinstance(motion, FadeIn) else motion


def framing_of(
    placement: Placement, screen: Screen, creative: Rect | None = None, clip: Size | None = None
) -> Framing:
    """Where the clip stands: in its part or in the feed, and in stages elsewhere.

    A `clip` taller than the frame is cut less on a tall phone.
    """
    home = creative or screen.filled(placement.frame, clip)
    keys: list[Key] = []
    for stage, timed in zip(placement.stages, placement.timeline, strict=True):
        rect = _stage_rect(stage.creative, home, screen) if stage.creative else home
        enters = seconds(stage.enters.value) if stage.enters else Fraction(0)
        keys.append(Key(timed.span.start, rect, enters if keys else Fraction(0), stage.title))
    return Framing(tuple(keys)) if keys else Framing.fixed(home)


def _stage_rect(figures: StageCreative, home: Rect, screen: Screen) -> Rect:
    """The whole screen of a phone; on a bare canvas as much larger as one is than its feed."""
    if screen.screen != screen.feed:
        return screen.screen
    zoom = figures.zoom.value
    more_x = round(home.width * (zoom - 1) / 4) * 2
    more_y = round(home.height * (zoom - 1) / 4) * 2
    return home.expand(more_x, more_y)
