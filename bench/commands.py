"""The commands that the benches measure: our own, and the peers' with the same settings."""

from __future__ import annotations

import sys
from pathlib import Path

import imageio_ffmpeg

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "glow_serum" / "ad.yaml"
CLIP = SAMPLE.with_name("clip.mp4")
PRESET, CRF = "veryfast", "20"
MEGABYTE = 1 << 20

Command = list[str | Path]


def export_command(clip: Path, output: Path, preset: str = PRESET) -> Command:
    """Our command line, as a user types it."""
    settings = ["--preset", preset, "--crf", CRF, "--set", f"post.video={clip.absolute()}"]
    files: Command = [SAMPLE, "-o", output, "--overwrite"]
    return [sys.executable, ROOT / "cli.py", "export", *files, *settings]


def transcode_command(clip: Path, output: Path, preset: str = PRESET) -> Command:
    """The ffmpeg binary with the same encoder settings and the sound copied."""
    return [*ffmpeg(), "-i", clip, *encoding(preset), output]


def moviepy_command(clip: Path, output: Path) -> Command:
    return [sys.executable, "-m", "bench.moviepy_export", SAMPLE, clip, output]


def loop_command(clip: Path, output: Path, seconds: int) -> Command:
    """The clip again and again until it is that long, nothing encoded anew."""
    return [*ffmpeg(), "-stream_loop", "-1", "-i", clip, "-t", str(seconds), "-c", "copy", output]


def ffmpeg() -> Command:
    """The binary, silent but for errors, replacing what is there."""
    return [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]


def encoding(preset: str = PRESET) -> Command:
    """The flags that `renderer.output.encode` gives x264 and the muxer; the sound is copied."""
    x264 = ("-c:v", "libx264", "-preset", preset, "-crf", CRF, "-pix_fmt", "yuv420p")
    return [*x264, "-c:a", "copy", "-movflags", "+faststart"]
