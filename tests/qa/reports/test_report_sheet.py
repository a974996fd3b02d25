"""Reports as one picture for approval."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import ExportError
from qa.finding import Report, Shot, Subject
from qa.reports.files import ReportFiles

RED, BLUE = (230, 20, 20), (20, 20, 230)


def report(case: str, color: tuple[int, int, int] | None) -> Report:
    plain = np.full((96, 54, 3), 128, np.uint8)
    shown = np.full((96, 54, 3), color or 0, np.uint8)
    shots = (Shot(plain, shown, Fraction(1)),) if color else ()
    return Report("pass", "check", subject=Subject(actual="clip.mp4"), case=case, shots=shots)


def test_each_case_stands_there_as_it_was_shown(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    ReportFiles(sheet=path).write([report("a", RED), report("none", None), report("b", BLUE)])
    page = np.asarray(Image.open(path))
    places = {
        color: np.argwhere((np.abs(page.astype(int) - color) < 3).all(axis=2))
        for color in (RED, BLUE)
    }
    sizes = {color: tuple(np.ptp(found, axis=0) + 1) for color, found in places.items()}
    assert sizes == {RED: (480, 270), BLUE: (480, 270)}
    assert places[RED][:, 1].max() < places[BLUE][:, 1].min()


def test_a_sheet_of_nothing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="0 of these can be shown"):
        ReportFiles(sheet=tmp_path / "sheet.png").write([report("a", None)])
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_is_a_png(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.png"):
        ReportFiles(sheet=tmp_path / "sheet.jpg").check()
