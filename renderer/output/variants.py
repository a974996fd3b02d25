"""Many plans over one decoding of their source: captions, languages and buttons of one clip.

decode, fit ──▶ picture ─┬─ blend chrome 1 ─ encode ─▶ fr.mp4
                         ├─ blend chrome 2 ─ encode ─▶ de.mp4
                         └─ …

Each file holds the frames that `export_video` encodes for its plan alone, byte for byte.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Hashable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.errors import Canceled, ExportError, SparkproofError
from overlays.motion import ALWAYS
from overlays.viewports import DEFAULT_VIEW, View
from renderer.accent import accent_of, creative_of
from renderer.files.part_file import part_file
from renderer.files.unchanged import unchanged
from renderer.frames import Frame, iter_variant_frames
from renderer.output.encode import count_written_frames, open_writer, settings_of
from renderer.output.export import (
    DEFAULT_OPTIONS,
    ExportResult,
    check_options,
    check_output,
    export_video,
)
from renderer.output.formats import FORMATS, format_of
from renderer.output.options import ExportOptions, Format
from renderer.picture.fit import Fit
from renderer.plan import BLACK, RenderPlan, check_background, check_length, make_plan
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.source.still_picture import DURATION
from renderer.timeline import Timeline

MOST_AT_ONCE = 4
"""Variants that share a decoding. Each more takes 0.25 GB: its encoder holds dozens of frames."""

_FRAMES_AHEAD = 2

Outcome = ExportResult | SparkproofError


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One plan and where it goes."""

    plan: RenderPlan
    output: Path


def plan_variants(
    ads: Sequence[SparkAd],
    *,
    fit: Fit = "cover",
    view: View = DEFAULT_VIEW,
    background: str = BLACK,
    stamp: bool = False,
    still_duration: Fraction = DURATION,
) -> list[RenderPlan | SparkproofError]:
    """What `build_plan` makes of each ad, or its error; every creative is probed once."""
    check_background(background)
    sources = _Sources(still_duration)
    plans: list[RenderPlan | SparkproofError] = []
    for ad in ads:
        try:
            source = sources.source_of(ad)
            check_length(ad, source)
            chrome = draw_chrome(ad, view, creative_of(ad, source), stamp=stamp, taps=False)
        except SparkproofError as error:
            plans.append(error)
            continue
        text = ad.model_dump_json()
        plans.append(make_plan(source, chrome, fit=fit, ad_text=text, background=background))
    return plans


class _Sources:
    """Probes a file when it is first asked for, and looks for its color when an ad needs it."""

    def __init__(self, still_duration: Fraction) -> None:
        self._still_duration = still_duration
        self._known: dict[Path, SourceInfo | SparkproofError] = {}

    def source_of(self, ad: SparkAd) -> SourceInfo:
        path, cta = ad.post.video, ad.ad.call_to_action
        if path not in self._known:
            self._known[path] = self._probe(path)
        source = self._known[path]
        if isinstance(source, SparkproofError):
            raise source
        if cta is not None and cta.color == "auto" and source.accent is None:
            source = self._known[path] = replace(source, accent=accent_of(source))
        return source

    def _probe(self, path: Path) -> SourceInfo | SparkproofError:
        try:
            return probe_source(path, self._still_duration)
        except SparkproofError as error:
            return error


def decoding_key(plan: RenderPlan) -> Hashable:
    """Equal for plans whose picture under the chrome is the same."""
    source = replace(plan.source, accent=None)
    return source, plan.fit, plan.canvas, plan.chrome.framing, plan.background


def export_variants(
    variants: Sequence[Variant],
    options: ExportOptions = DEFAULT_OPTIONS,
    *,
    overwrite: bool = True,
    cancel: threading.Event | None = None,
) -> list[Outcome]:
    """Exports each variant as `export_video` would; what went wrong with one stands in its place.

    Videos of one source are decoded together, `MOST_AT_ONCE` at a time. Raises Canceled once
    `cancel` is set; then what was not finished is not there.
    """
    outcomes: dict[int, Outcome] = {}
    for places in _groups(variants, options):
        group = [variants[place] for place in places]
        made = _export_group(group, options, overwrite, cancel)
        outcomes.update(zip(places, made, strict=True))
    return [outcomes[place] for place in range(len(variants))]


