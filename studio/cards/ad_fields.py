"""Fields of what the platform adds: placement, button, landing page."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from overlays.ad.call_to_action import KINDS
from overlays.ad.facts import OF_BRAND
from overlays.ad.model import LABELS
from overlays.locales import list_locales, load_locale
from overlays.placements import list_placement_ids, load_placement, placement_titles, trust
from studio.cards.add_on_fields import add_on_fields
from studio.cards.labels import BUYING_WORDS
from studio.cards.post_fields import PICTURE_LIMIT
from studio.inputs.fields import choice_field, color_field, follow, heard, named_field, text_field
from studio.inputs.file_field import file_field
from studio.work.session import PICTURE_SUFFIXES, Studio

NO_BUTTON = "No button"
_BUTTON = "ad.call_to_action"
DEFAULT_COLOR = "#FE2C55"


def placement_field(work: Studio) -> None:
    titles = placement_titles()
    choice_field(
        work, "ad.placement", "Placement", list(titles), lambda name: titles.get(name, name)
    )
    words = trust(str(work.value("ad.placement")))
    if words:
        st.html(f'<p class="quiet">{html.escape(words)}</p>')


def label_field(work: Studio) -> None:
    """The word that marks the ad, as it is seen in the viewer's language."""
    locale = load_locale(_locale_of(work))

    def words(choice: str) -> str:
        own = {"default": "Default", "none": "None"}
        return own.get(choice) or (locale.word(choice) if choice in LABELS else choice)

    choice_field(work, "ad.label", "Label", LABELS, words)


def buying_field(work: Studio) -> None:
    """How the ad is bought, which decides what is checked."""
    path = "ad.buying"
    value = work.value(path)
    current = value if isinstance(value, str) and value else ""
    offered = list(BUYING_WORDS) if current in BUYING_WORDS else [current, *BUYING_WORDS]
    key = follow(path, current)

    def chosen(choice: str) -> None:
        if choice in offered:
            work.put(path, choice or None)

    st.selectbox(
        "Bought as",
        offered,
        offered.index(current),
        key=key,
        format_func=lambda name: BUYING_WORDS.get(name, name),
        on_change=heard(key, chosen),
    )


def ad_fields(work: Studio) -> None:
    left, right = st.columns(2)
    with left:
        _button_field(work)
    off = not work.has_button
    with right:
        own = _kind_words(_locale_of(work), str(work.value(f"{_BUTTON}.kind")))
        text_field(
            work,
            f"{_BUTTON}.label",
            "Button text",
            empty=None,
            placeholder=None if off else own,
            disabled=off,
        )
    address = f"{_BUTTON}.landing_url"
    left, right = st.columns([1.15, 1])
    with left:
        text_field(work, address, "Landing page", placeholder="https://", disabled=off)
    with right:
        color_field(work, f"{_BUTTON}.color", "Color", fallback=DEFAULT_COLOR, disabled=off)
    shown = _shown_by(work)
    brand_fields(work, shown)
    add_on_fields(work, shown)


def brand_fields(work: Studio, shown: frozenset[str]) -> None:
    """The brand and the headline, in placements that show them."""
    if "ad.query" in shown:
        text_field(work, "ad.query", "Viewer’s search", placeholder="what somebody looked for")
    if "ad.headline" in shown:
        text_field(work, "ad.headline", "Headline", placeholder="on the card of the button")
    if shown.isdisjoint(OF_BRAND):
        return
    left, right = st.columns(2)
    with left:
        named_field(work, "ad.brand", "name", "Brand", "none: the creator alone")
    if not isinstance(work.value("ad.brand"), dict):
        return
    with right:
        text_field(work, "ad.brand.username", "Brand's username", placeholder="the brand’s name")
    picture = "ad.brand.picture"
    file_field(work, picture, "Brand's picture", PICTURE_SUFFIXES, PICTURE_LIMIT)


def _shown_by(work: Studio) -> frozenset[str]:
    placement = work.value("ad.placement")
    if placement not in list_placement_ids():
        return frozenset()
    return load_placement(str(placement)).shown


def _button_field(work: Studio) -> None:
    """The kind of button, or none. Choosing none keeps the button's other values for later."""
    kind = work.value(f"{_BUTTON}.kind") if work.has_button else NO_BUTTON
    current = kind if isinstance(kind, str) and kind else KINDS[0]
    offered = (
        [NO_BUTTON, *KINDS] if current in (NO_BUTTON, *KINDS) else [current, NO_BUTTON, *KINDS]
    )
    locale = _locale_of(work)
    key = follow(f"{_BUTTON}.kind", current)

    def chosen(choice: str) -> None:
        if choice == NO_BUTTON:
            work.remove_button()
        elif choice in offered:
            work.restore_button()
            work.put(f"{_BUTTON}.kind", choice)

    words = partial(_kind_words, locale)
    index = offered.index(current)
    st.selectbox("Button", offered, index, key=key, format_func=words, on_change=heard(key, chosen))


def _kind_words(locale: str, kind: str) -> str:
    return load_locale(locale).call_to_action(kind) if kind in KINDS else kind


def _locale_of(work: Studio) -> str:
    locale = work.value("ad.locale")
    return locale if locale in list_locales() else "en"
