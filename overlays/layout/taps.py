"""What taps change on the canvas, and the places inside a text that have a tap of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.drawing.items import Drawing, Scrim, Text
from overlays.drawing.skia.paragraphs import last_run_box
from overlays.geometry import Rect
from overlays.layers import Spot, Target
from overlays.locales import Locale
from overlays.parts.column import column_elements
from overlays.parts.element import Element, Scale
from overlays.parts.rail import follow_badge, tapped_button
from overlays.placements.spec import Placement

# A finger needs more room than a word has (dp).
_REACH = 6
_UNFOLDED_SCRIM = (0.0, 0.0), (0.12, 0.3), (0.3, 0.55), (1.0, 0.66)


@dataclass(frozen=True, slots=True)
class Change:
    """An `Alternate` before it is drawn."""

    target: Target
    elements: tuple[Element, ...]
    hides: tuple[str, ...] = ()


def changes_by_taps(
    ad: SparkAd,
    placement: Placement,
    locale: Locale,
    scale: Scale,
    creative: Creative,
    rail: tuple[Element, ...],
) -> tuple[Change, ...]:
    """Everything on the canvas that a tap changes, for those parts that the placement has."""
    changes = list(_following(ad, placement, locale, scale, rail))
    likes: tuple[Target, ...] = ("like", "save")
    for target in likes:
        button = tapped_button(target, ad, placement, locale, scale)
        if button:
            changes.append(Change(target, (button,)))
    folded = column_elements(ad, placement, locale, scale, creative)
    unfolded = column_elements(ad, placement, locale, scale, creative, unfolded=True)
    moved = tuple(now for now in unfolded if now not in folded)
    if moved:
        changes.append(Change("unfold", (_scrim_under(moved, placement, scale), *moved)))
    return tuple(changes)


def _following(
    ad: SparkAd, placement: Placement, locale: Locale, scale: Scale, rail: tuple[Element, ...]
) -> Iterator[Change]:
    """The badge goes, or comes back on the avatar of a creator that was followed."""
    creator, spec = ad.post.creator, placement.rail.avatar
    if spec and not creator.followed:
        yield Change("follow", (), ("follow",))
    elif spec:
        avatar = next(element for element in rail if element.id == "avatar")
        yield Change("unfollow", (avatar, follow_badge(creator, placement, spec, locale, scale)))


def _scrim_under(moved: tuple[Element, ...], placement: Placement, scale: Scale) -> Element:
    """A darker ground that reaches over the whole text: video under it would spoil the reading."""
    feed = scale.feed
    top = max(feed.y, min(element.rect.y for element in moved) - round(60 * scale.factor))
    rect = Rect(feed.x, top, feed.width, feed.bottom - top)
    name = next((name for name in reversed(placement.scrims)), "scrim_unfolded")
    return Element(name, rect, Drawing(rect.size, (Scrim(_UNFOLDED_SCRIM),)))


def spots_of(element: Element, factor: float) -> tuple[Spot, ...]:
    """The tail of the element's text as a place of its own, such as "See more"."""
    if element.tail_action is None:
        return ()
    text = next(item for item in element.drawing.items if isinstance(item, Text))
    box = last_run_box(text)
    if box is None:
        return ()
    x, y = element.rect.x + round(text.x), element.rect.y + round(text.y)
    reach = round(_REACH * factor)
    placed = replace(box, x=box.x + x, y=box.y + y).expand(reach, reach)
    return (Spot("see_more", placed, element.tail_action),)
