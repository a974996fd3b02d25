"""`cli.py preview`: one frame as a picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from commands.options import (
    AdFile,
    At,
    Background,
    Duration,
    FitOption,
    PlacementId,
    Sets,
    Stamp,
    ViewportId,
    Width,
    sized_view,
)
from commands.planned import planned, say
from commands.telling import AsJson, tell_made
from overlays.ad.file import load_ad
from overlays.viewports import BARE
from renderer.files.own_files import spare_own_files
from renderer.frames import render_still
from renderer.look import BLACK, Look
from renderer.output.options import within_clip
from renderer.output.still import write_png
from renderer.source.notes import still_notes
from renderer.source.still_picture import DURATION


def preview(
    ad_file: AdFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="a .png file")],
    at: At = Fraction(0),
    sets: Sets = None,
    placement: PlacementId = None,
    fit: FitOption = "cover",
    viewport: ViewportId = BARE,
    width: Width = 1080,
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
    as_json: AsJson = False,
) -> None:
    """Write the frame at a time as PNG: the same pixels that the export encodes."""
    ad = load_ad(ad_file, sets or (), placement)
    spare_own_files(output, ad_file, ad)
    look = Look(fit, sized_view(viewport, width), background, stamp, duration)
    plan = planned(ad, look, at)
    within_clip(at, plan.source)
    frame = render_still(plan, at)
    write_png(frame, output)
    say(still_notes(plan.source, is_damaged=frame.is_damaged))
    facts = {
        "output": str(output),
        "at": float(at),
        "width": plan.canvas.width,
        "height": plan.canvas.height,
        "digest": plan.digest,
    }
    tell_made(f"{output}: {plan.canvas}, {float(at):g} s", facts, as_json=as_json)
