"""Sound against picture: flashes and beeps at the same moment, before and after an export.

python -m bench.sync
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from bench.reading import SAMPLE_RATE, read_brightness, read_samples, read_spans, run_ffmpeg
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.output.export import export_video
from renderer.plan import make_plan
from renderer.source.probe import probe_source

SIZE = Size(108, 192)
COUNT = 300
FLASHES = (15, 284)

_X264 = "-c:v libx264 -preset veryfast -crf 12 -pix_fmt yuv420p"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A kind of source: frame times, as a rate and an irregular part, and how it is stored."""

    kind: str
    file: str
    rate: Fraction = Fraction(30)
    jitter: Fraction = Fraction(0)
    """Seconds that frames 1 and 2 of each 3 come late, the second twice that."""
    encoders: str = f"{_X264} -c:a aac"
    offset: Fraction = Fraction(0)
    """When the first picture is shown, in seconds of the sound."""

    def time_of(self, index: int) -> Fraction:
        return index / self.rate + self.jitter * (index % 3) + self.offset


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds by which each beep comes after its flash."""

    start: float
    end: float


RHYTHMS = (
    Rhythm("constant, 30 fps, mp4", "constant.mp4"),
    Rhythm("29.97 fps, mp4", "ntsc.mp4", Fraction(30_000, 1001)),
    Rhythm("29.97 fps, PCM in mov", "ntsc.mov", Fraction(30_000, 1001),
           encoders=f"{_X264} -c:a pcm_s16le"),
    Rhythm("variable, mp4", "variable.mp4", jitter=Fraction(11, 1000)),
    Rhythm("variable, mkv", "variable.mkv", jitter=Fraction(11, 1000)),
    Rhythm("VP9 and Opus, webm", "web.webm",
           encoders="-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"),
    Rhythm("picture 0.4 s after the sound, mp4", "late.mp4", offset=Fraction(2, 5)),
    Rhythm("59.94 fps, mp4", "fast.mp4", Fraction(60_000, 1001)),
    Rhythm("H.264 with B-frames, avi", "b_frames.avi", encoders=f"{_X264} -c:a pcm_s16le"),
    Rhythm("MPEG-4 with B-frames, avi", "mpeg4.avi",
           encoders="-c:v mpeg4 -q:v 3 -bf 2 -c:a pcm_s16le"),
)  # fmt: skip


def make_clip(rhythm: Rhythm, folder: Path) -> Path:
    """Ten seconds or so with two flashes of a frame and two beeps of 40 ms."""
    path = folder / rhythm.file
    pictures = np.full((COUNT, SIZE.height, SIZE.width), 40, np.uint8)
    pictures[list(FLASHES)] = 235
    begins = [float(rhythm.time_of(index)) for index in FLASHES]
    on = "+".join(f"between(t,{begin:.6f},{begin + 0.04:.6f})" for begin in begins)
    times = f"N*{1 / rhythm.rate}+{float(rhythm.jitter)}*mod(N\\,3)+{float(rhythm.offset)}"
    own_times = ["-vf", f"settb=1/90000,setpts=({times})/TB", "-enc_time_base:v", "filter"]
    if path.suffix == ".avi":
        # It counts frames and can hold no other times.
        own_times = []
    run_ffmpeg(
        *("-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{SIZE.width}x{SIZE.height}"),
        *("-r", str(rhythm.rate), "-i", "-"),
        *("-f", "lavfi", "-i", f"aevalsrc='0.6*sin(2*PI*1000*t)*({on})':s={SAMPLE_RATE}:d=11"),
        *own_times,
        *("-fps_mode", "passthrough", *rhythm.encoders.split(), str(path)),
        data=pictures.tobytes(),
    )
    return path


def export_clip(path: Path) -> Path:
    """The export of the clip without any chrome, beside it."""
    output = path.with_name(f"{path.name}.export.mp4")
    export_video(make_plan(probe_source(path), Chrome(SIZE, (), digest="none")), output)
    return output


def measure_lag(path: Path) -> Lag:
    """Finds the flashes by brightness and the beeps by their first loud sample."""
    pictures, sound = read_spans(path)
    bright = np.flatnonzero(read_brightness(path) > 128)
    assert len(bright) == len(FLASHES), f"{path.name}: flashes in frames {bright}"
    loud = np.flatnonzero(np.abs(read_samples(path)) > 0.15)
    gap = int(np.argmax(np.diff(loud)))
    onsets = [float(sound[0].start) + loud[at] / SAMPLE_RATE for at in (0, gap + 1)]
    flashes = [float(pictures[index].start) for index in bright]
    return Lag(onsets[0] - flashes[0], onsets[1] - flashes[1])


def table(folder: Path) -> str:
    """A row of Markdown for each kind: both lags of the source and of its export, in ms."""
    lines = ["| kind | source, start | end | export, start | end |", "|---|---|---|---|---|"]
    for rhythm in RHYTHMS:
        path = make_clip(rhythm, folder)
        lags = (measure_lag(path), measure_lag(export_clip(path)))
        numbers = [f"{1000 * value:.1f}" for lag in lags for value in (lag.start, lag.end)]
        lines.append(f"| {' | '.join([rhythm.kind, *numbers])} |")
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sparkproof-sync-") as name:
        print(table(Path(name)))


if __name__ == "__main__":
    main()
