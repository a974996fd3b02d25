"""Whether the browser has been sent what a run of the page has made."""

from __future__ import annotations

import threading
import time

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SECONDS_BETWEEN_LOOKS = 0.002
# Whoever has a connection that takes nothing for so long has other worries.
_MOST_SECONDS = 5.0


def await_sent() -> None:
    """Wait until all that this run has made so far is on its way to the browser.

    Streamlit offers no call for it, so this looks at its queue; it is empty after some 5 ms.
    """
    session = _session()
    if session is None:
        return
    end = time.monotonic() + _MOST_SECONDS
    _await_queued(session)
    while not session._browser_queue.is_empty() and time.monotonic() < end:
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _session() -> AppSession | None:
    """That of this run; None for a browser that has gone, and for a page that runs without any."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return None
    sessions = getattr(runtime.get_instance(), "_session_mgr", None)
    active = None if sessions is None else sessions.get_active_session_info(context.session_id)
    session = getattr(active, "session", None)
    return session if isinstance(session, AppSession) else None


def _await_queued(session: AppSession) -> None:
    """Until the server's loop has put into the queue what it was handed.

    It does so in the order of asking. On a busy computer the queue is empty while it has not begun.
    """
    is_queued = threading.Event()
    session._event_loop.call_soon_threadsafe(is_queued.set)
    is_queued.wait(_MOST_SECONDS)
