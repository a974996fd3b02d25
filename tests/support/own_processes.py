"""Processes that a test starts end with it, also when the test itself is killed."""

from __future__ import annotations

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_us() -> None:
    """For `preexec_fn`: the process is ended as soon as the one that started it is gone.

    Only Linux has a word for that. Elsewhere a run that is killed leaves its servers behind.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
