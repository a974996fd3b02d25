"""One visitor's comparison: the file, and how it is held against the ad."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import streamlit as st

from renderer.source import container
from studio.judging.judging import Judging, first_judging
from studio.judging.order import CompareOrder
from studio.work.session import Studio

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
DUMPS = (".xml", ".uix")
SUFFIXES = (*PICTURES, *container.SUFFIXES, *DUMPS)


@dataclass(slots=True)
class Comparison:
    """`at` is the media time that a picture is of, `profile` empty for the usual one.

    `is_asked`: the next run of the page begins to judge.
    """

    actual: Path | None = None
    name: str = ""
    profile: str = ""
    is_any: bool = False
    at: Fraction = Fraction(0)
    is_asked: bool = False
    judging: Judging = field(default_factory=Judging)

    @property
    def is_picture(self) -> bool:
        return self.actual is not None and self.actual.suffix.lower() in PICTURES

    def take(self, path: Path, name: str) -> None:
        """Another file: it is judged at once."""
        self.judging.forget()
        self.actual, self.name, self.is_asked = path, name, True

    def change(self, **values: object) -> None:
        """Judge anew, in another way."""
        for name, value in values.items():
            setattr(self, name, value)
        self.is_asked = self.actual is not None

    def order(self, work: Studio) -> CompareOrder | None:
        """For the ad as it stands; None without a file or a good ad."""
        if self.actual is None or work.good is None:
            return None
        from qa.compared import Asked

        times = (self.at,) if self.is_picture else ()
        asked = Asked(work.look, times, profile=self.profile or None, is_any=self.is_any)
        return CompareOrder(work.good, self.name, self.actual, asked)

    def begin(self, work: Studio) -> None:
        """Begin to judge if that was asked for."""
        order = self.order(work)
        if self.is_asked and order is not None:
            self.is_asked = False
            self.judging.begin(order, work)

    def stop(self) -> None:
        """Cancel what is under way."""
        self.judging.stop()

    def is_past(self, work: Studio) -> bool:
        """True when the ad, or how it is looked at, is another one than was judged."""
        return self.judging.is_past(self.order(work))


def comparison() -> Comparison:
    """This visitor's."""
    if "comparison" not in st.session_state:
        held = first_judging(CompareOrder, "compared", "drop the file again")
        st.session_state["comparison"] = Comparison(judging=held)
    found = st.session_state["comparison"]
    assert isinstance(found, Comparison)
    return found
