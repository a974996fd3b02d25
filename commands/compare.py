"""`cli.py compare`: what was shown, held against what the ad should look like."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.options import (
    AdFile,
    Duration,
    FitOption,
    PlacementId,
    Sets,
    ViewportId,
    Width,
    sized_view,
)
from commands.reported import HtmlFile, JsonFile, JunitFile, finish
from overlays.ad.file import load_ad
from overlays.viewports import BARE
from qa.reports.files import ReportFiles
from renderer.look import BLACK, Look
from renderer.output.option_text import seconds_from_text
from renderer.source.still_picture import DURATION

Actual = Annotated[
    Path,
    typer.Argument(metavar="ACTUAL", help="a picture, video, folder of frames, or dump of the app"),
]
Locale = Annotated[str | None, typer.Option(help="language of the app, instead of the file's own")]
ProfileId = Annotated[
    str | None, typer.Option("--profile", help="exact, export, screenshot or live; exact for a PNG")
]
CHANGES = "changes"


def _time_or_changes(text: str) -> Fraction | str:
    return CHANGES if text == CHANGES else seconds_from_text(text)


Times = Annotated[
    list[Any] | None,
    typer.Option(
        "--at",
        parser=_time_or_changes,
        metavar="SECONDS|changes",
        help="media time; of a video repeatable, and changes of the chrome",
    ),
]
Density = Annotated[
    float | None, typer.Option(min=0.5, max=8, help="pixels of each dp in a dump of the app")
]
Every = Annotated[int, typer.Option(min=1, help="of a video, look at every n-th frame")]


def compare(
    ad_file: AdFile,
    actual: Actual,
    at: Times = None,
    every: Every = 1,
    profile: ProfileId = None,
    sets: Sets = None,
    placement: PlacementId = None,
    locale: Locale = None,
    viewport: ViewportId = BARE,
    width: Width = 1080,
    fit: FitOption = "cover",
    background: Annotated[
        str, typer.Option(metavar="#RRGGBB|any", help="any: judge only what hides the video")
    ] = BLACK,
    duration: Duration = DURATION,
    density: Density = None,
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
) -> None:
    """Say for each element whether it is there, in its place, in its color, with its words."""
    # Every other command would wait for what only this one needs.
    from qa.compared import Asked, compare_file

    files = ReportFiles(json_file, junit_file, html_file)
    files.check(spared=(ad_file, actual))
    values = [*(sets or ()), *([f"ad.locale={locale}"] if locale else ())]
    ad = load_ad(ad_file, values, placement)
    is_any = background == "any"
    view = sized_view(viewport, width)
    look = Look(fit, view, BLACK if is_any else background, True, duration)
    times = tuple(time for time in at or () if isinstance(time, Fraction))
    asked = Asked(look, times, every, CHANGES in (at or ()), profile, is_any, density)
    report = compare_file(ad, actual, asked)
    finish([replace(report, subject=replace(report.subject, ad=ad_file.name))], files)
