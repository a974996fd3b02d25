"""What the browser said is taken in as a whole, whatever it says meanwhile.

Streamlit lets a waiting message break off a run at every touch of the session's state. That holds
before the run has taken over its own message, and within callbacks: a press or an upload followed
closely by another word of the browser was dropped, or its callback ended half-way. A look for
waiting messages follows right after the callbacks anyway, so nothing comes later than before.
"""

from __future__ import annotations

from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState


def answer_whole() -> None:
    """From here on nothing breaks off between a message and the end of its callbacks."""
    SafeSessionState.on_script_will_rerun = _take_in  # type: ignore[method-assign]


def _take_in(self: SafeSessionState, *states: Any, **replays: Any) -> None:
    """Streamlit offers no call for it: its own method without the looks for other messages."""
    look = self._yield_callback
    # Streamlit's own way round its `__setattr__`, which writes to the session's state.
    object.__setattr__(self, "_yield_callback", _look_later)
    try:
        with self._lock:
            self._state.on_script_will_rerun(*states, **replays)
    finally:
        object.__setattr__(self, "_yield_callback", look)


def _look_later() -> None:
    """No look for other messages now."""
