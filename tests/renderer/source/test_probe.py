from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bench.creative_files import CREATIVES, make_creative
from bench.reading import run_ffmpeg
from overlays.geometry import Size
from renderer.source.decode import iter_source_frames
from renderer.source.info import Primaries, SourceInfo, Transfer
from renderer.source.probe import display_size, probe_source


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


def made(file: str, folder: Path) -> SourceInfo:
    """One of the creatives of docs/creatives.md, probed."""
    creative = next(one for one in CREATIVES if one.file == file)
    return probe_source(make_creative(creative, folder))


def test_the_track_of_sound_marked_as_default_is_taken(tmp_path: Path) -> None:
    source = made("tracks.mp4", tmp_path)
    assert source.audio is not None
    assert source.audio.stream_index == 2


def test_the_first_track_of_sound_is_taken_where_none_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "unmarked.mkv"
    tones = (sound for hertz in (300, 600) for sound in ("-f", "lavfi", "-i", f"sine={hertz}"))
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a")
    run_ffmpeg(
        *("-y", "-f", "lavfi", "-i", "color=s=64x64:r=30", *tones, *maps, "-t", "0.5"),
        *("-disposition:a", "0", "-c:v", "libx264", "-c:a", "aac", str(path)),
    )
    audio = probe_source(path).audio
    assert audio is not None
    assert audio.stream_index == 1


def test_an_edit_list_takes_its_frames_out(tmp_path: Path) -> None:
    source = made("edit_list.mp4", tmp_path)
    assert source.duration == Fraction(1, 2)
    assert source.frame_count == 15
    times = [source.time_of(frame.pts or 0) for frame in iter_source_frames(source)]
    assert times == [Fraction(number, 30) for number in range(15)]


def test_a_rate_that_is_only_a_clock_is_not_believed(tmp_path: Path) -> None:
    source = made("variable.mkv", tmp_path)
    assert source.frame_rate == 30
    assert source.frame_count == 31


@pytest.mark.parametrize(
    ("file", "codec", "size"),
    [
        ("timecode.mov", "h264", Size(216, 384)),
        ("cover.mp4", "h264", Size(216, 384)),
        ("h263.3gp", "h263", Size(192, 144)),
        ("mpeg4.3gp", "mpeg4", Size(216, 384)),
        ("mjpeg.avi", "mjpeg", Size(216, 384)),
        ("prores.mov", "prores", Size(216, 384)),
        ("av1.webm", "av1", Size(216, 384)),
    ],
)
def test_the_picture_is_found(tmp_path: Path, file: str, codec: str, size: Size) -> None:
    source = made(file, tmp_path)
    assert (source.codec, source.display_size) == (codec, size)


def test_an_hour_is_known_without_reading_it(tmp_path: Path) -> None:
    source = made("hour.mp4", tmp_path)
    assert (source.duration, source.frame_count) == (Fraction(3600), 36_000)
    frame = next(iter_source_frames(source, Fraction(3000)))
    assert source.time_of(frame.pts or 0) == 3000


@pytest.mark.parametrize(
    ("file", "primaries", "transfer"),
    [
        ("hlg.mp4", Primaries.BT2020, Transfer.HLG),
        ("hlg.mov", Primaries.BT2020, Transfer.HLG),
        ("pq.mp4", Primaries.BT2020, Transfer.PQ),
        ("p3.mp4", Primaries.P3, 1),
    ],
)
def test_wide_colors(tmp_path: Path, file: str, primaries: int, transfer: int) -> None:
    source = made(file, tmp_path)
    assert (source.color_primaries, source.color_trc) == (primaries, transfer)
    assert source.is_hdr == (transfer in (Transfer.HLG, Transfer.PQ))


def test_display_size_turns_after_widening() -> None:
    assert display_size(Size(720, 576), Fraction(16, 15), 0) == Size(768, 576)
    assert display_size(Size(720, 576), Fraction(16, 15), 90) == Size(576, 768)
    assert display_size(Size(1440, 1080), Fraction(4, 3), 270) == Size(1080, 1920)


def test_a_file_written_live_promises_no_length(clips: Path, tmp_path: Path) -> None:
    live = tmp_path / "live.mkv"
    run_ffmpeg("-i", str(clips / "plain.mp4"), "-c", "copy", "-live", "1", str(live))
    source = probe_source(live)
    assert float(source.duration) == pytest.approx(1, abs=0.01)
    assert source.frame_count == 30
