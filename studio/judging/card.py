"""A card that judges: its frame, and below its questions the job and what that has found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import streamlit as st

from qa.reports.kept import KeptReport
from studio.judging.judging import Judging
from studio.judging.parts import show_problem, show_progress
from studio.work.hearing import page_part
from studio.work.session import Studio

Show = Callable[[KeptReport | None, bool], None]


class Held(Protocol):
    """What one visitor has judged of one kind."""

    @property
    def judging(self) -> Judging: ...

    def begin(self, work: Studio) -> None:
        """Have the ad judged as it stands, where that is due."""

    def stop(self) -> None:
        """Cancel what is under way."""


@contextmanager
def judging_card(key: str, title: str, held: Judging) -> Iterator[None]:
    """A card that is folded until it is opened, or until it has something to say by itself."""
    with (
        st.container(border=True, key=f"{key}_card"),
        st.expander(title, held.opens, type="compact"),
    ):
        yield


def follow_job(key: str, held: Held, work: Studio, words: str, show: Show) -> None:
    """The card's lower part, which runs by itself once something was judged.

    `words` are said meanwhile. `show` gets what was found, None for nothing or for a problem, which
    is told here; and whether something is judged still.
    """
    held.begin(work)
    is_active = held.judging.is_active
    page_part(f"{key}_result", _followed)(key, held, work, words, show, is_active)


def _followed(key: str, held: Held, work: Studio, words: str, show: Show, was_active: bool) -> None:
    # Asked for in this part of the page, or edited meanwhile, it begins here.
    held.begin(work)
    judging = held.judging
    # The whole page: what was found stands on the phone, too.
    if was_active != judging.is_active:
        st.rerun()
    job = judging.job
    is_active = job is not None and job.is_active
    made = judging.result()
    if job is not None and is_active:
        show_progress(work, job, words, key, held.stop)
    elif show_problem(judging):
        made = None
    show(made, is_active)
