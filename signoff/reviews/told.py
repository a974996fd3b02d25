"""Gathered reviews as plain values and in words, for every way to show them."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from signoff.reviews.gathering import Gathered, GatheredNote, GatheredReview
from signoff.reviews.review import Verdict
from signoff.seen import view_words

VERDICT_WORDS: dict[Verdict, str] = {
    "approved": "approved",
    "approved_with_changes": "approved with changes",
    "changes_required": "changes required",
    "rejected": "rejected",
}


def clean(text: str) -> str:
    """Somebody's words without what a terminal would obey, or what turns lines around."""
    kept = (" " if one in "\n\r\t" else one for one in text)
    return "".join(one for one in kept if unicodedata.category(one) not in ("Cc", "Cs", "Cf"))


def decision_words(one: GatheredReview) -> str:
    """`approved by Ana on 2026-12-01: as agreed · approved version differs: caption`"""
    decision = one.review.decision
    if decision is None:
        return f"{clean(one.review.reviewer) or 'Somebody'} has not decided"
    by = clean(decision.by) or "somebody"
    words = f"{VERDICT_WORDS[decision.verdict]} by {by} on {decision.decided[:10]}"
    said = f": {clean(decision.words)}" if decision.words else ""
    return words + said + (f" · {one.standing}" if one.standing else "")


def when(note: GatheredNote) -> str:
    """`0:03.33`"""
    hundredths = int(note.note.at * 100)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes}:{rest // 100:02}.{rest % 100:02}"


def json_of(gathered: Gathered) -> str:
    """All of it for scripts."""
    values = {
        "reviews": [_review(one) for one in gathered.reviews],
        "notes": [_note(one) for one in gathered.notes],
        "problems": list(gathered.problems),
    }
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def _review(one: GatheredReview) -> dict[str, Any]:
    review = one.review
    found = one.found
    return {
        "file": one.file,
        "ad": review.ad.model_dump(),
        "reviewer": review.reviewer,
        "digest": review.share.digest,
        "decision": None if review.decision is None else review.decision.model_dump(),
        "void": one.is_void,
        "changes": None
        if found is None
        else [{"element": one.element, "word": one.word, "how": one.how} for one in found],
    }


def _note(one: GatheredNote) -> dict[str, Any]:
    note = one.note
    return {
        "file": one.file,
        "by": one.by,
        "at": float(note.at),
        "view": note.view.model_dump(),
        "x": note.x,
        "y": note.y,
        "element": note.element,
        "word": one.word,
        "text": note.text,
        "written": note.written,
    }


def where(note: GatheredNote) -> str:
    """`In-Feed · de · iphone`"""
    return view_words(note.view)
