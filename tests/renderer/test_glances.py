"""The creative glanced at: upright, gray and small, and whole where asked."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from overlays.geometry import Size
from renderer.glances import iter_glances, look_size
from renderer.picture.rgb import rgb_from_planes
from renderer.source.probe import probe_source
from support.media import BLUE, GREEN, RED, WHITE, Clip, write_clip

QUARTERS = {(0, 0): RED, (0, 1): GREEN, (1, 0): BLUE, (1, 1): WHITE}
SIZE = Size(108, 192)


@pytest.mark.parametrize(
    "clip",
    [
        Clip(times=(0, 512)),
        Clip(times=(0, 512), width=192, height=108, rotation=90),
        Clip(times=(0, 512), pix_fmt="yuv420p10le"),
    ],
)
def test_pictures_stand_upright(tmp_path: Path, clip: Clip) -> None:
    source = probe_source(write_clip(tmp_path / "clip.mp4", clip))
    first, second = iter_glances(source)
    assert [first.time, second.time] == [0, Fraction(1, 30)]
    rgb = rgb_from_planes(first.planes())
    assert (rgb.shape[1], rgb.shape[0]) == (look_size(source).width, look_size(source).height)
    for (down, across), color in QUARTERS.items():
        y, x = (20, rgb.shape[0] - 20)[down], (20, rgb.shape[1] - 20)[across]
        assert np.abs(rgb[y, x].astype(int) - color).max() <= 6
        gray = first.gray[(6, -6)[down], (6, -6)[across]]
        # Ten bits are converted, not sliced: another range and matrix, which no one relies on.
        assert abs(int(gray) - luma_of(color)) <= (4 if clip.pix_fmt == "yuv420p" else 24)


def luma_of(color: tuple[int, int, int]) -> int:
    red, green, blue = color
    return round(16 + 219 / 255 * (0.2126 * red + 0.7152 * green + 0.0722 * blue))


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    source = probe_source(write_clip(tmp_path / "a.mp4", Clip(times=(0,), width=108, height=192)))
    assert look_size(source) == SIZE
