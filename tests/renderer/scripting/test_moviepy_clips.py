"""The mockup as a MoviePy clip, and the example that uses it."""

from __future__ import annotations

import math
import runpy
import subprocess
import sys
from collections.abc import Callable, Generator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from moviepy import ColorClip, VideoFileClip, concatenate_videoclips

from overlays.layers import Layer
from renderer.frames import Frame, iter_frames
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.scripting.moviepy_clips import BT709_PARAMS, ad_clip
from renderer.scripting.moviepy_creative import open_creative
from renderer.source.probe import probe_source
from renderer.timeline import slack_of
from support.ads import ad_data, write_ad
from support.media import BLUE, GREEN, RED, WHITE, Clip, corner_colors, number_in, write_clip

ROOT = Path(__file__).parent.parent.parent.parent
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
        assert clip.duration == pytest.approx(float(plan.source.duration), abs=1e-3)
        # In order, then in an order that needs jumps, and just before the next frame.
        shuffled = np.random.default_rng(3).permutation(len(frames))
        for index in (*range(len(frames)), *shuffled):
            time, wanted = frames[index]
            np.testing.assert_array_equal(clip.get_frame(float(time)), wanted)
        before = 1.5 * float(slack_of(plan.source))
        for (_, wanted), (following, _) in pairwise(frames):
            np.testing.assert_array_equal(clip.get_frame(float(following) - before), wanted)


def test_rounded_times_lose_no_frame(plan_for: MakePlan, tmp_path: Path) -> None:
    # Each a millisecond late, as after a first picture that was rounded down.
    times = (0, *(math.ceil(index * 1000 / 30) for index in range(1, 30)))
    path = write_clip(tmp_path / "rounded.mkv", Clip(time_base=Fraction(1, 1000), times=times))
    with ad_clip(plan_for(path)) as clip:
        shown = [number_in(picture) for picture in clip.iter_frames()]
    assert shown == list(range(30))


@pytest.mark.parametrize("count", [15, 25, 30])
def test_moviepy_counts_all_frames_of_a_broadcast_rate(
    plan_for: MakePlan, tmp_path: Path, count: int
) -> None:
    times = tuple(range(0, count * 1001, 1001))
    path = write_clip(tmp_path / "ntsc.mp4", Clip(time_base=Fraction(1, 30_000), times=times))
    with ad_clip(plan_for(path)) as clip:
        shown = [number_in(picture) for picture in clip.iter_frames()]
    assert shown == list(range(count))


def counting(monkeypatch: pytest.MonkeyPatch) -> list[Fraction]:
    """The times of all frames that clips make from now on."""
    made: list[Fraction] = []

    def iter_counted(plan: RenderPlan, start: Fraction) -> Generator[Frame]:
        for frame in iter_frames(plan, start):
            made.append(frame.time)
            yield frame

    monkeypatch.setattr("renderer.scripting.moviepy_clips.iter_frames", iter_counted)
    return made


def test_one_clip_in_two_places_makes_each_frame_once_for_each(
    clips: Path, plan_for: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    with ad_clip(plan_for(clips / "silent.mp4")) as clip:
        for index in range(10, 30):
            assert number_in(clip.get_frame(index / 30)) == index
            assert number_in(clip.get_frame((index - 10) / 30)) == index - 10
    # All thirty for the first place, and twenty and one ahead for the second.
    assert len(made) <= 30 + 20 + 1


def test_backwards_each_frame_is_made_once(
    clips: Path, plan_for: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    with ad_clip(plan_for(clips / "silent.mp4")) as clip:
        backwards = clip.time_transform(lambda t: 29 / 30 - t)
        assert number_in(backwards.get_frame(0)) == 29
        made.clear()
        shown = [number_in(backwards.get_frame(index / 30)) for index in range(1, 30)]
    assert shown == list(range(28, -1, -1))
    # With one ahead for each eight.
    assert len(made) <= 29 + 4


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


@pytest.mark.processes
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
    with av.open(str(tmp_path / "film.mp4")) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        ends = [(one.duration or 0) * (one.time_base or 0) for one in (video, sound)]
    assert ends[1] <= ends[0] == Fraction(len(frames), 30)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name an ad file"),
        (["ad.yaml"], "Name an ad file"),
        (["ad.yaml", "film.avi"], "Name an ad file"),
        (["ad.yaml", "film.mp4", "wide"], "Name an ad file"),
        (["ad.yaml", "film.mp4", "0"], "Name an ad file"),
        (["nowhere.yaml", "film.mp4"], "nowhere.yaml"),
        (["ad.yaml", "nowhere/film.mp4"], "no folder nowhere"),
    ],
)
def test_the_example_says_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    write_ad(tmp_path, ad_data())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["intro_and_ending.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("examples.intro_and_ending", run_name="__main__")
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1
