"""A worker that gets no processor is not silent by its own fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from renderer.worker.silence import Silence, seconds_kept_waiting
from support.waiting import until


@pytest.mark.parametrize(
    ("passed", "waited", "is_too_long"),
    [(9.0, 0.0, False), (11.0, 0.0, True), (30.0, 25.0, False), (30.0, 15.0, True), (41, 41, True)],
)
def test_time_without_a_processor_does_not_count_up_to_a_limit(
    monkeypatch: pytest.MonkeyPatch, passed: float, waited: float, is_too_long: bool
) -> None:
    clock = [100.0]
    kept = [7.0]
    monkeypatch.setattr("renderer.worker.silence.time.monotonic", lambda: clock[0])
    quiet = Silence(lambda: kept[0])
    clock[0] += passed
    kept[0] += waited
    assert quiet.is_longer_than(10.0) is is_too_long
    quiet.heard()
    assert not quiet.is_longer_than(10.0)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="only Linux tells")
def test_of_two_that_want_one_processor_each_is_kept_waiting() -> None:
    core = min(os.sched_getaffinity(0))
    burn = f"import os; os.sched_setaffinity(0, [{core}])\nwhile True: pass"
    both = [subprocess.Popen([sys.executable, "-c", burn]) for _ in range(2)]
    try:
        for one in both:
            until(lambda one=one: seconds_kept_waiting(one.pid) > 0.2)  # type: ignore[misc]
    finally:
        for one in both:
            one.kill()
            one.wait()
    assert seconds_kept_waiting(both[0].pid) == 0
