"""The contact sheet: every cell in its place, made of the same frames as everything else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.errors import ExportError, PlacementError, SparkproofError
from overlays.viewports import View
from renderer.frames import render_still
from renderer.picture import rgb_from_frame
from renderer.plan import build_plan
from renderer.sheet import SheetRequest, write_sheet
from support.ads import make_ad

IN_FEED, ORGANIC = "tiktok/in_feed", "tiktok/organic"


@pytest.fixture
def ad(clips: Path) -> SparkAd:
    return make_ad(post__video=str(clips / "plain.mp4"))


def test_each_cell_is_the_frame_of_its_row_and_column(ad: SparkAd, tmp_path: Path) -> None:
    times = (Fraction(0), Fraction(1, 2))
    request = SheetRequest((ORGANIC, IN_FEED), ("en",), times=times, cell_width=108)
    output = tmp_path / "sheet.png"
    assert write_sheet(ad, request, output) == 4
    sheet = np.asarray(Image.open(output)).astype(int)
    for row, placement in enumerate(request.placements):
        for column, time in enumerate(times):
            promotion = ad.ad.model_copy(update={"placement": placement})
            shown = ad.model_copy(update={"ad": promotion})
            frame = render_still(build_plan(shown, view=View(width=540)), time)
            cell = cv2.resize(rgb_from_frame(frame), (108, 192), interpolation=cv2.INTER_AREA)
            top, left = 84 + 14 + row * (192 + 44 + 14), 28 + column * (108 + 28)
            assert np.abs(sheet[top : top + 192, left : left + 108] - cell).max() <= 1


def test_labels_stand_under_the_cells(ad: SparkAd, tmp_path: Path) -> None:
    output = tmp_path / "sheet.png"
    times = (Fraction(0),)
    write_sheet(ad, SheetRequest((IN_FEED,), ("en",), times=times, cell_width=270), output)
    sheet = np.asarray(Image.open(output)).astype(int)
    label = sheet[98 + 480 : 98 + 480 + 44, 28:298]
    assert (label.min(axis=2) > 200).sum() > 100


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        (SheetRequest(("tiktok/infeed",), ("en",)), PlacementError, "did you mean"),
        (SheetRequest((IN_FEED,), ("xx",)), PlacementError, "no locale"),
        (SheetRequest((IN_FEED,), ("en",), ("iphon",)), PlacementError, "did you mean iphone"),
        (SheetRequest((IN_FEED,), ()), SparkproofError, "not 0"),
        (SheetRequest((IN_FEED,), ("en",)), SparkproofError, "lasts 1.00 s; choose times before"),
        (SheetRequest((IN_FEED,) * 21, ("en",) * 20), SparkproofError, "not 420"),
    ],
)
def test_a_sheet_that_cannot_be(
    ad: SparkAd,
    tmp_path: Path,
    request_: SheetRequest,
    error: type[SparkproofError],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        write_sheet(ad, request_, tmp_path / "sheet.png")
    assert not list(tmp_path.iterdir())


def test_a_sheet_is_a_png(ad: SparkAd, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"ends in \.png"):
        write_sheet(ad, SheetRequest((IN_FEED,), ("en",)), tmp_path / "sheet.jpg")


def test_the_chrome_of_a_cell_is_drawn_at_its_own_size() -> None:
    assert draw_chrome(make_ad(), View(width=540)).layer("cta").rect.width == 402
