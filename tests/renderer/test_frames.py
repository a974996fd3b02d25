"""One truth: the still, the frame that is encoded and the frame that is checked are equal."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from overlays.framing import Framing, Key
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from renderer.frames import Frame, iter_frames, render_still
from renderer.output.encode import VideoWriter
from renderer.output.export import export_video
from renderer.output.still import rgb_from_frame
from renderer.picture.fit import Fit
from renderer.plan import RenderPlan, make_plan
from renderer.source.probe import probe_source
from support.media import BLUE, CLIPS, GREEN, RED, WHITE, corner_colors, number_in

MakePlan = Callable[..., RenderPlan]
Layers = tuple[Layer, ...]


def assert_equal(left: Frame, right: Frame) -> None:
    assert (left.index, left.time, left.pts) == (right.index, right.time, right.pts)
    for plane, other in zip(left.planes, right.planes, strict=True):
        np.testing.assert_array_equal(plane, other)


@pytest.mark.parametrize("name", ["b_frames.mp4", "web.webm", "turned_90.mp4", "old.avi"])
def test_still_equals_the_frame_of_a_straight_run(
    clips: Path, plan_for: MakePlan, moving_layers: Layers, name: str
) -> None:
    plan = plan_for(clips / name, *moving_layers)
    frames = list(iter_frames(plan))
    assert len(frames) == 30
    for index in (0, 1, 7, 13, 14, 28, 29):
        assert_equal(render_still(plan, frames[index].time), frames[index])


def test_encoded_frames_equal_the_stills(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: Layers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = plan_for(clips / "b_frames.mp4", *moving_layers)
    written: list[Frame] = []

    def write(writer: VideoWriter, frame: Frame) -> None:
        written.append(frame)
        original(writer, frame)

    original = VideoWriter.write
    monkeypatch.setattr(VideoWriter, "write", write)
    export_video(plan, tmp_path / "out.mp4")
    assert len(written) == 30
    for frame in written:
        assert_equal(frame, render_still(plan, frame.time))


def test_frames_carry_exact_times(clips: Path, plan_for: MakePlan) -> None:
    clip = CLIPS["vfr.mkv"]
    frames = list(iter_frames(plan_for(clips / "vfr.mkv")))
    assert [frame.time for frame in frames] == [Fraction(pts, 1000) for pts in clip.times]
    assert [frame.index for frame in frames] == list(range(len(clip.times)))
    assert [number_in(rgb_from_frame(frame)) for frame in frames] == list(range(len(frames)))


def test_the_first_frame_is_time_zero_wherever_the_file_starts(
    clips: Path, plan_for: MakePlan
) -> None:
    plan = plan_for(clips / "late.mkv")
    first, second, *_ = iter_frames(plan)
    assert (first.time, first.pts) == (Fraction(0), 400)
    assert second.time == Fraction(40, 1000)
    assert number_in(rgb_from_frame(render_still(plan, Fraction(0)))) == 0
    assert number_in(rgb_from_frame(render_still(plan, Fraction(399, 1000)))) == 9


@pytest.mark.parametrize(
    ("milliseconds", "number"),
    [(0, 0), (32, 0), (33, 1), (299, 4), (300, 5), (599, 8), (600, 9), (999, 10), (60_000, 14)],
)
def test_a_still_is_the_last_frame_that_is_not_after_its_time(
    clips: Path, plan_for: MakePlan, milliseconds: int, number: int
) -> None:
    frame = render_still(plan_for(clips / "vfr.mkv"), Fraction(milliseconds, 1000))
    assert number_in(rgb_from_frame(frame)) == number


def test_before_the_start_stands_the_first_frame(clips: Path, plan_for: MakePlan) -> None:
    assert render_still(plan_for(clips / "silent.mp4"), Fraction(-1)).index == 0


def test_frames_stay_as_they_were_handed_out(
    clips: Path, plan_for: MakePlan, moving_layers: Layers
) -> None:
    """Memory is used again only when nobody holds a frame any more."""
    plan = plan_for(clips / "silent.mp4", *moving_layers)
    kept, copies = [], []
    for frame in iter_frames(plan):
        kept.append(frame.v)
        copies.append(frame.v.copy())
        assert not frame.y.flags.writeable
    for plane, copy in zip(kept, copies, strict=True):
        np.testing.assert_array_equal(plane, copy)


def test_layers_move_with_media_time(
    clips: Path, plan_for: MakePlan, moving_layers: Layers
) -> None:
    plan = plan_for(clips / "late.mkv", *moving_layers)
    fill = next(layer for layer in moving_layers if layer.id == "fill")
    bare = plan_for(clips / "late.mkv")
    alone = plan_for(clips / "late.mkv", fill)
    before, after = Fraction(1, 5), Fraction(3, 5)
    np.testing.assert_array_equal(render_still(alone, before).y, render_still(bare, before).y)
    changed = np.flatnonzero((render_still(alone, after).y != render_still(bare, after).y).any(1))
    assert (changed.min(), changed.max()) == (168, 185)
    assert (render_still(plan, before).y != render_still(bare, before).y).any()


@pytest.mark.parametrize(("fit", "background"), [("cover", "#1a66cc"), ("contain", "#000000")])
def test_around_the_framing_is_the_background(clips: Path, fit: Fit, background: str) -> None:
    framing = Framing.fixed(Rect(20, 40, 54, 96))
    chrome = Chrome(Size(108, 192), (), digest="framed", framing=framing)
    plan = make_plan(probe_source(clips / "silent.mp4"), chrome, fit=fit, background=background)
    rgb = rgb_from_frame(render_still(plan, Fraction(0)))
    wanted = np.array(list(bytes.fromhex(background[1:])))
    # One chroma sample beside the rect is blended where the picture is made into RGB.
    for part in (rgb[:38], rgb[138:], rgb[:, :18], rgb[:, 76:]):
        np.testing.assert_allclose(part, np.broadcast_to(wanted, part.shape), atol=2)
    np.testing.assert_allclose(corner_colors(rgb[40:136, 20:74]), [RED, GREEN, BLUE, WHITE], atol=4)


def test_the_creative_stands_where_the_framing_has_it(clips: Path) -> None:
    small, whole = Rect(20, 40, 54, 96), Rect(-10, -18, 128, 228)
    framing = Framing((Key(Fraction(0), whole), Key(Fraction(1, 5), small, Fraction(2, 5))))
    chrome = Chrome(Size(108, 192), (), digest="framed", framing=framing)
    plan = make_plan(probe_source(clips / "silent.mp4"), chrome)

    before, middle, after = (
        rgb_from_frame(render_still(plan, time))
        for time in (Fraction(1, 10), Fraction(2, 5), Fraction(4, 5))
    )
    # Enlarged over the edges, the quarters still meet in the middle.
    np.testing.assert_allclose(corner_colors(before), [RED, GREEN, BLUE, WHITE], atol=4)
    np.testing.assert_allclose(
        corner_colors(after[40:136, 20:74]), [RED, GREEN, BLUE, WHITE], atol=4
    )
    outside = np.ones((192, 108), bool)
    outside[40:136, 20:74] = False
    assert (render_still(plan, Fraction(4, 5)).y[outside] == 16).all()
    rect = framing.rect(Fraction(2, 5))
    assert whole.width > rect.width > small.width
    np.testing.assert_allclose(
        corner_colors(middle[rect.y : rect.bottom, rect.x : rect.right]),
        [RED, GREEN, BLUE, WHITE],
        atol=4,
    )
