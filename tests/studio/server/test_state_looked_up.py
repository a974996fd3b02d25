"""A session's values are looked up one by one, and are those that Streamlit would have copied."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest
from streamlit.elements.widgets import selectbox, text_widgets
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from studio.server.state_looked_up import look_values_up


class Counted(SessionState):
    """Counts how often all of it is copied."""

    copies = 0

    @property
    def filtered_state(self) -> dict[str, object]:
        Counted.copies += 1
        return super().filtered_state


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> SafeSessionState:
    monkeypatch.setattr(SafeSessionState, "filtered_state", SafeSessionState.filtered_state)
    monkeypatch.setattr(Counted, "copies", 0)
    look_values_up()
    inner = Counted()
    inner["caption"], inner["emptied"] = "words", None
    return SafeSessionState(inner, lambda: None)


def test_a_value_is_found_without_a_copy_of_all(state: SafeSessionState) -> None:
    values = state.filtered_state
    assert values["caption"] == "words"
    assert "emptied" in values
    assert values["emptied"] is None
    assert "other" not in values
    assert Counted.copies == 0


def test_all_are_there_for_who_walks_through_them(state: SafeSessionState) -> None:
    values = state.filtered_state
    assert dict(values) == {"caption": "words", "emptied": None}
    assert len(values) == 2


@pytest.mark.parametrize("module", [selectbox, text_widgets])
def test_streamlits_fields_still_ask_for_all(module: ModuleType) -> None:
    """Once they no longer do, ours can go."""
    assert "get_session_state().filtered_state" in inspect.getsource(module)
