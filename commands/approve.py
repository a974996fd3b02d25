"""`cli.py approve`: write the pictures that `verify` holds the ads against."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.reported import HtmlFile, JsonFile, JunitFile, finish
from qa.reports.files import ReportFiles

if TYPE_CHECKING:
    from qa.baselines.run import Mode

ListFile = Annotated[
    Path, typer.Argument(metavar="LIST", help="a YAML file of ads, placements, locales, times")
]
Processes = Annotated[
    int | None, typer.Option(min=1, max=64, help="how many draw at a time; else by the processor")
]


def approve(
    list_file: ListFile,
    update: Annotated[
        bool, typer.Option("--update", help="also replace what has changed, and remove the unused")
    ] = False,
    processes: Processes = None,
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
) -> None:
    """Approve the pictures of a list that were not approved before.

    One that was approved and looks different now is reported and left, unless --update is given.
    """
    files = ReportFiles(json_file, junit_file, html_file)
    run_list(list_file, "update" if update else "approve", processes, files)


def run_list(list_file: Path, mode: Mode, processes: int | None, files: ReportFiles) -> None:
    """All cases of a list, and the reports on them. Raises typer.Exit(1) unless all pass."""
    from qa.baselines.matrix import load_matrix
    from qa.baselines.run import run_matrix

    files.check(spared=(list_file,))
    finish(run_matrix(load_matrix(list_file), mode, processes), files)
