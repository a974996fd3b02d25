"""The text block at the bottom left, stacked upwards from the lower edge of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from overlays.ad import AUTO_FALLBACK, CallToAction, Sound, SparkAd
from overlays.ad.creative import UNKNOWN, Creative
from overlays.drawing.items import WHITE, Color, Drawing, Icon, Item, Plate, Run, Text, TextStyle
from overlays.drawing.missing import lacking
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import (
    clamp_caption,
    clean_text,
    ellipsize,
    missing_characters,
    shown_text,
    unfold_caption,
)
from overlays.errors import AdError, Problem
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.locales import Locale
from overlays.locales.dates import posted_text
from overlays.motion import Marquee
from overlays.parts.button import button_elements
from overlays.parts.element import Element, Scale
from overlays.placements.spec import ColumnPart, Number, Placement, TextColumnSpec

# Secondary text is white at 80 to 90 % (S50).
_SECONDARY = WHITE._replace(alpha=230)
# Of the feed's height: what an unfolded caption may take before it scrolls.
_UNFOLDED_SHARE = 0.45
_VERIFIED = Color.from_hex("#20D5EC")


@dataclass(frozen=True, slots=True)
class _Column:
    """The ad and its place, while the block is being stacked. `bottom` is the next lower edge."""

    ad: SparkAd
    spec: TextColumnSpec
    locale: Locale
    scale: Scale
    left: int
    width: int
    creative: Creative
    unfolded: bool = False

    def box(self, bottom: int, height: int, width: int | None = None) -> Rect:
        return Rect(self.left, bottom - height, width or self.width, height)


def column_elements(
    ad: SparkAd,
    placement: Placement,
    locale: Locale,
    scale: Scale,
    creative: Creative = UNKNOWN,
    *,
    unfolded: bool = False,
) -> tuple[Element, ...]:
    """The elements of the block, top first; parts that the ad lacks leave no gap.

    `unfolded` is the block after a tap on "See more".
    """
    spec = placement.text_column
    left, right = scale.left(spec.left), scale.right(spec.right)
    column = _Column(ad, spec, locale, scale, left, right - left, creative, unfolded)
    stacked: list[tuple[Element, ...]] = []
    bottom = scale.feed.bottom - (scale.grid[1] - spec.bottom.value) * scale.factor
    below: ColumnPart | None = None
    for part in reversed(spec.order):
        gap = scale.exact(_gap(spec, part, below)) if below else 0.0
        placed = _part(part, column, round(bottom - gap))
        if placed is None:
            continue
        elements, height = placed
        stacked.append(elements)
        bottom -= gap + height
        below = part
    return tuple(element for elements in reversed(stacked) for element in elements)


def _gap(spec: TextColumnSpec, part: ColumnPart, below: ColumnPart) -> Number:
    if below == "disclosure" and spec.disclosure:
        return spec.disclosure.gap_above
    return spec.gap_below[part]


def _part(
    part: ColumnPart, column: _Column, bottom: int
) -> tuple[tuple[Element, ...], float] | None:
    """A part's elements and its exact height, or None where there is nothing to show."""
    match part:
        case "username":
            return _username(column, bottom)
        case "caption":
            return _caption(column, bottom)
        case "disclosure":
            return _disclosure(column, bottom)
        case "sponsored_label":
            return _sponsored_label(column, bottom)
        case "sound":
            return _sound(column, bottom)
        case "cta":
            return _cta(column, bottom)


