"""`cli.py authorize`: what a creator needs to authorize a post, as one page or as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.options import AdFile, Overwrite, Sets, names_from_text
from commands.telling import AsJson, note, tell_made
from overlays.ad.file import load_ad
from overlays.errors import SparkproofError
from renderer.files.own_files import spare_own_files


def authorize(
    ad_file: AdFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="an .html file for the creator")
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="a folder of PNG pictures for messages"),
    ] = None,
    placements: Annotated[
        str, typer.Option(help="ids with commas between, instead of the file's own")
    ] = "",
    locale: Annotated[
        str | None, typer.Option(help="the creator's language, instead of the viewer's")
    ] = None,
    ways: Annotated[
        str, typer.Option(metavar="PLATFORMS", help="whose ways, instead of the placements'")
    ] = "",
    sets: Sets = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Write what the creator needs: what is asked, and how to authorize the post, step by step.

    The creator's code is in none of it. The ad's video need not be there yet.
    """
    from signoff.authorizing.handing_out import Handout

    if output is None and pictures is None:
        raise SparkproofError("Say where to: -o for_creator.html, or --pictures with a folder.")
    # What is asked for is handed out before anything is filmed.
    ad = load_ad(ad_file, sets or (), is_filmed=False)
    handout = Handout.of(ad, names_from_text(placements), locale, names_from_text(ways))
    for sentence in handout.notes:
        note(sentence)
    made: list[str] = []
    facts: dict[str, object] = {"steps": handout.steps, "language": handout.language}
    if output is not None:
        spare_own_files(output, ad_file, ad)
        handout.write_page(output, overwrite=overwrite)
        size = output.stat().st_size
        made.append(f"{output}: {size / 1e6:.1f} MB, {handout.words}")
        facts |= {"output": str(output), "bytes": size}
    if pictures is not None:
        count = handout.write_pictures(pictures, overwrite=overwrite)
        made.append(f"{pictures}: {count} pictures")
        facts |= {"folder": str(pictures), "pictures": count}
    tell_made("\n".join(made), facts, as_json=as_json)
