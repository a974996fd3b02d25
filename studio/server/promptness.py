"""Two delays that an edit would otherwise wait for, taken out once at start."""

from __future__ import annotations

import gc
import socket


def answer_promptly() -> None:
    """Call when the server listens and everything is imported, and before threads do anything.

    A walk through all objects finds a tuple that another thread is still filling, and that thread
    then fails with SystemError.
    """
    _send_small_messages_at_once()
    # What is loaded by now stays: the collector need not walk it again after every script run.
    gc.collect()
    gc.freeze()


def _send_small_messages_at_once() -> None:
    """Turn Nagle's algorithm off; connections inherit it from the socket that listens.

    asyncio does so only for sockets made with an explicit protocol number, which Streamlit's is
    not. Measured: 40 ms on most edits, until the browser's delayed acknowledgement comes.
    """
    for thing in gc.get_objects():
        if type(thing) is socket.socket and _listens(thing):
            thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(candidate: socket.socket) -> bool:
    if candidate.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        return bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False
