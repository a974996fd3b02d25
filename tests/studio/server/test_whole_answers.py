"""A message of the browser is taken in whole, though another one waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from studio.server.whole_answers import answer_whole


class BrokenOff(BaseException):
    """As Streamlit's own: none of the errors that a callback may catch."""


class Heard(SessionState):
    """Its callbacks read the session's state, as ours do."""

    outer: SafeSessionState
    heard: list[Any]

    def on_script_will_rerun(self, *_: Any, **__: Any) -> None:
        self.heard.append(self.outer["word"])


def _another_waits() -> None:
    raise BrokenOff


@pytest.fixture
def state() -> Iterator[tuple[SafeSessionState, Heard]]:
    inner = Heard()
    inner["word"] = "pressed"
    outer = SafeSessionState(inner, _another_waits)
    inner.outer, inner.heard = outer, []
    plain = SafeSessionState.on_script_will_rerun
    yield outer, inner
    SafeSessionState.on_script_will_rerun = plain  # type: ignore[method-assign]


def test_streamlit_breaks_off_before_and_within_callbacks(
    state: tuple[SafeSessionState, Heard],
) -> None:
    """Once it no longer does, ours can go."""
    outer, inner = state
    with pytest.raises(BrokenOff):
        outer.on_script_will_rerun(WidgetStates())
    assert inner.heard == []


def test_ours_does_not_and_looks_again_afterwards(state: tuple[SafeSessionState, Heard]) -> None:
    outer, inner = state
    answer_whole()
    outer.on_script_will_rerun(WidgetStates(), replay_trigger_states=None)
    assert inner.heard == ["pressed"]
    with pytest.raises(BrokenOff):
        outer["word"]


def test_a_callback_that_fails_leaves_streamlit_as_it_was(
    state: tuple[SafeSessionState, Heard],
) -> None:
    outer, inner = state
    answer_whole()
    inner.heard = None  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        outer.on_script_will_rerun(None)
    with pytest.raises(BrokenOff):
        outer["word"]
