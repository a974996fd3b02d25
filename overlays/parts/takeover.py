"""The first stage of a TopView: the creative alone on the whole screen, then the feed comes up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from overlays.drawing.items import BLACK, WHITE, Drawing, Plate, Run, Text
from overlays.drawing.skia.paragraphs import text_width
from overlays.framing import Framing
from overlays.geometry import Rect
from overlays.locales import Locale
from overlays.motion import FadeIn, Motion, TimeSpan, seconds
from overlays.parts.element import Element, Scale
from overlays.placements.spec import SkipSpec, TakeoverSpec
from overlays.viewports.screen import Screen


def feed_after_takeover(elements: tuple[Element, ...], spec: TakeoverSpec) -> tuple[Element, ...]:
    """The feed's elements, absent until the takeover ends and faded in together then.

    What counts from the start of the feed (the button's color) counts from there.
    """
    start, change = seconds(spec.seconds.value), seconds(spec.transition.value)
    fade = FadeIn(start, change)
    return tuple(
        replace(
            element,
            span=_span_later(element.span, start),
            fade=fade,
            motion=_later(element.motion, start),
        )
        for element in elements
    )


def _span_later(span: TimeSpan, start: Fraction) -> TimeSpan:
    return TimeSpan(span.start + start, None if span.end is None else span.end + start)


def _later(motion: Motion | None, start: Fraction) -> Motion | None:
    if isinstance(motion, FadeIn):
        return replace(motion, at=motion.at + start)
    return motion


def takeover_elements(spec: TakeoverSpec, locale: Locale, scale: Scale) -> tuple[Element, ...]:
    """What the platform draws during the takeover: the Skip control, or nothing."""
    if spec.skip is None:
        return ()
    skip = _skip(spec.skip, locale.word("skip"), scale)
    return (replace(skip, span=TimeSpan(Fraction(0), seconds(spec.seconds.value))),)


def _skip(spec: SkipSpec, word: str, scale: Scale) -> Element:
    style = scale.style(spec, WHITE)
    runs = (Run(word, "semibold"),)
    letters, height = round(text_width(runs, style)) + 1, round(style.line_height)
    padding = scale.px(spec.padding)
    width = letters + 2 * padding
    rect = Rect(scale.feed.right - scale.px(spec.side) - width, scale.top(spec.top), width, height)
    plate = BLACK._replace(alpha=round(255 * spec.plate_opacity.value))
    items = (
        Plate(0, 0, width, height, height / 2, plate),
        Text(runs, style, letters, padding, 0),
    )
    return Element("skip", rect, Drawing(rect.size, items), text=word)


def takeover_framing(spec: TakeoverSpec, frame: Screen) -> Framing:
    """From the whole screen to the feed; on a bare canvas, from the zoom of a tall phone."""
    whole = frame.screen if frame.screen != frame.feed else _zoomed(frame.feed, spec.zoom.value)
    start, change = seconds(spec.seconds.value), seconds(spec.transition.value)
    return Framing(frame.feed, whole, start, change)


def _zoomed(rect: Rect, zoom: float) -> Rect:
    more_x = round(rect.width * (zoom - 1) / 4) * 2
    more_y = round(rect.height * (zoom - 1) / 4) * 2
    return rect.expand(more_x, more_y)
