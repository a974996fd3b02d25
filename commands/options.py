"""Options that several commands take.

Only what they need is imported: every command waits for this module.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from overlays.errors import SparkproofError
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.output.option_text import (
    bytes_from_text,
    rate_from_text,
    scale_from_text,
    seconds_from_text,
    span_from_text,
)
from renderer.output.options import (
    LEAST_WIDTH,
    MOST_WIDTH,
    Quality,
    scaled_width,
)
from renderer.picture.fit import Fit

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
FitOption = Annotated[Fit, typer.Option(help="how the video fills the frame")]
ViewportId = Annotated[str, typer.Option("--viewport", help="bare, or a phone's id")]
FormatWidth = Annotated[
    int | None,
    typer.Option(
        "--width",
        min=LEAST_WIDTH,
        max=MOST_WIDTH,
        help="pixels across the screen, even; 1080, GIF and WebP 540",
    ),
]
Scale = Annotated[str, typer.Option(help="of the width: 0.5, 1/2 or 50%")]
Background = Annotated[
    str, typer.Option(metavar="#RRGGBB", help="beside a contained video, behind alpha")
]
Stamp = Annotated[
    bool, typer.Option("--stamp/--no-stamp", help='the word "PREVIEW" in the picture')
]
Duration = Annotated[
    Fraction,
    typer.Option(
        parser=seconds_from_text, metavar="SECONDS", help="how long a picture as creative is shown"
    ),
]
QualityOption = Annotated[Quality, typer.Option(help="speed and size against fidelity")]
Preset = Annotated[str | None, typer.Option(help="the encoder's own name for its speed")]
Crf = Annotated[int | None, typer.Option(help="the encoder's quality; lower is better")]
Span = Annotated[
    TimeSpan | None,
    typer.Option("--range", parser=span_from_text, metavar="FROM:TO", help="in seconds"),
]
Rate = Annotated[
    Fraction | None,
    typer.Option(parser=rate_from_text, help="a constant rate; else the source's frame times"),
]
MaxSize = Annotated[
    int | None, typer.Option(parser=bytes_from_text, metavar="SIZE", help="of a GIF or WebP")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="replace what is there")]


def sized_view(viewport: str, width: int, scale: str = "1") -> View:
    """The phone, its screen `width` times `scale` pixels wide.

    Raises SparkproofError for an odd width, and for a scale that gives no possible one.
    """
    if width % 2:
        raise SparkproofError(f"--width takes an even number; {width} is odd: try {width + 1}")
    return View(viewport, scaled_width(width, scale_from_text(scale)))


def names_from_text(text: str) -> tuple[str, ...]:
    """`en, de` with commas between."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
