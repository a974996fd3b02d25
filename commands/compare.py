"""`cli.py compare`: what was shown, held against what the ad should look like."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from commands.planned import within_clip
from commands.reported import HtmlFile, JsonFile, JunitFile, finish
from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.errors import SparkproofError
from overlays.placements import load_placement
from overlays.viewports import BARE, View
from qa.reports.files import ReportFiles
from renderer.code_version import code_version
from renderer.look import BLACK, Look
from renderer.output.option_text import seconds_from_text
from renderer.plan import plan_look
from renderer.source.still_picture import DURATION

if TYPE_CHECKING:
    from qa.finding import Report, Subject

Actual = Annotated[
    Path,
    typer.Argument(metavar="ACTUAL", help="a picture or a video of the ad, or a folder of frames"),
]
Locale = Annotated[str | None, typer.Option(help="language of the app, instead of the file's own")]
ProfileId = Annotated[
    str | None, typer.Option("--profile", help="exact, export or screenshot; exact for a PNG")
]
Times = Annotated[
    list[Fraction] | None,
    typer.Option(
        "--at",
        parser=seconds_from_text,
        metavar="SECONDS",
        help="media time; of a video repeatable",
    ),
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
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
) -> None:
    """Say for each element whether it is there, in its place, in its color, with its words."""
    from qa.compare.opening import is_picture

    files = ReportFiles(json_file, junit_file, html_file)
    files.check(spared=(ad_file, actual))
    values = [*(sets or ()), *([f"ad.locale={locale}"] if locale else ())]
    ad = load_ad(ad_file, values, placement)
    view = sized_view(viewport, width)
    is_any = background == "any"
    look = Look(fit, view, BLACK if is_any else background, True, duration)
    if not actual.is_dir() and is_picture(actual):
        report = _of_picture(ad, look, actual, at or [Fraction(0)], profile, is_any)
    else:
        report = _of_video(ad, look, actual, at or [], every, profile, is_any)
    subject = _subject(ad, ad_file, actual, view)
    finish([replace(report, subject=subject)], files)


def _of_picture(
    ad: SparkAd, look: Look, path: Path, at: list[Fraction], profile: str | None, is_any: bool
) -> Report:
    from qa.compare.opening import read_picture
    from qa.compare.picture import Ask, compare_picture, noted

    if len(at) > 1:
        raise SparkproofError(f"{path.name} is a picture: give one --at, not {len(at)}")
    picture = read_picture(path)
    plan = plan_look(ad, look)
    within_clip(at[0], plan)
    usual = "exact" if path.suffix.lower() == ".png" else "screenshot"
    ask = Ask(at[0], profile or usual, _factor(ad, look.view), is_any)
    return noted(compare_picture(plan, picture.rgb, ask), picture.notes)


def _of_video(
    ad: SparkAd,
    look: Look,
    path: Path,
    at: list[Fraction],
    every: int,
    profile: str | None,
    is_any: bool,
) -> Report:
    from qa.compare.frame_folder import open_frames
    from qa.compare.opening import open_video
    from qa.compare.picture import Ask
    from qa.compare.video import Which, compare_video

    video = None if path.is_dir() else open_video(path)
    plan = plan_look(ad, look)
    shown = video or open_frames(path, plan.source.frame_rate)
    for time in at:
        within_clip(time, plan)
    ask = Ask(Fraction(0), profile or "export", _factor(ad, look.view), is_any)
    return compare_video(plan, shown, ask, Which(tuple(at), every))


def _factor(ad: SparkAd, view: View) -> float:
    return view.frame(load_placement(ad.ad.placement)).factor


def _subject(ad: SparkAd, ad_file: Path, actual: Path, view: View) -> Subject:
    from qa.finding import Subject

    return Subject(
        actual=actual.name,
        ad=ad_file.name,
        placement=ad.ad.placement,
        locale=ad.ad.locale,
        viewport=view.viewport,
        versions={"sparkproof": code_version()},
    )
