"""What a placement's figures must be, beyond being numbers: possible, sourced, inside the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from overlays.placement_spec import Number, Placement, RailSpec, TextColumnSpec

_LARGEST = 10_000
_MAY_BE_ZERO = {
    *("left", "top", "bottom", "side", "offset", "blur", "padding", "radius", "ring", "gap"),
    *("gap_above", "gap_below", "icon_gap", "repeat_gap", "feather", "fill_at", "transition"),
    *("count_gap", "badge", "badge_plus", "assumed_status_bar"),
}
_MAY_BE_NEGATIVE = {"offset"}
_SHARES = ("opacity", "plate_dark", "plate_light")


class _Box(NamedTuple):
    """Edges in dp, and what stands there."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


def placement_problems(placement: Placement) -> tuple[str, ...]:
    """One sentence for each figure that cannot be, and for each box that leaves the frame."""
    wrong = tuple(_figures(placement))
    # Boxes are made of figures: they say more only when those are right.
    return wrong or tuple(_outside(placement))


def _figures(placement: Placement) -> Iterator[str]:
    for path, number in _numbers(placement, ()):
        words = _wrong_figure(path, number)
        if words:
            yield f"{'.'.join(path)}: {words}"


def _numbers(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Number]]:
    if isinstance(value, Number):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _numbers(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _numbers(part, (*path, str(name)))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _numbers(part, (*path, str(index)))


def _wrong_figure(path: tuple[str, ...], number: Number) -> str | None:
    name, value = path[-1], number.value
    if not number.source.strip():
        return "the source is empty; say where the figure was seen, or “none”"
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return f"{value:g} is no possible figure"
    if name.endswith(_SHARES):
        return None if 0 <= value <= 1 else f"must be 0 to 1, not {value:g}"
    if name in _MAY_BE_NEGATIVE or value > 0:
        return None
    if value == 0 and not _MAY_BE_ZERO.isdisjoint(path):
        return None
    return f"must be more than 0, not {value:g}"


def _outside(placement: Placement) -> Iterator[str]:
    width, height = placement.grid
    for box in _boxes(placement):
        if box.left >= box.right or box.top >= box.bottom:
            yield f"{box.name} is empty: its edges are in the wrong order"
        elif min(box.left, box.top) < 0 or box.right > width or box.bottom > height:
            yield (
                f"{box.name} ({box.left:g}, {box.top:g}) to ({box.right:g}, {box.bottom:g}) "
                f"leaves the frame of {width} x {height}"
            )


def _boxes(placement: Placement) -> Iterator[_Box]:
    width = placement.grid[0]
    yield from _column_boxes(placement.text_column)
    yield from _rail_boxes(placement.rail)
    if placement.rail.disc and placement.rail.disc.notes:
        left, right = placement.text_column.right.value, _rail_left(placement.rail)
        yield _Box("the lane of rail.disc.notes", left, 0, right, 1)
    for name, scrim in placement.scrims.items():
        yield _Box(f"scrims.{name}", 0, scrim.top.value, width, scrim.bottom.value)
    if placement.tabs:
        top = placement.tabs.baseline_box_top.value
        yield _Box("tabs", 0, top, width, top + placement.tabs.line_height.value)
    if placement.takeover and placement.takeover.skip:
        skip = placement.takeover.skip
        right = width - skip.side.value
        yield _Box("takeover.skip", 0, skip.top.value, right, skip.top.value + skip.size.value)
    for zone in placement.safe_zones:
        across, down = zip(*zone.points, strict=True)
        yield _Box(f"safe zone {zone.name}", min(across), min(down), max(across), max(down))


def _column_boxes(column: TextColumnSpec) -> Iterator[_Box]:
    height = column.cta.height.value if column.cta else 1
    bottom = column.bottom.value
    yield _Box("text_column", column.left.value, bottom - height, column.right.value, bottom)


def _rail_left(rail: RailSpec) -> float:
    return rail.center.value - rail.width.value / 2


def _rail_boxes(rail: RailSpec) -> Iterator[_Box]:
    left, right = _rail_left(rail), rail.center.value + rail.width.value / 2
    if rail.avatar:
        top = rail.avatar.top.value
        yield _Box("rail.avatar", left, top, right, top + rail.avatar.size.value)
    for button in rail.buttons:
        tall = rail.icon_box.value + rail.count_gap.value + rail.count_line.value
        yield _Box(
            f"rail.buttons.{button.part}", left, button.top.value, right, button.top.value + tall
        )
    if rail.disc:
        top = rail.disc.top.value
        yield _Box("rail.disc", left, top, right, top + rail.disc.size.value)
