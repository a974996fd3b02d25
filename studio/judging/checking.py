"""One visitor's check: on from the first press, and then again with every change of the ad."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from qa.checks.asked import NOTHING_ASKED, Asked
from studio.judging.judging import Judging, first_judging
from studio.judging.order import CheckOrder
from studio.work.session import Studio


@dataclass(slots=True)
class Checking:
    """`is_on` from the first press on. What no file says of the ad stands in `asked`."""

    is_on: bool = False
    asked: Asked = NOTHING_ASKED
    judging: Judging = field(default_factory=Judging)

    def press(self) -> None:
        """Check from here on."""
        self.is_on = True
        self.judging.key = ""

    def stop(self) -> None:
        """Check no more until it is pressed again."""
        self.is_on = False
        self.judging.stop()

    def say(self, **values: object) -> None:
        """Something about the ad that no file says."""
        self.asked = replace(self.asked, **values)  # type: ignore[arg-type]

    def order(self, work: Studio) -> CheckOrder | None:
        """For the ad as it stands; None without a good ad."""
        if work.good is None:
            return None
        return CheckOrder(work.good, work.clip_name, work.look, self.asked)

    def begin(self, work: Studio) -> None:
        """Check the ad as it stands, unless that is done or under way.

        What is under way for the ad before is not stopped: it keeps what it has found in the clip,
        and who types would never be answered.
        """
        order = self.order(work)
        if not self.is_on or order is None or self.judging.is_active:
            return
        if self.judging.is_past(order):
            self.judging.begin(order, work, keeps=True)

    def is_past(self, work: Studio) -> bool:
        """True when what was found is not of the ad as it stands, or is not there yet."""
        return self.judging.is_active or self.judging.is_past(self.order(work))


def checking() -> Checking:
    """This visitor's."""
    if "checking" not in st.session_state:
        held = first_judging(CheckOrder, "checked", "press to check it again")
        st.session_state["checking"] = Checking(judging=held)
    found = st.session_state["checking"]
    assert isinstance(found, Checking)
    return found
