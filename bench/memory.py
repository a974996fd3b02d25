"""Peak memory: a long export beside a short one of the same clip, and sources in 4K.

    python -m bench.memory [CLIP] [--minutes 10] [--skip-long]

A peak is the most that one process of a command had in memory. Sparkproof's export is one process.
x264 runs with its fastest preset so that ten minutes are bearable, in both exports and in the peer;
the memory of a preset does not depend on how long the clip is. What else the computer does does not
matter.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.commands import (
    CLIP,
    MEGABYTE,
    PRESET,
    Command,
    export_command,
    ffmpeg,
    loop_command,
    transcode_command,
)
from bench.processes import cost_of

FAST = "ultrafast"
SHORT_SECONDS = 10
MORE_TARGET, LARGE_TARGET = 40, 600


@dataclass(frozen=True, slots=True)
class Large:
    """A 4K source: what it is called and what ffmpeg makes it with."""

    name: str
    encoder: tuple[str, ...]


LARGE = (
    Large("H.264, 8 bits", ("libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p")),
    Large(
        "HEVC, 10 bits",
        ("libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1",
         "-x265-params", "log-level=error"),
    ),
)  # fmt: skip


def main() -> None:
    options = _options()
    print("Peak memory, 1080x1920, whole chrome")
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        for large in LARGE:
            compare_large(large, folder)
        if not options.skip_long:
            compare_lengths(options.clip, folder, options.minutes)


def compare_large(large: Large, folder: Path) -> None:
    """Prints the peak of exporting 5 s of 2160x3840, and of ffmpeg scaling and encoding it."""
    clip = folder / "4k.mp4"
    cost_of(large_clip_command(large, clip))
    ours = peak(export_command(clip, folder / "ours.mp4"))
    scaled = [*transcode_command(clip, folder / "plain.mp4")[:-1], "-vf", "scale=1080:1920"]
    theirs = peak([*scaled, folder / "plain.mp4"])
    print(f"  2160x3840 {large.name}, x264 {PRESET}", end="")
    print(f"   ours {ours:4.0f} MB (target {LARGE_TARGET})   ffmpeg scale {theirs:4.0f} MB")


def compare_lengths(clip: Path, folder: Path, minutes: float) -> None:
    """Prints the peaks of a short and of a long export, and what the long one has more."""
    lengths = (SHORT_SECONDS, round(60 * minutes))
    ours, theirs = zip(*(_peaks_at(clip, folder, seconds) for seconds in lengths), strict=True)
    print(f"  {SHORT_SECONDS} s and {minutes:g} min of {clip.name}, x264 {FAST}")
    print(f"    ours {ours[0]:5.0f} and {ours[1]:5.0f} MB   ", end="")
    print(f"more {ours[1] - ours[0]:+4.0f} MB (target {MORE_TARGET})")
    print(f"    ffmpeg {theirs[0]:3.0f} and {theirs[1]:5.0f} MB   ", end="")
    print(f"more {theirs[1] - theirs[0]:+4.0f} MB")


def peak(command: Command) -> float:
    """MB."""
    return cost_of(command).peak_bytes / MEGABYTE


def large_clip_command(large: Large, output: Path) -> Command:
    """Five seconds of a moving test picture with sound."""
    picture = ("-f", "lavfi", "-i", "testsrc2=size=2160x3840:rate=30")
    sound = ("-f", "lavfi", "-i", "sine=440:r=48000")
    tags = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
    written: Command = ["-t", "5", "-c:v", *large.encoder, *tags, "-c:a", "aac", output]
    return [*ffmpeg(), *picture, *sound, *written]


def _peaks_at(clip: Path, folder: Path, seconds: int) -> tuple[float, float]:
    """Ours and ffmpeg's, MB."""
    looped, output = folder / f"{seconds}s.mp4", folder / "output.mp4"
    cost_of(loop_command(clip, looped, seconds))
    return (
        peak(export_command(looped, output, FAST)),
        peak(transcode_command(looped, output, FAST)),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", nargs="?", type=Path, default=CLIP)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--skip-long", action="store_true", help="only the sources in 4K")
    return parser.parse_args()


if __name__ == "__main__":
    main()
