"""A film with damaged packets: all of its pictures, the same ones on every way, and a note."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from overlays.motion import TimeSpan
from renderer.frames import render_still
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions
from renderer.output.variants import export_variants
from renderer.output.video import Variant
from renderer.plan import RenderPlan
from renderer.source.damage import Damage
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from support.damage import scratch
from support.media import Clip, write_clip

MakePlan = Callable[..., RenderPlan]
DRAFT = ExportOptions(quality="draft")
COUNT = 40
TIMES = tuple(range(0, COUNT * 512, 512))
# Packets in the order of decoding; the tenth begins a group of pictures.
DAMAGED = (5, 13, 14, 26)


def ffmpeg_pictures(path: Path) -> list[int]:
    """What a player shows: every picture that the decoder gives, with one thread."""
    stamps = []
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        context.thread_count = 1
        for packet in container.demux(video=0):
            try:
                stamps += [frame.pts for frame in context.decode(packet if packet.size else None)]
            except av.error.FFmpegError:
                continue
    return [pts for pts in stamps if pts is not None]


def film(path: Path, bframes: int = 0, x264: str = "") -> Path:
    options = {"preset": "medium", "qp": "18", "bf": str(bframes), "g": "10"}
    if x264:
        options["x264-params"] = x264
    return write_clip(
        path, Clip(216, 384, times=TIMES, options=tuple(options.items()), audio="aac")
    )


@pytest.fixture(params=["plain", "b_frames", "open_groups"])
def damaged(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    x264 = "open-gop=1" if request.param == "open_groups" else ""
    path = film(tmp_path / "chat.mp4", 0 if request.param == "plain" else 3, x264)
    scratch(path, DAMAGED)
    return path


def straight(source: SourceInfo) -> dict[int, np.ndarray]:
    return {frame.pts or 0: frame.to_ndarray() for frame in iter_source_frames(source)}


def test_every_picture_is_shown_at_its_time(damaged: Path) -> None:
    frames = list(iter_source_frames(probe_source(damaged)))
    assert [frame.pts for frame in frames] == list(TIMES) == ffmpeg_pictures(damaged)
    assert 0 < sum(frame.is_corrupt for frame in frames) <= len(DAMAGED)


def test_a_picture_is_the_same_however_it_is_reached(damaged: Path) -> None:
    source = probe_source(damaged)
    whole = straight(source)
    for number, pts in enumerate(TIMES):
        sought = iter_source_frames(source, Fraction(number, 30))
        for later in (pts, pts + 512):
            frame = next(sought, None)
            if frame is not None:
                assert frame.pts == later
                np.testing.assert_array_equal(frame.to_ndarray(), whole[later])


def test_two_runs_are_the_same(damaged: Path) -> None:
    source = probe_source(damaged)
    first, second = straight(source), straight(source)
    assert first.keys() == second.keys()
    for pts, picture in first.items():
        np.testing.assert_array_equal(picture, second[pts])


class TestWhatIsSaid:
    """The number of damaged pictures, of those that are in the output."""

    @pytest.fixture
    def clip(self, tmp_path: Path) -> Path:
        path = film(tmp_path / "chat.mp4")
        assert scratch(path, DAMAGED) == [number * 512 for number in DAMAGED]
        return path

    def test_by_an_export(self, clip: Path, tmp_path: Path, plan_for: MakePlan) -> None:
        plan, note = plan_for(clip), "4 damaged pictures are shown as far as possible: "
        result = export_video(plan, tmp_path / "out.mp4", DRAFT)
        assert result.frame_count == COUNT
        assert result.notes == (f"{note}copy or download the file again",)
        variants = [Variant(plan, tmp_path / f"{name}.mp4") for name in "ab"]
        for outcome in export_variants(variants, DRAFT):
            assert isinstance(outcome, ExportResult)
            assert outcome.notes == result.notes

    @pytest.mark.parametrize("kind", ["gif", "png_sequence"])
    def test_by_other_formats(
        self, clip: Path, tmp_path: Path, plan_for: MakePlan, kind: str
    ) -> None:
        output = tmp_path / ("out.gif" if kind == "gif" else "frames")
        options = ExportOptions(kind, fps=Fraction(30) if kind == "gif" else None)  # type: ignore[arg-type]
        notes = export_video(plan_for(clip), output, options).notes
        assert [note[:18] for note in notes if "damaged" in note] == ["4 damaged pictures"]

    def test_of_a_range_only_what_is_in_it(
        self, clip: Path, tmp_path: Path, plan_for: MakePlan
    ) -> None:
        for first, end, said in ((0, 5, 0), (5, 6, 1), (10, 20, 2), (27, 40, 0)):
            span = TimeSpan(Fraction(first, 30), Fraction(end, 30))
            options = ExportOptions(quality="draft", span=span)
            result = export_video(plan_for(clip), tmp_path / "out.mp4", options)
            assert result.frame_count == end - first
            assert [note.split()[0] for note in result.notes] == [str(said)] * bool(said)

    def test_by_a_still_of_a_damaged_picture(self, clip: Path, plan_for: MakePlan) -> None:
        plan = plan_for(clip)
        shown = [render_still(plan, Fraction(number, 30)).is_damaged for number in range(COUNT)]
        assert [number for number, is_damaged in enumerate(shown) if is_damaged] == list(DAMAGED)

    def test_by_nothing_of_a_whole_film(
        self, clips: Path, tmp_path: Path, plan_for: MakePlan
    ) -> None:
        result = export_video(plan_for(clips / "plain.mp4"), tmp_path / "out.mp4", DRAFT)
        assert result.notes == ()


def test_pictures_that_cannot_be_decoded_at_all_are_counted(
    tmp_path: Path, plan_for: MakePlan
) -> None:
    options = (("crf", "10"), ("b", "0"), ("deadline", "realtime"), ("g", "10"))
    times = tuple(range(0, 1000, 40))
    clip = Clip(codec="libvpx-vp9", options=options, time_base=Fraction(1, 1000), times=times)
    path = write_clip(tmp_path / "web.webm", clip)
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    data, place = bytearray(path.read_bytes()), 0
    for number, packet in enumerate(packets):
        place = data.index(bytes(packet), place)
        if number in (14, 15):
            # The first bits of a frame, which say that it is one.
            data[place] ^= 0xFF
        place += packet.size
    path.write_bytes(data)
    source, damage = probe_source(path), Damage()
    shown = [frame.pts or 0 for frame in iter_source_frames(source, None, damage)]
    assert sorted({*shown, *damage.lost}) == list(times)
    assert {14 * 40, 15 * 40} <= damage.lost
    whole = straight(source)
    for pts in shown[::3]:
        sought = next(iter_source_frames(source, source.time_of(pts)))
        np.testing.assert_array_equal(sought.to_ndarray(), whole[pts])
    (note,) = export_video(plan_for(path), tmp_path / "out.mp4", DRAFT).notes
    assert note.startswith(f"{len(damage.lost)} damaged pictures are missing")


def test_lines_that_are_refreshed_one_after_the_other_can_be_jumped_into(tmp_path: Path) -> None:
    """There FFmpeg marks key frames that show nothing for a while."""
    path = film(tmp_path / "live.mp4", x264="intra-refresh=1:keyint=10")
    source = probe_source(path)
    whole = straight(source)
    assert list(whole) == list(TIMES)
    for number in range(0, COUNT, 3):
        frame = next(iter_source_frames(source, Fraction(number, 30)))
        assert frame.pts == TIMES[number]
        np.testing.assert_array_equal(frame.to_ndarray(), whole[TIMES[number]])
