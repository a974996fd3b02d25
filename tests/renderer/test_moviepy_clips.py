"""MoviePy both ways: a clip as the creative, and the mockup as a clip."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from moviepy import AudioClip, ColorClip, VideoClip, VideoFileClip, concatenate_videoclips

from overlays.errors import SourceError
from overlays.layers import Layer
from renderer.export import export_video
from renderer.frames import iter_frames
from renderer.moviepy_clips import BT709_PARAMS, ad_clip, exact_rate, open_creative
from renderer.picture import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.probe import probe_source
from support.ads import ad_data, write_ad
from support.media import BLUE, GREEN, RED, WHITE, corner_colors, number_in, picture

ROOT = Path(__file__).parent.parent.parent
MakePlan = Callable[..., RenderPlan]


def near(actual: object, wanted: object, levels: float) -> bool:
    difference = np.abs(np.asarray(actual, float) - np.asarray(wanted, float))
    return bool(difference.max() <= levels)


@pytest.mark.parametrize("name", ["plain.mp4", "vfr.mkv", "late.mkv", "turned_90.mp4"])
def test_the_clip_shows_the_frames_of_the_export(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], name: str
) -> None:
    plan = plan_for(clips / name, *moving_layers)
    frames = [(frame.time, rgb_from_frame(frame)) for frame in iter_frames(plan)]
    assert len(frames) >= 15
    with ad_clip(plan) as clip:
        assert clip.size == (108, 192)
        assert clip.fps == float(plan.source.frame_rate)
        assert clip.duration == float(plan.source.duration)
        # In order, then in an order that needs jumps, and just before the next frame.
        shuffled = np.random.default_rng(3).permutation(len(frames))
        for index in (*range(len(frames)), *shuffled):
            time, wanted = frames[index]
            np.testing.assert_array_equal(clip.get_frame(float(time)), wanted)
        for (_, wanted), (following, _) in pairwise(frames):
            np.testing.assert_array_equal(clip.get_frame(float(following) - 1e-4), wanted)


def test_what_moviepy_writes_is_the_export_within_its_codec(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    plan = plan_for(clips / "plain.mp4", *moving_layers)
    with ad_clip(plan) as clip:
        clip.write_videofile(
            str(tmp_path / "out.mp4"), ffmpeg_params=[*BT709_PARAMS, "-qp", "0"], logger=None
        )
    with av.open(str(tmp_path / "out.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert (int(context.colorspace), int(context.color_range)) == (1, 1)
        made = [frame.to_ndarray() for frame in container.decode(video=0)]
    frames = list(iter_frames(plan))
    assert len(made) == len(frames) == 30
    for block, frame in zip(made, frames, strict=True):
        luma = np.abs(block[:192].astype(int) - frame.y.astype(int))
        assert luma.mean() < 0.6
        # RGB has no room for some mixtures of luma and chroma, at hard edges of the test picture.
        assert np.percentile(luma, 99) <= 3


def test_the_sound_keeps_its_place(clips: Path, plan_for: MakePlan) -> None:
    for name, flash in (("plain.mp4", 15 / 30), ("early_sound.mkv", 0.4)):
        with ad_clip(plan_for(clips / name)) as clip:
            times = np.arange(0, clip.duration, 1 / 48_000)
            loud = np.abs(clip.audio.get_frame(times)[:, 0]) > 0.1
            assert times[loud][0] == pytest.approx(flash, abs=0.003)
            assert clip.audio.get_frame(0.01).shape == (2,)
    with ad_clip(plan_for(clips / "silent.mp4")) as clip:
        assert clip.audio is None


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
        assert (source.frame_rate, source.frame_count) == (25, 30)
        assert source.duration == Fraction(6, 5)
        assert source.audio is not None
        assert (source.audio.channels, source.audio.start) == (2, 0)
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


@pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")
@pytest.mark.parametrize("name", ["turned_90.mp4", "turned_180.mp4", "turned_270.mp4"])
def test_a_rotated_clip_is_upright_through_moviepy(
    clips: Path, plan_for: MakePlan, name: str
) -> None:
    with VideoFileClip(str(clips / name)) as clip, open_creative(clip) as path:
        rgb = rgb_from_frame(next(iter_frames(plan_for(path))))
    # MoviePy reads through RGB of its own making.
    assert near(corner_colors(rgb), [RED, GREEN, BLUE, WHITE], 8)
    with ad_clip(plan_for(clips / name)) as clip:
        film = concatenate_videoclips([ColorClip((108, 192), (0, 0, 0), duration=0.5), clip])
        assert near(corner_colors(film.get_frame(0.6)), [RED, GREEN, BLUE, WHITE], 3)


def test_clips_that_cannot_be_creatives() -> None:
    endless = VideoClip(numbered)
    with pytest.raises(SourceError, match="no end"), open_creative(endless):
        pass
    timeless = VideoClip(numbered, duration=1)
    with pytest.raises(SourceError, match="no frame rate"), open_creative(timeless):
        pass
    with open_creative(timeless, Fraction(30_000, 1001)) as path:
        assert probe_source(path).frame_rate == Fraction(30_000, 1001)


def test_rounded_rates_mean_exact_ones() -> None:
    assert exact_rate(29.97) == Fraction(30_000, 1001)
    assert exact_rate(23.976) == Fraction(24_000, 1001)
    assert exact_rate(30.0) == 30
    assert exact_rate(12.5) == Fraction(25, 2)


def test_the_example_makes_a_film(clips: Path, tmp_path: Path) -> None:
    ad_file = write_ad(tmp_path, ad_data(), video=(clips / "plain.mp4").read_bytes())
    script = [sys.executable, "-m", "examples.intro_and_ending"]
    command = [*script, str(ad_file), str(tmp_path / "film.mp4"), "180"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    source = probe_source(tmp_path / "film.mp4")
    assert float(source.duration) == pytest.approx(2 + 1 + 2, abs=0.1)
    assert source.audio is not None
    with av.open(str(tmp_path / "film.mp4")) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    # Dark, with the advertiser's name; then the clip's red corner under the chrome; dark again.
    assert frames[10][20, 20].max() < 60
    assert frames[30].max() > 200
    assert near(frames[70][100, 40], RED, 40)
    assert frames[-10][20, 20].max() < 60
