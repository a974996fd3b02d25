"""An export that has no sound although its source has: it says why."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from overlays.motion import TimeSpan
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions
from renderer.output.variants import Variant, export_variants
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
    result = export_video(plan_for(clip), tmp_path / "out.mp4", DRAFT)
    assert result.note == (
        "the sound is in a codec that cannot be read (unknown), so the export is silent"
    )
    assert not has_sound(tmp_path / "out.mp4")
    assert result.frame_count == 30


def test_a_codec_that_is_not_among_those_read_here(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = with_codec(opus, b"A_DTS\0", tmp_path / "clip.mkv")
    assert probe_source(clip).unread_audio == "dts"
    note = export_video(plan_for(clip), tmp_path / "out.webm", DRAFT).note
    assert "cannot be read (dts), so the export is silent" in note


def test_a_sound_of_which_nothing_can_be_decoded(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = with_codec(opus, b"A_FLAC", tmp_path / "clip.mkv")
    assert probe_source(clip).audio is not None
    note = "nothing of the sound can be decoded (flac), so the export is silent"
    assert export_video(plan_for(clip), tmp_path / "out.mp4", DRAFT).note == note
    assert not has_sound(tmp_path / "out.mp4")
    variant = Variant(plan_for(clip), tmp_path / "variant.mp4")
    (outcome,) = export_variants([variant], DRAFT)
    assert isinstance(outcome, ExportResult)
    assert outcome.note == note


def test_what_sounds_or_has_nothing_to_sound_says_nothing(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(opus)
    assert export_video(plan_for(clip), tmp_path / "out.mp4", DRAFT).note == ""
    assert has_sound(tmp_path / "out.mp4")
    silent = write_clip(tmp_path / "silent.mp4", Clip())
    assert export_video(plan_for(silent), tmp_path / "silent_out.mp4", DRAFT).note == ""


def test_a_range_after_the_end_of_the_sound_is_silent_by_right(
    tmp_path: Path, plan_for: MakePlan
) -> None:
    short = Clip(audio="aac", audio_seconds=Fraction(1, 4))
    clip = write_clip(tmp_path / "short.mp4", short)
    late = ExportOptions(quality="draft", span=TimeSpan(Fraction(3, 4), Fraction(1)))
    for name in ("out.mp4", "out.webm"):
        assert export_video(plan_for(clip), tmp_path / name, late).note == ""
        with av.open(str(tmp_path / name)) as container:
            assert not container.streams.audio


def test_a_picture_alone_says_nothing_of_sound(
    opus: bytes, tmp_path: Path, plan_for: MakePlan
) -> None:
    clip = with_codec(opus, b"A_WHAT", tmp_path / "clip.mkv")
    plan = plan_for(clip)
    assert export_video(plan, tmp_path / "frames", ExportOptions("png_sequence")).note == ""
