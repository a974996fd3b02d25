"""`cli.py batch`: a table over a base ad, one output for each row, and a summary.

Only what the options need is imported: every other command waits for this module, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from batch.names import DEFAULT_PATTERN
from commands.isolation import isolate
from commands.options import (
    Background,
    Crf,
    Duration,
    FitOption,
    FormatWidth,
    MaxSize,
    Overwrite,
    Preset,
    QualityOption,
    Rate,
    Scale,
    Span,
    Stamp,
    ViewportId,
    sized_view,
)
from commands.telling import is_quiet, remark, tell
from commands.workers import Scheduler, WorkerCount, open_workers
from overlays.errors import SparkproofError
from overlays.viewports import BARE, DEFAULT_VIEW, View
from renderer.files.part_file import is_taken
from renderer.look import BLACK, Look, check_background
from renderer.output.export import check_settings
from renderer.output.formats import FORMATS, format_of
from renderer.output.options import (
    ExportOptions,
    Format,
)
from renderer.source.still_picture import DURATION, check_duration, is_still_picture

if TYPE_CHECKING:
    from batch.ready_rows import ReadyRow
    from batch.report import Reports
    from batch.rows import RowResult, Settings
    from batch.workers import Workers


def batch(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="an .xlsx, .csv, .json or .yaml file")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="a folder; made if needed")],
    base: Annotated[
        Path | None, typer.Option(help="the ad file that rows change; or a column base")
    ] = None,
    name: Annotated[str, typer.Option(help="names of outputs; or a column output")] = (
        DEFAULT_PATTERN
    ),
    workers: WorkerCount = None,
    scheduler: Scheduler = None,
    overwrite: Overwrite = False,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="make nothing while any row is wrong")
    ] = False,
    fit: FitOption = "cover",
    viewport: ViewportId = BARE,
    width: FormatWidth = None,
    scale: Scale = "1",
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
    kind: Annotated[
        Format | None, typer.Option("--format", help="mp4 where the name's suffix says nothing")
    ] = None,
    quality: QualityOption = "review",
    preset: Preset = None,
    crf: Crf = None,
    span: Span = None,
    fps: Rate = None,
    max_size: MaxSize = None,
) -> None:
    """Export one mockup for each row of a table; exit 1 if any row failed.

    A row with a file in its column actual is compared instead, and its output is the report.
    """
    if scheduler is None:
        isolate(may_start=True)
    from batch.output_folder import check_folder
    from batch.ready_rows import RowOptions, ready_rows, table_error
    from batch.report import Reports
    from batch.results import counts
    from batch.rows import Settings
    from batch.source_checks import short_clips
    from batch.table import read_table

    found = read_table(table)
    for note in found.notes:
        remark(f"Note: {note}")
    check_folder(output)
    rows, bad = ready_rows(found, RowOptions(output, base, name, kind))
    options = ExportOptions(kind, quality, preset, crf, span, fps, max_size)
    views = _views(rows, viewport, width, scale, kind)
    look = Look(fit, DEFAULT_VIEW, background, stamp, duration)
    compared = sized_view(viewport, width or FORMATS["mp4"].width, scale)
    settings = Settings(look, views, compared, options)
    _check_settings(settings, rows)
    there = [] if overwrite else [row for row in rows if _is_made(row)]
    kept = {row.number for row in there}
    bad += short_clips([row for row in rows if row.number not in kept], settings)
    kept |= {row.number for row in bad}
    wanted = [row for row in rows if row.number not in kept]
    if bad and (all_or_nothing or not (wanted or there)):
        raise table_error(found, bad)
    if bad:
        _complain(str(table_error(found, bad)))
    reports = Reports(len(found.rows), output, remark)
    for row in bad:
        reports.add_wrong(row)
    try:
        with open_workers(workers, scheduler, len(wanted), output) as crew:
            _run([*there, *wanted], overwrite, settings, crew, reports, table, output)
    except KeyboardInterrupt:
        _complain("Stopped; the table says which rows were done.")
        raise typer.Exit(130) from None
    if counts(reports.results)["failed"]:
        raise typer.Exit(1)


def _is_made(row: ReadyRow) -> bool:
    """True for an output that is there. What is compared is judged anew each time."""
    return row.actual is None and is_taken(row.output)


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _run(
    rows: Sequence[ReadyRow],
    overwrite: bool,
    settings: Settings,
    crew: Workers,
    reports: Reports,
    table: Path,
    folder: Path,
) -> None:
    from batch.output_folder import held_folder

    with held_folder(folder, [row.output for row in rows]):
        # Looked at again: another batch may have been at work here until now.
        there = [] if overwrite else [row for row in rows if _is_made(row)]
        kept = {row.number for row in there}
        wanted = [row for row in rows if row.number not in kept]
        reports.begin(wanted)
        with _reported(reports, table, folder):
            for row in there:
                reports.add_skipped(row)
            _make(wanted, settings, crew, reports)


def _make(wanted: Sequence[ReadyRow], settings: Settings, crew: Workers, reports: Reports) -> None:
    from batch.run import run_batch

    try:
        run_batch(wanted, settings, crew, reports.add)
    except SparkproofError as error:
        reports.close(wanted, "failed", str(error))
    except KeyboardInterrupt:
        reports.close(wanted, "stopped", crew.after_stop)
        raise


def _views(
    rows: Sequence[ReadyRow], viewport: str, width: int | None, scale: str, kind: Format | None
) -> dict[Format, View]:
    """The view of each format that an output has, or would have."""
    exported = (row for row in rows if row.actual is None)
    kinds = {format_of(row.output, kind) for row in exported} or {kind or "mp4"}
    views = {
        kind: sized_view(viewport, width or FORMATS[kind].width, scale) for kind in sorted(kinds)
    }
    for view in views.values():
        view.phone  # noqa: B018 - raises for an unknown phone
    return views


def _check_settings(settings: Settings, rows: Sequence[ReadyRow]) -> None:
    """Raises ExportError for what would fail in every row."""
    check_background(settings.look.background)
    kinds = {format_of(row.output, settings.options.format) for row in rows if row.actual is None}
    for kind in sorted(kinds):
        check_settings(kind, settings.options)
    if settings.look.still_duration != DURATION:
        for path in sorted({row.ad.post.video for row in rows if row.ad.post.video}):
            # A file that cannot be read costs its own rows only.
            with suppress(OSError):
                if is_still_picture(path):
                    check_duration(settings.look.still_duration, path.name)


@contextmanager
def _reported(reports: Reports, table: Path, folder: Path) -> Iterator[None]:
    """Writes `results.json` and a table at the end, also at an early one. Raises ExportError."""
    from batch.results import write_results

    try:
        yield
    finally:
        results = sorted(reports.results, key=lambda result: result.number)
        written = write_results(results, table, folder)
        if not is_quiet():
            _print_summary(results, folder)
        tell(str(written))


def _print_summary(results: Sequence[RowResult], folder: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from batch.results import counts

    summary = Table(box=None, pad_edge=False)
    for heading in ("row", "output", "result", "frames", "seconds", "MB"):
        summary.add_column(heading, overflow="fold")
    for result in results:
        name = str(result.output.relative_to(folder.absolute())) if result.output else "-"
        # A name may hold what would be markup.
        cells = (str(result.number), name, result.status, *_facts(result))
        summary.add_row(*(Text(cell) for cell in cells))
    Console().print(summary)
    said = counts(results)
    if not said["stopped"]:
        del said["stopped"]
    print(", ".join(f"{count} {status}" for status, count in said.items()))


def _facts(result: RowResult) -> tuple[str, str, str]:
    if result.status != "done":
        return "", "", ""
    size = f"{result.size_bytes / 1e6:.3g}"
    if not result.digest:
        return "", "", size
    return str(result.frame_count), f"{float(result.duration):.2f}", size
