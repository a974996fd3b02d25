"""`cli.py diff`: two pictures without a template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from commands.reported import HtmlFile, JsonFile, JunitFile, finish
from overlays.errors import ActualError
from overlays.geometry import Rect
from qa.reports.files import ReportFiles

# pixelmatch's own; qa.diff states it, too, and is imported when it is needed.
_THRESHOLD = 0.1


def box_from_text(text: str | Rect) -> Rect:
    """`x,y,width,height` in pixels; what is a box already stays. Raises ActualError."""
    if isinstance(text, Rect):
        return text
    if re.fullmatch(r"\s*\d{1,5}\s*(,\s*\d{1,5}\s*){3}", text):
        x, y, width, height = map(int, text.split(","))
        if width and height:
            return Rect(x, y, width, height)
    raise ActualError(f"{text[:40]!r} is not a box: write x,y,width,height in pixels.")


Ignore = Annotated[
    list[Rect] | None,
    typer.Option(
        "--ignore",
        parser=box_from_text,
        metavar="X,Y,W,H",
        help="a box in which nothing counts; repeatable",
    ),
]


def diff(
    expected: Annotated[Path, typer.Argument(metavar="EXPECTED", help="a picture")],
    actual: Annotated[Path, typer.Argument(metavar="ACTUAL", help="a picture")],
    ignore: Ignore = None,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="how far colors may be apart, as in pixelmatch")
    ] = _THRESHOLD,
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
) -> None:
    """Say which pixels of two pictures differ, and where: exit code 1 when any does.

    The rule is pixelmatch's: smoothed edges do not count. For an ad and its template see compare.
    """
    from qa.diff.report import diff_files

    files = ReportFiles(json_file, junit_file, html_file)
    files.check(spared=(expected, actual))
    report = diff_files(expected, actual, threshold=threshold, ignore=ignore or ())
    finish([report], files)
