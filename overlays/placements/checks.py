"""What a placement's figures must be, beyond being numbers: possible, fitting, inside the frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from overlays.placements.fit import what_does_not_fit
from overlays.placements.spec import Number, Placement, RailSpec, TextColumnSpec, TextLineSpec

_MAY_BE_ZERO = {
    *("left", "top", "bottom", "side", "offset", "blur", "padding", "radius", "ring", "gap"),
    *("gap_above", "gap_below", "icon_gap", "repeat_gap", "feather", "fill_at", "transition"),
    *("count_gap", "badge", "badge_plus", "assumed_status_bar", "count", "opacity"),
    *("idle_opacity", "track_opacity", "plate_opacity", "plate_dark", "plate_light"),
}
# What lies between or inside parts: never more than half of the frame's width.
_SMALL = {
    *("side", "padding", "radius", "gap", "gap_above", "gap_below", "icon_gap", "repeat_gap"),
    *("icon", "chevron", "count_gap", "assumed_status_bar", "underline_width"),
}


class _Box(NamedTuple):
    """Edges in dp, and what stands there."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


def placement_problems(placement: Placement) -> tuple[str, ...]:
    """One sentence for each figure that cannot be, and for each box that leaves the frame."""
    # Each says more only when what it is made of is right.
    return (
        tuple(_figures(placement))
        or tuple(_outside(placement))
        or tuple(what_does_not_fit(placement))
    )


def _figures(placement: Placement) -> Iterator[str]:
    most = placement.grid[0] / 2
    for path, number in _numbers(placement, ()):
        words = _wrong_figure(path, number, most)
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


def _wrong_figure(path: tuple[str, ...], number: Number, most: float) -> str | None:
    value = number.value
    if value < 0 or (value == 0 and _MAY_BE_ZERO.isdisjoint(path)):
        return f"must be {'0 or more' if value else 'more than 0'}, not {value:g}"
    if value > most and not _SMALL.isdisjoint(path):
        return f"must be at most {most:g}, half of the frame's width, not {value:g}"
    return None


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
    for name, scrim in placement.scrims.items():
        yield _Box(f"scrims.{name}", 0, scrim.top.value, width, scrim.bottom.value)
    if placement.tabs:
        top = placement.tabs.baseline_box_top.value
        yield _Box("tabs", 0, top, width, top + placement.tabs.line_height.value)
        middle, reach = top + placement.tabs.line_height.value / 2, placement.tabs.icon.value / 2
        yield _Box("tabs.icon", 0, middle - reach, width, middle + reach)
    if placement.takeover and placement.takeover.skip:
        skip = placement.takeover.skip
        right = width - skip.side.value
        left = right - 2 * skip.padding.value - skip.size.value
        yield _Box("takeover.skip", left, skip.top.value, right, _below(skip.top, skip))
    for index, zone in enumerate(placement.safe_zones):
        across, down = zip(*zone.points, strict=True)
        name = f"safe_zones.{index}: safe zone {zone.name}"
        yield _Box(name, min(across), min(down), max(across), max(down))


def _below(top: Number, line: TextLineSpec) -> float:
    return top.value + line.line_height.value


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
