"""The command line: preview | export | batch | sheet | layers | schema | placements | viewports.

Exit codes: 0 done, 1 a check failed, 2 could not do it, 130 stopped with Ctrl-C.
"""

# ruff: noqa: E402 - what has to be said before the libraries are imported stands between
from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

_STOPS = __name__ == "__main__" and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
if _STOPS:
    # Until there is somebody to catch it, Ctrl-C would print where the imports are.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))

# All that is imported stays; looking for garbage in it takes a tenth of the start.
gc.disable()
# NumPy would start a thread for each core to multiply large matrices with, and there are none.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from batch.command import (
    Background,
    Crf,
    Duration,
    FitOption,
    FormatWidth,
    MaxSize,
    Overwrite,
    Preset,
    QualityOption,
    Rate,
    Scale,
    Span,
    Stamp,
    ViewportId,
    batch,
    sized_view,
)
from overlays.ad import SparkAd
from overlays.ad.file import ad_schema, load_ad
from overlays.chrome import draw_chrome
from overlays.errors import SparkproofError
from overlays.layers import Layer
from overlays.placements import broken_placements, list_placement_ids, load_placement
from overlays.placements.spec import Placement
from overlays.viewports import BARE, View, Viewport, list_viewports, load_viewport
from renderer.files.own_files import spare_own_files
from renderer.frames import render_still
from renderer.output.export import export_video
from renderer.output.formats import FORMATS, format_of
from renderer.output.option_text import seconds_from_text
from renderer.output.options import LEAST_WIDTH, MOST_WIDTH, ExportOptions, Format, seconds_within
from renderer.output.still import write_png
from renderer.picture.crop import crop_words_of
from renderer.picture.fit import Fit
from renderer.plan import BLACK, RenderPlan, build_plan
from renderer.progress_line import ProgressLine
from renderer.source.still_picture import DURATION

gc.freeze()
gc.enable()
if _STOPS:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Of the library that reads the options, in words for people.
_PLAIN_WORDS = {
    "Value error, ": "",
    "Input should be": "it should be",
    ", unable to parse string as an integer": "",
}


