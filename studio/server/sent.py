"""Whether the browser has been sent what a run of the page has made."""

from __future__ import annotations

import time

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SECONDS_BETWEEN_LOOKS = 0.002
# Whoever has a connection that takes nothing for so long has other worries.
_MOST_SECONDS = 5.0


def await_sent() -> None:
    """Wait until all that this run has made so far is on its way to the browser.

    Streamlit offers no call for it, so this looks at its queue; it is empty after some 5 ms.
    """
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return
    end = time.monotonic() + _MOST_SECONDS
    while _has_unsent(context.session_id) and time.monotonic() < end:
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _has_unsent(session_id: str) -> bool:
    """False also for a browser that has gone, and for a page that runs without any."""
    sessions = getattr(runtime.get_instance(), "_session_mgr", None)
    active = None if sessions is None else sessions.get_active_session_info(session_id)
    return active is not None and not active.session._browser_queue.is_empty()
