"""Reports as one picture: each case at its worst moment, with boxes round what is wrong then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from overlays.errors import ExportError
from qa.finding import Report, Severity, Shot
from renderer.files.part_file import part_file
from renderer.picture.rgb import RGB
from renderer.sheet.page import Cell, Index, paint_page

_CELL_WIDTH = 270
_MOST_CELLS = 400
# As over the phone, with an edge that parts them from a button of their own color.
_EDGE = (12, 12, 16)
_COLORS: dict[Severity, tuple[int, int, int]] = {"fail": (255, 107, 87), "warn": (255, 185, 56)}


def write_report_sheet(reports: Sequence[Report], path: Path) -> None:
    """Saves the sheet as PNG. Raises ExportError when no report, or too many, have a picture."""
    shown = [report for report in reports if report.shots]
    if not 0 < len(shown) <= _MOST_CELLS:
        raise ExportError(
            f"A sheet holds 1 to {_MOST_CELLS} ads, and {len(shown)} of these can be shown."
        )
    cells: dict[Index, Cell] = {(index,): _cell(report) for index, report in enumerate(shown)}
    page = paint_page(cells, _heading(reports), [])
    with part_file(path) as part:
        Image.fromarray(page).save(part, format="PNG", compress_level=6)


def _heading(reports: Sequence[Report]) -> str:
    passed = sum(report.verdict == "pass" for report in reports)
    if len(reports) == 1:
        return f"{reports[0].subject.actual} · {reports[0].verdict}"
    return f"{len(reports)} ads checked · {passed} of them pass"


def _cell(report: Report) -> Cell:
    shot = max(report.shots, key=lambda shot: _weight(report, shot))
    when = "" if shot.at is None else f" · {float(shot.at):.1f} s"
    label = f"{report.verdict.upper()} · {report.case or report.subject.placement}{when}"
    return Cell(_shrunk(_boxed(report, shot)), label)


def _weight(report: Report, shot: Shot) -> tuple[int, ...]:
    """How much of each severity holds at its moment, the gravest first."""
    held = [one.severity for one in report.findings if shot.at is not None and one.holds(shot.at)]
    return tuple(held.count(severity) for severity in _COLORS)


def _boxed(report: Report, shot: Shot) -> RGB:
    """The picture with a box round each thing that fails or warns at that moment."""
    picture = np.ascontiguousarray(shot.actual[..., :3])
    if shot.at is None:
        return picture
    thick = max(2, picture.shape[1] // _CELL_WIDTH * 2)
    # The gravest lie on top.
    for severity, color in reversed(_COLORS.items()):
        for finding in report.findings:
            there = finding.severity == severity and finding.holds(shot.at)
            rect = finding.rect_at(shot.at) if there else None
            if rect is not None:
                corners = (rect.x, rect.y), (rect.right, rect.bottom)
                cv2.rectangle(picture, *corners, _EDGE, 2 * thick)
                cv2.rectangle(picture, *corners, color, thick)
    return picture


def _shrunk(picture: RGB) -> RGB:
    height = round(picture.shape[0] * _CELL_WIDTH / picture.shape[1])
    return cv2.resize(picture, (_CELL_WIDTH, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
