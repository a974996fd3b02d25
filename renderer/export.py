"""`export_video`: a plan becomes an MP4 file, with progress, and can be stopped at any frame."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from overlays.errors import Canceled, ExportError
from renderer.encode import VideoSettings, VideoWriter, count_written_frames, open_writer
from renderer.frames import Frame, iter_frames
from renderer.part_file import check_place, part_file
from renderer.pipeline import read_ahead
from renderer.plan import RenderPlan
from renderer.progress import Meter, OnProgress
from renderer.source import SourceInfo

PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast", "medium"),
    *("slow", "slower", "veryslow", "placebo"),
)
WORST_CRF = 51

# Enough that a slow frame on one side does not stop the other; one of 1080x1920 is 3 MB.
_FRAMES_AHEAD = 4


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished file. `duration` runs from the first frame's start to the last one's end."""

    path: Path
    frame_count: int
    duration: Fraction
    size_bytes: int
    digest: str


def export_video(
    plan: RenderPlan,
    output: Path,
    *,
    preset: str = "veryfast",
    crf: int = 20,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
    overwrite: bool = True,
) -> ExportResult:
    """Writes every frame of the plan and the source's sound to `output` as H.264 in MP4.

    `on_progress` is called in this thread, at most ten times a second and once at the end. Raises
    ExportError, SourceError, or Canceled once `cancel` is set; then nothing is left behind.
    """
    _check_settings(preset, crf)
    check_output(plan.source, output, overwrite=overwrite)
    meter = Meter(plan.source.frame_count, on_progress)
    with part_file(output) as part:
        with (
            open_writer(part, plan.source, plan.canvas, VideoSettings(preset, crf)) as writer,
            read_ahead(iter_frames(plan), _FRAMES_AHEAD) as frames,
        ):
            duration = write_frames(frames, writer, meter, cancel)
        if count_written_frames(part) != meter.done:
            raise ExportError(f"{output.name} was not written whole: is the disk full?")
        size_bytes = part.stat().st_size
    return ExportResult(output, meter.done, duration, size_bytes, plan.digest)


def write_frames(
    frames: Iterable[Frame], writer: VideoWriter, meter: Meter, cancel: threading.Event | None
) -> Fraction:
    """Encodes all frames and finishes the file; the end of the last one in media time."""
    end = Fraction(0)
    for frame in frames:
        if cancel is not None and cancel.is_set():
            raise Canceled("Stopped.")
        writer.write(frame)
        end = frame.time + frame.duration * frame.time_base
        meter.advance()
    writer.finish()
    meter.finish()
    return end


def check_output(source: SourceInfo, output: Path, *, overwrite: bool) -> None:
    """Raises ExportError for a name that is no MP4's, and where something else must stay."""
    check_place(output, ".mp4")
    if not output.is_file():
        return
    if output.samefile(source.path):
        raise ExportError(f"{output.name} is the creative itself: choose another name.")
    if not overwrite:
        raise ExportError(f"{output.name} exists already: choose another name.")


def _check_settings(preset: str, crf: int) -> None:
    if preset not in PRESETS:
        raise ExportError(f"There is no preset {preset!r}: choose one of {', '.join(PRESETS)}.")
    if not 0 <= crf <= WORST_CRF:
        raise ExportError(f"A quality (crf) of {crf} is not possible: choose 0 (best) to 51.")
