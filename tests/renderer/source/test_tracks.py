"""Which track is taken, and what is said of those that cannot be read."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from overlays.errors import UnreadableSource
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.output.proxy import browser_plays
from renderer.plan import RenderPlan
from renderer.source.notes import source_notes
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.mp4 import Track, add_to_entry, join_tracks, rename_entry

MakePlan = Callable[..., RenderPlan]
DRAFT = ExportOptions(quality="draft")


def dolby_record(profile: int, compatibility: int, name: bytes = b"dvcC") -> bytes:
    """Level 6, RPU and base layer present, no enhancement layer."""
    content = bytes((1, 0, profile << 1, 6 << 3 | 0b101, compatibility << 4)) + bytes(19)
    return struct.pack(">I4s", len(content) + 8, name) + content


class TestOfSound:
    """A track of Apple's spatial sound, which has no decoder here, beside AAC and alone."""

    @pytest.fixture
    def two(self, clips: Path, tmp_path: Path) -> Path:
        plain = clips / "plain.mp4"
        tracks: tuple[Track, ...] = (plain, "video"), (plain, "audio"), (plain, "audio")
        return join_tracks(tmp_path / "two.mov", *tracks, defaults=(0, 1))

    @pytest.mark.parametrize("unread", [0, 1])
    def test_the_one_that_can_be_decoded_is_taken(
        self, two: Path, unread: int, plan_for: MakePlan, tmp_path: Path
    ) -> None:
        source = probe_source(rename_entry(two, b"mp4a", b"apac", unread))
        assert source.audio is not None
        assert source.audio.stream_index == (2 if unread == 0 else 1)
        assert source_notes(source) == ()
        # A browser would take the first one.
        assert browser_plays(source) == (unread == 1)
        export_video(plan_for(two), tmp_path / "out.mp4", DRAFT)
        with av.open(str(tmp_path / "out.mp4")) as container:
            assert next(container.decode(audio=0)).sample_rate == 48_000

    @pytest.mark.parametrize("letters", [b"apac", b"mha1", b"ac-4"])
    def test_alone_it_is_named(
        self, clips: Path, tmp_path: Path, letters: bytes, plan_for: MakePlan
    ) -> None:
        plain = clips / "plain.mp4"
        one = join_tracks(tmp_path / "one.mov", (plain, "video"), (plain, "audio"))
        plan = plan_for(rename_entry(one, b"mp4a", letters))
        name = letters.decode()
        assert plan.source.audio is None
        assert plan.notes == (
            f"the sound is in a codec that cannot be read ({name}), so the export is silent",
        )
        export_video(plan, tmp_path / "out.mp4", DRAFT)
        with av.open(str(tmp_path / "out.mp4")) as container:
            assert not container.streams.audio

    def test_without_a_description_it_is_named_by_its_letters(
        self, clips: Path, tmp_path: Path
    ) -> None:
        plain = clips / "plain.mp4"
        path = rename_entry(
            join_tracks(tmp_path / "one.mp4", (plain, "video"), (plain, "audio")), b"mp4a", b"apac"
        )
        path.write_bytes(path.read_bytes().replace(b"esds", b"dapa"))
        assert probe_source(path).unread_audio == "apac"


class TestOfPictures:
    """A small picture of one frame stands beside the film."""

    @pytest.fixture
    def thumb(self, tmp_path: Path) -> Path:
        clip = Clip(54, 96, times=(0,), codec="mjpeg", pix_fmt="yuvj420p", options=())
        return write_clip(tmp_path / "thumb.mov", clip)

    @pytest.mark.parametrize(
        ("suffix", "defaults"),
        [("mp4", (1,)), ("mp4", (0, 1)), ("mp4", (0,)), ("mov", ()), ("mkv", (1,))],
    )
    def test_the_film_is_taken(
        self,
        thumb: Path,
        clips: Path,
        tmp_path: Path,
        plan_for: MakePlan,
        suffix: str,
        defaults: tuple[int, ...],
    ) -> None:
        plain = clips / "plain.mp4"
        tracks: tuple[Track, ...] = (thumb, "video"), (plain, "video"), (plain, "audio")
        path = join_tracks(tmp_path / f"drone.{suffix}", *tracks, defaults=defaults)
        source = probe_source(path)
        assert (source.codec, source.frame_count, source.duration) == ("h264", 30, Fraction(1))
        assert not browser_plays(source)
        assert export_video(plan_for(path), tmp_path / "out.mp4", DRAFT).frame_count == 30

    def test_of_two_films_the_one_marked_as_default_is_taken(
        self, clips: Path, tmp_path: Path
    ) -> None:
        first, second = clips / "ntsc.mp4", clips / "turned_90.mp4"
        tracks: tuple[Track, ...] = (first, "video"), (second, "video")
        for default, size in ((0, "108x192"), (1, "192x108")):
            path = join_tracks(tmp_path / "two.mov", *tracks, defaults=(default,))
            assert str(probe_source(path).coded_size) == size

    def test_of_two_films_that_are_marked_alike_the_longest_is_taken(
        self, clips: Path, tmp_path: Path
    ) -> None:
        short = write_clip(tmp_path / "short.mp4", Clip(192, 108, times=(0, 512, 1024)))
        tracks: tuple[Track, ...] = (short, "video"), (clips / "silent.mp4", "video")
        path = join_tracks(tmp_path / "two.mov", *tracks, defaults=(0, 1))
        assert probe_source(path).frame_count == 30


def test_codecs_that_cannot_be_decoded_are_named(clips: Path, tmp_path: Path) -> None:
    path = tmp_path / "post.mp4"
    for letters, said in (
        (b"bvc2", r"TikTok's own video codec \(bvc2\), which no tool converts.* as H\.264"),
        (b"dav1", r"Dolby Vision profile 10 \(dav1\).*export it as HDR10, HLG or SDR"),
        (b"encv", r"encrypted against copying"),
        (b"zzz9", r"in a video format \(zzz9\) that cannot be decoded here: convert it to H\.264"),
    ):
        path.write_bytes((clips / "silent.mp4").read_bytes())
        with pytest.raises(UnreadableSource, match=rf"post\.mp4 is .*{said}"):
            probe_source(rename_entry(path, b"avc1", letters))


@pytest.mark.parametrize(("profile", "compatibility"), [(5, 0), (8, 1), (8, 4), (10, 0)])
@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_dolby_vision_without_a_base_layer_is_said(
    clips: Path, tmp_path: Path, profile: int, compatibility: int, suffix: str
) -> None:
    path = tmp_path / "camera.mp4"
    path.write_bytes((clips / "plain.mp4").read_bytes())
    add_to_entry(path, b"avc1", dolby_record(profile, compatibility))
    if suffix == "mkv":
        # FFmpeg takes the record over.
        path = join_tracks(tmp_path / "camera.mkv", (path, "video"), (path, "audio"))
    source = probe_source(path)
    said = (
        f"the picture is Dolby Vision profile {profile}, which has no base layer: "
        "its colors are wrong here; export it as HDR10, HLG or SDR"
    )
    assert source_notes(source) == ((said,) if compatibility == 0 else ())
    assert source.frame_count == 30
