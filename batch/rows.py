"""What a worker does: exports a bundle of rows of one source and says what became of each."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from batch.ready_rows import ReadyRow
from overlays.ad.carousel import Footage
from overlays.errors import Canceled, SparkproofError
from overlays.viewports import DEFAULT_VIEW, View
from renderer.look import PLAIN, Look
from renderer.output.export import DEFAULT_OPTIONS, ExportResult, Outcome
from renderer.output.formats import format_of, keeps_rate
from renderer.output.options import ExportOptions, Format
from renderer.output.variants import MOST_AT_ONCE, export_variants, plan_looks
from renderer.output.video import Variant

Bundle = tuple[ReadyRow, ...]
Status = Literal["done", "skipped", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How all rows are exported.

    `views` are those of the formats, as decks take smaller pictures than players; they stand in
    place of the view of `look`. `compared` is that of rows with a file to be compared.
    """

    look: Look = PLAIN
    views: Mapping[Format, View] = field(default_factory=dict)
    compared: View = DEFAULT_VIEW
    options: ExportOptions = DEFAULT_OPTIONS

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


def bundles_of(rows: Sequence[ReadyRow], workers: int) -> list[Bundle]:
    """Rows of one source go together, so that it is decoded once, if all workers have work."""
    most = max(1, min(MOST_AT_ONCE, -(-len(rows) // workers)))
    by_source: dict[Footage, list[ReadyRow]] = {}
    for row in rows:
        by_source.setdefault(row.ad.post.footage, []).append(row)
    return [part for alike in by_source.values() for part in _even_parts(alike, most)]


def _even_parts(rows: Sequence[ReadyRow], most: int) -> Iterator[Bundle]:
    count = -(-len(rows) // most)
    for index in range(count):
        yield tuple(rows[index * len(rows) // count : (index + 1) * len(rows) // count])


def run_bundle(
    rows: Sequence[ReadyRow], settings: Settings, cancel: threading.Event | None = None
) -> list[RowResult]:
    """Exports the rows; never raises for one of them. What stands under their names is replaced.

    Once `cancel` is set nothing is begun and nothing goes on: there are no results then.
    """
    try:
        return _run(rows, settings, cancel)
    except Canceled:
        return []
    except Exception as error:
        if len(rows) > 1:
            return [result for row in rows for result in run_bundle((row,), settings, cancel)]
        return [_unexpected(rows[0], error)]


def _unexpected(row: ReadyRow, error: Exception) -> RowResult:
    if isinstance(error, MemoryError):
        message = "The row needs more memory than there is: take fewer --workers."
        return RowResult(row.number, row.output, "failed", message=message)
    message = f"An error in Sparkproof itself: {type(error).__name__}: {error}"
    details = "".join(traceback.format_exception(error))
    return RowResult(row.number, row.output, "failed", message=message, details=details)


def _run(
    rows: Sequence[ReadyRow], settings: Settings, cancel: threading.Event | None
) -> list[RowResult]:
    if cancel is not None and cancel.is_set():
        raise Canceled("Stopped.")
    by_view: dict[View, list[ReadyRow]] = {}
    compared = [row for row in rows if row.actual is not None]
    for row in rows:
        if row.actual is not None:
            continue
        by_view.setdefault(settings.view_of(row.output), []).append(row)
    made = [
        result
        for view, alike in by_view.items()
        for result in _run_alike(alike, view, settings, cancel)
    ]
    return [*made, *_compared(compared, settings, cancel)]


def _compared(
    rows: Sequence[ReadyRow], settings: Settings, cancel: threading.Event | None
) -> Iterator[RowResult]:
    if not rows:
        return
    # What exports alone need not wait for.
    from batch.compared_rows import compare_row

    look = replace(settings.look, view=settings.compared)
    for row in rows:
        yield compare_row(row, look, cancel)


def _run_alike(
    rows: Sequence[ReadyRow], view: View, settings: Settings, cancel: threading.Event | None
) -> list[RowResult]:
    plans = plan_looks([row.ad for row in rows], replace(settings.look, view=view))
    results: list[RowResult] = []
    planned: list[tuple[ReadyRow, Variant]] = []
    for row, plan in zip(rows, plans, strict=True):
        if isinstance(plan, SparkproofError):
            results.append(_result(row, plan))
        else:
            planned.append((row, Variant(plan, row.output)))
    outcomes = export_variants([variant for _, variant in planned], settings.options, cancel=cancel)
    for (row, variant), outcome in zip(planned, outcomes, strict=True):
        notes = (f"{note}." for note in _notes(variant, settings.options))
        results.append(_result(row, outcome, notes))
    return results


def _notes(variant: Variant, options: ExportOptions) -> tuple[str, ...]:
    try:
        kind = format_of(variant.output, options.format)
    except SparkproofError:
        # Then the outcome is that error.
        return ()
    return variant.plan.notes_of(keeps_rate=keeps_rate(kind, options))


def _result(row: ReadyRow, outcome: Outcome, notes: Iterable[str] = ()) -> RowResult:
    if isinstance(outcome, ExportResult):
        found = (f"{note}." for note in outcome.notes)
        return RowResult(
            row.number,
            row.output,
            "done",
            outcome.frame_count,
            outcome.duration,
            outcome.size_bytes,
            outcome.digest,
            " ".join((*found, *notes)),
        )
    return RowResult(row.number, row.output, "failed", message=str(outcome))
