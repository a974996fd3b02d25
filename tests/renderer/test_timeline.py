"""Ranges and constant rates: which picture stands where, and the sound with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from overlays.layers import Layer
from overlays.motion import TimeSpan
from renderer.frames import Frame, iter_frames, render_still
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.source.probe import probe_source
from renderer.timeline import Timeline
from support.media import CLIPS, SAMPLE_RATE, Clip, number_in, rgb_of, write_clip

MakePlan = Callable[..., RenderPlan]
Samples = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def span(start: str, end: str | None = None) -> TimeSpan:
    return TimeSpan(Fraction(start), None if end is None else Fraction(end))


def frames_of(plan: RenderPlan, asked: TimeSpan, rate: Fraction | None = None) -> list[Frame]:
    return list(iter_frames(plan, timeline=Timeline(plan.source, asked, rate)))


def numbers(frames: list[Frame]) -> list[int]:
    return [number_in(rgb_from_frame(frame)) for frame in frames]


def read(path: Path) -> tuple[list[int], list[Fraction]]:
    """The numbers in the pictures of a file, and their times."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    found = [number_in(rgb_of(frame)) for frame in frames]
    return found, [(frame.pts or 0) * cast(Fraction, frame.time_base) for frame in frames]


def read_sound(path: Path) -> tuple[Samples, Fraction]:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    samples = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
    assert frames[0].pts is not None
    return samples.astype(np.float64), frames[0].pts * cast(Fraction, frames[0].time_base)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (span("0.2", "0.5"), range(6, 15)),
        (span("0.21", "0.51"), range(6, 16)),
        (span("0.9"), range(27, 30)),
        (span("0", "0.001"), range(1)),
    ],
)
def test_a_range_includes_its_start_and_excludes_its_end(
    clips: Path, plan_for: MakePlan, asked: TimeSpan, wanted: range
) -> None:
    assert numbers(frames_of(plan_for(clips / "b_frames.mp4"), asked)) == list(wanted)


def test_a_range_begins_with_what_stands_at_its_start(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    """Picture 4 stands from 0.133 to 0.300 s; the range cuts that in the middle."""
    plan = plan_for(clips / "vfr.mkv", *moving_layers)
    asked = span("0.2", "0.62")
    frames = frames_of(plan, asked)
    for frame, time in zip(frames, ("0.2", "0.3", "0.333", "0.366", "0.4", "0.6"), strict=True):
        np.testing.assert_array_equal(frame.block, render_still(plan, Fraction(time)).block)
    bare = plan_for(clips / "vfr.mkv")
    result = export_video(bare, tmp_path / "out.mp4", ExportOptions(span=asked))
    found, times = read(tmp_path / "out.mp4")
    assert found == [4, 5, 6, 7, 8, 9]
    assert times == [Fraction(ms, 1000) for ms in (0, 100, 133, 166, 200, 400)]
    assert result.frame_count == 6
    assert result.duration == Fraction(42, 100)


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        (Fraction(15), list(range(0, 30, 2))),
        (Fraction(10), list(range(0, 30, 3))),
        (Fraction(60), [number for number in range(30) for _ in range(2)]),
        (Fraction(30_000, 1001), [*range(30)]),
    ],
)
def test_a_constant_rate_takes_what_stands_at_each_tick(
    clips: Path, plan_for: MakePlan, tmp_path: Path, rate: Fraction, wanted: list[int]
) -> None:
    export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4", ExportOptions(fps=rate))
    found, times = read(tmp_path / "out.mp4")
    assert found == wanted
    assert times == [index / rate for index in range(len(wanted))]


