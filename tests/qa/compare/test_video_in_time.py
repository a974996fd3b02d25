"""What is wrong with a video in time, in sound and shape; and a video that another tool made."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from bench.mutations.faults import Scene, edited
from bench.overlay_graph import overlay_command
from overlays.ad import SparkAd
from overlays.errors import ActualError
from overlays.motion import FadeIn
from overlays.viewports import View
from qa.compare.opening import open_video
from qa.compare.picture import Ask
from qa.compare.video import Which, compare_video
from qa.finding import Report
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.plan import RenderPlan, build_plan
from support.ads import ad_data
from support.media import Clip, write_clip

RATE, COUNT = Fraction(30), 24
TICKS = 512
CLIP = Clip(width=360, height=640, times=tuple(range(0, COUNT * TICKS, TICKS)))
SOUND = replace(CLIP, audio="aac", audio_seconds=Fraction(4, 5))
ONE_LOOK = Which(at=(Fraction(1, 3),))


def scene_of(clip: Clip, path: Path) -> Scene:
    data = ad_data()
    data["post"]["video"] = write_clip(path, clip)
    ad = SparkAd.model_validate(data)
    view = View(width=360)
    return Scene(ad, view, build_plan(ad, view=view))


@dataclass(frozen=True)
class Exported:
    """Our own export of a clip that ends before the button comes, with its frames decoded."""

    scene: Scene
    path: Path
    frames: tuple[VideoFrame, ...]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("export")
    scene = scene_of(CLIP, folder / "clip.mp4")
    path = folder / "shown.mp4"
    export_video(scene.plan, path, ExportOptions(crf=18, preset="ultrafast"))
    with av.open(str(path)) as container:
        frames = tuple(container.decode(video=0))
    assert len(frames) == COUNT
    return Exported(scene, path, frames)


def written(
    path: Path, frames: Sequence[VideoFrame], numbers: Sequence[int], rate: Fraction = RATE
) -> Path:
    """The frames of those numbers, one after another at a constant rate."""
    with av.open(str(path), "w") as container:
        options = {"preset": "ultrafast", "crf": "18"}
        stream = container.add_stream("libx264", rate=rate, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 360, 640, "yuv420p"
        context = stream.codec_context
        context.color_range, context.colorspace = 1, 1
        context.color_primaries = context.color_trc = 1
        for place, number in enumerate(numbers):
            frame = frames[number]
            frame.pts, frame.time_base = place, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def compared(plan: RenderPlan, path: Path, which: Which | None = None) -> Report:
    return compare_video(plan, open_video(path), Ask(), which or Which())


def codes(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.element) for f in report.findings if f.severity == "fail"]


def test_a_video_that_ends_before_the_button_comes_passes(exported: Exported) -> None:
    """The button is expected nowhere in it, so it is not missing either."""
    report = compared(exported.scene.plan, exported.path)
    assert codes(report) == []
    assert report.verdict == "pass"
    said = {region.element: region.verdict for region in report.regions}
    assert "cta_fill" not in said
    assert said["likes"] == "present"


def test_a_frame_that_was_dropped_is_told_once(exported: Exported, tmp_path: Path) -> None:
    numbers = [n for n in range(COUNT) if n != 14]
    path = written(tmp_path / "dropped.mp4", exported.frames, numbers)
    report = compared(exported.scene.plan, path)
    assert codes(report) == [("dropped-frame", "")]
    assert report.findings[0].at == 14 / RATE


def test_a_frame_that_is_there_twice_is_told_once(exported: Exported, tmp_path: Path) -> None:
    """The frame after it is not there at its time, and the last one is not there at all."""
    numbers = sorted([*range(COUNT - 1), 14])
    path = written(tmp_path / "repeated.mp4", exported.frames, numbers)
    report = compared(exported.scene.plan, path)
    assert codes(report) == [("repeated-frame", "")]
    assert report.findings[0].at == 15 / RATE


def test_every_second_frame_is_another_rate_and_no_lost_frame(
    exported: Exported, tmp_path: Path
) -> None:
    path = written(tmp_path / "half.mp4", exported.frames, range(0, COUNT, 2), RATE / 2)
    report = compared(exported.scene.plan, path)
    assert codes(report) == [("rate", "")]
    figures = report.findings[0].figures
    assert (figures["shown"], figures["expected"]) == (15.0, 30.0)


def test_a_third_cut_off_is_a_duration(exported: Exported, tmp_path: Path) -> None:
    path = written(tmp_path / "cut.mp4", exported.frames, range(COUNT * 2 // 3))
    report = compared(exported.scene.plan, path)
    assert codes(report) == [("duration", "")]
    assert float(report.findings[0].figures["seconds"]) == pytest.approx(-8 / 30, abs=0.01)
    assert "0.27 s shorter" in report.findings[0].message


@pytest.mark.parametrize(("start", "said"), [(Fraction(0), []), (Fraction(1, 4), ["sound-late"])])
def test_sound_that_starts_later_is_told(start: Fraction, said: list[str], tmp_path: Path) -> None:
    expected = scene_of(SOUND, tmp_path / "clip.mp4")
    late = scene_of(replace(SOUND, audio_start=start), tmp_path / "late.mp4")
    path = tmp_path / "shown.mp4"
    export_video(late.plan, path, ExportOptions(crf=20, preset="ultrafast"))
    report = compared(expected.plan, path, ONE_LOOK)
    assert [code for code, _ in codes(report)] == said
    for finding in report.findings:
        assert float(finding.figures["seconds"]) == pytest.approx(0.25, abs=0.03)
        assert "later" in finding.message


def test_a_video_of_another_shape_is_refused_with_both_sizes(
    exported: Exported, tmp_path: Path
) -> None:
    path = write_clip(tmp_path / "square.mp4", Clip(width=120, height=120, times=(0, 512)))
    with pytest.raises(ActualError, match=r"square\.mp4 is 120x120 and the expected video 360x640"):
        compared(exported.scene.plan, path)


@pytest.mark.parametrize("left_out", ["", "sponsored_label"])
def test_what_an_ffmpeg_overlay_graph_composed(
    exported: Exported, left_out: str, tmp_path: Path
) -> None:
    """Other software blended the layers and encoded them; what it left out is told by name."""
    plan = exported.scene.plan
    chrome = edited(exported.scene, left_out, lambda _: None) if left_out else plan.chrome
    # The graph goes on to the end of a fade, and this clip ends before the button's begins.
    layers = [layer for layer in chrome.layers if not isinstance(layer.motion, FadeIn)]
    chrome = replace(chrome, layers=tuple(layers))
    path = tmp_path / "graph.mp4"
    subprocess.run(overlay_command(replace(plan, chrome=chrome), path, tmp_path), check=True)
    report = compared(plan, path)
    assert codes(report) == ([("missing", left_out)] if left_out else [])
    assert report.verdict == ("fail" if left_out else "pass")
