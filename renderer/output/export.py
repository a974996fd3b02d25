"""`export_video`: a plan becomes a file or a folder, with progress, and can be stopped any time.

What only animations and the chrome alone need is imported when one is written: a video starts
sooner without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from overlays.errors import ExportError
from overlays.geometry import Size
from overlays.motion import ALWAYS
from renderer.files.part_file import (
    check_folder_place,
    check_place,
    exists_error,
    is_taken,
    part_file,
    part_folder,
)
from renderer.files.unchanged import unchanged
from renderer.frames import Frame, iter_frames
from renderer.output.encode import (
    VideoSettings,
    VideoWriter,
    count_written_frames,
    open_writer,
    settings_of,
)
from renderer.output.formats import FORMATS, check_fps, encoder_numbers, format_of
from renderer.output.options import ExportOptions, Format, check_order, check_span
from renderer.output.progress import Meter, OnProgress, Written
from renderer.output.sequence import CONTENTS, Shown, write_sequence
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo
from renderer.timeline import Timeline

# Enough that a slow frame on one side does not stop the other; one of 1080x1920 is 3 MB.
_FRAMES_AHEAD = 4

DEFAULT_OPTIONS = ExportOptions()


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished file or folder. `duration` runs from the first frame's start to the last's end.

    `notes` are clauses on what the work itself found out: what was given up for the size limit of a
    GIF or WebP, that no sound could be decoded, or how many pictures are damaged. What was known
    before is in the plan's.
    `size` is of its pictures, which the same limit may have made smaller.
    """

    path: Path
    frame_count: int
    duration: Fraction
    size_bytes: int
    digest: str
    notes: tuple[str, ...] = ()
    size: Size | None = None


def export_video(
    plan: RenderPlan,
    output: Path,
    options: ExportOptions = DEFAULT_OPTIONS,
    *,
    preset: str | None = None,
    crf: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
    overwrite: bool = True,
) -> ExportResult:
    """Writes the plan's frames and the source's sound, or its chrome alone, to `output`.

    `preset` and `crf` go before those of `options`. `on_progress` is called in this thread, at most
    ten times a second and once at the end. Raises ExportError, SourceError, or Canceled once
    `cancel` is set; then nothing is left behind.
    """
    if preset is not None:
        options = replace(options, preset=preset)
    if crf is not None:
        options = replace(options, crf=crf)
    kind = format_of(output, options.format)
    check_options(plan.source, kind, options)
    check_output(plan.source, output, overwrite=overwrite, kind=kind)
    job = _Job(plan, kind, options, on_progress, cancel)
    with _part(output, kind, overwrite=overwrite) as part:
        with unchanged(plan.source.path):
            written = job.run(part)
        size = sum(path.stat().st_size for path in _files_of(part))
    return ExportResult(
        output,
        written.frame_count,
        written.duration,
        size,
        plan.digest,
        written.notes,
        written.size or plan.canvas,
    )


def write_frames(
    frames: Iterable[Frame], writer: VideoWriter, meter: Meter, cancel: threading.Event | None
) -> Fraction:
    """Encodes all frames and ends the file; the end of the last one in media time."""
    end = Fraction(0)
    for frame in meter.counted(frames, cancel):
        writer.write(frame)
        end = frame.time + frame.duration * frame.time_base
    writer.finish()
    return end


def check_options(source: SourceInfo, kind: Format, options: ExportOptions) -> None:
    """Raises ExportError with one sentence for what cannot be done, before any work."""
    check_settings(kind, options)
    if options.span is not None:
        check_span(options.span, source.duration, source.path.name)


def check_settings(kind: Format, options: ExportOptions) -> None:
    """Raises ExportError for what cannot be done with any creative."""
    encoder_numbers(kind, options)
    if options.fps is not None:
        check_fps(options.fps, kind)
    if options.span is not None:
        check_order(options.span)
    facts = FORMATS[kind]
    if options.size_limit is not None and facts.form != "animation":
        raise ExportError("A size limit is for GIF and WebP only: choose a quality instead.")
    if not facts.has_frames and (options.span or options.fps):
        raise ExportError("Layers have no frames: leave out the range and the frame rate.")


def check_output(
    source: SourceInfo, output: Path, *, overwrite: bool, kind: Format = "mp4"
) -> None:
    """Raises ExportError for a name that is not the format's, and where something must stay."""
    facts = FORMATS[kind]
    if facts.suffix:
        check_place(output, facts.suffix)
    else:
        check_folder_place(output, CONTENTS)
    if output.is_file() and output.samefile(source.path):
        raise ExportError(f"{output.name} is the creative itself: choose another name.")
    if is_taken(output) and not overwrite:
        raise exists_error(output)


