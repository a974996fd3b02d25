"""The page: header, form, phone, export. Nothing slow happens in a run of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from overlays.placements import one_look
from player.data import Phone
from studio.authorizing.card import show_authorize
from studio.cards.ad_fields import placement_field
from studio.cards.clip_panel import pick_picture, place_clip, show_clip_words, show_facts
from studio.cards.form import fill_form, place_form, show_form_problems
from studio.cards.guide_panel import phones_with_guides
from studio.cards.header import show_header, show_server_links
from studio.cards.opening import show_questions, take_drops, watch_server
from studio.cards.post_fields import caption_field
from studio.cards.view_picker import pick_view
from studio.exports.panel import show_export
from studio.exports.request import view_stem
from studio.exports.share_panel import show_share
from studio.exports.sheet_panel import show_sheet
from studio.judging.check_card import checked_marks, is_check_outdated, show_check
from studio.judging.compare_card import compared_marks, is_compare_outdated, show_compare
from studio.judging.reviews_card import show_reviews, with_reviews
from studio.phone.component import show_player
from studio.phone.draw_ahead import DrawAhead
from studio.phone.served import served_data
from studio.phone.showing import Showing
from studio.server.sent import await_sent
from studio.store.hosting import our_address
from studio.store.media_store import media_store
from studio.work.beginning import begin_anew_for_another, studio
from studio.work.clips import clip_desk
from studio.work.hearing import hearing, noted, page_part
from studio.work.kept_work import Keeper
from studio.work.later import later
from studio.work.session import Studio
from studio.work.view_link import link_of, open_link

POLL_SECONDS = 0.4
# The browser that takes longer has other worries; the rest of the page is sent to it all the same.
PHONE_FIRST_SECONDS = 0.25
_PAGE, _JOBS, _JUDGING, _AUTHORIZING, _COMPARE = (
    (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")
    for name in ("page", "jobs", "judging", "authorizing", "compare")
)
PAGE_ICON = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#f2b24c"
d="M12 1.5c.9 5.6 3.9 8.6 10.5 10.5-6.6 1.9-9.6 4.9-10.5 10.5C11.1 16.9 8.1 13.9
1.5 12 8.1 10.1 11.1 7.1 12 1.5z"/></svg>
""".strip()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the inputs stand that are drawn with the phone."""

    view: DeltaGenerator
    caption: DeltaGenerator
    placement: DeltaGenerator
    picture: DeltaGenerator


@one_look()
def show_page() -> None:
    """One full run. What changes the phone most often runs only `_live_preview`."""
    st.set_page_config(page_title="Sparkproof", page_icon=PAGE_ICON, layout="wide")
    begin_anew_for_another()
    hearing().begin()
    work = _work()
    _apply_style(compares=work.compares)
    view = show_header(work)
    show_questions(work, _keeper(work))
    # The same places whatever is looked at: moved, the player would start anew. CSS puts them.
    with st.container(key="desk"):
        form, phone, panel = st.columns(3, gap="large")
    with form:
        slots = place_form()
    with panel:
        export, clip = st.container(), place_clip()
        check, compare, sheet = st.container(), st.container(), st.container()
        share, reviews, authorize = st.container(), st.container(), st.container()
    showing = _showing()
    showing.is_full_run, showing.link, showing.steps = True, link_of(work), work.history.possible
    with phone, st.container(key="phone"):
        page_part("phone", _live_preview)(
            work, showing, Places(view, slots.caption, slots.placement, clip.pickers)
        )
        if showing.awaited is not None:
            page_part("await", _await_clip, every=POLL_SECONDS)(showing)
        elif showing.problems:
            st.html('<p class="quiet note">The last good version stays up here.</p>')
        show_clip_words(work, showing)
    fill_form(work, slots)
    take_drops(work)
    watch_server(work)
    notes = showing.chrome.notes if showing.chrome else ()
    show_form_problems(work, slots, showing.problems, notes)
    if showing.can_look_again:
        with slots.post_problems:
            st.button(
                "Look at the clip again", key="look_again", on_click=noted(showing.look_again)
            )
    with export:
        show_export(work, showing)
    with clip.facts:
        show_facts(work, showing)
    with check:
        show_check(work, showing)
    with compare:
        show_compare(work, showing)
    with sheet:
        show_sheet(work, showing)
    with authorize:
        show_authorize(work)
    with share:
        show_share(work, showing)
    with reviews:
        show_reviews(work, showing)
    show_server_links()
    _draw_ahead().expect(showing.shown)
    # Should a part of the page run at once after the whole, Streamlit throws away what it has not
    # sent of that part, then clears it as stale: the player would start anew.
    await_sent()


def _apply_style(*, compares: bool) -> None:
    """The look where Streamlit's theme cannot reach; a comparison has the whole width."""
    page = _PAGE.replace("FONTS/", our_address("font/"))
    st.html(f"<style>{page}{_JOBS}{_JUDGING}{_AUTHORIZING}{_COMPARE if compares else ''}</style>")


