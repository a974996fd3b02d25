"""A reader that is never closed does not outlive the interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Its thread is in Skia nearly all the time, and nobody ever closes it.
_EXIT_WHILE_READING = """
import sys, threading
from overlays.chrome import draw_chrome
from renderer.read_ahead import read_ahead
from support.ads import make_ad

def drawings():
    number = 0
    while True:
        number += 1
        yield draw_chrome(make_ad(post__caption=f"Caption {number}"))

reader = read_ahead(drawings(), 1_000_000)
values = reader.__enter__()
next(values)
threading.Event().wait(float(sys.argv[1]))
"""


@pytest.mark.parametrize("seconds", ["0", "0.01", "0.03", "0.06"])
def test_a_process_that_still_reads_ends_without_a_crash(seconds: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _EXIT_WHILE_READING, seconds],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
