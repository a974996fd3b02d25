"""Places and colors of what reaches the canvas, for each kind of source."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from overlays.geometry import Size
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.picture.color import rgb_from_hex
from renderer.picture.fit import Fit
from renderer.picture.fitters import make_fitter
from renderer.picture.planes import Planes
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import (
    BLUE,
    CLIPS,
    GREEN,
    RED,
    RGB,
    WHITE,
    Clip,
    corner_colors,
    number_in,
    picture,
    write_clip,
    ycc_from_rgb,
)

SMALL = Size(108, 192)
UPRIGHT = [RED, GREEN, BLUE, WHITE]


def fitted(path: Path, fit: Fit = "cover", canvas: Size = SMALL) -> Planes:
    source = probe_source(path)
    planes = make_fitter(source, fit, canvas)(next(iter_source_frames(source)))
    return Planes(*(plane.copy() for plane in planes))


def colors(planes: Planes) -> list[tuple[int, int, int]]:
    """Y', Cb, Cr well inside each quarter."""
    height, width = planes.y.shape
    return [
        (int(planes.y[y, x]), int(planes.u[y // 2, x // 2]), int(planes.v[y // 2, x // 2]))
        for y in (height // 6, height * 5 // 6)
        for x in (width // 4, width * 3 // 4)
    ]


def expected(rgb: RGB) -> list[tuple[int, int, int]]:
    return colors(Planes(*ycc_from_rgb(rgb, "bt709", full_range=False)))


@pytest.mark.parametrize(
    "name",
    [
        "silent.mp4",
        "turned_90.mp4",
        "turned_180.mp4",
        "turned_270.mp4",
        "wide_samples.mp4",
        "odd.mkv",
        "full_range.mp4",
        "bt601.mp4",
        "untagged.mp4",
        "untagged_hd.mp4",
        "vfr.mkv",
    ],
)
def test_colors_and_places_survive(clips: Path, name: str) -> None:
    planes = fitted(clips / name)
    assert planes.size == SMALL
    wanted = expected(picture(108, 192, 0))
    np.testing.assert_allclose(colors(planes), wanted, atol=2)


def test_a_fitting_source_passes_untouched(clips: Path) -> None:
    planes = fitted(clips / "silent.mp4")
    wanted = ycc_from_rgb(picture(108, 192, 0), "bt709", full_range=False)
    for plane, values in zip(planes, wanted, strict=True):
        np.testing.assert_array_equal(plane, values)


def test_cover_cuts_left_and_right(clips: Path) -> None:
    planes = fitted(clips / "landscape.mp4")
    np.testing.assert_allclose(colors(planes), expected(picture(108, 192, 0)), atol=2)
    # The border between the quarters is in the middle, to within a source pixel's enlargement.
    row = planes.u[16].astype(int)
    border = int(np.argmax(np.abs(np.diff(row))))
    assert abs(border - 26.5) <= 1


def test_contain_has_black_bars_and_the_whole_picture(clips: Path) -> None:
    planes = fitted(clips / "landscape.mp4", "contain")
    top, bottom = 66, 126
    assert (planes.y[: top - 1] == 16).all()
    assert (planes.y[bottom + 1 :] == 16).all()
    assert (planes.u[: top // 2] == 128).all()
    inner = Planes(
        planes.y[top:bottom],
        planes.u[top // 2 : bottom // 2],
        planes.v[top // 2 : bottom // 2],
    )
    np.testing.assert_allclose(colors(inner), expected(picture(108, 60, 0)), atol=2)


def test_contain_has_bars_of_the_background(clips: Path) -> None:
    source = probe_source(clips / "landscape.mp4")
    picture_in = next(iter_source_frames(source))
    planes = make_fitter(source, "contain", SMALL, "#E0218A")(picture_in)
    black = make_fitter(source, "contain", SMALL)(picture_in)
    # Worked out by BT.709 from 224, 33, 138.
    assert {int(value) for value in planes.y[:65].flat} == {86}
    assert {int(value) for value in planes.u[:32].flat} == {155}
    assert {int(value) for value in planes.v[:32].flat} == {208}
    np.testing.assert_array_equal(planes.y[66:126], black.y[66:126])


@pytest.mark.parametrize("background", ["red", "#fff", "#12345G", "#1234567", "#12345\n"])
def test_a_background_is_six_hexadecimal_digits(background: str) -> None:
    with pytest.raises(ValueError, match="is not a color like #1A2B3C"):
        rgb_from_hex(background)


def test_blur_fills_the_bars_with_the_picture_s_colors(clips: Path) -> None:
    planes = fitted(clips / "landscape.mp4", "blur")
    contained = fitted(clips / "landscape.mp4", "contain")
    np.testing.assert_array_equal(planes.y[66:126], contained.y[66:126])
    # Red above left and white below right, darker than they are.
    assert planes.v[8, 13] > 140
    assert planes.u[90, 13] > 140
    assert 60 < planes.y[180, 90] < 180


def test_a_larger_canvas_is_filled(clips: Path) -> None:
    planes = fitted(clips / "silent.mp4", canvas=Size(1080, 1920))
    assert planes.size == Size(1080, 1920)
    np.testing.assert_allclose(colors(planes), expected(picture(1080, 1920, 0)), atol=2)


def test_a_stream_that_changes_its_size_goes_on(clips: Path) -> None:
    source = probe_source(clips / "silent.mp4")
    fitter = make_fitter(source, "cover", SMALL)
    first = next(iter_source_frames(source))
    other = next(iter_source_frames(probe_source(clips / "odd.mkv")))
    assert fitter(first).size == SMALL
    assert fitter(other).size == SMALL
    np.testing.assert_allclose(colors(fitter(first)), expected(picture(108, 192, 0)), atol=2)


@pytest.mark.parametrize("name", ["turned_90.mp4", "turned_270.mp4", "full_range.mp4"])
def test_finished_frames_show_number_and_colors(clips: Path, plan_for, name: str) -> None:  # type: ignore[no-untyped-def]
    plan = plan_for(clips / name)
    clip = CLIPS[name]
    for index in (0, 7, 29):
        rgb = rgb_from_frame(render_still(plan, clip.times[index] * clip.time_base))
        assert number_in(rgb) == index
        np.testing.assert_allclose(corner_colors(rgb), UPRIGHT, atol=4)


def test_ten_bits_become_eight(tmp_path: Path) -> None:
    clip = Clip(codec="libx265", pix_fmt="yuv420p10le", options=(("x265-params", QUIET),))
    planes = fitted(write_clip(tmp_path / "ten.mp4", clip))
    np.testing.assert_allclose(colors(planes), expected(picture(108, 192, 0)), atol=3)


@pytest.mark.parametrize(("transfer", "level"), [(18, 0.904), (16, 1.0)])
def test_hdr_is_brought_into_range(tmp_path: Path, transfer: int, level: float) -> None:
    """Three quarters of the signal: HLG's reference white, and the brightest highlight in PQ."""
    path = tmp_path / "hdr.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx265", rate=30, options={"x265-params": QUIET})
        stream.width, stream.height, stream.pix_fmt = 108, 192, "yuv420p10le"
        context = stream.codec_context
        context.color_range, context.colorspace = 1, 9
        context.color_primaries, context.color_trc = 9, transfer
        frame = av.VideoFrame(108, 192, "yuv420p10le")
        for plane, value in zip(frame.planes, (64 + 876 * 3 // 4, 512, 512), strict=True):
            plane.update(np.full(plane.buffer_size // 2, value, np.uint16).tobytes())
        container.mux([*stream.encode(frame), *stream.encode(None)])
    assert probe_source(path).is_hdr
    planes = fitted(path)
    assert (planes.y.mean() - 16) / 219 == pytest.approx(level, abs=0.006)
    np.testing.assert_allclose([planes.u.mean(), planes.v.mean()], 128, atol=2)


QUIET = "log-level=none:qp=4"
