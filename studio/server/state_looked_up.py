"""A field looks up its own value among all, instead of copying all to look at one.

Streamlit's text inputs and select boxes take the whole session's state as a dict, only to see
whether their own value is None. With some hundred values that copy was a third of a page's run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState


def look_values_up() -> None:
    """From here on a session's state is copied only for those who walk through all of it."""
    SafeSessionState.filtered_state = property(_looked_up)  # type: ignore[assignment]


def _looked_up(self: SafeSessionState) -> Mapping[str, Any]:
    return _Values(self._state, self._lock)


class _Values(Mapping[str, Any]):
    """The values by their keys, as they are when they are asked for."""

    def __init__(self, state: SessionState, lock: Any) -> None:
        self._state, self._lock = state, lock

    def __getitem__(self, key: str) -> Any:
        with self._lock:
            return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> dict[str, Any]:
        with self._lock:
            return self._state.filtered_state
