"""`cli.py share`: an ad as one file for reviewers, who need nothing but a browser."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.options import (
    AdFile,
    Background,
    Duration,
    FitOption,
    Overwrite,
    Sets,
    Stamp,
    Width,
    names_from_text,
    sized_view,
)
from commands.planned import say
from commands.telling import AsJson, is_quiet, tell_made
from overlays.ad.file import load_ad
from overlays.viewports import BARE
from renderer.files.own_files import spare_own_files
from renderer.look import BLACK, Look
from renderer.output.option_text import bytes_from_text, size_words
from renderer.output.progress import Progress
from renderer.source.still_picture import DURATION


def share(
    ad_file: AdFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="an .html file")],
    placements: Annotated[str, typer.Option(help="ids with commas between; the ad's own")] = "",
    locales: Annotated[str, typer.Option(help="language codes with commas between")] = "",
    viewports: Annotated[str, typer.Option(help="phones with commas between")] = BARE,
    size_target: Annotated[
        int | None,
        typer.Option(parser=bytes_from_text, metavar="SIZE", help="of the whole file; 16 MB"),
    ] = None,
    checks: Annotated[
        bool, typer.Option("--checks/--no-checks", help="what `check` finds, as marks")
    ] = True,
    sets: Sets = None,
    width: Width = 1080,
    fit: FitOption = "cover",
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Write one HTML file that plays the ad offline, and takes a reviewer's notes and decision.

    Reviews come back as .review.json files, which `reviews` gathers.
    """
    # Every other command would wait for what only this one needs.
    from signoff.sharing.request import SIZE_TARGET, ShareRequest
    from signoff.sharing.share import write_share

    ad = load_ad(ad_file, sets or ())
    spare_own_files(output, ad_file, ad)
    request = ShareRequest(
        names_from_text(placements) or (ad.ad.placement,),
        names_from_text(locales) or (ad.ad.locale,),
        names_from_text(viewports) or (BARE,),
        Look(fit, sized_view(BARE, width), background, stamp, duration),
        size_target or SIZE_TARGET,
        has_findings=checks,
    )
    made = write_share(
        ad,
        request,
        output,
        name=name_of(ad_file),
        made=datetime.now().astimezone(),
        on_progress=_tell,
        overwrite=overwrite,
    )
    say(made.notes)
    views = f"{made.count} view{'' if made.count == 1 else 's'}"
    line = f"{output}: {views}, {size_words(made.size_bytes)}, digest {made.digest[:12]}"
    facts = {
        "output": str(output),
        "views": made.count,
        "bytes": made.size_bytes,
        "digest": made.digest,
    }
    tell_made(line, facts, as_json=as_json)


def name_of(ad_file: Path) -> str:
    """What people call the ad: its file's name, or its folder's where the file is only `ad`."""
    path = ad_file.resolve()
    return path.parent.name if path.stem == "ad" and path.parent.name else path.stem


def _tell(progress: Progress) -> None:
    """Which share is done, where somebody watches; gone at the end."""
    if sys.stderr.isatty() and not is_quiet():
        done = progress.frames_done
        sys.stderr.write(f"\r\x1b[K{'' if done >= 100 else f'sharing: {done} %'}")
        sys.stderr.flush()
