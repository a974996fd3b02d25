"""The finished file, read back: tags, times, frames and sound."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from overlays.errors import Canceled, ExportError
from overlays.geometry import Size
from overlays.layers import Layer
from renderer.frames import Frame, iter_frames
from renderer.output.encode import _picture_of
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions, Format
from renderer.output.progress import Progress
from renderer.plan import RenderPlan
from renderer.source.probe import probe_source
from support.media import BEEP_HERTZ, CLIPS, SAMPLE_RATE, number_in, rgb_of

MakePlan = Callable[..., RenderPlan]

SOURCES = (
    *("plain.mp4", "silent.mp4", "ntsc.mp4", "vfr.mkv", "b_frames.mp4", "turned_90.mp4"),
    *("late.mkv", "old.avi", "web.webm", "full_range.mp4", "early_sound.mkv"),
)
LOSSLESS = {"preset": "ultrafast", "crf": 0}


def read_times(path: Path) -> list[Fraction]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        return [(frame.pts or 0) * stream.time_base for frame in container.decode(stream)]


def read_sound(path: Path) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], float]:
    """Mono samples and the time of the first."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        samples = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
        assert frames[0].pts is not None
        assert frames[0].time_base is not None
        return samples.astype(np.float64), float(frames[0].pts * frames[0].time_base)


@pytest.mark.parametrize("name", SOURCES)
def test_frame_count_and_times_are_the_sources(
    clips: Path, plan_for: MakePlan, tmp_path: Path, name: str
) -> None:
    plan, clip = plan_for(clips / name), CLIPS[name]
    result = export_video(plan, tmp_path / "out.mp4")
    times = read_times(tmp_path / "out.mp4")
    assert len(times) == len(clip.times) == result.frame_count
    wanted = [(pts - clip.times[0]) * clip.time_base for pts in clip.times]
    assert [time - times[0] for time in times] == wanted
    assert result.duration == plan.source.duration or name.endswith((".mkv", ".webm"))
    assert result.size_bytes == (tmp_path / "out.mp4").stat().st_size
    assert result.digest == plan.digest


