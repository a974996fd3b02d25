"""What nobody waits for is done in order, and has ended before the interpreter does."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studio.work.later import LaterThread
from support.waiting import PATIENCE

ROOT = Path(__file__).parents[3]
# Exits that long after the first picture of many was drawn. Most of these moments lie in Skia.
_EXIT_WHILE_DRAWING = """
import sys, tempfile, threading
from pathlib import Path
from support.ads import make_ad
from studio.phone.draw_ahead import DrawAhead
from studio.phone.showing import Wanted
from studio.store.media_store import MediaStore
from studio.store.workspace import Workspace
from studio.work.later import later

began = threading.Event()

class Store(MediaStore):
    def add_layer(self, layer):
        began.set()
        return super().add_layer(layer)

ahead = DrawAhead(Store(Workspace(Path(tempfile.gettempdir()), bytes(32))), later())
ahead.expect(Wanted(make_ad()))
began.wait()
threading.Event().wait(float(sys.argv[1]))
"""


@pytest.mark.parametrize("seconds", ["0.01", "0.05", "0.1"])
def test_a_process_that_draws_ahead_ends_without_a_crash(seconds: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _EXIT_WHILE_DRAWING, seconds],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.fixture
def thread() -> LaterThread:
    return LaterThread()


def test_what_is_due_first_is_done_first(thread: LaterThread) -> None:
    done: list[str] = []
    over = threading.Event()
    thread.after(1.0, over.set)
    thread.after(0.1, lambda: done.append("later"))
    thread.after(0, lambda: done.append("at once"))
    assert over.wait(PATIENCE)
    assert done == ["at once", "later"]
    thread.end()


def test_the_end_waits_for_what_is_under_way_and_drops_the_rest(thread: LaterThread) -> None:
    began, done = threading.Event(), []

    def work() -> None:
        began.set()
        while not thread.is_over:
            pass
        done.append("under way")

    thread.after(0, work)
    thread.after(0, lambda: done.append("waiting"))
    thread.after(60, lambda: done.append("far off"))
    assert began.wait(PATIENCE)
    thread.end()
    assert done == ["under way"]
    thread.after(0, lambda: done.append("too late"))
    thread.end()
    assert done == ["under way"]


@pytest.mark.logs_errors
def test_a_fault_is_logged_and_what_comes_after_is_done(
    thread: LaterThread, caplog: pytest.LogCaptureFixture
) -> None:
    over = threading.Event()

    def divide() -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        thread.after(0, divide)
        thread.after(0, over.set)
        assert over.wait(PATIENCE)
    assert "ZeroDivisionError" in caplog.text
    thread.end()
