"""A contact sheet for approval: one ad in several placements, languages, phones and times."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.drawings import WHITE, Drawing, Run, Text, TextStyle, Weight
from overlays.errors import Canceled, SparkproofError
from overlays.geometry import Size
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.skia_engine import draw, text_width
from overlays.viewports import BARE, View
from renderer.accent import creative_of
from renderer.fit import Fit
from renderer.frames import render_still
from renderer.part_file import check_place, part_file
from renderer.picture import rgb_from_frame
from renderer.plan import BLACK, check_background, check_length, make_plan
from renderer.probe import probe_source
from renderer.progress import Meter, OnProgress
from renderer.rgb import RGB
from renderer.source import SourceInfo
from renderer.still_picture import DURATION

_BACKGROUND = (14, 15, 18)
_GAP = 28
_LABEL_HEIGHT = 44
_HEADING_HEIGHT = 84
_RENDER_WIDTH = 540
_MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What to show: a row for each placement and language, a column for each phone and time.

    A creative that is a picture is shown for `still_duration` seconds. `clip_name` stands in the
    heading, for a file that has another name on disk.
    """

    placements: tuple[str, ...]
    locales: tuple[str, ...]
    viewports: tuple[str, ...] = (BARE,)
    times: tuple[Fraction, ...] = (Fraction(4),)
    cell_width: int = 270
    fit: Fit = "cover"
    stamp: bool = False
    background: str = BLACK
    still_duration: Fraction = DURATION
    clip_name: str = ""

    @property
    def count(self) -> int:
        """How many pictures the sheet holds."""
        lists = (self.placements, self.locales, self.viewports, self.times)
        return int(np.prod([len(names) for names in lists]))


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """One picture and the words under it."""

    picture: RGB
    label: str


def write_sheet(
    ad: SparkAd,
    request: SheetRequest,
    output: Path,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> int:
    """Saves the sheet as PNG; how many pictures it holds. Progress counts pictures.

    Raises PlacementError for unknown names, SourceError for the creative and ExportError for a
    background that is no color, before any drawing, and Canceled once `cancel` is set.
    """
    check_place(output, ".png")
    _check(request)
    source = probe_source(ad.post.video, request.still_duration)
    _check_clip(ad, request, source)
    meter = Meter(request.count, on_progress)
    rows = []
    for placement, locale in product(request.placements, request.locales):
        shown = _placed(ad, placement, locale)
        cells = []
        for cell in _cells(shown, request, source):
            if cancel is not None and cancel.is_set():
                raise Canceled("Stopped.")
            cells.append(cell)
            meter.advance()
        rows.append(_row(cells))
    heading = f"@{ad.post.creator.username} · {request.clip_name or ad.post.video.name}"
    with part_file(output) as part:
        Image.fromarray(_grid(rows, heading)).save(part, format="PNG", compress_level=6)
    meter.finish()
    return request.count


def _check(request: SheetRequest) -> None:
    check_background(request.background)
    for placement in request.placements:
        load_placement(placement)
    for locale in request.locales:
        load_locale(locale)
    for viewport in request.viewports:
        View(viewport).phone  # noqa: B018 - raises for an unknown phone
    if not 0 < request.count <= _MOST_CELLS:
        raise SparkproofError(f"A sheet holds 1 to {_MOST_CELLS} pictures, not {request.count}.")


def _check_clip(ad: SparkAd, request: SheetRequest, source: SourceInfo) -> None:
    for placement in request.placements:
        check_length(_placed(ad, placement, ad.ad.locale), source)
    if late := [time for time in request.times if time >= source.duration]:
        raise SparkproofError(
            f"{source.path.name} lasts {float(source.duration):.2f} s; "
            f"choose times before that, not {float(late[0]):g} s."
        )


def _placed(ad: SparkAd, placement: str, locale: str) -> SparkAd:
    promotion = ad.ad.model_copy(update={"placement": placement, "locale": locale})
    return ad.model_copy(update={"ad": promotion})


def _cells(ad: SparkAd, request: SheetRequest, source: SourceInfo) -> Iterator[_Cell]:
    """The cells of one row; a phone's chrome is drawn once for all its times."""
    creative = creative_of(ad, source)
    for viewport in request.viewports:
        view = View(viewport, _RENDER_WIDTH)
        chrome = draw_chrome(ad, view, creative, stamp=request.stamp, taps=False)
        plan = make_plan(source, chrome, fit=request.fit, background=request.background)
        phone = "" if viewport == BARE else f" · {viewport}"
        for time in request.times:
            picture = rgb_from_frame(render_still(plan, time))
            words = f"{ad.ad.placement.split('/')[-1]} · {ad.ad.locale}{phone} · {float(time):g} s"
            yield _Cell(_shrunk(picture, request.cell_width), words)


def _shrunk(picture: RGB, width: int) -> RGB:
    height = round(picture.shape[0] * width / picture.shape[1])
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)


def _grid(rows: Sequence[RGB], heading: str) -> RGB:
    width = max(row.shape[1] for row in rows) + 2 * _GAP
    top = _line(heading, width - 2 * _GAP, _HEADING_HEIGHT, 24, "bold")
    return np.vstack([_padded(band, width) for band in (top, *rows)])


def _row(cells: Sequence[_Cell]) -> RGB:
    """Pictures side by side on one ground line, whatever their heights, their labels under it."""
    ground = max(cell.picture.shape[0] for cell in cells)
    widths = [cell.picture.shape[1] for cell in cells]
    row = _blank(sum(widths) + _GAP * (len(cells) - 1), ground + _LABEL_HEIGHT)
    left = 0
    for cell, width in zip(cells, widths, strict=True):
        row[ground - cell.picture.shape[0] : ground, left : left + width] = cell.picture
        row[ground:, left : left + width] = _line(cell.label, width, _LABEL_HEIGHT, 15, "regular")
        left += width + _GAP
    return row


def _padded(band: RGB, width: int) -> RGB:
    result = _blank(width, band.shape[0] + _GAP // 2)
    result[: band.shape[0], _GAP : _GAP + band.shape[1]] = band
    return result


def _line(words: str, width: int, height: int, size: float, weight: Weight) -> RGB:
    style = TextStyle(size, height, WHITE)
    runs = (Run(words, weight),)
    if (letters := text_width(runs, style)) > width:
        style = TextStyle(size * width / letters, height, WHITE)
    ink = draw(Drawing(Size(width, height), (Text(runs, style, 100_000),)))
    below = _blank(width, height).astype(np.float32)
    over = below * (1 - ink[..., 3:].astype(np.float32) / 255) + ink[..., :3]
    return np.rint(over).astype(np.uint8)


def _blank(width: int, height: int) -> RGB:
    return np.full((height, width, 3), _BACKGROUND, np.uint8)
