"""HDR and wide gamut against the reference in support/tone_mapping.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from av.video.frame import VideoFrame

from bench import creative_files
from overlays.geometry import Size
from renderer.picture.fitters import make_fitter
from renderer.picture.planes import Planes
from renderer.picture.tone_map import bt709_from_signal, needs_color_map
from renderer.source.info import Primaries, SourceInfo, Transfer
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.tone_mapping import (
    BT709_FROM_BT2020,
    BT709_FROM_P3,
    Triple,
    bt709_from_hdr,
    bt709_from_wide,
)

Reference = Callable[[Triple], Triple]

# Of ITU-T H.273: an SDR curve, whichever of its equals.
SDR = 1
CASES: dict[str, tuple[int, int, Reference]] = {
    "hlg": (Transfer.HLG, Primaries.BT2020, lambda rgb: bt709_from_hdr(rgb, "hlg")),
    "pq": (Transfer.PQ, Primaries.BT2020, lambda rgb: bt709_from_hdr(rgb, "pq")),
    "bt2020": (SDR, Primaries.BT2020, lambda rgb: bt709_from_wide(rgb, BT709_FROM_BT2020)),
    "p3": (SDR, Primaries.P3, lambda rgb: bt709_from_wide(rgb, BT709_FROM_P3)),
}
CELL = 16


@pytest.mark.parametrize("name", CASES)
def test_the_arithmetic_is_the_reference_s(name: str) -> None:
    transfer, primaries, reference = CASES[name]
    colors = np.random.default_rng(11).random((400, 3))
    made = bt709_from_signal(colors, transfer, primaries)
    wanted = [reference((red, green, blue)) for red, green, blue in colors.tolist()]
    # The printed matrices have four places.
    np.testing.assert_allclose(made * 255, np.array(wanted) * 255, atol=0.6)


@pytest.mark.parametrize(
    ("name", "signal", "percent"),
    [
        ("hlg", 0.75, 90.4),
        ("hlg", 0.5, 56.1),
        ("hlg", 1.0, 100),
        ("pq", 0.58, 90.4),
        ("pq", 1, 100),
    ],
)
def test_greys_that_the_recommendations_name(name: str, signal: float, percent: float) -> None:
    """HLG's and PQ's reference white are 203 cd/m2; half of HLG's signal is 50 cd/m2."""
    transfer, primaries, _ = CASES[name]
    made = bt709_from_signal(np.full((1, 3), signal), transfer, primaries)
    np.testing.assert_allclose(made * 100, percent, atol=0.4)


@pytest.fixture(scope="module")
def ten_bits(tmp_path_factory: pytest.TempPathFactory) -> SourceInfo:
    clip = Clip(times=(0,), pix_fmt="yuv420p10le", options=(("preset", "ultrafast"),))
    return probe_source(write_clip(tmp_path_factory.mktemp("hdr") / "ten.mp4", clip))


@pytest.mark.parametrize("name", ["hlg", "pq", "bt2020", "p3"])
def test_the_picture_that_is_made_is_the_reference_s(ten_bits: SourceInfo, name: str) -> None:
    """Greys, and colors that BT.709 can show, in cells, through the whole graph."""
    transfer, primaries, reference = CASES[name]
    source = retagged(ten_bits, transfer, primaries)
    assert needs_color_map(source)
    greys = np.repeat(np.linspace(0, 1, 64)[:, None], 3, axis=1)
    # A step of PQ is a far larger one of light: these all lie within BT.709.
    spread = 0.06 if name == "pq" else 0.2
    dull = 0.55 + spread * (np.random.default_rng(5).random((128, 3)) - 0.5)
    colors = np.concatenate([greys, dull])
    frame = frame_of_cells(colors)
    canvas = Size(frame.width, frame.height)
    planes = make_fitter(source, "cover", canvas)(frame)
    wanted = [reference((red, green, blue)) for red, green, blue in quantized(colors).tolist()]
    np.testing.assert_allclose(cell_values(planes), bt709_codes(np.array(wanted)), atol=1.6)


