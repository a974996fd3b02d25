"""Gathered reviews as one page for people: decisions on top, each note beside its frame."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from overlays.errors import SparkproofError
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan, plan_over
from signoff.one_file.page import page_text, style_of
from signoff.reviews.gathering import Gathered, GatheredNote, GatheredReview, Now
from signoff.reviews.told import clean, decision_words, when, where
from signoff.seen import ViewId, placed
from signoff.sharing.pictures import photo_url

_STYLE = Path(__file__).parent / "browser" / "page.css"
_WIDTH = 300
# Each is decoded and drawn, and is thirty kilobytes of the page.
MOST_PICTURES = 120


def reviews_page(gathered: Gathered, now: Now | None, title: str) -> str:
    """The whole page, without a script. With the ad, each note has its frame as the ad is now."""
    pictures = _Pictures(gathered, now)
    body = "".join(
        (
            f'<header><p class="wordmark">Sparkproof</p><h1>{_text(title)}</h1></header><main>',
            '<section class="decisions"><h2>Decisions</h2>',
            *map(_decision, gathered.reviews),
            "</section>",
            *_problems(gathered),
            f'<section class="notes"><h2>Notes ({len(gathered.notes)})</h2>',
            *(_note(note, pictures.of(note)) for note in gathered.notes),
            "</section></main>",
        )
    )
    return page_text(
        title=f"{title} · reviews", style=style_of(_STYLE), script="", body=body, data={}
    )


def _decision(one: GatheredReview) -> str:
    decision = one.review.decision
    kind = decision.verdict if decision else "open"
    mark = "void" if one.is_void else kind
    return (
        f'<p class="decision {mark}"><span class="dot"></span><span dir="auto">'
        f"{_text(_capital(decision_words(one)))}</span>"
        f"<small>{_text(one.file)} · {one.review.share.digest[:12]}</small></p>"
    )


def _problems(gathered: Gathered) -> Iterator[str]:
    if gathered.problems:
        yield '<section class="problems"><h2>Not taken</h2>'
        yield from (f"<p>{_text(problem)}</p>" for problem in gathered.problems)
        yield "</section>"


def _note(one: GatheredNote, picture: str) -> str:
    return (
        f'<article class="note">{picture}<div><p class="facts">{when(one)} · '
        f"{_text(_capital(one.word))} · {_text(where(one))}</p>"
        f'<p class="words" dir="auto">{_text(one.note.text)}</p>'
        f'<p class="facts">{_text(clean(one.by) or "Somebody")} · {one.note.written[:10]} · '
        f"{_text(one.file)}</p></div></article>"
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _text(words: str) -> str:
    return html.escape(words, quote=True)


class _Pictures:
    """Frames of the ad as it is, each with a pin where its note was made."""

    def __init__(self, gathered: Gathered, now: Now | None) -> None:
        self._looks = {one.file: one.review.share.look.as_look() for one in gathered.reviews}
        self._now, self._left = now, MOST_PICTURES
        self._plans: dict[tuple[ViewId, Look], RenderPlan | None] = {}

    def of(self, one: GatheredNote) -> str:
        """Markup; empty where there is no picture to be had."""
        plan = self._plan(one.view, self._looks[one.file]) if self._left > 0 else None
        if plan is None:
            return ""
        self._left -= 1
        frame = render_still(plan, one.note.at)
        height = round(plan.canvas.height * _WIDTH / plan.canvas.width)
        size = (_WIDTH, height)
        shrunk = cv2.resize(rgb_from_frame(frame), size, interpolation=cv2.INTER_AREA)
        url = photo_url(shrunk.astype(np.uint8))
        x, y = one.note.x * _WIDTH / plan.canvas.width, one.note.y * _WIDTH / plan.canvas.width
        return (
            f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{when(one)}">'
            f'<image href="{url}" width="{_WIDTH}" height="{height}"/>'
            f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="11"/></svg>'
        )

    def _plan(self, view: ViewId, look: Look) -> RenderPlan | None:
        key = (view, look)
        if self._now is None:
            return None
        if key not in self._plans:
            own = replace(look, view=View(view.viewport, look.view.width))
            try:
                ad = placed(self._now.ad, view)
                self._plans[key] = plan_over(self._now.source(look), ad, own)
            except SparkproofError:
                # There is no such view any more, and the note's words say where it was.
                self._plans[key] = None
        return self._plans[key]
