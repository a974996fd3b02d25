"""`cli.py verify`: do the ads of a list still look as they were approved?"""

from __future__ import annotations

from typing import Annotated

import typer

from commands.approve import ListFile, Processes, run_list
from commands.reported import HtmlFile, JsonFile, JunitFile
from qa.reports.files import ReportFiles


def verify(
    list_file: ListFile,
    update: Annotated[
        bool, typer.Option("--update", help="approve what has changed, and remove the unused")
    ] = False,
    processes: Processes = None,
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
) -> None:
    """Hold all pictures of a list against the approved ones: exit code 1 when one has changed.

    What is missing, or approved and not asked for, fails, too.
    """
    files = ReportFiles(json_file, junit_file, html_file)
    run_list(list_file, "update" if update else "verify", processes, files)
