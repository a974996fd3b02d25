"""Videos with the source's sound: several from one decoding, or one alone.

decode, fit ──▶ picture ─┬─ blend chrome 1 ─ encode ─▶ fr.mp4
                         ├─ blend chrome 2 ─ encode ─▶ de.mp4
                         └─ …

A file holds the same pictures and sound whatever is written beside it. No other module writes
videos that are opaque; names and options are checked by who calls.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from overlays.errors import Canceled, SparkproofError
from renderer.files.part_file import check_whole, part_file
from renderer.files.unchanged import unchanged
from renderer.frames import Frame, iter_variant_frames
from renderer.output.encode import VideoSettings, count_written_frames, open_writer
from renderer.output.progress import Meter, Written
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.timeline import Timeline

# Enough that a slow frame on one side does not stop the other; one of 1080x1920 is 3 MB.
_FRAMES_AHEAD = 4
_LEAST_AHEAD = 2


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One plan and where it goes."""

    plan: RenderPlan
    output: Path


def write_videos(
    variants: Sequence[Variant],
    timeline: Timeline,
    settings: VideoSettings,
    meter: Meter,
    overwrite: bool,
    cancel: threading.Event | None,
) -> list[Written | SparkproofError]:
    """Writes each variant to its file; what went wrong with one stands in its place.

    The plans may differ in their layers only. The meter counts a frame once, for all files. Raises
    Canceled once `cancel` is set; then nothing is left behind.
    """
    source = timeline.source
    with ExitStack() as open_files:
        try:
            with unchanged(*source.files):
                files = [_OpenFile(variant, timeline, settings, overwrite) for variant in variants]
                for file in files:
                    open_files.callback(file.close)
                _write_frames(
                    files, [variant.plan for variant in variants], timeline, meter, cancel
                )
        except Canceled:
            raise
        except SparkproofError as error:
            return [error for _ in variants]
        return [file.put() for file in files]


def _write_frames(
    files: Sequence[_OpenFile],
    plans: Sequence[RenderPlan],
    timeline: Timeline,
    meter: Meter,
    cancel: threading.Event | None,
) -> None:
    """Hands every file its frames and ends it; stops early when none takes any more."""
    depth = max(_LEAST_AHEAD, _FRAMES_AHEAD // len(plans))
    with read_ahead(iter_variant_frames(plans, timeline), depth) as pictures:
        for frames in meter.counted(pictures, cancel):
            for file, frame in zip(files, frames, strict=True):
                file.write(frame)
            if not any(file.is_open for file in files):
                break
    for file in files:
        file.finish()
    meter.finish()


class _OpenFile:
    """One variant's file on its way; after an error it is gone and takes no more frames."""

    def __init__(
        self, variant: Variant, timeline: Timeline, settings: VideoSettings, overwrite: bool
    ) -> None:
        self._outcome: Written | SparkproofError | None = None
        self._writing = _writing(variant, timeline, settings, overwrite)
        self._send(None)

    @property
    def is_open(self) -> bool:
        return self._outcome is None

    def write(self, frame: Frame) -> None:
        if self._outcome is None:
            self._send(frame)

    def finish(self) -> None:
        """Writes the end of the file, still under its hidden name."""
        if self._outcome is None:
            self._send(None)

    def put(self) -> Written | SparkproofError:
        """Puts a finished file under its name and says what became of it."""
        if self._outcome is None:
            self._send(None)
        assert self._outcome is not None
        return self._outcome

    def close(self) -> None:
        """Takes a file away that is not under its name."""
        self._writing.close()

    def _send(self, frame: Frame | None) -> None:
        try:
            self._writing.send(frame)
        except StopIteration as end:
            self._outcome = end.value
        except SparkproofError as error:
            self._outcome = error


def _writing(
    variant: Variant, timeline: Timeline, settings: VideoSettings, overwrite: bool
) -> Generator[None, Frame | None, Written]:
    """Takes frames until None comes, and one more None before the file gets its name."""
    plan, count, end = variant.plan, 0, Fraction(0)
    with part_file(variant.output, overwrite=overwrite) as part:
        with open_writer(part, plan.source, plan.canvas, settings, timeline) as writer:
            while (frame := (yield)) is not None:
                writer.write(frame)
                count, end = count + 1, frame.time + frame.duration * frame.time_base
                # Held any longer it would keep its block from the pool.
                del frame
            writer.finish()
        check_whole(count_written_frames(part, settings.container) == count)
        size = part.stat().st_size
        yield
    duration = end - timeline.span.start
    notes = (*((writer.silence,) if writer.silence else ()), *timeline.notes)
    return Written(count, duration, notes, plan.canvas, size)