def _groups(variants: Sequence[Variant], options: ExportOptions) -> Iterator[list[int]]:
    """Places of the variants that go together."""
    alike: dict[Hashable, list[int]] = {}
    for place, variant in enumerate(variants):
        suffix = variant.output.suffix.lower()
        alike.setdefault((decoding_key(variant.plan), suffix), []).append(place)
    for places in alike.values():
        for first in range(0, len(places), MOST_AT_ONCE):
            yield places[first : first + MOST_AT_ONCE]


def _export_group(
    group: Sequence[Variant],
    options: ExportOptions,
    overwrite: bool,
    cancel: threading.Event | None,
) -> list[Outcome]:
    try:
        kind = format_of(group[0].output, options.format)
    except SparkproofError as error:
        return [error for _ in group]
    if len(group) > 1 and _is_video(kind):
        return _export_together(group, kind, options, overwrite, cancel)
    return [_export_alone(variant, options, overwrite, cancel) for variant in group]


def _is_video(kind: Format) -> bool:
    facts = FORMATS[kind]
    return facts.form == "video" and not facts.is_chrome_alone


def _export_alone(
    variant: Variant, options: ExportOptions, overwrite: bool, cancel: threading.Event | None
) -> Outcome:
    try:
        plan, output = variant.plan, variant.output
        return export_video(plan, output, options, overwrite=overwrite, cancel=cancel)
    except Canceled:
        raise
    except SparkproofError as error:
        return error


def _export_together(
    group: Sequence[Variant],
    kind: Format,
    options: ExportOptions,
    overwrite: bool,
    cancel: threading.Event | None,
) -> list[Outcome]:
    source = group[0].plan.source
    timeline = Timeline(source, options.span or ALWAYS, options.fps)
    plans = [variant.plan for variant in group]
    with ExitStack() as open_files:
        try:
            check_options(source, kind, options)
            files = [_OpenFile(variant, kind, options, timeline, overwrite) for variant in group]
            for file in files:
                open_files.callback(file.close)
            with read_ahead(iter_variant_frames(plans, timeline), _FRAMES_AHEAD) as pictures:
                for frames in pictures:
                    if cancel is not None and cancel.is_set():
                        raise Canceled("Stopped.")
                    for file, frame in zip(files, frames, strict=True):
                        file.write(frame)
                    if not any(file.is_open for file in files):
                        break
        except Canceled:
            raise
        except SparkproofError as error:
            return [error for _ in group]
        return [file.finish() for file in files]


class _OpenFile:
    """One variant's file on its way; after an error it is gone and takes no more frames."""

    def __init__(
        self,
        variant: Variant,
        kind: Format,
        options: ExportOptions,
        timeline: Timeline,
        overwrite: bool,
    ) -> None:
        self._outcome: Outcome | None = None
        self._writing = _writing(variant, kind, options, timeline, overwrite)
        self._send(None)

    @property
    def is_open(self) -> bool:
        return self._outcome is None

    def write(self, frame: Frame) -> None:
        if self._outcome is None:
            self._send(frame)

    def finish(self) -> Outcome:
        """Ends the file and says what became of it."""
        if self._outcome is None:
            self._send(None)
        assert self._outcome is not None
        return self._outcome

    def close(self) -> None:
        """Takes an unfinished file away."""
        self._writing.close()

    def _send(self, frame: Frame | None) -> None:
        try:
            self._writing.send(frame)
        except StopIteration as end:
            self._outcome = end.value
        except SparkproofError as error:
            self._outcome = error


def _writing(
    variant: Variant, kind: Format, options: ExportOptions, timeline: Timeline, overwrite: bool
) -> Generator[None, Frame | None, ExportResult]:
    """Takes frames until None comes."""
    plan, output = variant.plan, variant.output
    check_output(plan.source, output, overwrite=overwrite, kind=kind)
    settings = settings_of(kind, options)
    count, end = 0, Fraction(0)
    with part_file(output, overwrite=overwrite) as part:
        with (
            unchanged(plan.source.path),
            open_writer(part, plan.source, plan.canvas, settings, timeline) as writer,
        ):
            while (frame := (yield)) is not None:
                writer.write(frame)
                count, end = count + 1, frame.time + frame.duration * frame.time_base
                # Held any longer it would keep its block from the pool.
                del frame
            writer.finish()
        if count_written_frames(part, settings.container) != count:
            raise ExportError("The output was not written whole: is the disk full?")
        size = part.stat().st_size
    duration = end - timeline.span.start
    notes = (*((writer.silence,) if writer.silence else ()), *timeline.notes)
    return ExportResult(output, count, duration, size, plan.digest, notes, plan.canvas)
