"""Interlaced sources: whole pictures at the times of the source, the same after a seek."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from av.video.frame import VideoFrame

from bench.reading import run_ffmpeg
from renderer.output.proxy import browser_plays
from renderer.source.container import decode_packets, open_container, picture_stream
from renderer.source.decode import iter_source_frames
from renderer.source.deinterlace import deinterlaced
from renderer.source.probe import probe_source

WIDTH, HEIGHT, COUNT = 128, 96, 24
STEP = 4
"""Pixels by which the bar moves from one field to the next."""


@pytest.fixture(scope="module", params=["top", "bottom"])
def combed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bright bar that moves to the right, 25 pictures a second, two moments in each."""
    path = tmp_path_factory.mktemp("interlaced") / f"{request.param}.mp4"
    fields = np.full((COUNT * 2, HEIGHT, WIDTH), 40, np.uint8)
    for number, field in enumerate(fields):
        left = 4 + number * STEP % (WIDTH - 40)
        field[:, left : left + 24] = 220
    order = f"{request.param[0]}ff"
    run_ffmpeg(
        *("-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", "50"),
        *("-i", "-", "-vf", f"tinterlace=interleave_{request.param},setfield={order}"),
        *("-c:v", "libx264", "-qp", "1", "-g", "6", "-pix_fmt", "yuv420p"),
        *("-flags", "+ilme+ildct", "-x264opts", f"{order}=1", str(path)),
        data=fields.tobytes(),
    )
    return path


def gray_of(frame: VideoFrame) -> npt.NDArray[np.uint8]:
    return np.array(frame.to_ndarray(format="gray"), np.uint8)


def lumas(path: Path, start: Fraction | None = None) -> list[npt.NDArray[np.uint8]]:
    frames = iter_source_frames(probe_source(path), start)
    return [gray_of(frame) for frame in frames]


def as_stored(path: Path) -> list[npt.NDArray[np.uint8]]:
    with open_container(path) as container:
        stream = picture_stream(container, path)
        frames = decode_packets(stream, container.demux(stream))
        return [gray_of(frame) for frame in frames]


def combing(luma: npt.NDArray[np.uint8]) -> float:
    """How much each line differs from both of its neighbors, on average."""
    lines = luma[8:-8].astype(np.float64)
    return float(np.abs(lines[1:-1] - (lines[:-2] + lines[2:]) / 2).mean())


def test_the_combs_go(combed: Path) -> None:
    assert probe_source(combed).interlaced
    before, after = as_stored(combed), lumas(combed)
    assert len(before) == len(after) == COUNT
    assert min(combing(luma) for luma in before[1:-1]) > 4
    assert max(combing(luma) for luma in after[1:-1]) < 1


def test_the_moment_is_that_of_the_first_field(combed: Path) -> None:
    """The bar's middle is where it was when the picture's first field was taken."""
    for number, luma in enumerate(lumas(combed)):
        left = 4 + 2 * number * STEP % (WIDTH - 40)
        bright = np.flatnonzero(luma[HEIGHT // 2] > 130)
        assert abs(bright.mean() - (left + 11.5)) <= STEP / 2, number


def test_count_and_times_stay(combed: Path) -> None:
    source = probe_source(combed)
    times = [source.time_of(frame.pts or 0) for frame in iter_source_frames(source)]
    assert times == [Fraction(number, 25) for number in range(COUNT)]


def test_pictures_after_a_seek_equal_those_of_a_straight_run(combed: Path) -> None:
    straight = lumas(combed)
    # Keyframes are at 0, 6, 12 and 18.
    for number in (1, 5, 6, 7, 12, 17, 18, 23):
        sought = lumas(combed, Fraction(number, 25))
        assert len(sought) == COUNT - number
        for one, other in zip(sought, straight[number:], strict=True):
            np.testing.assert_array_equal(one, other)


def test_progressive_pictures_stay_as_they_are(clips: Path) -> None:
    path = clips / "b_frames.mp4"
    source = probe_source(path)
    assert not source.interlaced
    given = [frame.to_ndarray() for frame in iter_source_frames(source)]
    made = [frame.to_ndarray() for frame in deinterlaced(iter_source_frames(source))]
    assert len(given) == len(made) == 30
    for one, other in zip(given, made, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_change_of_size_loses_no_picture(clips: Path) -> None:
    small = list(iter_source_frames(probe_source(clips / "silent.mp4")))[:3]
    wide = list(iter_source_frames(probe_source(clips / "landscape.mp4")))[:2]
    made = list(deinterlaced(iter([*small, *wide])))
    assert [frame.width for frame in made] == [108, 108, 108, 192, 192]


def test_browsers_get_a_copy_without_combs(combed: Path) -> None:
    assert not browser_plays(probe_source(combed))
