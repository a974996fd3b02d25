"""What a phone draws round the feed: status bar, tab bar, body. Above everything else."""

from __future__ import annotations

from dataclasses import replace

from overlays.drawing.items import (
    BLACK,
    WHITE,
    Color,
    Drawing,
    Hole,
    Icon,
    Item,
    Plate,
    Run,
    Text,
    TextStyle,
)
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect
from overlays.parts.element import Element
from overlays.viewports import Viewport
from overlays.viewports.screen import Screen

BACKGROUND = Color.from_hex("#0E0F12")
_BODY = Color.from_hex("#1C1D21")
_EDGE = Color.from_hex("#3A3C43")
_TIME = "9:41"


def device_elements(viewport: Viewport, frame: Screen) -> tuple[Element, ...]:
    """What the phone shows in every stage, bottom first."""
    elements = [_status_bar(viewport, frame)]
    if viewport.home_indicator.value:
        elements.append(_home_indicator(viewport, frame))
    if viewport.cutout:
        elements.append(_cutout(viewport, frame))
    return tuple(replace(one, is_front=True) for one in (*elements, _body(viewport, frame)))


def _status_bar(viewport: Viewport, frame: Screen) -> Element:
    dp, height = frame.factor, round(viewport.status_bar.value * frame.factor)
    rect = Rect(frame.screen.x, frame.screen.y, frame.screen.width, height)
    size = min(16.0, viewport.status_bar.value * 0.7) * dp
    side = max(viewport.corner_radius.value * 0.55, 8) * dp
    style = TextStyle(size, size * 1.3)
    runs = (Run(_TIME, "semibold"),)
    middle = height / 2 + (2 * dp if viewport.cutout else 0)
    width = round(text_width(runs, style)) + 2
    battery, wifi = size * 1.6, size * 1.15
    right = rect.width - side
    signal = right - battery - wifi - size * 1.3
    items: list[Item] = [
        Text(runs, style, width, side, middle - size * 0.65),
        Icon("battery-full", battery, right - battery, middle - battery / 2),
        Icon("wifi-high", wifi, right - battery - wifi - size * 0.15, middle - wifi * 0.52),
    ]
    for bar in range(4):
        tall = size * (0.3 + 0.15 * bar)
        x = signal + bar * size * 0.27
        items.append(Plate(x, middle + size * 0.36 - tall, size * 0.18, tall, size * 0.06, WHITE))
    return Element("status_bar", rect, Drawing(rect.size, tuple(items)))


def _home_indicator(viewport: Viewport, frame: Screen) -> Element:
    dp = frame.factor
    width, height = round(134 * dp), max(2, round(5 * dp))
    x = frame.screen.x + (frame.screen.width - width) // 2
    rect = Rect(x, frame.screen.bottom - round(8 * dp) - height, width, height)
    items = (Plate(0, 0, width, height, height / 2, WHITE),)
    return Element("home_indicator", rect, Drawing(rect.size, items))


def _cutout(viewport: Viewport, frame: Screen) -> Element:
    spec, dp = viewport.cutout, frame.factor
    assert spec is not None
    width, height = round(spec.width.value * dp), round(spec.height.value * dp)
    x = frame.screen.x + (frame.screen.width - width) // 2
    rect = Rect(x, frame.screen.y + round(spec.top.value * dp), width, height)
    items = (Plate(0, 0, width, height, height / 2, BLACK),)
    return Element("cutout", rect, Drawing(rect.size, items))


def _body(viewport: Viewport, frame: Screen) -> Element:
    """The phone and what is round it, with a hole for the screen."""
    canvas, screen, dp = frame.canvas, frame.screen, frame.factor
    rect = Rect(0, 0, canvas.width, canvas.height)
    inner = viewport.corner_radius.value * dp
    outer = inner + screen.x
    width, height = canvas.width, canvas.height
    items = (
        Plate(0, 0, width, height, 0, BACKGROUND),
        Plate(0, 0, width, height, outer, _BODY),
        Plate(0, 0, width, height, outer, _EDGE, ring=max(1.0, 1.2 * dp)),
        Hole(screen.x, screen.y, screen.width, screen.height, inner),
    )
    return Element("body", rect, Drawing(rect.size, items))
