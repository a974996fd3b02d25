"""What a person should know about a chrome though it could be drawn: findings, not errors."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.ad import CallToAction, SparkAd
from overlays.drawing.items import Text
from overlays.drawing.missing import lacking
from overlays.drawing.text import clean_text, missing_characters
from overlays.layers import Note
from overlays.locales import Locale
from overlays.parts.column import button_label
from overlays.parts.element import Element
from overlays.parts.rail import SPOKEN
from overlays.placements.spec import Placement

# Layers that say something to people who cannot see them; keys of the locale.
_SPOKEN = {
    **{"avatar": "profile_of", "follow": "follow_name", "disc": "the_sound", "caption": "caption"},
    **SPOKEN,
}


def notes_on(
    ad: SparkAd, placement: Placement, locale: Locale, elements: tuple[Element, ...]
) -> tuple[Note, ...]:
    """Everything worth saying about this ad in this placement and language."""
    shown = {element.id: element for element in elements}
    return (
        *_translations(ad, locale, shown),
        *_button(ad, placement, locale, shown),
        *_letters(ad, placement, shown),
    )


def _translations(ad: SparkAd, locale: Locale, shown: dict[str, Element]) -> Iterator[Note]:
    words = {"sponsored_label": "sponsored", "disclosure": ad.post.disclosure}
    for layer_id, word in words.items():
        if layer_id in shown and word not in locale.words:
            yield _untranslated(layer_id, shown[layer_id].text, locale)
    for layer_id, word in _SPOKEN.items():
        action = shown[layer_id].action if layer_id in shown else None
        if action and action.target != "unfold" and word not in locale.words:
            yield _untranslated(layer_id, action.label, locale)
    cta = ad.ad.call_to_action
    if cta and "cta" in shown and _has_own_words(cta) and cta.kind not in locale.calls_to_action:
        yield _untranslated("cta", shown["cta"].text, locale)


def _has_own_words(cta: CallToAction) -> bool:
    return not clean_text(cta.label or "", one_line=True)


def _untranslated(layer_id: str, text: str, locale: Locale) -> Note:
    message = f"“{text}” is shown in English: no {locale.name} wording is known for it"
    return Note("no-translation", layer_id, message)


def _button(
    ad: SparkAd, placement: Placement, locale: Locale, shown: dict[str, Element]
) -> Iterator[Note]:
    cta, spec = ad.ad.call_to_action, placement.text_column.cta
    if cta is None or spec is None or "cta" not in shown:
        return
    element = shown["cta"]
    label = button_label(cta, locale)
    if element.text != label:
        yield Note("label-cut", "cta", f"the button's words are cut: “{element.text}”")
        return
    sizes = [item.style.size for item in element.drawing.items if isinstance(item, Text)]
    full = spec.size.value * element.rect.height / spec.height.value
    if sizes and min(sizes) < full - 0.5:
        yield Note("label-shrunk", "cta", f"the button's words are set smaller to fit: “{label}”")


def _letters(ad: SparkAd, placement: Placement, shown: dict[str, Element]) -> Iterator[Note]:
    """Also for a caption of which nothing at all can be drawn, and which therefore has no layer."""
    creator, sound, cta = ad.post.creator, ad.post.sound, ad.ad.call_to_action
    parts = {*shown, *(("caption",) if placement.text_column.caption else ())}
    texts = (
        ("username", "the username", creator.username),
        ("avatar", "the display name", creator.display_name),
        ("caption", "the caption", ad.post.caption),
        ("sound", "the sound's title", sound.title),
        ("sound", "the sound's author", sound.author),
        ("cta", "the button's label", cta.label if cta and cta.label else ""),
    )
    for layer_id, what, text in texts:
        missing = missing_characters(text)
        if missing and layer_id in parts:
            extent = "is shown in part" if clean_text(text) else "is not shown"
            yield Note("missing-glyph", layer_id, f"{what} {extent}, as {lacking(missing)}")
