"""Light guides over the picture, and in words where each is from. An export never shows them."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from overlays.layout.guides import Guide, GuideKind, guides_of
from overlays.locales import load_locale
from overlays.viewports import BARE, list_viewports
from player.data import Phone
from studio.inputs.fields import follow, heard
from studio.phone.crop_guides import CROP_SOURCE, crop_guides, crop_sentences
from studio.phone.showing import Showing
from studio.work.session import Studio

GUIDE_WORDS: dict[GuideKind, str] = {
    "safe_zone": "Safe zone",
    "rail": "Rail",
    "text_block": "Text",
    "crop": "Crop",
}
_CONFIDENCE = {"H": "high", "M": "medium", "L": "low", "A": "assumed"}


def show_guide_picker(work: Studio, showing: Showing) -> None:
    """The kinds that are laid over the picture, and what stands behind each."""
    key = follow("guides", list(work.guides))

    def picked(chosen: list[GuideKind]) -> None:
        # In the order of the clicks, as the browser holds them.
        work.guides = tuple(kind for kind in chosen if kind in GUIDE_WORDS)

    st.pills(
        "Guides",
        list(GUIDE_WORDS),
        selection_mode="multi",
        default=list(work.guides),
        key=key,
        format_func=GUIDE_WORDS.__getitem__,
        on_change=heard(key, picked),
        width="stretch",
    )
    words = [
        f'<p class="quiet guide {kind}">{html.escape(sentence)}</p>'
        for kind in GUIDE_WORDS
        if kind in work.guides
        for sentence in _sentences(kind, work, showing)
    ]
    if words:
        st.html("".join(words))


def phones_with_guides(work: Studio, showing: Showing) -> tuple[Phone, ...]:
    """The phones, each with the guides that were chosen."""
    return tuple(replace(phone, guides=_guides(phone, work, showing)) for phone in showing.phones)


def _guides(phone: Phone, work: Studio, showing: Showing) -> tuple[Guide, ...]:
    placement = phone.placement
    locale = load_locale(phone.ad.ad.locale)
    published = guides_of(placement, locale, showing.view.frame(placement), phone.chrome)
    drawn = (*published, *crop_guides(phone, work.fit, showing))
    return tuple(guide for guide in drawn if guide.kind in work.guides)


def _sentences(kind: GuideKind, work: Studio, showing: Showing) -> list[str]:
    name = GUIDE_WORDS[kind]
    if kind == "crop":
        return _crop_sentences(work, showing)
    guides = {
        (guide.title, guide.source): guide
        for phone in showing.phones
        for guide in _guides(phone, work, showing)
        if guide.kind == kind
    }
    return [
        f"{guide.title}: {guide.source.rstrip('.')}. Confidence: {_CONFIDENCE[guide.confidence]}, "
        f"checked {guide.checked_on.isoformat()}.{_over(guide)}"
        for guide in guides.values()
    ] or [f"{name}: published for 9:16 only; choose 9:16 to see it."]


def _over(guide: Guide) -> str:
    """What of the interface stands over the line all the same."""
    over = ", ".join(f"{part.word} by {part.by:g} dp" for part in guide.over)
    return f" Over its line stands: {over}." if over else ""


def _crop_sentences(work: Studio, showing: Showing) -> list[str]:
    if showing.view.viewport != BARE:
        return ["Crop: lies over 9:16; choose it to see what each phone cuts."]
    cuts = crop_sentences(showing, work.fit, list_viewports()[1:])
    return [f"Crop: {' '.join(cuts)} {CROP_SOURCE}."] if cuts else ["Crop: no phone cuts the clip."]
