"""Runs an iterator in a thread of its own, so that making and using its values overlap."""

from __future__ import annotations

import atexit
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")

_POLL_SECONDS = 0.1

# What is still being read, by thread: a reader that is never closed lasts until the interpreter
# ends, and a thread that is stopped then inside a C++ library aborts the process.
_reading: dict[threading.Thread, threading.Event] = {}


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException


class _End:
    """Stands behind the last value."""


@contextmanager
def read_ahead(values: Iterator[Value], depth: int) -> Iterator[Iterator[Value]]:
    """Yields an iterator over the same values, of which at most `depth` wait to be used.

    An error of the iterator appears where its next value would have. On leaving, the thread has
    ended and a generator has been closed, whether all values were used or not.
    """
    waiting: queue.Queue[Value | _Failure | _End] = queue.Queue(depth)
    stop = threading.Event()
    thread = threading.Thread(
        target=_fill, args=(values, waiting, stop), name="read-ahead", daemon=True
    )
    _reading[thread] = stop
    thread.start()
    try:
        yield _drain(waiting)
    finally:
        stop.set()
        thread.join()
        _reading.pop(thread, None)


@atexit.register
def _end_all() -> None:
    for stop in _reading.values():
        stop.set()
    for thread in _reading:
        thread.join()


def _drain(waiting: queue.Queue[Value | _Failure | _End]) -> Iterator[Value]:
    while True:
        value = waiting.get()
        if isinstance(value, _End):
            return
        if isinstance(value, _Failure):
            raise value.error
        yield value


def _fill(
    values: Iterator[Value],
    waiting: queue.Queue[Value | _Failure | _End],
    stop: threading.Event,
) -> None:
    last: _Failure | _End = _End()
    try:
        for value in values:
            if not _put(value, waiting, stop):
                break
    except BaseException as error:
        last = _Failure(error)
    finally:
        close = getattr(values, "close", None)
        if close is not None:
            close()
    _put(last, waiting, stop)


def _put(
    value: Value | _Failure | _End,
    waiting: queue.Queue[Value | _Failure | _End],
    stop: threading.Event,
) -> bool:
    """False when the reader has left before there was room."""
    while not stop.is_set():
        try:
            waiting.put(value, timeout=_POLL_SECONDS)
        except queue.Full:
            continue
        return True
    return False
