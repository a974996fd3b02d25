"""Creatives with alpha: straight, over black or over a color, blended before they are scaled."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bench.creative_files import COLORS, CREATIVES, HALF_ALPHA, make_creative
from overlays.geometry import Size
from renderer.output.proxy import browser_plays
from renderer.picture.fit import Fit
from renderer.picture.framed import FramedFitter
from renderer.picture.planes import Planes
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import ycc_from_rgb

CANVAS = Size(216, 384)
KINDS = {one.file: one for one in CREATIVES if one.kind.startswith("alpha")}


def fitted(path: Path, background: str, fit: Fit = "cover", canvas: Size = CANVAS) -> Planes:
    source = probe_source(path)
    assert source.has_alpha
    assert not browser_plays(source)
    fitter = FramedFitter(source, fit, canvas, None, background)
    return fitter(next(iter_source_frames(source)), Fraction(0))


def quarters(planes: Planes) -> list[tuple[int, int, int]]:
    height, width = planes.y.shape
    return [
        (int(planes.y[y, x]), int(planes.u[y // 2, x // 2]), int(planes.v[y // 2, x // 2]))
        for y in (height // 4, height * 3 // 4)
        for x in (width // 4, width * 3 // 4)
    ]


def over(background: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """Y', Cb, Cr of the quarters, the right ones half transparent over `background`."""
    rgb = np.empty((4, 4, 3), np.float64)
    share = HALF_ALPHA / 255
    for index, color in enumerate(COLORS):
        shown = np.array(color, np.float64)
        if index % 2:
            shown = share * shown + (1 - share) * np.array(background)
        rgb[index // 2 * 2 :, index % 2 * 2 :][:2, :2] = shown
    y, u, v = ycc_from_rgb(np.rint(rgb).astype(np.uint8), "bt709", full_range=False)
    return [
        (int(y[row * 2, column * 2]), int(u[row, column]), int(v[row, column]))
        for row in (0, 1)
        for column in (0, 1)
    ]


@pytest.mark.parametrize("file", KINDS)
@pytest.mark.parametrize(
    ("background", "rgb"), [("#000000", (0, 0, 0)), ("#2060C0", (32, 96, 192))]
)
def test_what_is_half_there_mixes_with_the_background(
    tmp_path: Path, file: str, background: str, rgb: tuple[int, int, int]
) -> None:
    path = make_creative(replace(KINDS[file], count=2, sound=""), tmp_path)
    np.testing.assert_allclose(quarters(fitted(path, background)), over(rgb), atol=3)


def test_hidden_colors_do_not_shine_through(tmp_path: Path) -> None:
    """Red where nothing is seen, blue where all is: no pixel may turn out redder than the two."""
    rgba = np.zeros((120, 120, 4), np.uint8)
    rgba[...] = (255, 0, 0, 0)
    rgba[:, 60:] = (0, 0, 255, 255)
    path = tmp_path / "edge.png"
    Image.fromarray(rgba).save(path)
    planes = fitted(path, "#000000", canvas=Size(54, 54))
    # Of black Cr is 128, of blue 117; bicubic scaling may overshoot by a little.
    assert int(planes.v.max()) <= 130
    assert int(planes.y[27, 10]) == 16
    assert int(planes.u[13, 20]) > 220


def test_bars_and_holes_have_the_same_color(tmp_path: Path) -> None:
    rgba = np.zeros((60, 120, 4), np.uint8)
    path = tmp_path / "nothing.png"
    Image.fromarray(rgba).save(path)
    planes = fitted(path, "#2060C0", "contain", Size(108, 192))
    for plane in planes:
        assert len(np.unique(plane)) == 1


def test_an_opaque_source_has_no_alpha(clips: Path) -> None:
    assert not probe_source(clips / "silent.mp4").has_alpha
    assert not probe_source(clips / "web.webm").has_alpha