def _username(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, scale, creator = column.spec.username, column.scale, column.ad.post.creator
    if spec is None:
        return None
    style = scale.style(spec, WHITE)
    seal = style.size if creator.verified else 0.0
    posted = _posted(column)
    room = column.width - 1.4 * seal - (posted.width if posted else 0)

    def runs(text: str) -> tuple[Run, ...]:
        return (Run(text, "bold"),)

    name = clean_text(creator.username, one_line=True)
    name = ellipsize(runs, name, lambda shown: text_width(shown, style) <= room)
    width = text_width(runs(name), style)
    box = column.box(bottom, round(style.line_height), round(width + 1.4 * seal) + 1)
    rect = scale.padded(box)
    x, y = scale.padding.side, scale.padding.top
    items: list[Item] = [Text(runs(name), style, box.width, x, y)]
    if seal:
        top, left = y + (style.line_height - seal) / 2, x + width + 0.3 * seal
        inner = Plate(left + seal * 0.25, top + seal * 0.25, seal / 2, seal / 2, seal / 4, WHITE)
        items += [inner, Icon("seal-check", seal, left, top, _VERIFIED)]
    drawing = Drawing(rect.size, tuple(items), scale.shadow)
    action = Action("profile", column.locale.word("profile_of").format(name=creator.name))
    username = Element("username", rect, drawing, action=action, text=name)
    if posted is None:
        return (username,), style.line_height
    return (username, posted.beside(box, scale)), style.line_height


@dataclass(frozen=True, slots=True)
class _Posted:
    """The date behind the username, not placed yet; `width` with the gap before it."""

    words: str
    style: TextStyle
    width: int
    gap: int

    def beside(self, username: Rect, scale: Scale) -> Element:
        letters = self.width - self.gap
        box = Rect(username.right + self.gap, username.y, letters, username.height)
        rect = scale.padded(box)
        y = scale.padding.top + (username.height - self.style.line_height) / 2
        item = Text((Run(self.words),), self.style, letters, scale.padding.side, y)
        drawing = Drawing(rect.size, (item,), scale.shadow)
        return Element("posted", rect, drawing, text=self.words)


def _posted(column: _Column) -> _Posted | None:
    spec, scale, post = column.spec.posted, column.scale, column.ad.post
    if spec is None or post.posted_on is None:
        return None
    words = posted_text(post.posted_on, column.ad.ad.viewed_on, column.locale.code)
    style = scale.style(spec, _SECONDARY)
    gap = max(scale.px(spec.gap), 2 * scale.padding.side)
    return _Posted(words, style, gap + round(text_width((Run(words),), style)) + 1, gap)


def _caption(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, scale = column.spec.caption, column.scale
    words = clean_text(column.ad.post.caption)
    if spec is None or not words:
        return None
    style = scale.style(spec, WHITE)
    most = int(spec.max_lines.value)
    suffix = f"… {column.locale.word(spec.suffix)}"
    text, count = clamp_caption(words, suffix, style, column.width, most)
    is_cut = shown_text(text) != words
    shown = count
    if column.unfolded and is_cut:
        less = f" {column.locale.word('see_less')}"
        text, count = unfold_caption(words, less, style, column.width)
        shown = min(count, int(scale.feed.height * _UNFOLDED_SHARE / style.line_height))
    height = shown * style.line_height
    rect = scale.padded(column.box(bottom, round(height)))
    placed = Text(text.runs, style, column.width, scale.padding.side, scale.padding.top)
    longer = round((count - shown) * style.line_height)
    unfold = Action("unfold", column.locale.word(spec.suffix)) if is_cut else None
    spoken = column.locale.word("caption")
    landing_page = _landing_page(column.ad, spoken) if column.spec.cta else None
    element = Element(
        "caption",
        rect,
        Drawing(Size(rect.width, rect.height + longer), (placed,), scale.shadow),
        action=landing_page or unfold,
        text=shown_text(text),
        tail_action=unfold,
    )
    return (element,), height


def _disclosure(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, scale, kind = column.spec.disclosure, column.scale, column.ad.post.disclosure
    if spec is None or kind == "none":
        return None
    word = column.locale.word(kind)
    style = scale.style(spec, _SECONDARY)
    runs = (Run(word, "semibold"),)
    rect = column.box(bottom, round(style.line_height), round(text_width(runs, style)) + 2)
    drawing = Drawing(rect.size, (Text(runs, style, rect.width),))
    element = Element("disclosure", rect, drawing, text=word)
    return (element,), style.line_height


def _sponsored_label(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, scale = column.spec.sponsored_label, column.scale
    if spec is None:
        return None
    word = column.locale.word("sponsored")
    style = scale.style(spec, WHITE)
    runs = (Run(word, "semibold"),)
    padding = scale.px(spec.padding) if spec.style == "pill" else 0
    letters, height = round(text_width(runs, style)) + 1, round(style.line_height)
    width = letters + 2 * padding
    rect = column.box(bottom, height, width)
    items: list[Item] = [Text(runs, style, letters, padding, 0)]
    if spec.style == "pill":
        color = WHITE._replace(alpha=round(255 * spec.plate_opacity.value))
        items.insert(0, Plate(0, 0, width, height, scale.exact(spec.radius), color))
    drawing = Drawing(rect.size, tuple(items))
    return (Element("sponsored_label", rect, drawing, text=word),), style.line_height


def _sound(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, scale = column.spec.sound, column.scale
    title = sound_title(column.ad.post.sound, column.locale)
    if spec is None:
        return None
    style = scale.style(spec, WHITE)
    height, icon, feather = round(style.line_height), scale.px(spec.icon), scale.px(spec.feather)
    action = Action("sound", sound_label(column.ad.post.sound, column.locale))
    note_box = column.box(bottom, height, icon)
    note_rect = scale.padded(note_box)
    x, y = scale.padding.side, scale.padding.top
    note = Drawing(
        note_rect.size, (Icon("music-note", icon, x, y + (height - icon) / 2),), scale.shadow
    )
    runs = (Run(title, "semibold"),)
    window = scale.px(spec.window)
    # The letters begin where the feather ends, so that the first one is whole at time 0.
    letters = round(text_width(runs, style)) + 1
    loop = max(letters + scale.px(spec.repeat_gap), window)
    rect = Rect(
        note_box.right + scale.px(spec.icon_gap) - feather, note_rect.y, window, note_rect.height
    )
    strip = Text(runs, style, letters, feather, y)
    drawing = Drawing(Size(loop, rect.height), (strip,), scale.shadow)
    speed = Fraction(spec.speed.value * scale.factor).limit_denominator(1000)
    motion = Marquee(speed, loop, feather)
    return (
        Element("sound_icon", note_rect, note, action=action),
        Element("sound", rect, drawing, motion=motion, action=action, text=title),
    ), style.line_height


def sound_title(sound: Sound, locale: Locale) -> str:
    """The sound as the row writes it: `original sound - Noa` (translated) or `Song - Artist`."""
    title = clean_text(sound.title, one_line=True)
    if sound.original and title.casefold() in ("", "original sound"):
        title = locale.word("original_sound")
    author = clean_text(sound.author, one_line=True)
    return " - ".join(part for part in (title, author) if part)


def sound_label(sound: Sound, locale: Locale) -> str:
    """What a person hears who cannot see the sound's row or its disc."""
    return locale.word("the_sound").format(title=sound_title(sound, locale))


def button_label(cta: CallToAction, locale: Locale) -> str:
    """The button's own words as far as a font has them; without any, those of its kind.

    Raises AdError when it has words and none of them can be drawn: a button never says something
    else than the ad.
    """
    label = clean_text(cta.label or "", one_line=True)
    missing = missing_characters(cta.label or "")
    if missing and not label:
        problem = f"cannot be drawn, as {lacking(missing)}; write it in other letters"
        raise AdError((Problem("ad.call_to_action.label", problem),))
    return label or locale.call_to_action(cta.kind)


def _cta(column: _Column, bottom: int) -> tuple[tuple[Element, ...], float] | None:
    spec, cta = column.spec.cta, column.ad.ad.call_to_action
    if spec is None or cta is None:
        return None
    label = button_label(cta, column.locale)
    height = column.scale.exact(spec.height)
    rect = column.box(bottom, round(height))
    action = _landing_page(column.ad, label)
    fill = column.creative.accent or AUTO_FALLBACK if cta.color == "auto" else cta.color
    return button_elements(label, fill, rect, spec, column.scale, action), height


def _landing_page(ad: SparkAd, label: str) -> Action | None:
    cta = ad.ad.call_to_action
    return Action("landing_page", label, cta.landing_url) if cta else None
