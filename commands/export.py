"""`cli.py export`: the mockup as a video, a GIF, a WebP, pictures, or the chrome alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.options import (
    AdFile,
    Background,
    Crf,
    Duration,
    FitOption,
    FormatWidth,
    MaxSize,
    Overwrite,
    PlacementId,
    Preset,
    QualityOption,
    Rate,
    Scale,
    Sets,
    Span,
    Stamp,
    ViewportId,
    sized_view,
)
from commands.planned import planned, say
from commands.progress_line import ProgressLine
from commands.telling import AsJson, tell_made
from overlays.ad.file import load_ad
from overlays.viewports import BARE
from renderer.files.own_files import spare_own_files
from renderer.look import BLACK, Look
from renderer.output.export import ExportResult, export_video
from renderer.output.formats import FORMATS, format_of, keeps_rate
from renderer.output.option_text import size_words
from renderer.output.options import ExportOptions, Format
from renderer.source.notes import source_notes
from renderer.source.still_picture import DURATION


def export(
    ad_file: AdFile,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=".mp4 .webm .gif .webp .mov, or a folder")
    ],
    sets: Sets = None,
    placement: PlacementId = None,
    fit: FitOption = "cover",
    viewport: ViewportId = BARE,
    width: FormatWidth = None,
    scale: Scale = "1",
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
    kind: Annotated[
        Format | None, typer.Option("--format", help="where the suffix does not say it")
    ] = None,
    quality: QualityOption = "review",
    preset: Preset = None,
    crf: Crf = None,
    span: Span = None,
    fps: Rate = None,
    max_size: MaxSize = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Write the mockup: a video with its sound, a GIF, a WebP, pictures, or the chrome alone."""
    found = format_of(output, kind)
    options = ExportOptions(kind, quality, preset, crf, span, fps, max_size)
    ad = load_ad(ad_file, sets or (), placement)
    spare_own_files(output, ad_file, ad)
    view = sized_view(viewport, width or FORMATS[found].width, scale)
    plan = planned(ad, Look(fit, view, background, stamp, duration))
    with ProgressLine() as line:
        result = export_video(plan, output, options, on_progress=line.update, overwrite=overwrite)
    noun = FORMATS[found].unit
    count = f"{result.frame_count} {noun if result.frame_count == 1 else noun + 's'}"
    seconds, size = f"{float(result.duration):.2f} s", size_words(result.size_bytes)
    keeps = keeps_rate(found, options)
    made = f"{output}: {count}, {seconds}, {result.size}, {size}"
    say((*source_notes(plan.source, keeps_rate=keeps), *result.notes))
    tell_made(made, _facts(result), as_json=as_json)


def _facts(result: ExportResult) -> dict[str, object]:
    size = result.size
    return {
        "output": str(result.path),
        "frames": result.frame_count,
        "seconds": float(result.duration),
        "width": size and size.width,
        "height": size and size.height,
        "bytes": result.size_bytes,
        "digest": result.digest,
    }