def _part(output: Path, kind: Format, *, overwrite: bool) -> AbstractContextManager[Path]:
    if FORMATS[kind].suffix:
        return part_file(output, overwrite=overwrite)
    return part_folder(output, CONTENTS, overwrite=overwrite)


class _Job:
    """One export on its way."""

    def __init__(
        self,
        plan: RenderPlan,
        kind: Format,
        options: ExportOptions,
        on_progress: OnProgress | None,
        cancel: threading.Event | None,
    ) -> None:
        self._plan, self._kind, self._options, self._cancel = plan, kind, options, cancel
        rate = _first_rate(kind, options)
        self._timeline = Timeline(plan.source, options.span or ALWAYS, rate)
        has_frames = FORMATS[kind].has_frames
        total = self._timeline.frame_count if has_frames else len(plan.chrome.layers)
        self._meter = Meter(total, on_progress)

    @property
    def _settings(self) -> VideoSettings:
        return settings_of(self._kind, self._options)

    def run(self, part: Path) -> Written:
        """Writes the output under the name `part`."""
        match self._kind:
            case "mp4" | "hevc" | "webm":
                written = self._video(part)
            case "gif" | "webp":
                written = self._animation(part)
            case "png_sequence":
                written = self._sequence(part)
            case "chrome_prores" | "chrome_webm":
                written = self._chrome_video(part)
            case "chrome_png_sequence":
                written = self._chrome_sequence(part)
            case "chrome_layers":
                written = self._chrome_layers(part)
        self._meter.finish()
        return replace(written, notes=(*written.notes, *self._timeline.notes))

    def _video(self, part: Path) -> Written:
        plan, timeline = self._plan, self._timeline
        with (
            open_writer(part, plan.source, plan.canvas, self._settings, timeline) as writer,
            read_ahead(self._frames(), _FRAMES_AHEAD) as frames,
        ):
            end = write_frames(frames, writer, self._meter, self._cancel)
        self._check_whole(part, self._settings.container)
        silence = (writer.silence,) if writer.silence else ()
        return Written(self._meter.done, end - timeline.span.start, silence)

    def _chrome_video(self, part: Path) -> Written:
        from renderer.output.chrome_export import write_chrome_video

        duration = write_chrome_video(
            self._plan, self._timeline, self._settings, part, self._meter, self._cancel
        )
        self._check_whole(part, self._settings.container)
        return self._written(duration)

    def _animation(self, part: Path) -> Written:
        from renderer.output.animation import AnimationMaker

        maker = AnimationMaker(
            self._plan, self._timeline, self._kind, self._options, self._meter, self._cancel
        )
        return maker.write(part)

    def _sequence(self, part: Path) -> Written:
        with read_ahead(self._shown(), _FRAMES_AHEAD) as pictures:
            return self._written(write_sequence(self._meter.counted(pictures, self._cancel), part))

    def _chrome_sequence(self, part: Path) -> Written:
        from renderer.output.chrome_export import write_chrome_sequence

        duration = write_chrome_sequence(
            self._plan, self._timeline, part, self._meter, self._cancel
        )
        return self._written(duration)

    def _chrome_layers(self, part: Path) -> Written:
        from renderer.output.chrome_export import write_chrome_layers

        write_chrome_layers(self._plan, part, self._meter, self._cancel)
        return self._written(self._plan.source.duration)

    def _frames(self) -> Iterator[Frame]:
        return iter_frames(self._plan, timeline=self._timeline)

    def _shown(self) -> Iterator[Shown]:
        timeline = self._timeline
        for frame in self._frames():
            end = timeline.shown_at(frame.pts + frame.duration)
            yield Shown(rgb_from_frame(frame), timeline.shown_at(frame.pts), end)

    def _written(self, duration: Fraction) -> Written:
        return Written(self._meter.done, duration)

    def _check_whole(self, part: Path, container: str) -> None:
        """A full disk is not always told when it happens."""
        if count_written_frames(part, container) != self._meter.done:
            raise ExportError("The output was not written whole: is the disk full?")


def _first_rate(kind: Format, options: ExportOptions) -> Fraction | None:
    if FORMATS[kind].form == "animation":
        from renderer.output.animation import first_rate

        return first_rate(kind, options)
    return options.fps


def _files_of(output: Path) -> Iterable[Path]:
    return output.iterdir() if output.is_dir() else (output,)
