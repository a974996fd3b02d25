"""What every command that judges ends with: a table, the files asked for, and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.telling import is_quiet
from qa.reports.files import ReportFiles

if TYPE_CHECKING:
    from qa.finding import Report

JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="findings as JSON; see schema --findings"),
]
JunitFile = Annotated[
    Path | None,
    typer.Option("--junit", metavar="FILE", help="findings as JUnit XML"),
]
HtmlFile = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="one page with pictures and findings"),
]


def finish(reports: Sequence[Report], files: ReportFiles, *, overview: bool = False) -> None:
    """Writes and prints them, with an `overview` several cases as a table first.

    Raises typer.Exit(1) unless all pass: `unsure` is no pass.
    """
    # Imported here: rich is slow to load, and only who judges waits for it.
    from qa.reports.as_json import overall
    from qa.reports.terminal import print_reports

    files.write(reports)
    if not is_quiet():
        print_reports(reports, overview=overview)
    if overall(reports) != "pass":
        raise typer.Exit(1)
