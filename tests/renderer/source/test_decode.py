from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import CLIPS, number_in, rgb_of

UPRIGHT = (
    *("plain.mp4", "ntsc.mp4", "vfr.mkv", "b_frames.mp4", "late.mkv", "web.webm", "old.avi"),
    "b_frames.avi",
)


@pytest.mark.parametrize("name", CLIPS)
def test_every_frame_comes_with_its_own_time(clips: Path, name: str) -> None:
    source, clip = probe_source(clips / name), CLIPS[name]
    times = [source.time_of(frame.pts or 0) for frame in iter_source_frames(source)]
    wanted = [(pts - clip.times[0]) * clip.time_base for pts in clip.times]
    assert len(times) == len(wanted)
    assert times == wanted
    assert all(earlier < later for earlier, later in pairwise(times))


@pytest.mark.parametrize("name", UPRIGHT)
def test_frames_come_in_order_of_presentation(clips: Path, name: str) -> None:
    source = probe_source(clips / name)
    flashes = CLIPS[name].flashes
    for index, frame in enumerate(iter_source_frames(source)):
        if index not in flashes:
            assert number_in(rgb_of(frame)) == index


@pytest.mark.parametrize("name", UPRIGHT)
def test_a_seek_lands_on_the_frame_that_stands_at_the_time(clips: Path, name: str) -> None:
    source, clip = probe_source(clips / name), CLIPS[name]
    times = [(pts - clip.times[0]) * clip.time_base for pts in clip.times]
    for index in range(1, len(times) - 1):
        between = (times[index] + times[index + 1]) / 2
        frame = next(iter_source_frames(source, between))
        assert source.time_of(frame.pts or 0) == times[index]


def test_a_seek_to_the_very_time_of_a_frame_gives_that_frame(clips: Path) -> None:
    source = probe_source(clips / "b_frames.mp4")
    for index in range(30):
        frame = next(iter_source_frames(source, Fraction(index, 30)))
        assert frame.pts == index * 512
        just_before = next(iter_source_frames(source, Fraction(index, 30) - Fraction(1, 99_999)))
        assert just_before.pts == max(0, index - 1) * 512


def test_after_a_seek_every_later_frame_follows(clips: Path) -> None:
    source = probe_source(clips / "b_frames.mp4")
    whole = [frame.pts for frame in iter_source_frames(source)]
    assert [frame.pts for frame in iter_source_frames(source, Fraction(17, 30))] == whole[17:]


@pytest.mark.parametrize("name", UPRIGHT)
def test_past_the_end_stands_the_last_frame(clips: Path, name: str) -> None:
    source = probe_source(clips / name)
    whole = [frame.pts for frame in iter_source_frames(source)]
    assert [frame.pts for frame in iter_source_frames(source, Fraction(60))] == whole[-1:]


@pytest.mark.parametrize("name", ["b_frames.mp4", "b_frames.avi"])
def test_pictures_after_a_seek_equal_those_of_a_straight_run(clips: Path, name: str) -> None:
    source = probe_source(clips / name)
    straight = [frame.to_ndarray() for frame in iter_source_frames(source)]
    for index in (1, 11, 12, 13, 25, 29):
        sought = next(iter_source_frames(source, Fraction(index, 30)))
        np.testing.assert_array_equal(sought.to_ndarray(), straight[index])
