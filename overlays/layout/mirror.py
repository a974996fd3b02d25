"""The chrome for languages that are read from right to left: everything on the other side.

Letters, digits, photos and the note of the sound row are not mirrored; their places are.
"""

from __future__ import annotations

from dataclasses import replace

from overlays.drawing.items import (
    Align,
    Drawing,
    Hole,
    Icon,
    Item,
    Photo,
    Plate,
    Scrim,
    Shaded,
    Text,
)
from overlays.geometry import Rect
from overlays.motion import Drift, Marquee, Reveal
from overlays.parts.element import Element

# These have one right way round in every language.
_NEVER_FLIPPED = {
    *("music-note", "music-notes", "play", "seal-check", "check"),
    *("battery-full", "wifi-high"),
}


def mirror(element: Element, feed: Rect) -> Element:
    """The element on the other side of the feed, its drawing mirrored inside its box."""
    rect = element.rect
    moved = replace(rect, x=feed.x + feed.right - rect.right)
    motion, drawing = element.motion, element.drawing
    mirrored = replace(drawing, items=tuple(_item(item, drawing) for item in drawing.items))
    if isinstance(motion, Marquee):
        # At time 0 the box must show the end of the strip, where the first letter now stands.
        motion = replace(motion, speed=-motion.speed)
        mirrored = _shifted(mirrored, rect.width - drawing.size.width)
    elif isinstance(motion, Drift):
        room = rect.width - drawing.size.width
        poses = tuple(p._replace(dx=room - p.dx, degrees=-p.degrees) for p in motion.poses)
        motion = replace(motion, poses=poses)
    elif isinstance(motion, Reveal):
        motion = replace(motion, from_right=not motion.from_right)
    return replace(element, rect=moved, drawing=mirrored, motion=motion)


def _item(item: Item, drawing: Drawing) -> Item:
    width = drawing.size.width
    match item:
        case Text():
            return _text(item, width)
        case Icon():
            flipped = item.flipped != (item.name not in _NEVER_FLIPPED)
            return replace(item, x=width - item.x - item.size, flipped=flipped)
        case Plate() | Hole():
            return replace(item, x=width - item.x - item.width)
        case Photo():
            return replace(item, x=width - item.x - item.size)
        case Shaded():
            return replace(item, text=_text(item.text, width))
        case Scrim():
            return item


def _text(text: Text, width: int) -> Text:
    align: Align = "center" if text.align == "center" else "right"
    return replace(text, x=width - text.x - text.width, align=align)


def _shifted(drawing: Drawing, by: int) -> Drawing:
    """A strip's text moved by `by` columns; what leaves it on the left comes in on the right."""
    items = [replace(item, x=item.x + by) for item in drawing.items if isinstance(item, Text)]
    again = [replace(item, x=item.x + drawing.size.width) for item in items if item.x < 0]
    return replace(drawing, items=(*items, *again))
