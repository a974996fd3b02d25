"""Ten captions of one clip in a batch, beside ten plain transcodes: processor time and memory.

    python -m bench.variants [CLIP] [--rows 10] [--workers 2] [--runs 3]

Every figure is of whole processes with what they start. The runs are interleaved.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from bench.export import CLIP, CRF, MEGABYTE, PRESET, ROOT, SAMPLE, transcode_command
from bench.processes import Cost, cost_of


def main() -> None:
    options = _options()
    print(f"{options.rows} captions of {options.clip.name}, 1080x1920, {options.workers} workers")
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        write_table(folder / "ads.csv", options.clip, options.rows)
        ours, plain = [], []
        for _ in range(options.runs):
            plain.append(many_transcodes(options.clip, folder, options.rows))
            ours.append(cost_of(batch_command(folder, options.workers)))
    processor = statistics.median(cost.processor for cost in ours)
    wall = statistics.median(cost.wall for cost in ours)
    base_processor = statistics.median(cost.processor for cost in plain)
    base_wall = statistics.median(cost.wall for cost in plain)
    print(f"  ffmpeg transcodes   {base_wall:7.2f} s wall {base_processor:7.2f} s processor")
    print(f"  sparkproof batch    {wall:7.2f} s wall {processor:7.2f} s processor")
    ratio = processor / base_processor
    print(f"  ratio               {wall / base_wall:7.3f}        {ratio:7.3f} (target 0.95)")
    peak = max(cost.peak_bytes for cost in ours) / MEGABYTE
    print(f"  largest process     {peak:7.0f} MB")


def write_table(path: Path, clip: Path, rows: int) -> None:
    lines = [f"{clip.absolute()},Caption number {row} of many #skincare" for row in range(rows)]
    path.write_text("\n".join(("post.video,post.caption", *lines)) + "\n", encoding="utf-8")


def batch_command(folder: Path, workers: int) -> list[str | Path]:
    table = folder / "ads.csv"
    start: list[str | Path] = [sys.executable, ROOT / "cli.py", "batch", table, "--base", SAMPLE]
    settings = ["--preset", PRESET, "--crf", CRF, "--workers", str(workers), "--overwrite"]
    return [*start, "-o", folder / "out", *settings]


def many_transcodes(clip: Path, folder: Path, count: int) -> Cost:
    """One after the other; each uses all cores."""
    costs = [cost_of(transcode_command(clip, folder / "plain.mp4")) for _ in range(count)]
    return Cost(
        sum(cost.wall for cost in costs),
        sum(cost.processor for cost in costs),
        max(cost.peak_bytes for cost in costs),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", nargs="?", type=Path, default=CLIP)
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
