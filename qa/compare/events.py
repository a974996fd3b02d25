"""When things appear, change and go in the expected video, and what does so late or early."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from overlays.layers import Layer
from overlays.motion import FadeIn, TimeSpan
from qa.compare.watching import Worst, spans_off
from qa.compare.words import seconds
from qa.finding import Finding
from renderer.plan import RenderPlan

_EVENT_REACH, _NEAR_EVENT = Fraction(3), Fraction(1, 10)


def timed(plan: RenderPlan, worst: dict[str, Worst], wrong: set[str]) -> Iterator[Finding]:
    """What is wrong for a while only, from a change of its own on, or until it: late or early."""
    for element, one in worst.items():
        events = events_of(plan, element)
        if element not in wrong or not events:
            continue
        for start, end in spans_off(one):
            if end is None or end - start > _EVENT_REACH:
                continue
            yield from _slipped(element, start, end, events)


def _slipped(
    element: str, start: Fraction, end: Fraction, events: list[TimeSpan]
) -> Iterator[Finding]:
    """A change is over at its end: what is still off then is late by the rest."""
    for event in events:
        over = event.end or event.start
        if event.start - _NEAR_EVENT <= start <= over + _NEAR_EVENT and end > over:
            code, apart = "late", end - over
        elif event.start - _NEAR_EVENT <= end <= over + _NEAR_EVENT and start < event.start:
            code, apart = "early", event.start - start
        else:
            continue
        message = f"{element} changes {seconds(apart)} {code}"
        figures = {"seconds": round(float(apart), 2)}
        yield Finding(code, "fail", element, message, start, figures=figures)
        return


def events_of(plan: RenderPlan, element: str) -> list[TimeSpan]:
    """From when until when what is drawn at an element's place appears, changes or goes."""
    rects = {layer.rect for layer in plan.chrome.layers if layer.id == element}
    return [
        event for layer in plan.chrome.layers if layer.rect in rects for event in _events_in(layer)
    ]


def _events_in(layer: Layer) -> Iterator[TimeSpan]:
    for time in (layer.span.start, layer.span.end or Fraction(0)):
        if time > 0:
            yield TimeSpan(time, time)
    for fade in (layer.fade, layer.motion):
        if isinstance(fade, FadeIn) and fade.at > 0:
            yield TimeSpan(fade.at, fade.at + fade.duration)


def change_times(plan: RenderPlan) -> tuple[Fraction, ...]:
    """The start, and the frames just before and after each change of the chrome, in order."""
    frame = 1 / plan.source.frame_rate
    events = [event for layer in plan.chrome.layers for event in _events_in(layer)]
    ends = {(event.start - frame, (event.end or event.start) + frame) for event in events}
    times = {Fraction(0), *(time for pair in ends for time in pair)}
    return tuple(sorted(time for time in times if 0 <= time < plan.source.duration))
