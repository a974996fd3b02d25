"""An export that has no sound although its source has: it says why."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from PIL import Image

from overlays.motion import TimeSpan
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions
from renderer.output.variants import export_variants
from renderer.output.video import Variant
from renderer.plan import RenderPlan
from renderer.source.probe import probe_source
from support.media import Clip, write_clip

MakePlan = Callable[..., RenderPlan]
DRAFT = ExportOptions(quality="draft")


@pytest.fixture(scope="module")
def opus(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("opus") / "clip.mkv"
    return write_clip(path, Clip(audio="libopus")).read_bytes()


def with_codec(opus: bytes, name: bytes, path: Path) -> Path:
    """The file with its sound under the name of another codec."""
    assert len(name) == len(b"A_OPUS")
    assert opus.count(b"A_OPUS") == 1
    path.write_bytes(opus.replace(b"A_OPUS", name))
    return path


def has_sound(path: Path) -> bool:
    with av.open(str(path)) as container:
        return bool(container.streams.audio)


def test_a_codec_that_nobody_knows(opus: bytes, tmp_path: Path, plan_for: MakePlan) -> None:
    clip = with_codec(opus, b"A_WHAT", tmp_path / "clip.mkv")
    source = probe_source(clip)
    assert (source.audio, source.unread_audio) == (None, "unknown")
    plan = plan_for(clip)
    assert plan.notes == (
        "the sound is in a codec that cannot be read (unknown), so the export is silent",
    )
    result = export_video(plan, tmp_path / "out.mp4", DRAFT)
    assert not has_sound(tmp_path / "out.mp4")
    assert result.frame_count == 30


def test_a_codec_that_is_not_among_those_read_here(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = with_codec(opus, b"A_DTS\0", tmp_path / "clip.mkv")
    assert probe_source(clip).unread_audio == "dts"
    (note,) = plan_for(clip).notes
    assert "cannot be read (dts), so the export is silent" in note


def test_a_sound_of_which_nothing_can_be_decoded(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = with_codec(opus, b"A_FLAC", tmp_path / "clip.mkv")
    assert probe_source(clip).audio is not None
    note = "nothing of the sound can be decoded (flac), so the export is silent"
    assert export_video(plan_for(clip), tmp_path / "out.mp4", DRAFT).notes == (note,)
    assert not has_sound(tmp_path / "out.mp4")
    variant = Variant(plan_for(clip), tmp_path / "variant.mp4")
    (outcome,) = export_variants([variant], DRAFT)
    assert isinstance(outcome, ExportResult)
    assert outcome.notes == (note,)


def test_what_sounds_or_is_a_picture_says_nothing(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(opus)
    plan = plan_for(clip)
    assert (plan.notes, export_video(plan, tmp_path / "out.mp4", DRAFT).notes) == ((), ())
    assert has_sound(tmp_path / "out.mp4")
    Image.new("RGB", (108, 192), "red").save(tmp_path / "still.png")
    assert plan_for(tmp_path / "still.png").notes == ()


def test_a_range_after_the_end_of_the_sound_is_silent_by_right(
    tmp_path: Path, plan_for: MakePlan
) -> None:
    short = Clip(audio="aac", audio_seconds=Fraction(1, 4))
    clip = write_clip(tmp_path / "short.mp4", short)
    late = ExportOptions(quality="draft", span=TimeSpan(Fraction(3, 4), Fraction(1)))
    for name in ("out.mp4", "out.webm"):
        assert export_video(plan_for(clip), tmp_path / name, late).notes == ()
        with av.open(str(tmp_path / name)) as container:
            assert not container.streams.audio


def test_a_file_without_a_sound_track_says_so(tmp_path: Path, plan_for: MakePlan) -> None:
    plan = plan_for(write_clip(tmp_path / "silent.mp4", Clip()))
    assert plan.notes == ("the file has no sound track",)
    assert export_video(plan, tmp_path / "out.mp4", DRAFT).notes == ()
    assert not has_sound(tmp_path / "out.mp4")


@pytest.mark.parametrize(("codec", "rate"), [("libmp3lame", 8_000), ("libmp3lame", 16_000)])
def test_a_sound_that_an_mp4_may_not_hold_is_made_into_one_that_it_may(
    clips: Path, tmp_path: Path, plan_for: MakePlan, codec: str, rate: int
) -> None:
    path = tmp_path / "voice.mkv"
    with av.open(str(clips / "silent.mp4")) as given, av.open(str(path), "w") as output:
        picture = output.add_stream_from_template(given.streams.video[0])
        sound: Any = output.add_stream(codec, rate=rate)
        sound.codec_context.format, sound.codec_context.layout = "fltp", "mono"
        for packet in given.demux(video=0):
            if packet.size:
                packet.stream = picture
                output.mux(packet)
        wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
        whole = AudioFrame.from_ndarray(wave[None].astype(np.float32), "fltp", "mono")
        whole.sample_rate, whole.time_base, whole.pts = rate, Fraction(1, rate), 0
        for frame in [*AudioResampler("fltp", "mono", rate, 576).resample(whole), None]:
            output.mux(sound.encode(frame))
    result = export_video(plan_for(path), tmp_path / "out.mp4", DRAFT)
    assert result.notes == ()
    with av.open(str(tmp_path / "out.mp4")) as container:
        peaks = [np.abs(frame.to_ndarray()).max() for frame in container.decode(audio=0)]
        assert container.streams.audio[0].codec_context.sample_rate == rate
    assert max(peaks) == pytest.approx(0.5, abs=0.1)
