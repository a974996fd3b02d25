"""Checks of an ad: everything on, over 15 s of 1080x1920, the first time and after an edit.

    python -m bench.checks [CLIP]

A check is a process of its own. What is kept of a clip lies in a folder that is empty at first; the
second ad has another caption. `the checks alone` is without the start of Python, in the same run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.commands import CLIP, MEGABYTE, Command, loop_command
from bench.processes import Cost, cost_of

SECONDS = 15
FIRST_TARGET, AGAIN_TARGET, PEAK_TARGET = 8.0, 1.0, 1200
_AD = Path("samples/glow_serum/ad.yaml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=Path, nargs="?", default=CLIP)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--caption", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        _check(asked.one, asked.caption)
        return
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        clip = Path(name) / "clip.mp4"
        cost_of(loop_command(asked.clip, clip, SECONDS))
        os.environ["SPARKPROOF_CACHE"] = str(Path(name) / "cache")
        print(f"Check of {SECONDS} s, 1080x1920, every family of checks")
        _print("first time", _cost(clip, "one caption"), FIRST_TARGET)
        _print("caption edited", _cost(clip, "another caption"), AGAIN_TARGET)


def _cost(clip: Path, caption: str) -> tuple[Cost, list[float]]:
    report = clip.with_suffix(".txt")
    os.environ["SPARKPROOF_BENCH_REPORT"] = str(report)
    command: Command = [sys.executable, "-m", "bench.checks"]
    command += ["--one", clip, "--caption", caption]
    cost = cost_of(command)
    return cost, [float(word) for word in report.read_text(encoding="utf-8").split()]


def _print(name: str, measured: tuple[Cost, list[float]], target: float) -> None:
    cost, (alone, processor) = measured
    peak = cost.peak_bytes / MEGABYTE
    print(
        f"  {name:<15} {cost.wall:5.1f} s, processor {cost.processor:5.1f} s, peak {peak:4.0f} MB; "
        f"the checks alone {alone:.2f} s, processor {processor:.2f} s "
        f"(target {target:g} s, {PEAK_TARGET} MB)"
    )


def _check(clip: Path, caption: str) -> None:
    from overlays.ad.file import load_ad
    from qa.checked import check_ad

    ad = load_ad(_AD)
    post = ad.post.model_copy(update={"video": clip, "caption": caption})
    began, worked = time.perf_counter(), time.process_time()
    check_ad(ad.model_copy(update={"post": post}))
    took, cost = time.perf_counter() - began, time.process_time() - worked
    report = Path(os.environ["SPARKPROOF_BENCH_REPORT"])
    report.write_text(f"{took:.3f} {cost:.3f}", encoding="utf-8")


if __name__ == "__main__":
    main()
