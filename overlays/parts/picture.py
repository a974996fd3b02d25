"""`picture`: a round photo in a plate; with a ring, grooves, a badge, or notes that drift off."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from overlays.drawing.items import Color, Drawing, Icon, Item, Photo, Plate, Run, Text
from overlays.geometry import Rect, Size
from overlays.motion import Drift, Pose, Spin, seconds
from overlays.parts.element import Element, Shifted
from overlays.parts.part import Made, Part, Room, Tap, action_of
from overlays.parts.scene import PAIR, Scene
from overlays.reading.figures import (
    Extent,
    Hex,
    IconName,
    Length,
    Name,
    Number,
    Period,
    Section,
    Share,
    between,
    whole,
    wrong,
)

Placeable = Icon | Photo | Plate | Text


class Letter(Section):
    """The first letter of the name; shares of the picture's size."""

    size: Share
    line: Share
    top: Share


class Empty(Section):
    """What stands where there is no picture: a color, with the first letter of the name or an icon.

    `share` is the icon's, of the inner circle.
    """

    color: Hex
    letter: Letter | None = None
    icon: IconName | None = None
    share: Share | None = None


class Grooves(Section):
    """Thin rings on the plate, each as much smaller than it as its share says.

    `line` is in pixels whatever the canvas is, as a thinner one could not be seen.
    """

    shares: tuple[Share, ...]
    color: Hex
    opacity: Share
    line: Annotated[Number, between(0.5, 10)]


class Badge(Section):
    """A round button on the middle of the lower edge, its own middle `rise` dp over it."""

    id: Name
    icon: IconName
    size: Extent
    inner: Length
    rise: Length | None = None
    color: Hex
    tap: Tap | None = None


class DriftingNotes(Section):
    """Small icons that drift up beside the picture, from its foot, and vanish there.

    Their lane is `lane` wide and `rise` high, and ends `away` from the picture's left edge. They
    follow each other evenly, each `period` seconds from the foot to nothing, swinging by `swing`
    degrees, and `sways` times from side to side. `opacity` is what they come up to within the share
    `comes` of their way; within the share `goes` before its end they vanish.
    """

    id: Name
    icon: IconName
    size: Extent
    count: Annotated[Number, whole(0, 12)]
    lane: Extent
    away: Length
    rise: Extent
    period: Period
    poses: Annotated[Number, whole(1, 60)] = Field(description="a second")
    swing: Annotated[Number, between(0, 180)]
    sways: Annotated[Number, between(0, 12)]
    room: Annotated[Number, between(1, 2)] = Field(description="of the size, for turning")
    opacity: Share
    comes: Annotated[Number, between(0.01, 1)]
    goes: Annotated[Number, between(0.01, 1)]
    shadow: Name | None = None


