"""Lines to judge a creative by: the platform's safe zones, and where its own parts lie.

They are no part of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from overlays.geometry import Rect
from overlays.layers import Chrome, Layer, Stage
from overlays.layout.placement import Placement
from overlays.locales import Locale
from overlays.motion import ALWAYS, TimeSpan
from overlays.reading.figures import Confidence
from overlays.viewports.screen import Screen

GuideKind = Literal["safe_zone", "rail", "text_block", "crop"]
_BLOCKS: dict[GuideKind, str] = {"rail": "Rail", "text_block": "Text block"}
# Of 255: from here on a layer covers more than it lets through.
_HALF = 128
# Platforms publish no such lines (docs/placements.md).
_LAYOUT_SOURCE = "this template's layout: the boxes of the layers that are drawn"


class Over(NamedTuple):
    """A part that stands `by` dp over the line of a zone: so far it would have to go."""

    layer_id: str
    word: str
    by: float


@dataclass(frozen=True, slots=True)
class Guide:
    """A polygon in whole canvas pixels, clockwise, with the time in which it counts.

    `over` are the parts of the interface that stand over its lines all the same.
    """

    kind: GuideKind
    title: str
    points: tuple[tuple[int, int], ...]
    span: TimeSpan
    source: str
    confidence: Confidence
    checked_on: date
    over: tuple[Over, ...] = ()


def guides_of(
    placement: Placement, locale: Locale, frame: Screen, chrome: Chrome | None = None
) -> tuple[Guide, ...]:
    """The safe zones of a placement in the feed of `frame`, and the blocks of `chrome`.

    Safe zones are mirrored for right-to-left languages. They are published for the placement's own
    frame; for a phone of another shape there are none.
    """
    stages = placement.for_clip(None).timeline if chrome is None else chrome.stages
    zones = tuple(_zones(placement, locale, frame, stages))
    if chrome is None:
        return zones
    zones = tuple(replace(zone, over=over_line(zone, chrome, frame.factor)) for zone in zones)
    blocks = ((kind, title, _around(chrome, kind)) for kind, title in _BLOCKS.items())
    return (
        *zones,
        *(
            Guide(kind, title, _corners(box), span, _LAYOUT_SOURCE, "L", placement.checked_on)
            for kind, title, (box, span) in ((k, t, b) for k, t, b in blocks if b)
        ),
    )


def _around(chrome: Chrome, block: str) -> tuple[Rect, TimeSpan] | None:
    """The smallest box round the layers of a block, and the span of the first; None for none."""
    layers = [layer for layer in chrome.layers if layer.block == block]
    if not layers:
        return None
    left, top = min(one.rect.x for one in layers), min(one.rect.y for one in layers)
    right = max(one.rect.right for one in layers)
    bottom = max(one.rect.bottom for one in layers)
    return Rect(left, top, right - left, bottom - top), layers[0].span


def _corners(box: Rect) -> tuple[tuple[int, int], ...]:
    return (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)


def _zones(
    placement: Placement, locale: Locale, frame: Screen, stages: tuple[Stage, ...]
) -> Iterator[Guide]:
    columns, rows = placement.frame.width, placement.frame.height
    if rows == "content" or frame.feed != frame.screen:
        return

    def place(x: float, y: float) -> tuple[int, int]:
        across = columns - x if locale.direction == "rtl" else x
        return frame.feed.x + round(across * frame.factor), frame.feed.y + round(y * frame.factor)

    spans = {stage.id: stage.span for stage in stages}
    for zone in placement.zones:
        if zone.stage and zone.stage not in spans:
            continue
        yield Guide(
            "safe_zone",
            zone.id,
            tuple(place(x, y) for x, y in zone.corners(columns, rows)),
            spans[zone.stage] if zone.stage else ALWAYS,
            zone.source,
            zone.confidence,
            placement.checked_on,
        )


def over_line(zone: Guide, chrome: Chrome, factor: float) -> tuple[Over, ...]:
    """The layers that are painted inside of a zone while it counts, and how far, in dp.

    What is fainter than half, such as a scrim, stands over no line. The distance is the shortest
    way out: up, down, left or right.
    """
    cells = tuple(_cells(zone.points))
    return tuple(
        Over(layer.id, layer.word, round(_way_out(layer.rect, cells) / factor, 1))
        for layer in chrome.layers
        if layer.word and _meets(layer.span, zone.span) and _is_painted_in(layer, cells)
    )


def reach_out(zone: Guide, rect: Rect) -> int:
    """How many pixels a rect reaches out of a zone, at its farthest, level or upright.

    0 where all of it lies within.
    """
    cells = tuple(_cells(zone.points))
    edges = sorted({rect.y, rect.bottom} | {y for c in cells for y in (c.y, c.bottom)})
    rows = [(top, low) for top, low in pairwise(edges) if rect.y <= top and low <= rect.bottom]
    farthest = 0
    for top, low in rows:
        here = [cell for cell in cells if cell.y <= top and low <= cell.bottom]
        if here:
            left, right = min(cell.x for cell in here), max(cell.right for cell in here)
            farthest = max(farthest, left - rect.x, rect.right - right)
        else:
            first, last = min(c.y for c in cells), max(c.bottom for c in cells)
            farthest = max(farthest, first - top, low - last)
    return farthest


def _meets(one: TimeSpan, other: TimeSpan) -> bool:
    first, then = sorted((one, other), key=lambda span: span.start)
    return first.end is None or then.start < first.end


def _cells(points: tuple[tuple[int, int], ...]) -> Iterator[Rect]:
    """A polygon of level and upright edges as boxes that fill it."""
    across, down = (sorted(set(numbers)) for numbers in zip(*points, strict=True))
    edges = tuple(zip(points, (*points[1:], points[0]), strict=True))
    for (left, right), (top, bottom) in ((x, y) for x in pairwise(across) for y in pairwise(down)):
        middle = (top + bottom) / 2
        crossed = (ax for (ax, ay), (_, by) in edges if min(ay, by) < middle < max(ay, by))
        if sum(ax < (left + right) / 2 for ax in crossed) % 2:
            yield Rect(left, top, right - left, bottom - top)


def _is_painted_in(layer: Layer, cells: tuple[Rect, ...]) -> bool:
    for cell in cells:
        common = layer.rect.intersect(cell)
        if common:
            x, y = common.x - layer.rect.x, common.y - layer.rect.y
            if (layer.rgba[y : y + common.height, x : x + common.width, 3] >= _HALF).any():
                return True
    return False


def _way_out(rect: Rect, cells: tuple[Rect, ...]) -> int:
    """The fewest pixels, up, down, left or right, after which a box lies in none of the cells."""
    return min(_way(rect, cells, dx, dy) for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0)))


def _way(rect: Rect, cells: tuple[Rect, ...], dx: int, dy: int) -> int:
    way = 0
    while True:
        moved = Rect(rect.x + dx * way, rect.y + dy * way, rect.width, rect.height)
        met = [cell for cell in cells if moved.intersect(cell)]
        if not met:
            return way
        leaving = {
            (0, -1): max(moved.bottom - cell.y for cell in met),
            (0, 1): max(cell.bottom - moved.y for cell in met),
            (-1, 0): max(moved.right - cell.x for cell in met),
            (1, 0): max(cell.right - moved.x for cell in met),
        }
        way += leaving[dx, dy]
