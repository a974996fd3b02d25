"""`cli.py sheet`: a labelled grid of placements, languages, phones and times."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.options import AdFile, Background, Duration, FitOption, Sets, Stamp, names_from_text
from commands.telling import AsJson, note, tell_made
from overlays.ad.file import load_ad
from overlays.viewports import BARE, DEFAULT_VIEW
from renderer.files.own_files import spare_own_files
from renderer.look import BLACK, Look
from renderer.output.option_text import seconds_from_text
from renderer.source.still_picture import DURATION


def sheet(
    ad_file: AdFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="a .png file")],
    placements: Annotated[str, typer.Option(help="ids with commas between")] = "tiktok/in_feed",
    locales: Annotated[str, typer.Option(help="language codes with commas between")] = "en",
    viewports: Annotated[str, typer.Option(help="phones with commas between")] = BARE,
    at: Annotated[str, typer.Option(help="seconds with commas between")] = "4.0",
    picture_width: Annotated[int, typer.Option(help="of each picture, in pixels")] = 270,
    sets: Sets = None,
    fit: FitOption = "cover",
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
    as_json: AsJson = False,
) -> None:
    """Write a labelled grid of placements, languages, phones and times as PNG, for approval."""
    from renderer.sheet.sheet import SheetRequest, write_sheet

    times = tuple(seconds_from_text(text) for text in names_from_text(at))
    request = SheetRequest(
        names_from_text(placements),
        names_from_text(locales),
        names_from_text(viewports),
        times,
        cell_width=picture_width,
        look=Look(fit, DEFAULT_VIEW, background, stamp, duration),
    )
    ad = load_ad(ad_file, sets or ())
    spare_own_files(output, ad_file, ad)
    made = write_sheet(ad, request, output)
    for sentence in made.notes:
        note(sentence)
    line = f"{output}: {made.count} {'picture' if made.count == 1 else 'pictures'}"
    tell_made(line, {"output": str(output), "pictures": made.count}, as_json=as_json)
