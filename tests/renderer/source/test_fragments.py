"""Files of recorders that survive a crash: an index of the beginning, the rest in fragments."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from renderer.frames import render_still
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.output.progress import Meter, Progress
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import Clip, number_in, write_clip

KEYFRAMES = (("preset", "ultrafast"), ("qp", "0"), ("g", "10"))


@pytest.fixture(params=["closed", "crashed"])
def recording(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """60 pictures, of which the index lists the first 10."""
    clip = Clip(times=tuple(range(0, 60 * 512, 512)), options=KEYFRAMES)
    whole = write_clip(tmp_path / "whole.mp4", clip)
    path = tmp_path / "recording.mp4"
    flags = {"movflags": "frag_keyframe"}
    with av.open(str(whole)) as given, av.open(str(path), "w", container_options=flags) as output:
        made = output.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.size:
                packet.stream = made
                output.mux(packet)
    if request.param == "crashed":
        # What is written last, where each fragment begins, is not there.
        data = path.read_bytes()
        path.write_bytes(data[: data.index(b"mfra") - 4])
    with av.open(str(path)) as container:
        assert container.streams.video[0].frames == 10
    return path


def test_all_pictures_are_promised(recording: Path) -> None:
    source = probe_source(recording)
    assert (source.frame_count, source.duration) == (60, Fraction(2))
    assert len(list(iter_source_frames(source))) == 60


def test_progress_reaches_its_end_and_not_more(
    recording: Path, tmp_path: Path, plan_for: Callable[..., RenderPlan]
) -> None:
    heard: list[Progress] = []
    options = ExportOptions(quality="draft")
    export_video(plan_for(recording), tmp_path / "out.mp4", options, on_progress=heard.append)
    assert heard[-1].frames_done == 60
    assert {report.frames_total for report in heard} == {60}


def test_any_time_can_be_reached(recording: Path, plan_for: Callable[..., RenderPlan]) -> None:
    plan = plan_for(recording)
    for number in (0, 9, 10, 33, 59):
        frame = render_still(plan, Fraction(number, 30))
        assert number_in(rgb_from_frame(frame)) == number


def test_a_recording_that_was_cut_off_is_used_as_far_as_it_goes(
    recording: Path, tmp_path: Path, plan_for: Callable[..., RenderPlan]
) -> None:
    with av.open(str(recording)) as container:
        last = [packet for packet in container.demux(video=0) if packet.size][-2]
    assert last.pos is not None
    recording.write_bytes(recording.read_bytes()[: last.pos])
    plan = plan_for(recording)
    assert (plan.source.frame_count, plan.source.duration) == (58, Fraction(58, 30))
    assert "the recording was cut off: its last 2 frames are missing" in plan.notes
    result = export_video(plan, tmp_path / "out.mp4", ExportOptions(quality="draft"))
    assert (result.frame_count, result.notes) == (58, ())
    frame = render_still(plan, Fraction(57, 30))
    assert number_in(rgb_from_frame(frame)) == 57


def test_progress_is_never_more_than_all() -> None:
    """Whatever a file promises: it may hold more."""
    heard: list[Progress] = []
    meter = Meter(4, heard.append)
    meter._reported -= 1
    for _ in range(9):
        meter.advance()
        meter._reported -= 1
    assert len(heard) == 9
    assert all(report.frames_done <= (report.frames_total or 0) for report in heard)
    assert heard[0].frames_total == 4
