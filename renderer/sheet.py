"""A contact sheet for approval: one ad in several placements, languages, phones and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.drawings import WHITE, Drawing, Run, Text, TextStyle, Weight
from overlays.errors import SparkproofError
from overlays.geometry import Size
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.skia_engine import draw, text_width
from overlays.viewports import BARE, View
from renderer.frames import render_still
from renderer.part_file import check_place, part_file
from renderer.picture import RGB, rgb_from_frame
from renderer.plan import check_length, make_plan
from renderer.probe import probe_source
from renderer.source import SourceInfo

_BACKGROUND = (14, 15, 18)
_GAP = 28
_LABEL_HEIGHT = 44
_HEADING_HEIGHT = 84
_RENDER_WIDTH = 540
_MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What to show: a row for each placement and language, a column for each phone and time."""

    placements: tuple[str, ...]
    locales: tuple[str, ...]
    viewports: tuple[str, ...] = (BARE,)
    times: tuple[Fraction, ...] = (Fraction(4),)
    cell_width: int = 270


def write_sheet(ad: SparkAd, request: SheetRequest, output: Path) -> int:
    """Saves the sheet as PNG; how many pictures it holds.

    Raises PlacementError for unknown names and SourceError for the creative, before any drawing.
    """
    check_place(output, ".png")
    _check(request)
    source = probe_source(ad.post.video)
    for placement in request.placements:
        promotion = ad.ad.model_copy(update={"placement": placement})
        check_length(ad.model_copy(update={"ad": promotion}), source)
    if late := [time for time in request.times if time >= source.duration]:
        raise SparkproofError(
            f"{source.path.name} lasts {float(source.duration):.2f} s; "
            f"choose times before that, not {float(late[0]):g} s."
        )
    rows = [
        [_cell(ad, source, placement, locale, viewport, time, request.cell_width)
         for viewport in request.viewports for time in request.times]
        for placement in request.placements for locale in request.locales
    ]  # fmt: skip
    heading = f"@{ad.post.creator.username} · {ad.post.video.name}"
    with part_file(output) as part:
        Image.fromarray(_grid(rows, heading)).save(part, format="PNG", compress_level=6)
    return sum(len(row) for row in rows)


def _check(request: SheetRequest) -> None:
    for placement in request.placements:
        load_placement(placement)
    for locale in request.locales:
        load_locale(locale)
    for viewport in request.viewports:
        View(viewport).phone  # noqa: B018 - raises for an unknown phone
    lists = (request.placements, request.locales, request.viewports, request.times)
    cells = int(np.prod([len(names) for names in lists]))
    if not 0 < cells <= _MOST_CELLS:
        raise SparkproofError(f"A sheet holds 1 to {_MOST_CELLS} pictures, not {cells}.")


def _cell(
    ad: SparkAd,
    source: SourceInfo,
    placement: str,
    locale: str,
    viewport: str,
    time: Fraction,
    width: int,
) -> RGB:
    """One picture with its label under it."""
    promotion = ad.ad.model_copy(update={"placement": placement, "locale": locale})
    shown = ad.model_copy(update={"ad": promotion})
    plan = make_plan(source, draw_chrome(shown, View(viewport, _RENDER_WIDTH)))
    picture = rgb_from_frame(render_still(plan, time))
    height = round(picture.shape[0] * width / picture.shape[1])
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    phone = "" if viewport == BARE else f" · {viewport}"
    label = f"{placement.split('/')[-1]} · {locale}{phone} · {float(time):g} s"
    return np.vstack([small, _line(label, width, _LABEL_HEIGHT, 15, "regular")])


def _grid(rows: Sequence[Sequence[RGB]], heading: str) -> RGB:
    bands = [_beside(row) for row in rows]
    width = max(band.shape[1] for band in bands) + 2 * _GAP
    top = _line(heading, width - 2 * _GAP, _HEADING_HEIGHT, 24, "bold")
    parts = [_padded(band, width) for band in (top, *bands)]
    return np.vstack(parts)


def _beside(cells: Sequence[RGB]) -> RGB:
    """Cells side by side, their tops in line."""
    height = max(cell.shape[0] for cell in cells)
    parts: list[RGB] = []
    for cell in cells:
        if parts:
            parts.append(_blank(_GAP, height))
        column = _blank(cell.shape[1], height)
        column[: cell.shape[0]] = cell
        parts.append(column)
    return np.hstack(parts)


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
