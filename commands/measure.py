"""`cli.py measure`: a placement file from what the real app shows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.options import Overwrite, PlacementId, Sets
from overlays.ad.file import load_ad
from overlays.errors import SparkproofError
from renderer.files.part_file import check_place, exists_error, is_taken

_LEAST_DENSITY, _MOST_DENSITY = 0.5, 8.0


def measure(
    files: Annotated[
        list[Path], typer.Argument(metavar="SCREENSHOT|DUMP…", help="screenshots, element dumps")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="a .json file, the placement")],
    ad_file: Annotated[
        Path | None, typer.Option("--ad", metavar="AD", help="the ad file of what is shown")
    ] = None,
    sets: Sets = None,
    placement: PlacementId = None,
    density: Annotated[
        float | None,
        typer.Option(min=_LEAST_DENSITY, max=_MOST_DENSITY, help="pixels of each dp in dumps"),
    ] = None,
    name: Annotated[str, typer.Option(help="who measured")] = "",
    app_version: Annotated[str, typer.Option(help="of the app")] = "",
    device: Annotated[str, typer.Option(help="the phone that was measured")] = "",
    overwrite: Overwrite = False,
) -> None:
    """Write a placement with the places that the real app has; print ours beside them."""
    check_place(output, ".json")
    if is_taken(output) and not overwrite:
        raise exists_error(output)
    if sets and not ad_file:
        raise SparkproofError("--set replaces values of the ad file: give that with --ad.")
    ad = load_ad(ad_file, sets or (), placement) if ad_file else None
    # Every other command would wait for what only this one needs.
    from commands.measured import Asked, Who, write_measured

    asked = Asked(files, ad_file, ad, placement, density)
    write_measured(asked, output, Who(name, app_version, device), overwrite=overwrite)
