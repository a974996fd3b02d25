"""What a phone draws round the feed: status bar, home indicator, body. Above everything else.

The figures that all phones share stand in `device.json`, those of each in its own file.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from overlays.drawing.contrast import ink_on
from overlays.drawing.items import BLACK, WHITE, Color, Drawing, Hole, Icon, Item, Plate, Run, Text
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect
from overlays.locales import Word
from overlays.parts.element import Element, Scale
from overlays.reading.figures import Extent, Hex, IconName, Length, Number, Section, between
from overlays.reading.strict_json import load_strict_json
from overlays.viewports import Viewport
from overlays.viewports.screen import Screen

_FILE = Path(__file__).with_suffix(".json")
Of = Annotated[Number, between(0, 4)]
"""A share of the letters' size, where nothing else is said."""


class Signal(Section):
    """Bars that rise: `width` of room, the first one `first` high, each `step` higher."""

    bars: Annotated[Number, between(1, 8)]
    width: Of
    first: Of
    step: Of
    pitch: Of
    bar: Of
    radius: Of
    foot: Of


class StatusIcon(Section):
    """An icon at the end of the status bar; `gap` behind it, `rise` of itself above the middle."""

    name: IconName
    size: Of
    gap: Of
    rise: Of


class StatusBar(Section):
    """The time on one side, signal and icons on the other.

    Letters are `share` of the bar's height, at most `largest` dp. Both sides begin where the
    screen's round corner is `corner` of its radius away, at least `side` dp. `lower` is how much
    deeper all stands beside a cutout.
    """

    time: Word
    largest: Extent
    share: Of
    line: Of
    rise: Of
    corner: Of
    side: Length
    lower: Length
    battery: StatusIcon
    wifi: StatusIcon
    signal: Signal


class HomeIndicator(Section):
    """The system's line at the foot of the screen."""

    width: Extent
    height: Extent
    bottom: Length


class Body(Section):
    """What is round the screen: the ground, the phone, its edge."""

    ground: Hex
    color: Hex
    edge: Hex
    edge_width: Extent


class DeviceFigures(Section):
    """What all phones have."""

    status_bar: StatusBar
    home_indicator: HomeIndicator
    body: Body


@functools.cache
def _figures() -> DeviceFigures:
    return DeviceFigures.model_validate(load_strict_json(_FILE.read_text(encoding="utf-8")))


def device_elements(viewport: Viewport, screen: Screen, ground: str | None) -> tuple[Element, ...]:
    """What the phone shows in every stage, bottom first; dark on a light `ground` (#RRGGBB)."""
    ink = WHITE if ground is None else ink_on(Color.from_hex(ground))
    figures, scale = _figures(), Scale(screen.factor)
    elements = [_status_bar(figures.status_bar, viewport, screen, ink)]
    if viewport.home_indicator.value:
        elements.append(_home_indicator(figures.home_indicator, screen, ink))
    if viewport.cutout:
        size = scale.px(viewport.cutout.width), scale.px(viewport.cutout.height)
        top = screen.screen.y + scale.px(viewport.cutout.top)
        elements.append(_pill("cutout", screen, top, size, BLACK))
    elements.append(_body(figures.body, viewport, screen))
    return tuple(replace(one, is_front=True) for one in elements)


def _status_bar(figures: StatusBar, viewport: Viewport, screen: Screen, ink: Color) -> Element:
    dp, box = screen.factor, screen.screen
    height = round(viewport.status_bar.value * dp)
    rect = Rect(box.x, box.y, box.width, height)
    size = min(figures.largest.value, viewport.status_bar.value * figures.share.value) * dp
    side = max(viewport.corner_radius.value * figures.corner.value, figures.side.value) * dp
    style = Scale(dp).letters(size, size * figures.line.value, ink)
    runs = (Run(figures.time.text, "semibold"),)
    middle = height / 2 + (figures.lower.value * dp if viewport.cutout else 0)
    width = round(text_width(runs, style)) + 2
    items: list[Item] = [Text(runs, style, width, side, middle - size * figures.rise.value)]
    end = rect.width - side
    for icon in (figures.battery, figures.wifi):
        own = size * icon.size.value
        top = middle - own * icon.rise.value
        items.append(Icon(icon.name, own, end - own - size * icon.gap.value, top, ink))
        end -= own
    signal = figures.signal
    items += _signal(signal, end - size * signal.width.value, middle, size, ink)
    return Element("status_bar", rect, Drawing(rect.size, tuple(items)))


def _signal(
    figures: Signal, left: float, middle: float, size: float, ink: Color
) -> Iterator[Plate]:
    for bar in range(int(figures.bars.value)):
        tall = size * (figures.first.value + figures.step.value * bar)
        x = left + bar * size * figures.pitch.value
        top = middle + size * figures.foot.value - tall
        width, radius = size * figures.bar.value, size * figures.radius.value
        yield Plate(x, top, width, tall, radius, ink)


def _home_indicator(figures: HomeIndicator, screen: Screen, ink: Color) -> Element:
    scale = Scale(screen.factor)
    width, height = scale.px(figures.width), max(2, scale.px(figures.height))
    top = screen.screen.bottom - scale.px(figures.bottom) - height
    return _pill("home_indicator", screen, top, (width, height), ink)


def _pill(id_: str, screen: Screen, top: int, size: tuple[int, int], color: Color) -> Element:
    """A plate with round ends in the middle of the screen's width."""
    width, height = size
    rect = Rect(screen.screen.x + (screen.screen.width - width) // 2, top, width, height)
    items = (Plate(0, 0, width, height, height / 2, color),)
    return Element(id_, rect, Drawing(rect.size, items))


def _body(figures: Body, viewport: Viewport, screen: Screen) -> Element:
    """The phone and what is round it, with a hole for the screen."""
    box, dp = screen.screen, screen.factor
    width, height = screen.canvas.width, screen.canvas.height
    inner = viewport.corner_radius.value * dp
    outer = inner + box.x
    edge = max(1.0, figures.edge_width.value * dp)
    items = (
        Plate(0, 0, width, height, 0, Color.from_hex(figures.ground.value)),
        Plate(0, 0, width, height, outer, Color.from_hex(figures.color.value)),
        Plate(0, 0, width, height, outer, Color.from_hex(figures.edge.value), ring=edge),
        Hole(box.x, box.y, box.width, box.height, inner),
    )
    rect = Rect(0, 0, width, height)
    return Element("body", rect, Drawing(rect.size, items))
