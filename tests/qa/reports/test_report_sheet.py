"""Reports as one picture for approval."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import ExportError
from overlays.geometry import Rect
from qa.finding import Finding, Report, Shot, Subject
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


def test_a_box_stands_where_it_is_at_that_moment(tmp_path: Path) -> None:
    one, two = Fraction(1), Fraction(2)
    path = ((Fraction(0), Rect(10, 0, 20, 10)), (two, Rect(10, 80, 20, 10)))
    span = {"from": 0, "to": 2}
    moving = Finding("covered-text", "fail", "cta", "down", one, path[0][1], span, path)
    over = Finding(
        "covered-face", "fail", "cta", "gone", two, Rect(40, 0, 9, 9), {"from": 2, "to": 3}
    )
    shown = replace(report("a", BLUE), findings=(moving, over))
    ReportFiles(sheet=tmp_path / "sheet.png").write([shown])
    page = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    blue = np.argwhere((np.abs(page - BLUE) < 3).all(axis=2))
    red = np.argwhere((page[..., 0] > 200) & (page[..., 1] < 130) & (page[..., 2] < 130))
    # Five pixels of the page for one of the shot; half way down.
    top, left = blue.min(axis=0)
    assert tuple(red.min(axis=0) - (top, left)) == pytest.approx((40 * 5, 10 * 5), abs=10)
    assert tuple(red.max(axis=0) - (top, left)) == pytest.approx((50 * 5, 30 * 5), abs=10)


def test_a_sheet_of_nothing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="0 of these can be shown"):
        ReportFiles(sheet=tmp_path / "sheet.png").write([report("a", None)])
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_is_a_png(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.png"):
        ReportFiles(sheet=tmp_path / "sheet.jpg").check()
