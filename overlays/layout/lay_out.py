"""Decides everything: which elements a placement shows for an ad, where, when, and what they say.

`lay_out` is pure. It draws no pixels; `chrome` turns its elements into layers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from overlays.ad import SparkAd
from overlays.ad.creative import UNKNOWN, Creative
from overlays.drawing.items import Drawing, Picture, Scrim
from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.layers import Note
from overlays.layout.mirror import mirror
from overlays.layout.notes import notes_on
from overlays.layout.taps import Change, changes_by_taps
from overlays.locales import Locale
from overlays.parts.column import column_elements
from overlays.parts.device import device_elements, tab_bar_element
from overlays.parts.element import Element, Scale
from overlays.parts.progress import progress_elements
from overlays.parts.rail import rail_elements
from overlays.parts.stamp import stamp_element
from overlays.parts.tabs import tab_elements
from overlays.parts.takeover import feed_after_takeover, takeover_elements, takeover_framing
from overlays.placements.spec import Placement, ScrimSpec
from overlays.viewports import Viewport
from overlays.viewports.screen import Screen


@dataclass(frozen=True, slots=True)
class Pictures:
    """The post's own pictures, already square; None where the post has none."""

    avatar: Picture | None = None
    cover: Picture | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Every element on the canvas, bottom first, and what should be said about them."""

    canvas: Size
    elements: tuple[Element, ...]
    framing: Framing
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()

    def element(self, element_id: str) -> Element:
        """The element of that id; KeyError when the layout has none."""
        for element in self.elements:
            if element.id == element_id:
                return element
        raise KeyError(element_id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is laid out beside the placement's own chrome."""

    taps: bool = False
    stamp: bool = False


def lay_out(
    ad: SparkAd,
    placement: Placement,
    locale: Locale,
    pictures: Pictures,
    frame: Screen,
    viewport: Viewport | None = None,
    creative: Creative = UNKNOWN,
    wanted: Wanted = Wanted(),
) -> Layout:
    """The chrome of `placement` for `ad`; in the feed of `frame`, in a phone or alone."""
    scale = Scale.to_frame(frame, placement, locale.code)
    scrims = tuple(_scrim(name, spec, scale) for name, spec in placement.scrims.items())
    tabs = tab_elements(placement, locale, scale) if placement.tabs else ()
    column = column_elements(ad, placement, locale, scale, creative)
    rail = rail_elements(ad, placement, locale, pictures.avatar, pictures.cover, scale)
    line: tuple[Element, ...] = ()
    if placement.progress and creative.duration:
        line = progress_elements(placement.progress, creative.duration, scale)
    feed: tuple[Element, ...] = (*scrims, *tabs, *column, *rail, *line)
    if viewport:
        feed = (*feed, tab_bar_element(frame, locale))
    above = device_elements(viewport, frame) if viewport else ()
    if wanted.stamp:
        above = (stamp_element(locale, scale), *above)
    takeover = takeover_elements(placement.takeover, locale, scale) if placement.takeover else ()
    changes: tuple[Change, ...] = ()
    if wanted.taps:
        changes = changes_by_taps(ad, placement, locale, scale, creative, rail)

    def in_feed(elements: tuple[Element, ...]) -> tuple[Element, ...]:
        spec = placement.takeover
        return mirrored(feed_after_takeover(elements, spec) if spec else elements)

    def mirrored(elements: tuple[Element, ...]) -> tuple[Element, ...]:
        if locale.direction == "ltr":
            return elements
        return tuple(mirror(element, frame.feed) for element in elements)

    elements = (*mirrored(takeover), *in_feed(feed), *mirrored(above))
    framing = Framing(frame.feed)
    if placement.takeover:
        framing = takeover_framing(placement.takeover, frame)
    notes = notes_on(ad, placement, locale, elements)
    changed = tuple(replace(change, elements=in_feed(change.elements)) for change in changes)
    return Layout(frame.canvas, elements, framing, notes, changed)


def _scrim(name: str, spec: ScrimSpec, scale: Scale) -> Element:
    rect = _band(spec, scale)
    stops = tuple((stop.position, stop.opacity.value) for stop in spec.stops)
    return Element(name, rect, Drawing(rect.size, (Scrim(stops),)))


def _band(spec: ScrimSpec, scale: Scale) -> Rect:
    """From the upper edge down, or from the lower edge up; never over the safe zone between."""
    if spec.top.value == 0:
        top, bottom = scale.feed.y, scale.top(spec.bottom)
    else:
        top, bottom = scale.low(spec.top), scale.feed.bottom
    return Rect(scale.feed.x, top, scale.feed.width, bottom - top)