def test_a_picture_that_comes_again_is_the_same(ten_bits: SourceInfo) -> None:
    source = retagged(ten_bits, Transfer.HLG, Primaries.BT2020)
    frame = frame_of_cells(np.random.default_rng(2).random((64, 3)))
    fitter = make_fitter(source, "cover", Size(frame.width, frame.height))
    first = [plane.copy() for plane in fitter(frame)]
    for _ in range(3):
        for plane, again in zip(first, fitter(frame), strict=True):
            np.testing.assert_array_equal(plane, again)


def test_bt709_is_left_alone(clips: Path) -> None:
    assert not needs_color_map(probe_source(clips / "silent.mp4"))
    assert not needs_color_map(probe_source(clips / "bt601.mp4"))


def test_the_known_colors_of_the_creatives_are_the_reference_s() -> None:
    known = {
        "hlg": creative_files.HLG_COLORS,
        "pq": creative_files.PQ_COLORS,
        "bt2020": creative_files.BT2020_COLORS,
        "p3": creative_files.P3_COLORS,
    }
    for name, colors in known.items():
        reference = CASES[name][2]
        for signal, color in zip(creative_files.DULL, colors, strict=True):
            red, green, blue = (value / 255 for value in signal)
            wanted = [round(255 * value) for value in reference((red, green, blue))]
            assert wanted == list(color), name


def retagged(source: SourceInfo, transfer: int, primaries: int) -> SourceInfo:
    return replace(source, colorspace="bt2020", color_primaries=primaries, color_trc=transfer)


def frame_of_cells(rgb: npt.NDArray[np.float64]) -> VideoFrame:
    """Ten bits, 4:2:0, BT.2020, limited range; eight cells in a row."""
    rows = [
        np.kron(plane.reshape(-1, 8), np.ones((side, side), np.uint16)).astype(np.uint16)
        for plane, side in zip(ten_bit_codes(rgb).T, (CELL, CELL // 2, CELL // 2), strict=True)
    ]
    height, width = rows[0].shape
    frame = VideoFrame(width, height, "yuv420p10le")
    for plane, values in zip(frame.planes, rows, strict=True):
        padded = np.zeros((plane.height, plane.line_size // 2), np.uint16)
        padded[:, : plane.width] = values
        plane.update(padded.tobytes())
    frame.pts, frame.time_base = 0, Fraction(1, 30)
    return frame


def ten_bit_codes(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    luma = rgb @ np.array([0.2627, 0.6780, 0.0593])
    cb, cr = (rgb[:, 2] - luma) / 1.8814, (rgb[:, 0] - luma) / 1.4746
    codes = np.stack([64 + 876 * luma, 512 + 896 * cb, 512 + 896 * cr], axis=1)
    return np.asarray(np.rint(codes), np.float64)


def quantized(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The colors that ten bits can hold."""
    codes = ten_bit_codes(rgb)
    luma, cb, cr = (codes[:, 0] - 64) / 876, (codes[:, 1] - 512) / 896, (codes[:, 2] - 512) / 896
    red, blue = luma + 1.4746 * cr, luma + 1.8814 * cb
    green = (luma - 0.2627 * red - 0.0593 * blue) / 0.6780
    return np.stack([red, green, blue], axis=1).clip(0, 1)


def bt709_codes(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722])
    cb, cr = (rgb[:, 2] - luma) / 1.8556, (rgb[:, 0] - luma) / 1.5748
    return np.stack([16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr], axis=1)


def cell_values(planes: Planes) -> npt.NDArray[np.float64]:
    """Y', Cb, Cr in the middle of each cell."""
    middle, half = CELL // 2, CELL // 4
    return np.stack(
        [
            planes.y[middle::CELL, middle::CELL].reshape(-1),
            planes.u[half :: CELL // 2, half :: CELL // 2].reshape(-1),
            planes.v[half :: CELL // 2, half :: CELL // 2].reshape(-1),
        ],
        axis=1,
    ).astype(np.float64)