class _Door(TyperGroup):
    """Turns every error of ours, and every wrong option, into its sentence and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _one_sentence(ctx):
            return super().parse_args(ctx, args or ["--help"])

    def invoke(self, ctx: Any) -> Any:
        with _one_sentence(ctx):
            return super().invoke(ctx)


@contextmanager
def _one_sentence(ctx: Any) -> Iterator[None]:
    try:
        yield
    except SparkproofError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except TyperException as error:
        print(_usage_sentence(error, ctx), file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("Stopped; nothing was written under the output's name.", file=sys.stderr)
        raise typer.Exit(130) from None


def _usage_sentence(error: Any, ctx: Any) -> str:
    """`Invalid value for '--crf': …; see cli.py export --help.`, whatever lines it came in."""
    words = " ".join(error.format_message().split()).removesuffix(".")
    for given, plain in _PLAIN_WORDS.items():
        words = words.replace(given, plain)
    known = (ctx.command_path, ctx.invoked_subcommand)
    command = error.ctx.command_path if error.ctx else " ".join(filter(None, known))
    return f"{words}; see {command} --help."


app = typer.Typer(
    cls=_Door,
    help=__doc__,
    add_completion=False,
    pretty_exceptions_enable=False,
)


AdFile = Annotated[Path, typer.Argument(metavar="AD", help="an ad file, YAML or JSON")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="replace a value of the file; repeatable"),
]
PlacementId = Annotated[str | None, typer.Option("--placement", help="instead of the file's own")]
At = Annotated[
    Fraction, typer.Option("--at", parser=seconds_from_text, metavar="SECONDS", help="media time")
]
Width = Annotated[
    int,
    typer.Option("--width", min=LEAST_WIDTH, max=MOST_WIDTH, help="pixels across the screen, even"),
]


@app.command()
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
) -> None:
    """Write the frame at a time as PNG: the same pixels that the export encodes."""
    ad = load_ad(ad_file, sets or (), placement)
    spare_own_files(output, ad_file, ad)
    plan = _planned(ad, fit, sized_view(viewport, width), background, stamp, duration, at)
    _within_clip(at, plan)
    write_png(render_still(plan, at), output)
    print(f"{output}: {plan.canvas}, {float(at):g} s")


@app.command()
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
) -> None:
    """Write the mockup: a video with its sound, a GIF, a WebP, pictures, or the chrome alone."""
    found = format_of(output, kind)
    options = ExportOptions(kind, quality, preset, crf, span, fps, max_size)
    ad = load_ad(ad_file, sets or (), placement)
    spare_own_files(output, ad_file, ad)
    view = sized_view(viewport, width or FORMATS[found].width, scale)
    plan = _planned(ad, fit, view, background, stamp, duration)
    with ProgressLine() as line:
        result = export_video(plan, output, options, on_progress=line.update, overwrite=overwrite)
    noun = "layer" if found == "chrome_layers" else "frame"
    count = f"{result.frame_count} {noun if result.frame_count == 1 else noun + 's'}"
    seconds, size = f"{float(result.duration):.2f} s", f"{result.size_bytes / 1e6:.3g} MB"
    print(f"{output}: {count}, {seconds}, {result.size}, {size}")
    if result.note:
        print(f"Note: {result.note}.", file=sys.stderr)


@app.command()
def sheet(
    ad_file: AdFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="a .png file")],
    placements: Annotated[str, typer.Option(help="ids with commas between")] = "tiktok/in_feed",
    locales: Annotated[str, typer.Option(help="language codes with commas between")] = "en",
    viewports: Annotated[str, typer.Option(help="phones with commas between")] = BARE,
    at: Annotated[str, typer.Option(help="seconds with commas between")] = "4.0",
    sets: Sets = None,
    fit: FitOption = "cover",
    background: Background = BLACK,
    stamp: Stamp = True,
    duration: Duration = DURATION,
) -> None:
    """Write a labelled grid of placements, languages, phones and times as PNG, for approval."""
    from renderer.sheet.sheet import SheetRequest, write_sheet

    times = tuple(seconds_from_text(text) for text in _names(at))
    request = SheetRequest(
        _names(placements),
        _names(locales),
        _names(viewports),
        times,
        fit=fit,
        stamp=stamp,
        background=background,
        still_duration=duration,
    )
    ad = load_ad(ad_file, sets or ())
    spare_own_files(output, ad_file, ad)
    made = write_sheet(ad, request, output)
    for note in made.notes:
        print(f"Note: {note}", file=sys.stderr)
    print(f"{output}: {made.count} {'picture' if made.count == 1 else 'pictures'}")


@app.command()
def layers(
    ad_file: AdFile,
    at: At = Fraction(0),
    sets: Sets = None,
    placement: PlacementId = None,
    viewport: ViewportId = BARE,
    width: Width = 1080,
) -> None:
    """Print the layers that are visible at a time as JSON: id, rect, text, action."""
    chrome = draw_chrome(load_ad(ad_file, sets or (), placement), sized_view(viewport, width))
    shown = [_described(layer) for layer in chrome.layers if layer.is_visible(at)]
    print(json.dumps(shown, indent=2, ensure_ascii=False))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the ad file, for editors."""
    print(json.dumps(ad_schema(), indent=2, ensure_ascii=False))


@app.command()
def placements() -> None:
    """List the placements that an ad can name; say which files are wrong (exit 1)."""
    _print_table([load_placement(id_) for id_ in list_placement_ids()])
    broken = broken_placements()
    for error in broken:
        print(error, file=sys.stderr)
    if broken:
        raise typer.Exit(1)


@app.command()
def viewports() -> None:
    """List the phones that --viewport can name."""
    _print_table([load_viewport(id_) for id_ in list_viewports() if id_ != BARE])


app.command()(batch)


def _planned(
    ad: SparkAd,
    fit: Fit,
    view: View,
    background: str,
    stamp: bool,
    duration: Fraction,
    at: Fraction | None = None,
) -> RenderPlan:
    plan = build_plan(
        ad, fit=fit, view=view, background=background, stamp=stamp, still_duration=duration
    )
    for note in plan.chrome.notes:
        print(f"Note: {note.message}.", file=sys.stderr)
    if view.phone and (framing := plan.chrome.framing):
        words = crop_words_of(view.phone.title, plan.source.display_size, framing, fit, at)
        print(f"Note: {words}", file=sys.stderr)
    return plan


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _print_table(rows: Sequence[Placement | Viewport]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "title", "checked on"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(row.id, row.title, row.checked_on.isoformat())
    Console().print(table)


def _within_clip(at: Fraction, plan: RenderPlan) -> None:
    duration = plan.source.duration
    if duration is not None and at >= max(duration, Fraction(1, 1000)):
        name = plan.source.path.name
        raise SparkproofError(
            f"{name} lasts {seconds_within(duration)} s; choose a time before that, "
            f"not {float(at):g} s"
        )


def _described(layer: Layer) -> dict[str, object]:
    rect, action = layer.rect, layer.action
    return {
        "id": layer.id,
        "rect": {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height},
        "text": layer.text,
        "action": action and {"target": action.target, "label": action.label, "url": action.url},
    }


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if hasattr(signal, "SIGHUP"):
        # The terminal was closed.
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    app()
