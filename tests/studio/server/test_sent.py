"""What a run has made is sent only when the server's loop has come to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from studio.server import sent
from support.waiting import PATIENCE


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever)
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


def test_an_empty_queue_is_no_proof_while_the_loop_is_behind(
    loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue: list[str] = []
    is_behind, looks = threading.Event(), iter((False, False, True))

    def is_empty() -> bool:
        assert queue == ["the phone"]
        return next(looks)

    session = SimpleNamespace(_event_loop=loop, _browser_queue=SimpleNamespace(is_empty=is_empty))
    monkeypatch.setattr(sent, "_session", lambda: session)
    # Busy with something else, as on a loaded computer; then what the run has handed over.
    loop.call_soon_threadsafe(is_behind.wait, PATIENCE)
    loop.call_soon_threadsafe(queue.append, "the phone")
    waiting = threading.Thread(target=sent.await_sent)
    waiting.start()
    assert queue == []
    is_behind.set()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert list(looks) == []
