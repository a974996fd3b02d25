"""The column of icons on the right: avatar, follow badge, counts, disc."""

from __future__ import annotations

from overlays.ad import Counts, Creator, SparkAd
from overlays.drawing.items import (
    WHITE,
    Color,
    Drawing,
    Icon,
    Item,
    Photo,
    Picture,
    Plate,
    Run,
    Text,
)
from overlays.drawing.text import clean_text, first_letter
from overlays.geometry import Rect
from overlays.layers import Action, Target
from overlays.locales import Locale
from overlays.locales.counts import format_count
from overlays.parts.column import sound_label
from overlays.parts.disc import NO_PICTURE, centered, disc_elements
from overlays.parts.element import Element, Scale
from overlays.placements.spec import AvatarSpec, Placement, RailButtonSpec, RailSpec

_TARGETS: dict[str, Target] = {
    "likes": "like", "comments": "comments", "saves": "save", "shares": "share"
}  # fmt: skip
# What a person hears who cannot see the icon; keys of the locale.
SPOKEN = {"likes": "like", "comments": "comments", "saves": "save", "shares": "share"}


def rail_elements(
    ad: SparkAd,
    placement: Placement,
    locale: Locale,
    avatar: Picture | None,
    cover: Picture | None,
    scale: Scale,
) -> tuple[Element, ...]:
    """The elements of the rail, top first."""
    rail, creator = placement.rail, ad.post.creator
    scale = scale.shadowed(rail.shadow)
    elements: list[Element] = []
    if rail.avatar:
        elements.append(_avatar(creator, avatar, rail, rail.avatar, locale, scale))
        if not creator.followed:
            elements.append(follow_badge(creator, placement, rail.avatar, locale, scale))
    elements += [_button(spec, ad.post.counts, locale, rail, scale) for spec in rail.buttons]
    if rail.disc:
        label = sound_label(ad.post.sound, locale)
        elements += disc_elements(label, cover or avatar, placement, rail.disc, scale)
    return tuple(elements)


def _avatar(
    creator: Creator,
    picture: Picture | None,
    rail: RailSpec,
    spec: AvatarSpec,
    locale: Locale,
    scale: Scale,
) -> Element:
    size, ring = scale.px(spec.size), scale.exact(spec.ring)
    rect = centered(rail, scale, scale.low(spec.top), size)
    items: list[Item] = [Plate(0, 0, size, size, size / 2, WHITE)]
    inner = size - 2 * ring
    if picture:
        items.append(Photo(picture, ring, ring, inner))
    else:
        circle = Plate(ring, ring, inner, inner, inner / 2, NO_PICTURE)
        items += [circle, _initial_letter(creator, size, scale)]
    action = Action("profile", locale.word("profile_of").format(name=creator.name))
    return Element("avatar", rect, Drawing(rect.size, tuple(items)), action=action)


def initial(creator: Creator) -> str:
    """The first letter of the name that a font has; empty when none has any of it."""
    return first_letter(clean_text(creator.name) or clean_text(creator.username))


def _initial_letter(creator: Creator, size: int, scale: Scale) -> Text:
    style = scale.letters(size * 0.42, size * 0.56)
    return Text((Run(initial(creator), "semibold"),), style, size, 0, size * 0.22, "center")


def follow_badge(
    creator: Creator, placement: Placement, spec: AvatarSpec, locale: Locale, scale: Scale
) -> Element:
    """The "+" on the lower edge of the avatar."""
    size, plus = scale.px(spec.badge), scale.exact(spec.badge_plus)
    top = scale.low(spec.top) + scale.px(spec.size) - size // 2
    rect = centered(placement.rail, scale, top, size)
    color = Color.from_hex(placement.badge_color.value)
    items = (
        Plate(0, 0, size, size, size / 2, color),
        Icon("plus", plus, (size - plus) / 2, (size - plus) / 2),
    )
    action = Action("follow", locale.word("follow_name").format(name=creator.name))
    return Element("follow", rect, Drawing(rect.size, items), action=action)


def _button(
    spec: RailButtonSpec,
    counts: Counts,
    locale: Locale,
    rail: RailSpec,
    scale: Scale,
    color: Color = WHITE,
) -> Element:
    count = getattr(counts, spec.part)
    words = format_count(count, locale.decimal_mark)
    box, gap = scale.px(rail.icon_box), scale.px(rail.count_gap)
    line = scale.px(rail.count_line)
    width = scale.px(rail.width)
    inner = Rect(
        scale.right(rail.center) - width // 2, scale.low(spec.top), width, box + gap + line
    )
    rect = scale.padded(inner)
    x, y = scale.padding.side, scale.padding.top
    icon = scale.exact(spec.size)
    style = scale.letters(scale.exact(rail.count_size), line)
    items = (
        Icon(spec.icon, icon, x + (width - icon) / 2, y + (box - icon) / 2, color),
        Text((Run(words, "semibold"),), style, width, x, y + box + gap, "center"),
    )
    action = Action(_TARGETS[spec.part], f"{locale.word(SPOKEN[spec.part])}, {words}")
    return Element(
        spec.part, rect, Drawing(rect.size, items, scale.shadow), action=action, text=words
    )


def tapped_button(
    target: Target, ad: SparkAd, placement: Placement, locale: Locale, scale: Scale
) -> Element | None:
    """A button of the rail after a tap: in its color, and one more in its count.

    None where the placement has no such button or no color for it.
    """
    rail = placement.rail
    for spec in rail.buttons:
        if _TARGETS[spec.part] == target and spec.tapped:
            more: dict[str, int] = {spec.part: getattr(ad.post.counts, spec.part) + 1}
            counts = ad.post.counts.model_copy(update=more)
            color = Color.from_hex(spec.tapped.value)
            return _button(spec, counts, locale, rail, scale.shadowed(rail.shadow), color)
    return None
