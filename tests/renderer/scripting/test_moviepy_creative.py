"""A MoviePy clip as the creative."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from moviepy import AudioClip, ColorClip, VideoClip, VideoFileClip, vfx

from overlays.errors import SourceError
from renderer.frames import iter_frames
from renderer.output.export import export_video
from renderer.output.frame_rate import exact_rate
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.scripting.moviepy_creative import open_creative
from renderer.source.probe import probe_source
from support.media import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    Clip,
    corner_colors,
    number_in,
    picture,
    write_clip,
)

MakePlan = Callable[..., RenderPlan]
Times = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def near(actual: object, wanted: object, levels: float) -> bool:
    difference = np.abs(np.asarray(actual, float) - np.asarray(wanted, float))
    return bool(difference.max() <= levels)


def numbered(seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return picture(108, 192, int(seconds * 25 + 1e-6))


def tone(seconds: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> object:
    left = 0.5 * np.sin(2 * np.pi * 1000 * seconds)
    return np.stack([left, 0 * seconds], axis=-1)


def test_a_clip_becomes_a_creative(plan_for: MakePlan, tmp_path: Path) -> None:
    clip = VideoClip(numbered, duration=1.2).with_fps(25)
    clip = clip.with_audio(AudioClip(tone, duration=1.2, fps=44_100))
    with open_creative(clip) as path:
        source = probe_source(path)
        assert (source.frame_rate, source.frame_count) == (Fraction(25), 30)
        assert source.duration == Fraction(6, 5)
        assert source.audio is not None
        assert (source.audio.channels, source.audio.start) == (2, Fraction(0))
        plan = plan_for(path)
        frames = list(iter_frames(plan))
        assert [frame.time for frame in frames] == [Fraction(index, 25) for index in range(30)]
        for index, frame in enumerate(frames):
            rgb = rgb_from_frame(frame)
            assert number_in(rgb) == index
            assert near(corner_colors(rgb), [RED, GREEN, BLUE, WHITE], 3)
        export_video(plan, tmp_path / "out.mp4")
    assert not path.exists()
    audio = probe_source(tmp_path / "out.mp4").audio
    assert audio is not None
    assert (audio.codec, audio.channels) == ("aac", 2)


def test_a_mask_becomes_alpha(plan_for: MakePlan) -> None:
    red = ColorClip((108, 192), color=(200, 40, 40), duration=0.2).with_fps(10)
    left = np.zeros((192, 108))
    left[:, :54] = 1.0
    mask = VideoClip(lambda _: left, is_mask=True, duration=0.2).with_fps(10)
    with open_creative(red.with_mask(mask)) as path:
        assert probe_source(path).has_alpha
        rgb = rgb_from_frame(next(iter_frames(plan_for(path))))
    assert near(rgb[100, 20], (200, 40, 40), 3)
    assert near(rgb[100, 90], (0, 0, 0), 3)


def numbers_of(plan: RenderPlan) -> list[int]:
    return [number_in(rgb_from_frame(frame)) for frame in iter_frames(plan)]


@pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")
@pytest.mark.parametrize("count", [29, 30, 31])
@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30), Fraction(60_000, 1001)])
def test_a_file_read_by_moviepy_keeps_its_frames(
    plan_for: MakePlan, tmp_path: Path, rate: Fraction, count: int
) -> None:
    """Of a length that MoviePy rounds to hundredths, and at a rate that it rounds."""
    ticks = tuple(range(0, count * rate.denominator, rate.denominator))
    made = Clip(time_base=Fraction(1, rate.numerator), times=ticks)
    path = write_clip(tmp_path / "raw.mp4", made)
    with VideoFileClip(str(path)) as clip, open_creative(clip) as creative:
        assert numbers_of(plan_for(creative)) == list(range(count))
        source = probe_source(creative)
        assert (source.frame_rate, source.duration) == (rate, count / rate)


@pytest.mark.parametrize(
    ("fps", "seconds", "count", "duration"),
    [
        (0.5, 3, 2, Fraction(3)),
        (0.5, 4, 2, Fraction(4)),
        (25, 1.18, 30, Fraction(6, 5)),
        (25, 1.201, 30, Fraction(6, 5)),
        (100, 0.115, 12, Fraction(12, 100)),
        (30, 0.001, 1, Fraction(1, 30)),
    ],
)
def test_the_last_frame_is_neither_lost_nor_lingers(
    fps: float, seconds: float, count: int, duration: Fraction
) -> None:
    clip = VideoClip(numbered, duration=seconds).with_fps(fps)
    with open_creative(clip) as path:
        source = probe_source(path)
        assert (source.frame_count, source.duration) == (count, duration)


@pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")
def test_a_clip_played_backwards(clips: Path, plan_for: MakePlan) -> None:
    with VideoFileClip(str(clips / "plain.mp4")) as clip:
        mirrored = clip.subclipped(0, 0.7).with_effects([vfx.TimeMirror()])
        with open_creative(mirrored) as path:
            assert numbers_of(plan_for(path))[:5] == [20, 19, 18, 17, 16]
            sound = samples_in(path)[:, 0]
    # The beep of frame 15, the sixth from the back; MoviePy plays what is mirrored a frame early.
    loud = np.flatnonzero(np.abs(sound) > 0.1) / 44_100
    assert loud[0] == pytest.approx(4 / 30, abs=0.003)
    assert loud[-1] == pytest.approx(5 / 30, abs=0.003)
    assert len(sound) == int(0.7 * 44_100)


def samples_in(path: Path) -> npt.NDArray[np.float64]:
    """Samples x channels, -1 to 1."""
    with av.open(str(path)) as container:
        channels = container.streams.audio[0].codec_context.channels
        parts = [frame.to_ndarray().reshape(-1, channels) for frame in container.decode(audio=0)]
    return np.asarray(np.concatenate(parts), np.float64) / 32767


@pytest.mark.parametrize("channels", [1, 2, 6, 8])
def test_each_channel_of_the_sound_keeps_its_place(channels: int) -> None:
    levels = np.arange(1, channels + 1) / 10

    def steady(seconds: Times) -> object:
        return np.ones_like(seconds)[..., None] * levels

    clip = VideoClip(numbered, duration=0.2).with_fps(25)
    with open_creative(clip.with_audio(AudioClip(steady, duration=0.2, fps=44_100))) as path:
        audio = probe_source(path).audio
        assert audio is not None
        assert audio.channels == channels
        samples = samples_in(path)
    assert samples.shape == (8820, channels)
    assert near(samples, levels, 1e-4)


@pytest.mark.parametrize("shape", [(192, 108), (192, 108, 1)])
def test_gray_pictures_are_gray(plan_for: MakePlan, shape: tuple[int, ...]) -> None:
    gray = VideoClip(lambda _: np.full(shape, 90, np.uint8), duration=0.1).with_fps(10)
    mask = VideoClip(lambda _: np.full(shape, 0.5), is_mask=True, duration=0.1).with_fps(10)
    for clip, level in ((gray, 90), (mask, 128)):
        with open_creative(clip) as path:
            rgb = rgb_from_frame(next(iter_frames(plan_for(path))))
        assert near(rgb, (level, level, level), 2)


@pytest.mark.parametrize(
    ("frame_rate", "exact"),
    [
        (25, Fraction(25)),
        (29.97, Fraction(30_000, 1001)),
        (Fraction(30_000, 1001), Fraction(30_000, 1001)),
        (np.float32(12.5), Fraction(25, 2)),
    ],
)
def test_a_frame_rate_is_any_number(frame_rate: float, exact: Fraction) -> None:
    with open_creative(VideoClip(numbered, duration=1), frame_rate) as path:
        assert probe_source(path).frame_rate == exact


@pytest.mark.parametrize("rate", [0, -25, Fraction(-5), math.nan, math.inf, "25"])
def test_what_is_not_a_frame_rate(rate: float) -> None:
    clip = VideoClip(numbered, duration=1)
    refuse(clip, "is not a frame rate", rate)
    clip.fps = rate
    refuse(clip, "is not a frame rate")


def test_clips_that_cannot_be_creatives() -> None:
    refuse(VideoClip(numbered), "no end")
    refuse(VideoClip(numbered, duration=1), "no frame rate")
    for seconds in (0, -1, math.inf, math.nan):
        refuse(VideoClip(numbered).with_fps(25).with_duration(seconds), "lasts")
    refuse(AudioClip(tone, duration=1, fps=44_100), "AudioClip is not a clip with a picture")
    refuse("raw.mp4", "str is not")
    refuse(None, "NoneType is not")


def test_pictures_and_sounds_that_no_file_can_hold() -> None:
    clip = VideoClip(numbered, duration=0.2).with_fps(25)
    flat = VideoClip(lambda t: numbered(t) if not t else np.zeros(5), duration=0.2).with_fps(25)
    refuse(flat, r"at 0.04 s has the shape \(5,\)")
    narrow = VideoClip(lambda _: np.ones((192, 50)), is_mask=True, duration=0.2)
    refuse(clip.with_mask(narrow), "mask is not as large")
    three = AudioClip(lambda t: np.zeros((*np.shape(t), 3)), duration=0.2, fps=44_100)
    refuse(clip.with_audio(three), "has 3 channels")
    turned = AudioClip(lambda t: np.array([0 * t, 0 * t]), duration=0.2, fps=44_100)
    refuse(clip.with_audio(turned), "one row of 2 for each")
    refuse(ColorClip((40_000, 2), (1, 2, 3), duration=0.1).with_fps(10), "cannot be kept as a file")


def refuse(clip: object, sentence: str, rate: float | None = None) -> None:
    with pytest.raises(SourceError, match=sentence) as caught, open_creative(clip, rate):
        pass
    assert len(str(caught.value).splitlines()) == 1


def test_rounded_rates_mean_exact_ones() -> None:
    assert exact_rate(29.97) == exact_rate(30 / 1.001) == Fraction(30_000, 1001)
    assert exact_rate(23.976) == exact_rate(23.98) == Fraction(24_000, 1001)
    assert exact_rate(119.88) == Fraction(120_000, 1001)
    assert exact_rate(30.0) == 30
    assert exact_rate(12.5) == Fraction(25, 2)
    assert exact_rate(0.004) == Fraction(1, 250)