class PicturePart(Part):
    """A round picture of `size` dp on a plate; `ring` of the plate is seen, or all but `inner`.

    Without a plate it is the picture alone, with a `radius` a square with such corners. Of two, the
    second is behind the first, up and to the right by the share `overlap` of it, and both are as
    much smaller.
    """

    part: Literal["picture"]
    shows: Literal["post.avatar", "post.cover", "ad.brand", "ad.pictures", "ad.card"]
    size: Extent
    plate: Hex | None = None
    ring: Length | None = None
    inner: Extent | None = None
    radius: Length | None = None
    overlap: Share | None = None
    empty: Empty
    grooves: Grooves | None = None
    spin: Period | None = Field(None, description="seconds per turn")
    badge: Badge | None = None
    notes: DriftingNotes | None = None
    when: dict[Name, PicturePart | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        size = self.size.value
        if (self.overlap is None) != (self.shows != PAIR):
            raise wrong(f"overlap: belongs to {PAIR} and to nothing else")
        if self.plate is None and (self.ring or self.inner or self.grooves):
            raise wrong("plate: is missing; ring, inner and grooves are seen on it")
        if self.plate and (self.ring is None) == (self.inner is None):
            raise wrong("ring: must be there or inner, and not both")
        if self.ring and self.ring.value >= size / 2:
            raise wrong(
                f"ring: must be less than {size / 2:g}, half of the size, not {self.ring.value:g}"
            )
        if self.inner and self.inner.value > size:
            raise wrong(f"inner: must be at most {size:g}, the size, not {self.inner.value:g}")
        if self.badge and self.badge.size.value > size:
            raise wrong(
                f"badge.size: must be at most {size:g}, the size, not {self.badge.size.value:g}"
            )
        if self.badge and self.badge.inner.value > self.badge.size.value:
            raise wrong(f"badge.inner: must be at most {self.badge.size.value:g}, the badge's size")
        if self.notes and self.notes.size.value * self.notes.room.value > self.notes.lane.value:
            most = self.notes.lane.value / self.notes.room.value
            raise wrong(f"notes.size: must be at most {most:g}, what the lane has room for")
        return self

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        state = self.badge.tap.state if self.badge and self.badge.tap else None
        return (*super().toggles, *([state] if state else []))

    def make(self, scene: Scene, room: Room) -> Made:
        size = scene.scale.px(self.size)
        rect = Rect(0, 0, size, size)
        if self.empty.letter:
            # The name is not shown, but its first letter and its sound to who cannot see it are.
            scene.shown("post.name", self.id)
        picture = self.element(
            rect,
            Drawing(rect.size, tuple(self._pictures(size, scene))),
            action=self.action(scene),
            motion=Spin(seconds(self.spin.value)) if self.spin else None,
        )
        elements = (*self._drifting(rect, scene), picture, *self._badge(size, scene))
        placed = tuple(map(Shifted, elements))
        return Made(placed, size, scene.scale.exact(self.size), size, size)

    def _pictures(self, size: int, scene: Scene) -> Iterator[Item]:
        """One picture, or two that overlap."""
        if self.overlap is None:
            yield from self._items(self.shows, size, scene)
        elif scene.shown("ad.brand", self.id) is None:
            yield from self._items("post.avatar", size, scene)
        else:
            side = round(size / (1 + self.overlap.value))
            second = self._items("ad.brand", side, scene)
            yield from (replace(item, x=item.x + size - side) for item in second)
            first = self._items("post.avatar", side, scene)
            yield from (replace(item, y=item.y + size - side) for item in first)

    def _items(self, shows: str, size: int, scene: Scene) -> tuple[Placeable, ...]:
        if self.inner:
            inner = scene.scale.exact(self.inner)
            inset = (size - inner) / 2
        else:
            inset = scene.scale.exact(self.ring) if self.ring else 0.0
            inner = size - 2 * inset
        corner = max(0.0, scene.scale.exact(self.radius) - inset) if self.radius else None
        below = (*self._plate_items(size, scene), *self._groove_items(size))
        photo = scene.facts.picture(shows, size)
        if photo:
            return (*below, Photo(photo, inset, inset, inner, corner))
        radius = inner / 2 if corner is None else corner
        empty = Plate(inset, inset, inner, inner, radius, Color.from_hex(self.empty.color.value))
        return (*below, empty, *self._stand_in(shows, size, inner, scene))

    def _plate_items(self, size: int, scene: Scene) -> tuple[Plate, ...]:
        if self.plate is None:
            return ()
        radius = scene.scale.exact(self.radius) if self.radius else size / 2
        return (Plate(0, 0, size, size, radius, Color.from_hex(self.plate.value)),)

    def _groove_items(self, size: int) -> tuple[Plate, ...]:
        grooves = self.grooves
        if grooves is None:
            return ()
        color = Color.from_hex(grooves.color.value, grooves.opacity.value)
        rings = (size * (1 - share.value) for share in grooves.shares)
        return tuple(
            Plate(
                (size - ring) / 2,
                (size - ring) / 2,
                ring,
                ring,
                ring / 2,
                color,
                grooves.line.value,
            )
            for ring in rings
        )

    def _stand_in(self, shows: str, size: int, inner: float, scene: Scene) -> tuple[Placeable, ...]:
        letter = self.empty.letter
        if letter:
            style = scene.scale.letters(size * letter.size.value, size * letter.line.value)
            runs = (Run(scene.facts.initial(shows), "semibold"),)
            return (Text(runs, style, size, 0, size * letter.top.value, "center"),)
        if self.empty.icon and self.empty.share:
            side = inner * self.empty.share.value
            return (Icon(self.empty.icon, side, (size - side) / 2, (size - side) / 2),)
        return ()

    def _badge(self, size: int, scene: Scene) -> tuple[Element, ...]:
        badge = self.badge
        if badge is None:
            return ()
        side, inner = scene.scale.px(badge.size), scene.scale.exact(badge.inner)
        rise = scene.scale.px(badge.rise) if badge.rise else 0
        rect = Rect(size // 2 - side // 2, size - side // 2 - rise, side, side)
        items = (
            Plate(0, 0, side, side, side / 2, Color.from_hex(badge.color.value)),
            Icon(badge.icon, inner, (side - inner) / 2, (side - inner) / 2),
        )
        drawing, action = Drawing(rect.size, items), action_of(badge.tap, scene, badge.id)
        return (Element(badge.id, rect, drawing, action=action, part=self.id),)

    def _drifting(self, picture: Rect, scene: Scene) -> tuple[Element, ...]:
        """The notes follow each other on one path up the lane; each box is the whole lane."""
        notes = self.notes
        if notes is None or not notes.count.value:
            return ()
        scale, size = scene.scale, scene.scale.px(notes.size)
        width, height = scale.px(notes.lane), scale.px(notes.rise)
        lane = Rect(-scale.px(notes.away) - width, picture.bottom - height, width, height)
        side = round(size * notes.room.value)
        inset = (side - size) / 2
        drawing = Drawing(
            Size(side, side),
            (Icon(notes.icon, size, inset, inset),),
            scene.cast(notes.shadow).shadow,
        )
        poses, count = _path(notes, lane.size, drawing.size), int(notes.count.value)
        starts = (len(poses) * index // count for index in range(count))
        period = seconds(notes.period.value)
        return tuple(
            Element(
                f"{notes.id}_{index}",
                lane,
                drawing,
                motion=Drift(period, poses[at:] + poses[:at]),
                part=self.id,
            )
            for index, at in enumerate(starts, start=1)
        )


@functools.lru_cache(maxsize=32)
def _path(notes: DriftingNotes, lane: Size, picture: Size) -> tuple[Pose, ...]:
    """From the lane's right lower corner up, swaying; coming in at the start, gone at the end."""
    width, height = lane.width - picture.width, lane.height - picture.height
    count = round(notes.period.value * notes.poses.value)
    full = round(255 * notes.opacity.value)
    poses = []
    for index in range(count):
        way = index / count
        turn = way * notes.sways.value * math.pi
        strength = min(1.0, way / notes.comes.value, (1 - way) / notes.goes.value)
        poses.append(
            Pose(
                round(width * (0.5 + 0.5 * math.cos(turn))),
                round(height * (1 - way)),
                round(notes.swing.value * math.sin(turn)),
                round(full * strength),
            )
        )
    return tuple(poses)