def _live_preview(work: Studio, showing: Showing, places: Places) -> None:
    """The phone, and the inputs that change it while it plays.

    Run on its own, this part reaches the browser in much less time than the whole page.
    """
    alone = not showing.is_full_run
    showing.is_full_run = False
    before = (showing.problems, showing.awaited)
    showing.refresh(work)
    _show_phone(work, showing, goes_first=alone)
    _keeper(work).keep(work)
    with places.caption:
        caption_field(work)
    with places.view:
        pick_view(work)
    with places.placement:
        placement_field(work)
    with places.picture:
        pick_picture(work, showing)
    # Last, because a part that a run leaves out is taken from the page and loses its place.
    if alone and (link_of(work), work.history.possible) != (showing.link, showing.steps):
        st.rerun()
    said_else = is_check_outdated(work) or is_compare_outdated(work)
    if alone and (said_else or (showing.problems, showing.awaited) != before):
        st.rerun()


def _work() -> Studio:
    """This visitor's work; a link that led here is followed once, at the start."""
    is_new = "studio" not in st.session_state
    work = studio()
    if is_new:
        open_link(work, st.query_params.to_dict())
    return work


def _keeper(work: Studio) -> Keeper:
    if "keeper" not in st.session_state:
        keeper = st.session_state["keeper"] = Keeper()
        keeper.look(work)
    keeper = st.session_state["keeper"]
    assert isinstance(keeper, Keeper)
    return keeper


def _showing() -> Showing:
    if "showing" not in st.session_state:
        st.session_state["showing"] = Showing()
    showing = st.session_state["showing"]
    assert isinstance(showing, Showing)
    return showing


def _draw_ahead() -> DrawAhead:
    if "draw_ahead" not in st.session_state:
        st.session_state["draw_ahead"] = DrawAhead(media_store(), later())
    ahead = st.session_state["draw_ahead"]
    assert isinstance(ahead, DrawAhead)
    return ahead


def _show_phone(work: Studio, showing: Showing, *, goes_first: bool) -> None:
    if not showing.phones:
        st.html('<p class="quiet">The phone appears when the ad is complete.</p>')
        return
    phones = _with_judged(phones_with_guides(work, showing), work, showing)
    phones = with_reviews(phones, work, showing)
    look = replace(work.look, view=showing.view)
    name = view_stem(work.name, phones[0].ad, showing.view)
    data = served_data(work.visitor, phones, showing.clip, look, name)
    lane = work.visitor.lane
    numbered = lane.take(data)
    if goes_first:
        # What the browser draws anew for the rest of the page would delay the phone.
        lane.await_shown(PHONE_FIRST_SECONDS)
    media = show_player(numbered)
    video = data["video"]
    is_unseen = media and video and media["id"] == video["id"] and not media["ok"]
    if is_unseen and showing.clip and clip_desk().copy(showing.clip):
        showing.refresh(work)


def _with_judged(phones: tuple[Phone, ...], work: Studio, showing: Showing) -> tuple[Phone, ...]:
    """What was judged is judged of the ad's own placement."""
    judged = checked_marks(work, showing) + compared_marks(work, showing)
    own = work.good.ad.placement if work.good else ""
    return tuple(
        replace(phone, judged=judged) if phone.ad.ad.placement == own else phone for phone in phones
    )


def _await_clip(showing: Showing) -> None:
    """Follow the clip that is being read or copied, and show it when it is there."""
    awaited = showing.awaited
    if awaited is None:
        st.rerun()
    clip = clip_desk().look(awaited.footage, still_duration=awaited.still_duration)
    has_news = (clip.info, clip.poster) != (awaited.info, awaited.poster)
    if clip.is_settled or has_news:
        st.rerun()
    if clip.copied is None:
        st.html('<p class="quiet note">Reading the clip…</p>')
    else:
        st.progress(clip.copied, text="Making a copy that this browser can play")
