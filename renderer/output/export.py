"""`export_video`: a plan becomes a file or a folder, with progress, and can be stopped any time.

What only animations and the chrome alone need is imported when one is written: a video starts
sooner without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from overlays.errors import ExportError, SparkproofError
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
from renderer.frames import iter_frames
from renderer.output.encode import settings_of
from renderer.output.formats import FORMATS, check_fps, encoder_numbers, format_of
from renderer.output.options import ExportOptions, Format, check_order, check_span
from renderer.output.progress import Meter, OnProgress, Written
from renderer.output.sequence import CONTENTS, Shown, write_sequence
from renderer.output.still import rgb_from_frame
from renderer.output.video import Variant, write_videos
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo
from renderer.timeline import Timeline

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


Outcome = ExportResult | SparkproofError


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
    timeline = _timeline(plan.source, kind, options)
    meter = Meter(_units(plan, kind, timeline), on_progress)
    variant = Variant(plan, output)
    if not FORMATS[kind].has_sound:
        check_output(plan.source, output, overwrite=overwrite, kind=kind)
        job = _Job(plan, kind, options, timeline, meter, cancel)
        return _result(variant, job.write(output, overwrite))
    (outcome,) = export_videos((variant,), kind, options, meter, overwrite, cancel)
    if isinstance(outcome, SparkproofError):
        raise outcome
    return outcome


def export_videos(
    variants: Sequence[Variant],
    kind: Format,
    options: ExportOptions,
    meter: Meter,
    overwrite: bool,
    cancel: threading.Event | None,
) -> list[Outcome]:
    """Videos with sound of plans that differ in their layers only, from one decoding.

    What went wrong with one stands in its place. Raises Canceled once `cancel` is set; then nothing
    is left behind.
    """
    problems = [_problem(variant, kind, options, overwrite) for variant in variants]
    good = [variant for variant, found in zip(variants, problems, strict=True) if found is None]
    made: Iterator[Written | SparkproofError] = iter(())
    if good:
        timeline = _timeline(good[0].plan.source, kind, options)
        settings = settings_of(kind, options)
        made = iter(write_videos(good, timeline, settings, meter, overwrite, cancel))
    return [
        _outcome(variant, problem or next(made))
        for variant, problem in zip(variants, problems, strict=True)
    ]


def _outcome(variant: Variant, written: Written | SparkproofError) -> Outcome:
    return _result(variant, written) if isinstance(written, Written) else written


def _problem(
    variant: Variant, kind: Format, options: ExportOptions, overwrite: bool
) -> ExportError | None:
    source = variant.plan.source
    try:
        check_options(source, kind, options)
        check_output(source, variant.output, overwrite=overwrite, kind=kind)
    except ExportError as error:
        return error
    return None


def _timeline(source: SourceInfo, kind: Format, options: ExportOptions) -> Timeline:
    rate = options.fps
    if FORMATS[kind].form == "animation":
        from renderer.output.animation import first_rate

        rate = first_rate(kind, options)
    return Timeline(source, options.span or ALWAYS, rate)


def _units(plan: RenderPlan, kind: Format, timeline: Timeline) -> int:
    """How many frames, or layers, the progress is to expect."""
    return timeline.frame_count if FORMATS[kind].has_frames else len(plan.chrome.layers)


def _result(variant: Variant, written: Written) -> ExportResult:
    plan = variant.plan
    return ExportResult(
        variant.output,
        written.frame_count,
        written.duration,
        written.size_bytes,
        plan.digest,
        written.notes,
        written.size or plan.canvas,
    )


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
    if output.is_file() and any(output.samefile(path) for path in source.files if path.exists()):
        raise ExportError(f"{output.name} is the creative itself: choose another name.")
    if is_taken(output) and not overwrite:
        raise exists_error(output)


def _part(output: Path, kind: Format, *, overwrite: bool) -> AbstractContextManager[Path]:
    if FORMATS[kind].suffix:
        return part_file(output, overwrite=overwrite)
    return part_folder(output, CONTENTS, overwrite=overwrite)


class _Job:
    """One export without sound on its way."""

    def __init__(
        self,
        plan: RenderPlan,
        kind: Format,
        options: ExportOptions,
        timeline: Timeline,
        meter: Meter,
        cancel: threading.Event | None,
    ) -> None:
        self._plan, self._kind, self._options = plan, kind, options
        self._timeline, self._meter, self._cancel = timeline, meter, cancel

    def write(self, output: Path, overwrite: bool) -> Written:
        with _part(output, self._kind, overwrite=overwrite) as part:
            with unchanged(*self._plan.source.files):
                written = self._write(part)
                self._meter.finish()
            size_bytes = sum(path.stat().st_size for path in _files_of(part))
        notes = (*written.notes, *self._timeline.notes)
        return replace(written, notes=notes, size_bytes=size_bytes)

    def _write(self, part: Path) -> Written:
        facts = FORMATS[self._kind]
        match facts.form:
            case "animation":
                return self._animation(part)
            case "pictures" if not facts.is_chrome_alone:
                return self._sequence(part)
            case _:
                return self._chrome(part)

    def _animation(self, part: Path) -> Written:
        from renderer.output.animation import AnimationMaker

        maker = AnimationMaker(
            self._plan, self._timeline, self._kind, self._options, self._meter, self._cancel
        )
        return maker.write(part)

    def _sequence(self, part: Path) -> Written:
        with read_ahead(self._shown(), _FRAMES_AHEAD) as pictures:
            duration = write_sequence(self._meter.counted(pictures, self._cancel), part)
        return Written(self._meter.done, duration)

    def _chrome(self, part: Path) -> Written:
        from renderer.output import chrome_export

        plan, timeline, meter, cancel = self._plan, self._timeline, self._meter, self._cancel
        match FORMATS[self._kind].form:
            case "pictures":
                duration = chrome_export.write_chrome_sequence(plan, timeline, part, meter, cancel)
            case "layers":
                chrome_export.write_chrome_layers(plan, part, meter, cancel)
                duration = plan.source.duration
            case _:
                settings = settings_of(self._kind, self._options)
                duration = chrome_export.write_chrome_video(
                    plan, timeline, settings, part, meter, cancel
                )
        return Written(meter.done, duration)

    def _shown(self) -> Iterator[Shown]:
        timeline = self._timeline
        for frame in iter_frames(self._plan, timeline=timeline):
            end = timeline.shown_at(frame.pts + frame.duration)
            yield Shown(rgb_from_frame(frame), timeline.shown_at(frame.pts), end)


def _files_of(output: Path) -> Iterable[Path]:
    return output.iterdir() if output.is_dir() else (output,)
