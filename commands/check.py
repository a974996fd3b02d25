"""`cli.py check`: ads, tables of ads or clips held against what the platform takes and shows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.isolation import isolate
from commands.options import Duration, FitOption, Sets, Width, names_from_text, sized_view
from commands.reported import HtmlFile, JsonFile, JunitFile, finish
from commands.telling import is_quiet, remark
from commands.workers import Scheduler, WorkerCount, open_workers
from overlays.errors import SparkproofError
from overlays.layout.placement import Buying
from overlays.reading.names import unknown_name
from overlays.viewports import BARE
from qa.checks.asked import FAMILIES, Asked, Family, Objective, SoundRights
from qa.reports.files import ReportFiles
from renderer.look import BLACK, Look
from renderer.source.still_picture import DURATION

if TYPE_CHECKING:
    from batch.check_jobs import CheckJob, Listed
    from qa.finding import Report

Several = Annotated[
    list[Path],
    typer.Argument(metavar="AD…", help="ad files, tables of ads, clips, or folders of clips"),
]


def check(
    ads: Several,
    placements: Annotated[str, typer.Option(help="ids with commas between")] = "",
    locales: Annotated[str, typer.Option(help="language codes with commas between")] = "",
    viewports: Annotated[str, typer.Option(help="phones with commas between")] = BARE,
    buying: Annotated[
        Buying | None, typer.Option(help="how the ad is bought, instead of the placement's usual")
    ] = None,
    objective: Annotated[
        Objective | None, typer.Option(help="of the campaign; some buttons go with one only")
    ] = None,
    sound: Annotated[
        SoundRights | None, typer.Option(help="why the sound may be used in ads")
    ] = None,
    only: Annotated[
        str, typer.Option(metavar="FAMILIES", help="of file, words, ad, picture; commas between")
    ] = "",
    base: Annotated[
        Path | None, typer.Option(help="the ad file that tables and clips change")
    ] = None,
    sets: Sets = None,
    width: Width = 1080,
    fit: FitOption = "cover",
    duration: Duration = DURATION,
    workers: WorkerCount = None,
    scheduler: Scheduler = None,
    json_file: JsonFile = None,
    junit_file: JunitFile = None,
    html_file: HtmlFile = None,
    sheet_file: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="FILE", help="a PNG of all ads with what is covered"),
    ] = None,
) -> None:
    """Say what the platform would refuse, cut or cover, before an ad is bought.

    A clip without --base is nobody's ad: only its file is checked.
    """
    from batch.check_jobs import Wish, jobs_of

    files = ReportFiles(json_file, junit_file, html_file, sheet_file)
    files.check(spared=(*ads, *([base] if base else ())))
    wish = Wish(
        base=base,
        sets=tuple(sets or ()),
        placements=names_from_text(placements),
        locales=names_from_text(locales),
        viewports=names_from_text(viewports) or (BARE,),
        look=Look(fit, sized_view(BARE, width), BLACK, False, duration),
        asked=Asked(buying, objective, sound),
        families=_families(only),
        has_pictures=html_file is not None or sheet_file is not None,
    )
    listed = jobs_of(ads, wish)
    for note in listed.notes:
        remark(f"Note: {note}")
    made = _made(listed, workers, scheduler) if listed.jobs else []
    finish([*made, *listed.reports], files, overview=True)


def _families(only: str) -> tuple[Family, ...]:
    asked = names_from_text(only)
    for name in asked:
        if name not in FAMILIES:
            raise SparkproofError(f"--only: {unknown_name('family of checks', name, FAMILIES)}.")
    return tuple(family for family in FAMILIES if not asked or family in asked)


def _made(listed: Listed, workers: int | None, scheduler: str | None) -> list[Report]:
    from batch.checking import bundles_of, check_all, run_bundle, run_job

    jobs, clips = listed.jobs, len(bundles_of(listed.jobs))
    if scheduler is None and (clips == 1 or workers == 1):
        # A process takes a second to start.
        isolate()
        if len(jobs) == 1 and not listed.reports:
            return [run_job(jobs[0], tell=_looked)]
        return run_bundle(jobs, tell=_looked)
    with open_workers(workers, scheduler, clips) as crew:
        return check_all(jobs, crew, _Progress(jobs))


def _looked(share: float) -> None:
    """Which share of a clip was looked at, where somebody watches; gone once all of it was."""
    if sys.stderr.isatty() and not is_quiet():
        words = f"looking at the clip: {share:.0%}" if share < 1 else ""
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


class _Progress:
    """A line for each report, as it is there."""

    def __init__(self, jobs: Sequence[CheckJob]) -> None:
        self._count, self._total = 0, len(jobs)

    def __call__(self, report: Report) -> None:
        self._count += 1
        remark(f"{self._count}/{self._total} {report.case} {report.verdict}")
