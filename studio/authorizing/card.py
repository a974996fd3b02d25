"""The card Authorize: fields, whether the authorization lasts, the way there, the page to send."""

from __future__ import annotations

import html

import streamlit as st

from overlays.ad import SparkAd
from overlays.ad.authorization import DURATIONS, coverage
from overlays.errors import PlacementError
from overlays.locales import list_locales, load_locale
from qa.checks.ad.authorization import late_words, missing_words, short_words
from signoff.authorizing.handing_out import Handout
from signoff.authorizing.way import ways_of
from signoff.wording import load_wording
from studio.authorizing.fields import authorization_fields, flight_fields, is_of_card
from studio.authorizing.walk_view import show_walk
from studio.cards.labels import LABELS
from studio.inputs.fields import follow, heard, show_problems
from studio.work.session import Studio

_LANGUAGE = "creator_language"


def show_authorize(work: Studio) -> None:
    """The whole card. What is wrong in it stands above, to be seen while the card is closed."""
    with st.container(border=True, key="authorize_card"):
        # Always there: an expander that moves within the card is another one, and closed.
        with st.container():
            own = [problem for problem in work.problems if is_of_card(problem)]
            show_problems(work, own, LABELS)
        with st.expander("Authorize", type="compact"):
            st.html(
                '<p class="quiet">What the creator allows, for how long, and how: '
                "a page to send, with the brief.</p>"
            )
            authorization_fields(work)
            flight_fields(work)
            if work.good is not None:
                _show_ready(work, work.good)


def _show_ready(work: Studio, ad: SparkAd) -> None:
    platform = ad.ad.placement.split("/")[0]
    ways = ways_of([platform])
    if ways and ways[0].durations and (line := status_line(ad)):
        st.html(line)
    language = _language_field(ad)
    try:
        handout = Handout.of(ad, language=language)
    except PlacementError:
        return  # its file broke while it was shown; the phone says so
    if ad.ad.authorization and handout.walks:
        english = load_wording("en")
        effects = "".join(
            f"<li>{html.escape(english.say(effect.words))}</li>" for effect in ways[0].effects
        )
        st.html(f'<ul class="effects">{effects}</ul>')
    for note in handout.notes:
        st.html(f'<p class="quiet">{html.escape(note)}</p>')
    for walk in handout.walks:
        show_walk(work, walk)
    st.download_button(
        "Page for the creator",
        handout.text,
        file_name=f"{work.name}-for-creator.html",
        mime="text/html",
        on_click="ignore",
        help="The brief and the way, in one file that works without the internet",
        width="stretch",
    )


def status_line(ad: SparkAd) -> str:
    """Whether the authorization lasts, as HTML; empty while nothing is known of the campaign."""
    given, flight = ad.ad.authorization, ad.ad.flight
    if flight is None:
        return ""
    covers = coverage(given, flight) if given else None
    if covers is None:
        words = list(missing_words(flight, given.days if given else 0, DURATIONS))
        kind = "unsure"
    else:
        words = [said for said in (late_words(covers), short_words(covers, flight)) if said]
        kind = "fail" if words else "pass"
    if not words:
        until = f" until {covers.ends.date()}" if covers else ""
        words = [f"the authorization lasts{until}, longer than the campaign"]
        kind = "pass"
    lines = (f"{said[:1].upper()}{said[1:]}." for said in words)
    return "".join(f'<p class="verdict {kind}">{html.escape(line)}</p>' for line in lines)


def _language_field(ad: SparkAd) -> str:
    """The creator's, which need not be the viewer's."""
    chosen = st.session_state.get(_LANGUAGE)
    current = chosen if chosen in list_locales() else ad.ad.locale
    names = list(list_locales())
    key = follow(_LANGUAGE, current)

    def picked(language: str) -> None:
        if language in names:
            st.session_state[_LANGUAGE] = language

    st.selectbox(
        "Creator’s language",
        names,
        names.index(current),
        key=key,
        format_func=lambda code: load_locale(code).names,
        on_change=heard(key, picked),
    )
    return current
