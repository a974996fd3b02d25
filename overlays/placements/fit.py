"""What a placement's parts must be to each other: none in another's place, each in its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from overlays.placements.spec import (
    AvatarSpec,
    CtaSpec,
    DiscSpec,
    Number,
    Placement,
    RailSpec,
    SafeZone,
    ScrimSpec,
    SoundSpec,
    TabsSpec,
    TextColumnSpec,
    TextLineSpec,
)

_SCRIM_NAME = re.compile(r"scrim_[a-z0-9_]+")
# An icon's drawing keeps a margin inside its own square.
_ICON_MARGIN = 1.25
_LONGEST = 3
# A note that turns takes more than its size.
_TURNING_ROOM = 1.4
# Letters of the smallest size that a button's words need at least.
_FEWEST_LETTERS = 4


def what_does_not_fit(placement: Placement) -> Iterator[str]:
    """One sentence, with the path of the value, for each part that does not fit the others."""
    width, height = placement.grid
    if not 1 / _LONGEST <= height / width <= _LONGEST:
        yield f"grid: {width} x {height} has one side over {_LONGEST} times the other"
    for name, scrim in placement.scrims.items():
        yield from _scrim(f"scrims.{name}", name, scrim, height)
    if placement.tabs:
        yield from _tabs(placement.tabs, width)
    yield from _column(placement.text_column, placement.rail)
    yield from _rail(placement.rail)
    yield from _lane(placement)
    if placement.takeover and placement.takeover.skip:
        yield from _line("takeover.skip", placement.takeover.skip)
    for index, zone in enumerate(placement.safe_zones):
        yield from _zone(f"safe_zones.{index}", zone)


def _at_most(path: str, number: Number, most: float, what: str) -> Iterator[str]:
    if number.value > most:
        yield f"{path}: must be at most {most:g}, {what}, not {number.value:g}"


def _scrim(path: str, name: str, scrim: ScrimSpec, height: int) -> Iterator[str]:
    if not _SCRIM_NAME.fullmatch(name):
        yield (
            f"{path}: must be called scrim_ and something in a-z, 0-9 and _, "
            "so that no other layer has its name"
        )
    if scrim.top.value != 0 and scrim.bottom.value != height:
        yield f"{path}.bottom: a scrim begins at 0 or ends at the frame's lower edge, {height}"
    for index, (before, stop) in enumerate(pairwise(scrim.stops), start=1):
        if stop.position <= before.position:
            yield (
                f"{path}.stops.{index}.position: must be more than that of the stop before, "
                f"{before.position:g}, not {stop.position:g}"
            )


def _tabs(tabs: TabsSpec, width: int) -> Iterator[str]:
    room = width / 4
    beside = max(0.0, room - tabs.icon.value)
    yield from _at_most("tabs.side", tabs.side, beside, "so that the tabs have room")
    yield from _at_most("tabs.gap", tabs.gap, room, "so that the tabs have room")
    yield from _at_most("tabs.size", tabs.size, tabs.line_height.value, "its line_height")


def _line(path: str, line: TextLineSpec) -> Iterator[str]:
    yield from _at_most(f"{path}.size", line.size, line.line_height.value, "its line_height")


def _column(column: TextColumnSpec, rail: RailSpec) -> Iterator[str]:
    yield from _order(column)
    width = column.right.value - column.left.value
    begin = rail.center.value - rail.width.value / 2
    if column.right.value > begin and (rail.avatar or rail.buttons or rail.disc):
        yield (
            f"text_column.right: at {column.right.value:g} the column lies over the rail, "
            f"which begins at {begin:g}"
        )
    for part in ("username", "posted", "caption", "disclosure", "sponsored_label", "sound", "cta"):
        line = getattr(column, part)
        if line:
            yield from _line(f"text_column.{part}", line)
    if column.sound:
        yield from _sound(column.sound, width)
    if column.cta:
        yield from _button(column.cta, width)
    if column.sponsored_label:
        path, padding = "text_column.sponsored_label.padding", column.sponsored_label.padding
        yield from _at_most(path, padding, width / 4, "a quarter of the column's width")


def _order(column: TextColumnSpec) -> Iterator[str]:
    for index, part in enumerate(column.order):
        if part in column.order[:index]:
            yield f"text_column.order.{index}: {part} stands twice"
        if part not in column.gap_below:
            yield f"text_column.gap_below.{part}: is missing"
    needed = _stacked(column)
    if not column.order:
        yield "text_column.order: names no part"
    elif needed > column.bottom.value:
        yield (
            f"text_column.bottom: the parts are {needed:g} high together, "
            f"and above {column.bottom.value:g} there is less room"
        )


def _stacked(column: TextColumnSpec) -> float:
    """How high the block is at most, in dp."""
    height = 0.0
    for part in column.order:
        line: TextLineSpec | None = getattr(column, part)
        if line is None or part not in column.gap_below:
            continue
        height += column.gap_below[part].value
        lines = column.caption.max_lines.value if part == "caption" and column.caption else 1
        height += column.cta.height.value if part == "cta" and column.cta else 0
        height += lines * line.line_height.value if part != "cta" else 0
    return height


def _sound(sound: SoundSpec, width: float) -> Iterator[str]:
    path, before = "text_column.sound", sound.icon.value + sound.icon_gap.value
    room = width - before + sound.feather.value
    yield from _at_most(f"{path}.window", sound.window, room, "what the column has room for")
    half = sound.window.value / 2
    yield from _at_most(f"{path}.feather", sound.feather, half, "half of the window")
    yield from _at_most(f"{path}.feather", sound.feather, before, "so that it ends in the column")


def _button(cta: CtaSpec, width: float) -> Iterator[str]:
    path, height = "text_column.cta", cta.height.value
    yield from _at_most(f"{path}.smallest_size", cta.smallest_size, cta.size.value, "its size")
    yield from _at_most(f"{path}.line_height", cta.line_height, height, "the button's height")
    yield from _at_most(f"{path}.chevron", cta.chevron, height, "the button's height")
    needed = cta.chevron.value + _FEWEST_LETTERS * cta.smallest_size.value
    most = max(0.0, (width - needed) / 2)
    yield from _at_most(f"{path}.padding", cta.padding, most, "so that the button's words fit")


def _rail(rail: RailSpec) -> Iterator[str]:
    if rail.avatar:
        yield from _avatar(rail.avatar, rail)
    if rail.disc:
        yield from _disc(rail.disc, rail)
    most = min(_ICON_MARGIN * rail.icon_box.value, rail.width.value)
    parts = [button.part for button in rail.buttons]
    for index, button in enumerate(rail.buttons):
        path = f"rail.buttons.{index}"
        yield from _at_most(f"{path}.size", button.size, most, "what rail.icon_box has room for")
        if button.part in parts[:index]:
            yield f"{path}.part: {button.part} stands twice"
    yield from _at_most(
        "rail.count_size", rail.count_size, rail.count_line.value, "rail.count_line"
    )
    yield from _overlaps(rail)


def _avatar(avatar: AvatarSpec, rail: RailSpec) -> Iterator[str]:
    path, size = "rail.avatar", avatar.size.value
    yield from _at_most(f"{path}.size", avatar.size, rail.width.value, "the rail's width")
    yield from _at_most(f"{path}.badge", avatar.badge, size, "the avatar's size")
    yield from _at_most(f"{path}.badge_plus", avatar.badge_plus, avatar.badge.value, "the badge")
    if avatar.ring.value >= size / 2:
        yield (
            f"{path}.ring: must be less than {size / 2:g}, half of the avatar, "
            f"not {avatar.ring.value:g}"
        )


def _disc(disc: DiscSpec, rail: RailSpec) -> Iterator[str]:
    yield from _at_most("rail.disc.size", disc.size, rail.width.value, "the rail's width")
    yield from _at_most("rail.disc.cover", disc.cover, disc.size.value, "the disc's size")
    if disc.notes:
        rise = disc.top.value + disc.size.value
        path = "rail.disc.notes.rise"
        yield from _at_most(path, disc.notes.rise, rise, "what lies above the disc's foot")
        path, most = "rail.disc.notes.size", disc.notes.rise.value / 2
        yield from _at_most(path, disc.notes.size, most, "half of their way")


def _lane(placement: Placement) -> Iterator[str]:
    """The notes drift between the column and the rail, clear of the icons' shadow."""
    rail, right = placement.rail, placement.text_column.right.value
    if rail.disc and rail.disc.notes and rail.disc.notes.count.value:
        lane = rail.center.value - rail.width.value / 2 - 2 * rail.shadow.blur.value - right
        most, path = max(0.0, lane / _TURNING_ROOM), "rail.disc.notes.size"
        what = "what the lane between text_column and rail has room for"
        yield from _at_most(path, rail.disc.notes.size, most, what)


def _overlaps(rail: RailSpec) -> Iterator[str]:
    """Parts of the rail that begin before the one above them ends."""
    tall = rail.icon_box.value + rail.count_gap.value + rail.count_line.value
    spans: list[tuple[float, float, str, str]] = [
        (button.top.value, button.top.value + tall, f"rail.buttons.{index}", button.part)
        for index, button in enumerate(rail.buttons)
    ]
    ends = (("rail.avatar", "the avatar", rail.avatar), ("rail.disc", "the disc", rail.disc))
    for path, words, part in ends:
        if part:
            spans.append((part.top.value, part.top.value + part.size.value, path, words))
    for (_, bottom, _, above), (top, _, path, words) in pairwise(sorted(spans)):
        if top < bottom:
            yield f"{path}.top: {words} begins at {top:g}, before {above} ends at {bottom:g}"


def _zone(path: str, zone: SafeZone) -> Iterator[str]:
    following = chain(zone.points[1:], zone.points[:1])
    corners = zip(zone.points, following, strict=True)
    if sum(ax * by - bx * ay for (ax, ay), (bx, by) in corners) == 0:
        yield f"{path}.points: the zone has no area"