def test_a_clock_of_milliseconds_loses_no_picture(tmp_path: Path, plan_for: MakePlan) -> None:
    """Matroska's own 30 a second, rounded up as some recorders do."""
    times = tuple(-(-1000 * index // 30) for index in range(30))
    write_clip(tmp_path / "clip.mkv", Clip(time_base=Fraction(1, 1000), times=times))
    frames = frames_of(plan_for(tmp_path / "clip.mkv"), span("0"), Fraction(30))
    assert numbers(frames) == list(range(30))


@pytest.mark.parametrize(
    ("asked", "rate", "count", "seconds"),
    [(span("0"), "7.5", 8, 1.0), (span("0.2", "0.5"), "8", 3, 0.3), (span("0"), "10", 10, 1.0)],
)
def test_the_last_frame_of_a_constant_rate_ends_with_the_range(
    clips: Path,
    plan_for: MakePlan,
    tmp_path: Path,
    asked: TimeSpan,
    rate: str,
    count: int,
    seconds: float,
) -> None:
    options = ExportOptions(span=asked, fps=Fraction(rate))
    result = export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4", options)
    assert result.frame_count == count
    assert float(result.duration) == pytest.approx(seconds, abs=0.001)
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        found = float(stream.duration * (stream.time_base or 1))
    assert found == pytest.approx(seconds, abs=0.001)


def test_a_variable_source_at_a_constant_rate(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...]
) -> None:
    plan = plan_for(clips / "vfr.mkv", *moving_layers)
    frames = frames_of(plan, span("0.1", "0.65"), Fraction(20))
    starts = CLIPS["vfr.mkv"].times
    ticks = [100 + 50 * index for index in range(11)]
    assert [frame.time for frame in frames] == [Fraction(tick, 1000) for tick in ticks]
    shown = [max(n for n, start in enumerate(starts) if start <= tick) for tick in ticks]
    assert numbers(frames_of(plan_for(clips / "vfr.mkv"), span("0.1", "0.65"), Fraction(20))) == (
        shown
    )
    # A picture that stands for several ticks has the chrome of each of them.
    first, second = (
        frame.block for frame in frames if Fraction(1, 5) <= frame.time < Fraction(3, 10)
    )
    assert (first != second).any()


def test_a_short_clip_has_a_frame_at_any_rate(clips: Path, plan_for: MakePlan) -> None:
    assert numbers(frames_of(plan_for(clips / "silent.mp4"), span("0.5", "0.6"), Fraction(1))) == [
        15
    ]


def test_expected_and_real_frames_agree(clips: Path, plan_for: MakePlan) -> None:
    plan = plan_for(clips / "silent.mp4")
    for asked, rate in (
        (span("0.2", "0.7"), None),
        (span("0.2", "0.7"), Fraction(24)),
        (span("0"), Fraction(7)),
        (span("0"), None),
    ):
        assert Timeline(plan.source, asked, rate).frame_count == len(frames_of(plan, asked, rate))


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
@pytest.mark.parametrize("name", ["plain.mp4", "early_sound.mkv"])
def test_flash_and_beep_stay_together_in_a_range(
    clips: Path, plan_for: MakePlan, tmp_path: Path, name: str, suffix: str
) -> None:
    """The range begins in the middle of a frame of picture and of sound."""
    output = tmp_path / f"out{suffix}"
    asked = span("0.3071", "0.7")
    export_video(plan_for(clips / name), output, ExportOptions(span=asked))
    clip = CLIPS[name]
    flash = (clip.times[clip.flashes[0]] - clip.times[0]) * clip.time_base - asked.start
    _, times = read(output)
    assert times[0] == 0
    assert min(abs(time - flash) for time in times) <= Fraction(1, 1000)
    samples, start = read_sound(output)
    beep = float(start) + np.flatnonzero(np.abs(samples) > 0.1)[0] / SAMPLE_RATE
    assert abs(beep - float(flash)) < 0.005
    end = float(start) + len(samples) / SAMPLE_RATE
    assert abs(float(start)) < 0.001
    assert 0.39 <= end <= 0.3929 + 0.0221


def test_a_range_from_the_start_copies_its_sound(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    options = ExportOptions(span=span("0", "0.5"))
    export_video(plan_for(clips / "plain.mp4"), tmp_path / "out.mp4", options)
    whole, cut = (
        [bytes(packet) for packet in av.open(str(path)).demux(audio=0) if packet.size]
        for path in (clips / "plain.mp4", tmp_path / "out.mp4")
    )
    assert cut == whole[: len(cut)]
    assert 0.5 <= (len(cut) - 1) * 1024 / SAMPLE_RATE <= 0.5 + 2 * 1024 / SAMPLE_RATE


def write_tone(path: Path, codec: str, rate: int, layout: str) -> Path:
    """A clip with a second of a different tone in every channel."""
    silent = replace(Clip(), audio=None)
    picture = write_clip(path.with_suffix(".video.mkv"), silent)
    with av.open(str(picture)) as source, av.open(str(path), "w") as made:
        video = made.add_stream_from_template(source.streams.video[0])
        sound = cast(AudioStream, made.add_stream(codec, rate=rate))
        context = sound.codec_context
        context.layout = layout
        context.open()
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = video
                made.mux(packet)
        times = np.arange(rate) / rate
        channels = range(1, sound.channels + 1)
        tones = [0.4 * np.sin(2 * np.pi * 200 * one * times) for one in channels]
        values = np.stack(tones, axis=1).reshape(1, -1)
        frame = AudioFrame.from_ndarray((values * 32767).astype(np.int16), "s16", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        resampler = av.AudioResampler(context.format, layout, rate, context.frame_size)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            made.mux(sound.encode(part))
        made.mux(sound.encode(None))
    return path


@pytest.mark.parametrize(
    ("codec", "rate", "layout", "suffix", "wanted"),
    [
        ("pcm_s16le", 8_000, "mono", ".mp4", ("aac", 8_000, 1)),
        ("pcm_s16le", 96_000, "stereo", ".mp4", ("aac", 48_000, 2)),
        ("pcm_s16le", 192_000, "mono", ".mp4", ("aac", 48_000, 1)),
        ("pcm_s16le", 48_000, "5.1", ".mp4", ("aac", 48_000, 6)),
        ("pcm_s16le", 48_000, "7.1", ".mp4", ("aac", 48_000, 2)),
        ("aac", 44_100, "5.1", ".mp4", ("aac", 44_100, 6)),
        ("pcm_s16le", 22_050, "mono", ".webm", ("opus", 48_000, 1)),
        ("pcm_s16le", 192_000, "stereo", ".webm", ("opus", 48_000, 2)),
        ("libopus", 48_000, "stereo", ".webm", ("opus", 48_000, 2)),
        ("aac", 48_000, "5.1", ".webm", ("opus", 48_000, 6)),
    ],
)
@pytest.mark.parametrize("start", ["0", "0.25"])
def test_sound_of_every_kind_arrives(
    plan_for: MakePlan,
    tmp_path: Path,
    codec: str,
    rate: int,
    layout: str,
    suffix: str,
    wanted: tuple[str, int, int],
    start: str,
) -> None:
    source = write_tone(tmp_path / "tone.mkv", codec, rate, layout)
    output = tmp_path / f"out{suffix}"
    export_video(plan_for(source), output, ExportOptions(span=span(start)))
    audio = probe_source(output).audio
    assert audio is not None
    assert (audio.codec, audio.sample_rate, audio.channels) == wanted
    samples, begin = read_sound(output)
    assert abs(float(begin)) < 0.03
    assert float(begin) + len(samples) / SAMPLE_RATE == pytest.approx(1 - float(start), abs=0.05)
    middle = samples[SAMPLE_RATE // 4 : SAMPLE_RATE // 2]
    spectrum = np.abs(np.fft.rfft(middle))
    # The first channel's tone, 200 Hz, at 4 Hz for each line.
    assert spectrum[50] > 20 * np.median(spectrum)
