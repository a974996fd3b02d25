"""Ten captions of one clip in a batch, beside ten plain transcodes: processor time and memory.

    python -m bench.variants [CLIP] [--rows 10] [--workers 2] [--runs 3]

Every figure is of whole processes with what they start. The runs are interleaved.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.commands import CLIP, CRF, MEGABYTE, PRESET, ROOT, SAMPLE, Command, transcode_command
from bench.processes import Cost, cost_of, median_cost


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
    batch, base = median_cost(ours), median_cost(plain)
    print(f"  ffmpeg transcodes   {base.wall:7.2f} s wall {base.processor:7.2f} s processor")
    print(f"  sparkproof batch    {batch.wall:7.2f} s wall {batch.processor:7.2f} s processor")
    wall, processor = batch.wall / base.wall, batch.processor / base.processor
    print(f"  ours / ffmpeg       {wall:7.3f}        {processor:7.3f}   target at most 0.95")
    print(f"  largest process     {batch.peak_bytes / MEGABYTE:7.0f} MB")


def write_table(path: Path, clip: Path, rows: int) -> None:
    lines = [f"{clip.absolute()},Caption number {row} of many #skincare" for row in range(rows)]
    path.write_text("\n".join(("post.video,post.caption", *lines)) + "\n", encoding="utf-8")


def batch_command(folder: Path, workers: int) -> Command:
    table = folder / "ads.csv"
    start: Command = [sys.executable, ROOT / "cli.py", "batch", table, "--base", SAMPLE]
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
