"""Whether anything is lost when the app's jobs are killed at any moment.

    python -m bench.kills [--kills 20] [--seed 1]

A desk of exports in a process of its own takes jobs and is killed with SIGKILL after a random
while, again and again over the same folder; every third time its workers are killed first. A last
run comes to its end by itself. Then every job that was taken has its file, whole, and none twice,
but for those under which the app ended three times: they stand there and wait for their owner.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from os import kill
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from renderer.source.probe import probe_source
from support.desk_process import DeskRuns
from support.media import Clip, write_clip

# Long enough to have taken jobs on a busy machine, short enough to catch most of them at work.
_MOST_SECONDS = 4.0


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="sparkproof-kills-") as name:
        runs = DeskRuns(Path(name) / "work", write_clip(Path(name) / "clip.mp4", Clip()))
        for number in range(asked.kills):
            _one(runs, number, chance)
        began = time.monotonic()
        runs.finish()
        took = time.monotonic() - began
        files = runs.files()
        lost = set(runs.taken) - set(files) - runs.waiting()
        whole = sum(probe_source(file).duration == 1 for file in files.values())
        print(f"{asked.kills} kills, {len(runs.taken)} jobs taken, {len(lost)} lost, none twice")
        print(f"{len(runs.waiting())} were begun too often and wait for their owner")
        print(f"{whole} of {len(files)} files whole; the last run took {took:.0f} s")
    sys.exit(bool(lost) or whole != len(files))


def _one(runs: DeskRuns, number: int, chance: random.Random) -> None:
    run = runs.start(*(f"kill {number}, job {job}" for job in range(2)))
    runs.hear(run)
    pause = chance.uniform(0, _MOST_SECONDS)
    time.sleep(pause)
    workers = children(run.pid) if number % 3 == 2 else []
    for worker in workers:
        with suppress(OSError):
            kill(worker, signal.SIGKILL)
    runs.kill(run)
    print(f"  killed after {pause:.2f} s; {len(runs.taken)} jobs taken so far", flush=True)


def children(process: int) -> list[int]:
    """Of a process, by their ids. Linux."""
    lists = Path("/proc", str(process), "task").glob("*/children")
    return [int(child) for text in lists for child in text.read_text().split()]


if __name__ == "__main__":
    main()
