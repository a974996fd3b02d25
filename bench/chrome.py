"""How long the chrome takes to draw: first time in a process, and after a caption edit."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.locales import list_locales
from overlays.placements import list_placement_ids

SAMPLE = Path("samples/glow_serum/ad.yaml")
RUNS = 9


def cold_milliseconds() -> float:
    """The first `draw_chrome` of this process: placement, fonts, pictures and every layer."""
    ad = load_ad(SAMPLE)
    began = time.perf_counter()
    draw_chrome(ad)
    return 1000 * (time.perf_counter() - began)


def edit_milliseconds(ad: SparkAd, edit: int) -> float:
    """`draw_chrome` after the caption changed and nothing else."""
    caption = f"{edit} {ad.post.caption}"
    edited = ad.model_copy(update={"post": ad.post.model_copy(update={"caption": caption})})
    began = time.perf_counter()
    draw_chrome(edited)
    return 1000 * (time.perf_counter() - began)


def all_sets(ad: SparkAd) -> tuple[int, float]:
    """Every placement in every language: how many, and the seconds they took together."""
    began, count = time.perf_counter(), 0
    for placement in list_placement_ids():
        for locale in list_locales():
            promotion = ad.ad.model_copy(update={"placement": placement, "locale": locale})
            draw_chrome(ad.model_copy(update={"ad": promotion}))
            count += 1
    return count, time.perf_counter() - began


def main() -> None:
    command = [sys.executable, "-c", "from bench.chrome import *; print(cold_milliseconds())"]
    cold = [float(subprocess.check_output(command)) for _ in range(RUNS)]
    ad = load_ad(SAMPLE)
    draw_chrome(ad)
    edits = [edit_milliseconds(ad, edit) for edit in range(1, 21)]
    print("Chrome, 1080x1920, every layer of a sample")
    print(
        f"  first in a process   {statistics.median(cold):6.1f} ms   target 60   (median of {RUNS})"
    )
    print(f"  after a caption edit {statistics.median(edits):6.1f} ms   target 15   (median of 20)")
    count, seconds = all_sets(ad)
    print(f"  {count} sets (placements x languages) {seconds:6.2f} s   target 4")


if __name__ == "__main__":
    main()
