"""Which parts of the page have been spoken to, so that nothing said to one is answered by another.

The browser gathers what it says within a moment into one message, and the message runs only the
part of the page that was spoken to first. A press that falls together with a word of the player, or
with the caption being left, is then heard, and shown nowhere. So every callback is `noted` for the
part that its widget stands in, and a part that runs while another one waits runs the whole page.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import streamlit as st

from overlays.placements import one_look

Params = ParamSpec("Params")

PAGE = "page"


class Hearing:
    """One visitor's. `part` is the part that is being drawn."""

    def __init__(self) -> None:
        self.part = PAGE
        self._spoken_to: set[str] = set()
        self._pressed: set[str] = set()

    def note(self, part: str) -> None:
        """Something was said to `part`."""
        self._spoken_to.add(part)

    def press(self, key: str) -> None:
        """The button of that key was pressed."""
        self._pressed.add(key)

    def take_press(self, key: str) -> bool:
        """True once for a press, however many runs of the page lie between."""
        is_pressed = key in self._pressed
        self._pressed.discard(key)
        return is_pressed

    def begin(self) -> None:
        """A run of the whole page answers everything that was said until now."""
        self.part = PAGE
        self._spoken_to.clear()

    @contextmanager
    def drawing(self, part: str) -> Iterator[None]:
        """What is drawn within stands in `part`, and answers what was said to it."""
        around, self.part = self.part, part
        try:
            yield
        finally:
            self.part = around
        self._spoken_to.discard(part)

    def waits_outside(self, part: str) -> bool:
        """True when something was said to another part, which only the whole page answers."""
        return bool(self._spoken_to - {part})


def hearing() -> Hearing:
    """This visitor's."""
    if "hearing" not in st.session_state:
        st.session_state["hearing"] = Hearing()
    ears = st.session_state["hearing"]
    assert isinstance(ears, Hearing)
    return ears


def noted(callback: Callable[Params, None]) -> Callable[Params, None]:
    """A widget's callback that also says which part of the page its widget stands in."""
    part = hearing().part

    @functools.wraps(callback)
    def heard(*args: Params.args, **kwargs: Params.kwargs) -> None:
        hearing().note(part)
        callback(*args, **kwargs)

    return heard


def page_part(
    name: str, draw: Callable[Params, None], *, every: float | None = None
) -> Callable[Params, None]:
    """A part of the page that runs by itself when it is spoken to, and every so many seconds."""

    @functools.wraps(draw)
    def part(*args: Params.args, **kwargs: Params.kwargs) -> None:
        ears = hearing()
        if ears.waits_outside(name):
            st.rerun()
        with one_look(), ears.drawing(name):
            draw(*args, **kwargs)

    return st.fragment(part, run_every=every)


def on_press(key: str) -> Callable[[], None]:
    """The callback of a button whose press the page takes with `take_press` when it is drawn."""
    return noted(lambda: hearing().press(key))
