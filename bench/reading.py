"""Reads finished files with the ffmpeg binary: times and samples, by none of our own code."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds by the file's own clock from the start of a frame to its end."""

    start: Fraction
    end: Fraction


def run_ffmpeg(*arguments: str, data: bytes = b"") -> bytes:
    """What ffmpeg writes to its output. Raises CalledProcessError when it fails."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def read_spans(path: Path, track: int = 0) -> tuple[list[Span], list[Span]]:
    """Every decoded picture's time and every block of sound's; `track` counts tracks of sound."""
    # A capital V leaves out cover art.
    text = run_ffmpeg(
        *("-copyts", "-i", str(path), "-map", "0:V:0", "-map", f"0:a:{track}?"),
        *("-fps_mode", "passthrough", "-enc_time_base:v", "demux", "-f", "framecrc", "-"),
    ).decode()
    tick: dict[str, Fraction] = {}
    spans: dict[str, list[Span]] = {"0": [], "1": []}
    for line in text.splitlines():
        if line.startswith("#tb "):
            tick[line[4]] = Fraction(line.split(": ")[1])
        elif not line.startswith("#"):
            stream, _, pts, duration = (word.strip() for word in line.split(",")[:4])
            start = int(pts) * tick[stream]
            spans[stream].append(Span(start, start + int(duration) * tick[stream]))
    return spans["0"], spans["1"]


def read_brightness(path: Path) -> npt.NDArray[np.float64]:
    """The mean of each picture, 0 to 255."""
    pictures = ("-map", "0:V:0", "-fps_mode", "passthrough", "-enc_time_base:v", "demux")
    small = ("-vf", "scale=8:8,format=gray", "-f", "rawvideo", "-")
    data = run_ffmpeg("-i", str(path), *pictures, *small)
    return np.asarray(np.frombuffer(data, np.uint8).reshape(-1, 64).mean(axis=1))


def read_samples(path: Path) -> npt.NDArray[np.float64]:
    """The first track of sound at 48 kHz, mono, -1 to 1."""
    mono = ("-map", "0:a:0", "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "s16le", "-")
    return np.frombuffer(run_ffmpeg("-i", str(path), *mono), np.int16) / 32768
