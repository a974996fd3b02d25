"""A video against the template's: elements by their worst frame, and what is wrong in time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bench.mutations.faults import Scene, edited, shifted
from overlays.ad import SparkAd
from overlays.layers import Chrome
from overlays.motion import FadeIn, TimeSpan
from overlays.viewports import View
from qa.compare.events import change_times
from qa.compare.opening import open_video
from qa.compare.picture import Ask
from qa.compare.video import Which, compare_video
from qa.finding import Report
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.plan import build_plan
from support.ads import ad_data
from support.media import Clip, write_clip


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    data = ad_data()
    times = tuple(range(0, 84 * 512, 512))
    clip = Clip(width=270, height=480, times=times, audio="aac", audio_seconds=Fraction(14, 5))
    data["post"]["video"] = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", clip)
    ad = SparkAd.model_validate(data)
    view = View(width=360)
    return Scene(ad, view, build_plan(ad, view=view))


def compared(
    scene: Scene,
    folder: Path,
    chrome: Chrome,
    which: Which | None = None,
    span: TimeSpan | None = None,
) -> Report:
    path = folder / "shown.mp4"
    plan = replace(scene.plan, chrome=chrome)
    export_video(plan, path, ExportOptions(crf=20, preset="ultrafast", span=span))
    return compare_video(scene.plan, open_video(path), Ask(), which or Which())


def codes(report: Report) -> set[tuple[str, str]]:
    return {(f.code, f.element) for f in report.findings if f.severity == "fail"}


def test_our_own_export_passes(scene: Scene, tmp_path: Path) -> None:
    report = compared(scene, tmp_path, scene.plan.chrome)
    assert codes(report) == set()
    assert report.verdict == "pass"


def test_an_element_is_judged_by_its_worst_frame(scene: Scene, tmp_path: Path) -> None:
    """It is wrong from the second second on only."""
    first = scene.plan.chrome.layer("likes")
    before = replace(first, span=TimeSpan(end=Fraction(1)))
    after = replace(shifted(first, 0, 5), id="likes_later", span=TimeSpan(Fraction(1)))
    layers = [*edited(scene, "likes", lambda layer: before).layers, after]
    report = compared(scene, tmp_path, replace(scene.plan.chrome, layers=tuple(layers)))
    (found,) = [f for f in report.findings if f.element == "likes"]
    assert (found.code, found.figures["dy"]) == ("moved", 5)
    assert found.at is not None
    assert found.at >= 1


def test_a_button_that_comes_late_is_told_with_its_seconds(scene: Scene, tmp_path: Path) -> None:
    layers = []
    for layer in scene.plan.chrome.layers:
        motion = layer.motion
        if isinstance(motion, FadeIn):
            layer = replace(layer, motion=replace(motion, at=motion.at + Fraction(1, 5)))
        layers.append(layer)
    report = compared(scene, tmp_path, replace(scene.plan.chrome, layers=tuple(layers)))
    late = [f for f in report.findings if f.code == "late"]
    assert [f.element for f in late] == ["cta"]
    assert float(late[0].figures["seconds"]) == pytest.approx(0.2, abs=0.07)


def test_an_offset_is_told_and_then_taken_out(scene: Scene, tmp_path: Path) -> None:
    span = TimeSpan(Fraction(1, 2))
    report = compared(scene, tmp_path, scene.plan.chrome, Which(at=(Fraction(2),)), span)
    assert ("offset", "") in codes(report)
    offset = next(f for f in report.findings if f.code == "offset")
    assert float(offset.figures["seconds"]) == pytest.approx(0.5, abs=0.04)


def test_a_video_without_its_sound(scene: Scene, tmp_path: Path) -> None:
    silent = replace(scene.plan, source=replace(scene.plan.source, audio=None))
    path = tmp_path / "silent.mp4"
    export_video(silent, path, ExportOptions(crf=20, preset="ultrafast"))
    report = compare_video(scene.plan, open_video(path), Ask(), Which(at=(Fraction(1),)))
    assert codes(report) == {("sound-missing", "")}


def test_at_changes_only_the_frames_around_them_are_judged(scene: Scene, tmp_path: Path) -> None:
    """The button fades in from 2 s on; what was wrong in between is not looked at."""
    assert change_times(scene.plan) == (Fraction(0), Fraction(59, 30), Fraction(38, 15))
    first = scene.plan.chrome.layer("likes")
    before = replace(first, span=TimeSpan(end=Fraction(1)))
    between = replace(shifted(first, 0, 5), id="a", span=TimeSpan(Fraction(1), Fraction(3, 2)))
    after = replace(first, id="likes_later", span=TimeSpan(Fraction(3, 2)))
    layers = [*edited(scene, "likes", lambda layer: before).layers, between, after]
    faded = [
        replace(layer, motion=replace(layer.motion, at=layer.motion.at + 1))
        if isinstance(layer.motion, FadeIn)
        else layer
        for layer in layers
    ]
    chrome = replace(scene.plan.chrome, layers=tuple(faded))
    report = compared(scene, tmp_path, chrome, Which(is_at_changes=True))
    assert {element for _, element in codes(report)} == {"cta"}
    assert {f.at for f in report.findings if f.severity == "fail"} == {Fraction(38, 15)}
