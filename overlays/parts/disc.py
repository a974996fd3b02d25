"""The turning record at the foot of the rail, and the small notes that drift off it."""

from __future__ import annotations

import math

from overlays.drawing.items import Color, Drawing, Icon, Item, Photo, Picture, Plate
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.motion import Drift, Pose, Spin, seconds
from overlays.parts.element import Element, Scale
from overlays.placements.spec import DiscSpec, NotesSpec, Placement, RailSpec

NO_PICTURE = Color.from_hex("#5B6472")
_VINYL = Color.from_hex("#141416")
_GROOVE = Color.from_hex("#FFFFFF", 0.09)
# Thirty poses a second: a note stands still for one frame of most clips.
_POSES_PER_SECOND = 30
_SWING = 24
# A note that turns keeps inside of its picture.
_TURNING_ROOM = 1.4


def disc_elements(
    label: str, picture: Picture | None, placement: Placement, spec: DiscSpec, scale: Scale
) -> tuple[Element, ...]:
    """`disc`, and beside it `note_1`, `note_2` … in the lane between text column and rail."""
    rect = centered(placement.rail, scale, scale.low(spec.top), scale.px(spec.size))
    disc = _disc(label, picture, rect, spec, scale)
    if spec.notes is None:
        return (disc,)
    left = scale.right(placement.text_column.right)
    rail = scale.right(placement.rail.center) - scale.px(placement.rail.width) // 2
    height = scale.px(spec.notes.rise)
    lane = Rect(left, rect.bottom - height, rail - scale.padding.side - left, height)
    return (*_notes(lane, spec.notes, scale), disc)


def centered(rail: RailSpec, scale: Scale, top: int, size: int) -> Rect:
    """A square of the rail, its middle on the rail's center line."""
    return Rect(scale.right(rail.center) - size // 2, top, size, size)


def _disc(label: str, picture: Picture | None, rect: Rect, spec: DiscSpec, scale: Scale) -> Element:
    size, cover = rect.width, scale.exact(spec.cover)
    inset = (size - cover) / 2
    items: list[Item] = [Plate(0, 0, size, size, size / 2, _VINYL)]
    for share in (0.06, 0.12, 0.18):
        ring = size * (1 - share)
        items.append(
            Plate((size - ring) / 2, (size - ring) / 2, ring, ring, ring / 2, _GROOVE, 1.5)
        )
    if picture:
        items.append(Photo(picture, inset, inset, cover))
    else:
        items += [
            Plate(inset, inset, cover, cover, cover / 2, NO_PICTURE),
            Icon("music-note", cover * 0.6, (size - cover * 0.6) / 2, (size - cover * 0.6) / 2),
        ]
    return Element(
        "disc",
        rect,
        Drawing(rect.size, tuple(items)),
        motion=Spin(seconds(spec.period.value)),
        action=Action("sound", label),
    )


def _notes(lane: Rect, spec: NotesSpec, scale: Scale) -> tuple[Element, ...]:
    """The notes follow each other evenly on one path up the lane; each box is the whole lane."""
    size = scale.px(spec.size)
    side = round(size * _TURNING_ROOM)
    inset = (side - size) / 2
    picture = Size(side, side)
    drawing = Drawing(picture, (Icon("music-note", size, inset, inset),), scale.shadow)
    period, count = seconds(spec.period.value), int(spec.count.value)
    poses = _path(lane.size, picture, round(period * _POSES_PER_SECOND))
    starts = (len(poses) * index // count for index in range(count))
    return tuple(
        Element(f"note_{index}", lane, drawing, motion=Drift(period, poses[at:] + poses[:at]))
        for index, at in enumerate(starts, start=1)
    )


def _path(lane: Size, picture: Size, count: int) -> tuple[Pose, ...]:
    """From the lane's right lower corner up, swaying; coming in at the start, gone at the end."""
    width, height = lane.width - picture.width, lane.height - picture.height
    poses = []
    for index in range(count):
        way = index / count
        strength = min(1.0, way / 0.15, (1 - way) / 0.4)
        poses.append(
            Pose(
                round(width * (0.5 + 0.5 * math.cos(way * 3 * math.pi))),
                round(height * (1 - way)),
                round(_SWING * math.sin(way * 3 * math.pi)),
                round(235 * strength),
            )
        )
    return tuple(poses)