def test_tags_and_format(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    export_video(plan_for(clips / "full_range.mp4"), tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (stream.codec.canonical_name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height) == (108, 192)
        tags = (context.colorspace, context.color_primaries, context.color_trc)
        assert [int(tag) for tag in (*tags, context.color_range)] == [1, 1, 1, 1]
    data = (tmp_path / "out.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    ("kind", "name", "codec", "tag"),
    [("hevc", "out.mp4", "hevc", "hvc1"), ("webm", "out.webm", "vp9", None)],
)
def test_other_codecs_have_the_same_frames_times_and_tags(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
    name: str,
    codec: str,
    tag: str | None,
) -> None:
    plan = plan_for(clips / "vfr.mkv", *moving_layers)
    export_video(plan, tmp_path / name, ExportOptions(kind, quality="master", crf=4))
    times = read_times(tmp_path / name)
    assert [time - times[0] for time in times] == [
        Fraction(pts, 1000) for pts in CLIPS["vfr.mkv"].times
    ]
    with av.open(str(tmp_path / name)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (stream.codec.canonical_name, context.pix_fmt) == (codec, "yuv420p")
        assert tag is None or context.codec_tag == tag
        tags = (context.colorspace, context.color_primaries, context.color_trc)
        assert [int(one) for one in (*tags, context.color_range)] == [1, 1, 1, 1]
        decoded = [frame.to_ndarray() for frame in container.decode(stream)]
    frames = list(iter_frames(plan))
    for block, frame in zip(decoded, frames, strict=True):
        difference = np.abs(block.astype(int) - frame.block)
        assert difference.mean() < 1.5
        assert difference.max() < 40


@pytest.mark.parametrize(
    ("kind", "name"), [("mp4", "a.mp4"), ("hevc", "b.mp4"), ("webm", "c.webm")]
)
def test_a_better_quality_is_nearer_to_the_frames(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
    name: str,
) -> None:
    plan = plan_for(clips / "silent.mp4", *moving_layers)
    frames = list(iter_frames(plan))
    errors = []
    for quality in ("draft", "review", "master"):
        export_video(plan, tmp_path / name, ExportOptions(kind, quality=quality))
        with av.open(str(tmp_path / name)) as container:
            decoded = [frame.to_ndarray().astype(float) for frame in container.decode(video=0)]
        pairs = zip(decoded, frames, strict=True)
        errors.append(np.mean([np.square(block - frame.block).mean() for block, frame in pairs]))
    assert errors == sorted(errors, reverse=True)
    assert errors[2] < errors[0] / 2


def test_encoded_pixels_are_the_frames(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    plan = plan_for(clips / "b_frames.mp4", *moving_layers)
    export_video(plan, tmp_path / "out.mp4", preset="ultrafast", crf=0)
    with av.open(str(tmp_path / "out.mp4")) as container:
        decoded = [frame.to_ndarray() for frame in container.decode(video=0)]
    frames = list(iter_frames(plan))
    assert len(decoded) == len(frames) == 30
    for block, frame in zip(decoded, frames, strict=True):
        np.testing.assert_array_equal(block, frame.block)


@pytest.mark.parametrize("name", ["plain.mp4", "early_sound.mkv"])
def test_flash_and_beep_stay_together(
    clips: Path, plan_for: MakePlan, tmp_path: Path, name: str
) -> None:
    export_video(plan_for(clips / name), tmp_path / "out.mp4")
    flash = read_times(tmp_path / "out.mp4")[CLIPS[name].flashes[0]]
    samples, start = read_sound(tmp_path / "out.mp4")
    beep = start + np.flatnonzero(np.abs(samples) > 0.1)[0] / SAMPLE_RATE
    assert abs(beep - float(flash)) < 0.005
    wave = samples[int((beep - start) * SAMPLE_RATE) :][: SAMPLE_RATE // 50]
    assert np.argmax(np.abs(np.fft.rfft(wave))) * 50 == pytest.approx(BEEP_HERTZ, abs=50)


def test_the_picture_keeps_its_lead_or_lag(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    plan = plan_for(clips / "early_sound.mkv")
    result = export_video(plan, tmp_path / "out.mp4")
    # 25 frames of 40 ms; the 0.2 s of sound before them are not the picture's.
    assert result.duration == 1
    source = probe_source(tmp_path / "out.mp4")
    assert source.audio is not None
    assert float(source.audio.start) == pytest.approx(0, abs=0.025)
    assert float(source.start) == pytest.approx(0.2, abs=0.025)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("plain.mp4", "aac"),
        ("cinema.mov", "aac"),
        ("old.avi", "aac"),
        ("web.webm", "aac"),
        ("silent.mp4", None),
    ],
)
def test_sound_is_copied_made_aac_or_none(
    clips: Path, plan_for: MakePlan, tmp_path: Path, name: str, codec: str | None
) -> None:
    export_video(plan_for(clips / name), tmp_path / "out.mp4")
    audio = probe_source(tmp_path / "out.mp4").audio
    assert (audio and audio.codec) == codec


def test_copied_sound_is_the_same_bytes(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    export_video(plan_for(clips / "plain.mp4"), tmp_path / "out.mp4")
    first, second = (
        [bytes(packet) for packet in av.open(str(path)).demux(audio=0) if packet.size]
        for path in (clips / "plain.mp4", tmp_path / "out.mp4")
    )
    assert first == second


def test_longer_sound_ends_with_the_picture(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    export_video(plan_for(clips / "long_sound.mp4"), tmp_path / "out.mp4")
    samples, start = read_sound(tmp_path / "out.mp4")
    end = start + len(samples) / SAMPLE_RATE
    assert 1.0 <= end <= 1.0 + 1024 / SAMPLE_RATE


def test_progress_rises_and_ends_at_the_whole(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    seen: list[Progress] = []
    export_video(plan_for(clips / "plain.mp4"), tmp_path / "out.mp4", on_progress=seen.append)
    assert [step.frames_done for step in seen] == sorted(step.frames_done for step in seen)
    assert (seen[-1].frames_done, seen[-1].frames_total, seen[-1].seconds_left) == (30, 30, 0)
    assert [step.frames_done for step in seen].count(30) == 1


def test_cancel_leaves_nothing(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Canceled):
        export_video(plan_for(clips / "plain.mp4"), tmp_path / "out.mp4", cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_the_same_export_twice_gives_the_same_bytes(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    def export(name: str) -> ExportResult:
        return export_video(plan_for(clips / "plain.mp4", *moving_layers), tmp_path / name)

    first, second = export("a.mp4"), export("b.mp4")
    assert first.digest == second.digest
    assert first.path.read_bytes() == second.path.read_bytes()


def test_numbers_can_be_read_in_the_export(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    export_video(plan_for(clips / "vfr.mkv"), tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as container:
        numbers = [number_in(rgb_of(frame)) for frame in container.decode(video=0)]
    assert numbers == list(range(len(CLIPS["vfr.mkv"].times)))


def test_a_height_that_is_no_multiple_of_four_keeps_its_colors_in_place() -> None:
    block = np.full((90 * 3 // 2, 64), 128, np.uint8)
    block[:90] = np.arange(90, dtype=np.uint8)[:, None]
    block.reshape(-1)[90 * 64 :] = np.arange(90 * 32, dtype=np.uint32) % 251
    frame = Frame(0, Fraction(0), 0, Fraction(1, 30), 1, block)
    picture = _picture_of(frame)
    assert (picture.width, picture.height) == (64, 90)
    for plane, samples in zip(picture.planes, frame.planes, strict=True):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        assert (rows[:, : plane.width] == samples).all()


def test_pictures_that_are_too_small_for_hevc(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    """The encoder would write past its memory and end the process."""
    plan = plan_for(clips / "silent.mp4", canvas=Size(36, 64))
    with pytest.raises(ExportError, match=r"more than 64 rows, and these are 36x64: choose"):
        export_video(plan, tmp_path / "out.mp4", ExportOptions("hevc"))
    assert list(tmp_path.iterdir()) == []
    assert export_video(plan, tmp_path / "out.mp4").frame_count == 30
