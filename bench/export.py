"""Export beside a plain transcode, an ffmpeg `overlay` graph and MoviePy, on one clip, in one run.

    python -m bench.export [CLIP] [--runs 5] [--skip-moviepy]

Every figure is of a whole process, as a user starts it. The runs are interleaved, so that what else
the computer does falls on all alike; the ratios are of medians. MoviePy takes so long that it runs
once, between two runs of ours.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.commands import (
    CLIP,
    SAMPLE,
    Command,
    export_command,
    moviepy_command,
    transcode_command,
)
from bench.overlay_graph import overlay_command
from bench.processes import Cost, cost_of, median_cost
from overlays.ad.file import load_ad
from renderer.plan import build_plan

TRANSCODE_TARGET, GRAPH_TARGET, MOVIEPY_TARGET = 1.05, 1.00, 5


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        print(f"Export of {options.clip.name}, 1080x1920, whole chrome, {options.runs} runs each")
        compare_with_ffmpeg(options.clip, folder, options.runs)
        if not options.skip_moviepy:
            compare_with_moviepy(options.clip, folder)


def compare_with_ffmpeg(clip: Path, folder: Path, runs: int) -> None:
    """Prints the median costs of ours, of a transcode and of the graph, and the ratios."""
    transcode = transcode_command(clip, folder / "plain.mp4")
    graph = graph_command(clip, folder)
    export = export_command(clip, folder / "ours.mp4")
    rounds = [[cost_of(command) for command in (transcode, graph, export)] for _ in range(runs)]
    plain, overlaid, ours = (median_cost(costs) for costs in zip(*rounds, strict=True))
    print_cost("ffmpeg transcode", plain)
    print_cost("ffmpeg overlay graph", overlaid)
    print_cost("sparkproof export", ours)
    print_ratio("ours / transcode", ours, plain, f"at most {TRANSCODE_TARGET:.2f}")
    print_ratio("ours / overlay graph", ours, overlaid, f"at most {GRAPH_TARGET:.2f}")


def compare_with_moviepy(clip: Path, folder: Path) -> None:
    """Prints what MoviePy takes for the same layers: one run of it between two of ours."""
    export = export_command(clip, folder / "ours.mp4")
    before = cost_of(export)
    theirs = cost_of(moviepy_command(clip, folder / "moviepy.mp4"))
    ours = median_cost([before, cost_of(export)])
    print_cost("MoviePy composite", theirs)
    print_ratio("MoviePy / ours", theirs, ours, f"at least {MOVIEPY_TARGET}")


def graph_command(clip: Path, folder: Path) -> Command:
    """The graph for what our command line exports, its pictures written into `folder`."""
    plan = build_plan(load_ad(SAMPLE, [f"post.video={clip.absolute()}"]), stamp=True)
    return overlay_command(plan, folder / "graph.mp4", folder)


def print_cost(name: str, cost: Cost) -> None:
    print(f"  {name:24}{cost.wall:8.2f} s wall {cost.processor:8.2f} s processor")


def print_ratio(name: str, ours: Cost, theirs: Cost, target: str) -> None:
    wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
    print(f"  {name:24}{wall:8.3f}        {processor:8.3f}   target {target}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", nargs="?", type=Path, default=CLIP)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--skip-moviepy", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
