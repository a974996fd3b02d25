from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from overlays.geometry import Size
from renderer.probe import display_size, probe_source


@pytest.mark.parametrize(
    ("name", "coded", "display", "rotation"),
    [
        ("plain.mp4", Size(108, 192), Size(108, 192), 0),
        ("turned_90.mp4", Size(192, 108), Size(108, 192), 90),
        ("turned_180.mp4", Size(108, 192), Size(108, 192), 180),
        ("turned_270.mp4", Size(192, 108), Size(108, 192), 270),
        ("wide_samples.mp4", Size(54, 192), Size(108, 192), 0),
        ("odd.mkv", Size(109, 193), Size(109, 193), 0),
    ],
)
def test_sizes(clips: Path, name: str, coded: Size, display: Size, rotation: int) -> None:
    source = probe_source(clips / name)
    assert (source.coded_size, source.display_size, source.rotation) == (coded, display, rotation)


@pytest.mark.parametrize(
    ("name", "first_pts", "duration", "frame_rate", "frame_count"),
    [
        ("plain.mp4", 0, Fraction(1), Fraction(30), 30),
        ("ntsc.mp4", 0, Fraction(30_030, 30_000), Fraction(30_000, 1001), 30),
        ("b_frames.mp4", 0, Fraction(1), Fraction(30), 30),
    ],
)
def test_times(
    clips: Path,
    name: str,
    first_pts: int,
    duration: Fraction,
    frame_rate: Fraction,
    frame_count: int,
) -> None:
    source = probe_source(clips / name)
    assert source.first_pts == first_pts
    assert source.duration == duration
    assert source.frame_rate == frame_rate
    assert source.frame_count == frame_count


def test_a_late_start_is_time_zero(clips: Path) -> None:
    source = probe_source(clips / "late.mkv")
    assert source.first_pts * source.time_base == Fraction(400, 1000)
    assert source.time_of(source.first_pts) == 0
    assert source.duration == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("name", "color_range", "matrix"),
    [
        ("plain.mp4", "limited", "bt709"),
        ("full_range.mp4", "full", "bt709"),
        ("bt601.mp4", "limited", "bt601"),
        ("untagged.mp4", "limited", "bt601"),
        ("untagged_hd.mp4", "limited", "bt709"),
    ],
)
def test_colors(clips: Path, name: str, color_range: str, matrix: str) -> None:
    source = probe_source(clips / name)
    assert (source.color_range, source.colorspace) == (color_range, matrix)


@pytest.mark.parametrize(
    ("name", "codec", "audio"),
    [
        ("plain.mp4", "h264", "aac"),
        ("silent.mp4", "h264", None),
        ("old.avi", "mpeg4", "pcm_s16le"),
        ("web.webm", "vp9", "opus"),
    ],
)
def test_codecs(clips: Path, name: str, codec: str, audio: str | None) -> None:
    source = probe_source(clips / name)
    assert source.codec == codec
    assert (source.audio and source.audio.codec) == audio


def test_a_sound_that_starts_first_has_its_own_start(clips: Path) -> None:
    source = probe_source(clips / "early_sound.mkv")
    assert source.audio is not None
    assert source.audio.start == pytest.approx(0, abs=0.03)
    assert source.start == Fraction(200, 1000)


def test_display_size_turns_after_widening() -> None:
    assert display_size(Size(720, 576), Fraction(16, 15), 0) == Size(768, 576)
    assert display_size(Size(720, 576), Fraction(16, 15), 90) == Size(576, 768)
    assert display_size(Size(1440, 1080), Fraction(4, 3), 270) == Size(1080, 1920)
