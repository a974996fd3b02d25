"""Which batches were stopped, as their workers know it: one event for each batch in a process."""

from __future__ import annotations

import threading

_STOPPED: dict[str, threading.Event] = {}


def stop_of(batch: str) -> threading.Event:
    """Set once the batch of that name was stopped. May be asked for before and after that."""
    return _STOPPED.setdefault(batch, threading.Event())
