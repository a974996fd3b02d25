from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import ExportError
from renderer.frames import Frame, render_still
from renderer.output.still import rgb_from_frame, write_png
from renderer.plan import RenderPlan
from support.media import BLUE, GREEN, RED, WHITE, corner_colors, ycc_from_rgb

MakePlan = Callable[..., RenderPlan]


def frame_of(rgb: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Frame:
    planes = ycc_from_rgb(rgb, "bt709", full_range=False)
    block = np.concatenate([plane.reshape(-1) for plane in planes])
    block = block.reshape(rgb.shape[0] * 3 // 2, rgb.shape[1])
    return Frame(0, Fraction(0), 0, Fraction(1, 30), 1, block)


@pytest.mark.parametrize(
    "color",
    [
        (0, 0, 0),
        (255, 255, 255),
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (254, 44, 85),
        (9, 90, 200),
    ],
)
def test_flat_colors_come_back(color: tuple[int, int, int]) -> None:
    rgb = np.full((8, 12, 3), color, np.uint8)
    assert np.abs(rgb_from_frame(frame_of(rgb)).astype(int) - rgb).max() <= 2


def test_chroma_is_enlarged_where_its_samples_are() -> None:
    block = np.full((6, 4), 128, np.uint8)
    frame = Frame(0, Fraction(0), 0, Fraction(1, 30), 1, block)
    block[:4] = 126
    frame.v[:] = [[128, 188], [128, 188]]
    red = rgb_from_frame(frame)[..., 0].astype(float)
    step = red[0, 2] - red[0, 0]
    assert step > 100
    # Even columns are the samples themselves, the odd one lies half way.
    np.testing.assert_allclose((red[0] - red[0, 0]) / step, [0, 0.5, 1, 1], atol=0.02)
    assert (red == red[0]).all()


def test_a_png_holds_the_very_pixels(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    frame = render_still(plan_for(clips / "silent.mp4"), Fraction(1, 2))
    write_png(frame, tmp_path / "still.png")
    with Image.open(tmp_path / "still.png") as image:
        pixels = np.asarray(image)
    np.testing.assert_array_equal(pixels, rgb_from_frame(frame))
    np.testing.assert_allclose(corner_colors(pixels), [RED, GREEN, BLUE, WHITE], atol=3)
    assert [path.name for path in tmp_path.iterdir()] == ["still.png"]


def test_a_folder_that_is_not_there(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    frame = render_still(plan_for(clips / "silent.mp4"), Fraction(0))
    with pytest.raises(ExportError, match=r"The folder .*nowhere does not exist"):
        write_png(frame, tmp_path / "nowhere" / "still.png")
