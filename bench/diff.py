"""How long two 1080x1920 pictures take to be told apart: ours beside blazediff and pixelmatch.

    python -m bench.diff

Ours and pixelmatch (pure Python, 0.4.0) get pixels that were read; blazediff (Rust) takes files
only, so its time holds two PNGs being read, and ours is given with that, too. The best of several
runs: what else the machine does only adds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import blazediff
from pixelmatch import pixelmatch

from bench.commands import ROOT
from bench.reading import run_ffmpeg
from overlays.ad.file import load_ad
from qa.diff.pixels import differing
from qa.diff.report import diff_files
from qa.opening import open_picture
from renderer.frames import render_still
from renderer.output.still import write_png
from renderer.plan import build_plan

AT = Fraction(2)
RUNS = 9
TARGET_MS, TARGET_TIMES = 100, 30
_SETS = {
    "one word": ("post.caption=day 15 of two drops before bed and nothing else",),
    "other language": ("ad.locale=de",),
}


def main() -> int:
    """Prints the table; 1 when a target is missed."""
    print(f"Two 1080x1920 pictures, best of {RUNS} runs in ms (plain pixelmatch: of 1)")
    print(
        f"{'pair':16}{'ours':>8}{'with files':>12}{'blazediff':>11}{'plain':>8}{'times':>7}  pixels"
    )
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        expected = _drawn(folder / "expected.png")
        pairs = {pair: _drawn(folder / f"{pair}.png", sets) for pair, sets in _SETS.items()}
        pairs["crf 28"] = _encoded(expected, folder / "crf.png")
        missed = [pair for pair, actual in pairs.items() if not _compared(pair, expected, actual)]
    print(
        f"Targets: {TARGET_MS} ms and {TARGET_TIMES} times; missed: {', '.join(missed) or 'none'}"
    )
    return 1 if missed else 0


def _drawn(path: Path, sets: tuple[str, ...] = ()) -> Path:
    ad = load_ad(ROOT / "samples" / "glow_serum" / "ad.yaml", sets)
    write_png(render_still(build_plan(ad), AT), path)
    return path


def _encoded(picture: Path, path: Path) -> Path:
    video = path.with_suffix(".mp4")
    still = ("-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "28")
    run_ffmpeg("-i", str(picture), *still, str(video))
    run_ffmpeg("-i", str(video), "-frames:v", "1", str(path))
    return path


def _compared(pair: str, expected: Path, actual: Path) -> bool:
    first, second = open_picture(expected).rgba, open_picture(actual).rgba
    height, width = first.shape[:2]
    ours = _best(lambda: differing(first, second))
    files = _best(lambda: diff_files(expected, actual))
    blaze = _best(lambda: blazediff.compare(str(expected), str(actual)))
    lists = first.reshape(-1).tolist(), second.reshape(-1).tolist()
    plain = _best(lambda: pixelmatch(*lists, width, height), runs=1)
    count = differing(first, second).count
    times = plain / ours
    print(f"{pair:16}{ours:8.0f}{files:12.0f}{blaze:11.0f}{plain:8.0f}{times:7.0f}  {count}")
    return ours <= TARGET_MS and times >= TARGET_TIMES


def _best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of the quickest run."""
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took) * 1000


if __name__ == "__main__":
    sys.exit(main())
