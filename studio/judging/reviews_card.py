"""The card Reviews: what reviewers sent back, on the list and on the phone."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from fractions import Fraction

import streamlit as st

from overlays.errors import ReviewError, SparkproofError
from overlays.geometry import Rect
from overlays.motion import TimeSpan
from player.data import Phone
from player.judged import Judged, Mark, Tone
from qa.told import Group, judged_of, list_data
from signoff.reviews.gathering import Gathered, GatheredNote, GatheredReview, Now, assembled
from signoff.reviews.review import MOST_BYTES, Review, read_review
from signoff.reviews.told import clean, decision_words
from signoff.seen import view_words
from studio.inputs.components import upload_button
from studio.phone.findings import show_findings
from studio.phone.showing import Showing
from studio.store.uploads import uploaded_path
from studio.work.hearing import noted
from studio.work.session import Studio

_ID = "reviews"
_SUFFIXES = (".json", ".txt")
# On a canvas of 1080 pixels.
_PIN = 84
_SECOND = Fraction(1)
_TONES: dict[str, Tone] = {
    "approved": "fine",
    "approved_with_changes": "warn",
    "changes_required": "warn",
    "rejected": "fail",
}


@dataclass(slots=True)
class Reviewing:
    """One visitor's reviews by the names of their files, and what was wrong with the newest."""

    reviews: dict[str, Review] = field(default_factory=dict)
    problem: str = ""
    gathered: Gathered | None = None
    gathered_for: object = None

    def take(self, name: str, review: Review) -> None:
        """One more; of one name the newest counts."""
        self.reviews[name] = review
        self.problem = ""
        self.gathered = None

    def forget(self) -> None:
        """None of them any more."""
        self.reviews.clear()
        self.problem, self.gathered = "", None


def show_reviews(work: Studio, showing: Showing) -> None:
    held = reviewing()
    with st.container(border=True, key="reviews_card"), st.expander("Reviews", type="compact"):
        _file_field(work, held)
        if held.problem:
            sentence = html.escape(held.problem)
            st.html(f'<p class="problem" role="alert">{sentence}</p>')
        gathered = _gathered(work, showing, held)
        if gathered is None:
            return
        for problem in gathered.problems:
            st.html(f'<p class="problem" role="alert">{html.escape(problem)}</p>')
        groups = _groups(gathered, None, showing)
        data = list_data(_judged(groups), groups, is_past=False)
        # Nobody asked to be taken anywhere.
        show_findings(data | {"opens": None}, key="reviewed")
        st.button(
            "Take them away", key="reviews_clear", type="tertiary", on_click=noted(held.forget)
        )


def with_reviews(phones: tuple[Phone, ...], work: Studio, showing: Showing) -> tuple[Phone, ...]:
    """The phones with the notes on them."""
    gathered = _gathered(work, showing, reviewing())
    if gathered is None:
        return phones
    return tuple(
        replace(phone, judged=(*phone.judged, _judged(_groups(gathered, phone, showing))))
        for phone in phones
    )


def reviewing() -> Reviewing:
    """This visitor's."""
    if "reviewing" not in st.session_state:
        st.session_state["reviewing"] = Reviewing()
    found = st.session_state["reviewing"]
    assert isinstance(found, Reviewing)
    return found


def _file_field(work: Studio, held: Reviewing) -> None:
    ticket, slot = work.slot("review", _SUFFIXES, MOST_BYTES)

    def take(file_id: object, name: str) -> None:
        path = uploaded_path(slot, file_id)
        if path is None:
            return
        try:
            held.take(name, read_review(path))
        except ReviewError as error:
            held.problem = str(error).replace(path.name, name)
        finally:
            path.unlink(missing_ok=True)

    upload_button(
        "Add another review" if held.reviews else "Drop a .review.json file here, or choose one",
        "A review",
        key="upload:review",
        ticket=ticket,
        suffixes=_SUFFIXES,
        limit=MOST_BYTES,
        on_upload=take,
        is_roomy=not held.reviews,
    )


def _gathered(work: Studio, showing: Showing, held: Reviewing) -> Gathered | None:
    """The list, held against the ad as it is shown; made anew when either has changed."""
    clip = showing.clip
    if not held.reviews or work.good is None or clip is None or clip.info is None:
        return None
    key = (work.good, clip.info)
    if held.gathered is None or held.gathered_for != key:
        now = Now(work.good, clip.info)
        try:
            held.gathered = assembled(held.reviews.items(), now, work.name)
        except SparkproofError as error:
            held.problem = work.in_words(str(error))
            return None
        held.gathered_for = key
    return held.gathered


def _judged(groups: list[Group]) -> Judged:
    return judged_of(_ID, groups)


def _groups(gathered: Gathered, phone: Phone | None, showing: Showing) -> list[Group]:
    """Decisions and notes; on a `phone` a note of this very view has its pin."""
    notes = tuple(
        _note(index, note, phone, showing) for index, note in enumerate(gathered.notes, 1)
    )
    texts = {
        mark.id: " · ".join((clean(note.by) or "Somebody", note.word, view_words(note.view)))
        for mark, note in zip(notes, gathered.notes, strict=True)
    }
    decisions = tuple(_decision(index, one) for index, one in enumerate(gathered.reviews, 1))
    return [Group("Decisions", decisions), Group("Notes", notes, notes=texts)]


def _decision(index: int, one: GatheredReview) -> Mark:
    decision = one.review.decision
    tone: Tone = "info" if decision is None else _TONES[decision.verdict]
    words = decision_words(one)
    return Mark(
        f"decision-{index}", "warn" if one.is_void else tone, f"{words[:1].upper()}{words[1:]}"
    )


def _note(index: int, note: GatheredNote, phone: Phone | None, showing: Showing) -> Mark:
    span = TimeSpan(note.note.at, note.note.at + _SECOND)
    words = f"{index} · {note.note.text}" if phone else note.note.text
    rect = _pin(note, phone, showing) if phone else None
    return Mark(f"note-{index}", "note", words, str(index), span, rect)


def _pin(note: GatheredNote, phone: Phone, showing: Showing) -> Rect | None:
    """Where the note was made; None in another view than its own."""
    view = note.view
    own = (phone.ad.ad.placement, phone.ad.ad.locale, showing.view.viewport)
    if (view.placement, view.locale, view.viewport) != own:
        return None
    scale = Fraction(showing.view.width, note.width)
    x, y, side = (round(length * scale) for length in (note.note.x, note.note.y, _PIN))
    return Rect(x - side // 2, y - side // 2, side, side)
