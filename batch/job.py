"""What a worker does: exports a few rows of one source and says what became of each."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from batch.tasks import Task
from overlays.errors import SparkproofError
from overlays.viewports import DEFAULT_VIEW, View
from renderer.output.export import DEFAULT_OPTIONS, ExportResult
from renderer.output.formats import format_of
from renderer.output.options import ExportOptions, Format
from renderer.output.variants import MOST_AT_ONCE, Outcome, Variant, export_variants, plan_variants
from renderer.picture.fit import Fit
from renderer.plan import BLACK
from renderer.source.still_picture import DURATION

Status = Literal["done", "skipped", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How all rows are exported; a picture as creative is shown for `still_duration` seconds.

    `views` are those of the formats, as decks take smaller pictures than players.
    """

    fit: Fit = "cover"
    views: Mapping[Format, View] = field(default_factory=dict)
    background: str = BLACK
    stamp: bool = True
    options: ExportOptions = DEFAULT_OPTIONS
    still_duration: Fraction = DURATION

    def view_of(self, output: Path) -> View:
        """The view for an output, by its format. Raises ExportError for a suffix of no format."""
        return self.views.get(format_of(output, self.options.format), DEFAULT_VIEW)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row; `message` says why, or what is to be known of it.

    A row may be done without a `frame_count`: then only its file was found. `duration` in seconds.
    `details` is the traceback of what should not have happened.
    """

    number: int
    output: Path | None
    status: Status
    frame_count: int = 0
    duration: Fraction = Fraction(0)
    size_bytes: int = 0
    digest: str = ""
    message: str = ""
    details: str = ""


def split_jobs(tasks: Sequence[Task], workers: int) -> list[tuple[Task, ...]]:
    """Tasks of one source go together, so that it is decoded once, if all workers have work."""
    most = max(1, min(MOST_AT_ONCE, -(-len(tasks) // workers)))
    by_source: dict[Path, list[Task]] = {}
    for task in tasks:
        by_source.setdefault(task.ad.post.video, []).append(task)
    return [part for alike in by_source.values() for part in _even_parts(alike, most)]


def _even_parts(tasks: Sequence[Task], most: int) -> Iterator[tuple[Task, ...]]:
    count = -(-len(tasks) // most)
    for index in range(count):
        yield tuple(tasks[index * len(tasks) // count : (index + 1) * len(tasks) // count])


def run_job(tasks: Sequence[Task], settings: Settings) -> list[RowResult]:
    """Exports the rows; never raises for one of them. What stands under their names is replaced."""
    try:
        return _run(tasks, settings)
    except Exception as error:
        if len(tasks) > 1:
            return [result for task in tasks for result in run_job((task,), settings)]
        return [_unexpected(tasks[0], error)]


def _unexpected(task: Task, error: Exception) -> RowResult:
    if isinstance(error, MemoryError):
        message = "The row needs more memory than there is: take fewer --workers."
        return RowResult(task.number, task.output, "failed", message=message)
    message = f"An error in Sparkproof itself: {type(error).__name__}: {error}"
    details = "".join(traceback.format_exception(error))
    return RowResult(task.number, task.output, "failed", message=message, details=details)


def _run(tasks: Sequence[Task], settings: Settings) -> list[RowResult]:
    by_view: dict[View, list[Task]] = {}
    for task in tasks:
        by_view.setdefault(settings.view_of(task.output), []).append(task)
    return [
        result for view, alike in by_view.items() for result in _run_alike(alike, view, settings)
    ]


def _run_alike(tasks: Sequence[Task], view: View, settings: Settings) -> list[RowResult]:
    plans = plan_variants(
        [task.ad for task in tasks],
        fit=settings.fit,
        view=view,
        background=settings.background,
        stamp=settings.stamp,
        still_duration=settings.still_duration,
    )
    results: list[RowResult] = []
    planned: list[tuple[Task, Variant]] = []
    for task, plan in zip(tasks, plans, strict=True):
        if isinstance(plan, SparkproofError):
            results.append(_result(task, plan))
        else:
            planned.append((task, Variant(plan, task.output)))
    outcomes = export_variants([variant for _, variant in planned], settings.options)
    for (task, variant), outcome in zip(planned, outcomes, strict=True):
        notes = (f"{note}." for note in variant.plan.notes)
        results.append(_result(task, outcome, notes))
    return results


def _result(task: Task, outcome: Outcome, notes: Iterable[str] = ()) -> RowResult:
    if isinstance(outcome, ExportResult):
        found = (f"{note}." for note in outcome.notes)
        return RowResult(
            task.number,
            task.output,
            "done",
            outcome.frame_count,
            outcome.duration,
            outcome.size_bytes,
            outcome.digest,
            " ".join((*found, *notes)),
        )
    return RowResult(task.number, task.output, "failed", message=str(outcome))
