"""Export beside a plain transcode and beside MoviePy, on one clip, in one run.

    python -m bench.export [CLIP] [--runs 5] [--skip-moviepy]

Every figure is of a whole process, as a user starts it. The runs are interleaved, so that what else
the computer does falls on all alike; the ratios are of medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import imageio_ffmpeg

from bench.processes import Cost, cost_of

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "glow_serum" / "ad.yaml"
CLIP = SAMPLE.with_name("clip.mp4")
PRESET, CRF = "veryfast", "20"
MEGABYTE = 1 << 20

# The same flags that `renderer.encode` gives x264 and the muxer.
_X264 = ("-c:v", "libx264", "-preset", PRESET, "-crf", CRF, "-pix_fmt", "yuv420p")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        print(f"Export of {options.clip.name}, 1080x1920, whole chrome, {options.runs} runs each")
        compare_with_transcode(options.clip, folder, options.runs)
        compare_memory(options.clip, folder)
        if not options.skip_moviepy:
            compare_with_moviepy(options.clip, folder)


def compare_with_transcode(clip: Path, folder: Path, runs: int) -> None:
    """Prints the median cost of both and their ratio."""
    ours, plain = [], []
    for _ in range(runs):
        plain.append(cost_of(transcode_command(clip, folder / "plain.mp4")))
        ours.append(cost_of(export_command(clip, folder / "ours.mp4")))
    median, base = _median(ours), _median(plain)
    print(f"  {'ffmpeg transcode':28}{base.wall:7.2f} s wall {base.processor:7.2f} s processor")
    print(
        f"  {'sparkproof export':28}{median.wall:7.2f} s wall {median.processor:7.2f} s processor"
    )
    wall, processor = median.wall / base.wall, median.processor / base.processor
    print(f"  {'ratio':28}{wall:7.3f} (target 1.15) {processor:8.3f} (target 1.08)")


def compare_memory(clip: Path, folder: Path) -> None:
    """Prints peak memory of exporting 10 s and 60 s of the same clip."""
    peaks = []
    for seconds in (10, 60):
        looped = folder / f"{seconds}s.mp4"
        cost_of(loop_command(clip, looped, seconds))
        peaks.append(cost_of(export_command(looped, folder / "ours.mp4")).peak_bytes / MEGABYTE)
    short, long = peaks
    print(f"  peak memory  10 s {short:.0f} MB   60 s {long:.0f} MB   ", end="")
    print(f"more {long - short:+.0f} MB (target 40)")


def compare_with_moviepy(clip: Path, folder: Path) -> None:
    """Prints how long MoviePy takes for the same layers: one run of it between two of ours."""
    before = cost_of(export_command(clip, folder / "ours.mp4"))
    theirs = cost_of(moviepy_command(clip, folder / "moviepy.mp4"))
    ours = _median([before, cost_of(export_command(clip, folder / "ours.mp4"))])
    print(
        f"  {'MoviePy composite':28}{theirs.wall:7.2f} s wall {theirs.processor:7.2f} s processor"
    )
    print(f"  {'MoviePy / ours':28}{theirs.wall / ours.wall:7.2f} (target 4)    ", end="")
    print(f"{theirs.processor / ours.processor:7.2f}")


def export_command(clip: Path, output: Path) -> list[str | Path]:
    """Our command line, as a user types it."""
    settings = ["--preset", PRESET, "--crf", CRF, "--set", f"post.video={clip.absolute()}"]
    files: list[str | Path] = [SAMPLE, "-o", output, "--overwrite"]
    return [sys.executable, ROOT / "cli.py", "export", *files, *settings]


def transcode_command(clip: Path, output: Path) -> list[str | Path]:
    """The ffmpeg binary with the same encoder settings and the sound copied."""
    start = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", clip, *_X264]
    return [*start, "-c:a", "copy", "-movflags", "+faststart", output]


def moviepy_command(clip: Path, output: Path) -> list[str | Path]:
    return [sys.executable, "-m", "bench.moviepy_export", SAMPLE, clip, output]


def loop_command(clip: Path, output: Path, seconds: int) -> list[str | Path]:
    start = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-stream_loop", "-1", "-i", clip]
    return [*start, "-t", str(seconds), "-c", "copy", output]


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.peak_bytes for cost in costs),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", nargs="?", type=Path, default=CLIP)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--skip-moviepy", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
