"""MPEG program streams, as TikTok takes them: few time stamps, no index, no promised length."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from overlays.errors import UnreadableSource
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import Clip, number_in, rgb_of, write_clip

COUNT, THIRTIETH = 30, Fraction(1, 30)
CLIP = Clip(
    codec="mpeg2video",
    options=(("qscale", "1"), ("bf", "2"), ("g", "12")),
    time_base=THIRTIETH,
    times=tuple(range(COUNT)),
    audio="mp2",
)
_PICTURES = b"\0\0\1\xe0"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So small that there is a packet, and with it a time stamp, for several pictures."""
    folder = tmp_path_factory.mktemp("mpeg")
    disc = write_clip(folder / "clip.vob", CLIP)
    assert 1 < disc.read_bytes().count(_PICTURES) < COUNT // 4
    return disc.rename(folder / "clip.mpg")


def test_every_picture_at_its_time(whole: Path) -> None:
    source = probe_source(whole)
    assert (source.codec, source.audio and source.audio.codec) == ("mpeg2video", "mp2")
    assert (source.duration, source.frame_count) == (Fraction(1), COUNT)
    frames = list(iter_source_frames(source))
    assert [number_in(rgb_of(frame)) for frame in frames] == list(range(COUNT))
    times = [source.time_of(frame.pts or 0) for frame in frames]
    assert times == [number * THIRTIETH for number in range(COUNT)]


def test_a_jump_lands_on_the_picture_of_its_time(whole: Path) -> None:
    source = probe_source(whole)
    for number in (1, 11, 12, 13, 29):
        frame = next(iter_source_frames(source, number * THIRTIETH + Fraction(1, 100)))
        assert number_in(rgb_of(frame)) == number


def test_half_a_file_is_half_a_clip(whole: Path, tmp_path: Path) -> None:
    """There is nothing in it that could say that more was meant to come."""
    data = whole.read_bytes()
    path = tmp_path / "half.mpg"
    path.write_bytes(data[: data.rindex(_PICTURES)])
    source = probe_source(path)
    assert 0.2 < source.duration < 0.8
    assert abs(len(list(iter_source_frames(source))) - source.frame_count) <= 1


def test_start_codes_and_nothing_else_are_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "junk.mpg"
    path.write_bytes(b"\0\0\1\xba" * 4_000)
    with pytest.raises(UnreadableSource, match=r"junk\.mpg is not a video that can be read"):
        probe_source(path)
