"""What a command costs from its start to its end: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and bytes of one finished command, start-up and the processes it waited for included.

    `peak_bytes` is of the largest process, and never less than what the process that measures has
    itself: Linux counts what a process was before it became the command.
    """

    wall: float
    processor: float
    peak_bytes: int


def cost_of(command: Sequence[str | Path]) -> Cost:
    """Runs the command and waits for it. RuntimeError with its output when it fails."""
    # Where bytecode is not kept, Python would compile everything anew in every run.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=kept,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Median times and the largest peak."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.peak_bytes for cost in costs),
    )
