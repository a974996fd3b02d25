"""GIF and WebP as Pillow reads them: numbers, colors, times, and the limit of size."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from overlays.errors import Canceled, ExportError
from overlays.geometry import Size
from overlays.layers import Layer
from overlays.motion import TimeSpan
from renderer.output.animation import LADDERS
from renderer.output.export import export_video
from renderer.output.options import ExportOptions, Format
from renderer.output.progress import Progress
from renderer.plan import RenderPlan
from support.media import BLUE, GREEN, RED, WHITE, corner_colors, number_in

MakePlan = Callable[..., RenderPlan]
RGB = npt.NDArray[np.uint8]
KINDS: tuple[Format, ...] = ("gif", "webp")


def read(path: Path) -> tuple[list[RGB], list[int]]:
    """The pictures as shown, and for how many milliseconds each."""
    pictures, durations = [], []
    with Image.open(path) as image:
        assert image.info["loop"] == 0
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            pictures.append(np.asarray(image.convert("RGB")))
            durations.append(int(image.info["duration"]))
    return pictures, durations


@pytest.mark.parametrize("kind", KINDS)
def test_colors_places_and_times(
    clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format
) -> None:
    output = tmp_path / f"out.{kind}"
    result = export_video(plan_for(clips / "silent.mp4"), output)
    pictures, durations = read(output)
    assert [number_in(picture) for picture in pictures] == list(range(0, 30, 2))
    for picture in pictures:
        np.testing.assert_allclose(corner_colors(picture), [RED, GREEN, BLUE, WHITE], atol=8)
    assert sum(durations) == pytest.approx(1000, abs=10)
    assert max(durations) - min(durations) <= 10
    assert (result.frame_count, result.duration, result.notes) == (15, Fraction(1), ())
    assert result.size_bytes == output.stat().st_size


@pytest.mark.parametrize("kind", KINDS)
def test_a_range_at_a_rate(clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format) -> None:
    options = ExportOptions(span=TimeSpan(Fraction("0.2"), Fraction("0.7")), fps=Fraction(10))
    export_video(plan_for(clips / "silent.mp4"), tmp_path / f"out.{kind}", options)
    pictures, durations = read(tmp_path / f"out.{kind}")
    assert [number_in(picture) for picture in pictures] == [6, 9, 12, 15, 18]
    assert sum(durations) == 500


def noisy(clips: Path, plan_for: MakePlan, layers: tuple[Layer, ...]) -> RenderPlan:
    return plan_for(clips / "silent.mp4", *layers, canvas=Size(216, 384))


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_is_kept_and_its_cost_is_said(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
) -> None:
    plan = noisy(clips, plan_for, moving_layers)
    free = export_video(plan, tmp_path / f"free.{kind}", ExportOptions(quality="master"))
    limit = free.size_bytes // 2
    seen: list[Progress] = []
    options = ExportOptions(quality="master", size_limit=limit)
    tight = export_video(plan, tmp_path / f"tight.{kind}", options, on_progress=seen.append)
    assert tight.size_bytes <= limit
    assert free.notes == ()
    assert "to stay under" in tight.notes[0]
    pictures, durations = read(tmp_path / f"tight.{kind}")
    assert len(pictures) == tight.frame_count
    assert sum(durations) == pytest.approx(1000, abs=70)
    assert seen[-1].frames_done == seen[-1].frames_total
    if "frames a second" in tight.notes[0]:
        assert len(pictures) < 15


@pytest.mark.parametrize("kind", KINDS)
def test_a_rate_that_was_asked_for_stays(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
) -> None:
    plan = noisy(clips, plan_for, moving_layers)
    free = export_video(plan, tmp_path / f"free.{kind}", ExportOptions(fps=Fraction(12)))
    options = ExportOptions(fps=Fraction(12), size_limit=free.size_bytes // 3)
    tight = export_video(plan, tmp_path / f"tight.{kind}", options)
    assert tight.frame_count == free.frame_count == 12
    assert tight.size_bytes <= free.size_bytes // 3
    assert "frames a second" not in tight.notes[0]


def test_a_limit_is_not_foreseen_by_the_first_picture(tmp_path: Path, plan_for: MakePlan) -> None:
    """A GIF of a still is little more than its first picture: a quarter of its pixels fits."""
    noise = np.random.default_rng(1).integers(0, 255, (384, 216, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    plan = plan_for(tmp_path / "noise.png", canvas=Size(216, 384))
    free = export_video(plan, tmp_path / "free.gif", ExportOptions(quality="master"))
    limit = free.size_bytes * 2 // 5
    tight = export_video(plan, tmp_path / "tight.gif", ExportOptions(size_limit=limit))
    assert tight.size_bytes <= limit
    assert tight.size == Size(*read(tmp_path / "tight.gif")[0][0].shape[1::-1]) != free.size


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_that_cannot_be_kept(
    clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format
) -> None:
    with pytest.raises(ExportError, match="choose a shorter range or allow more"):
        export_video(
            plan_for(clips / "silent.mp4"), tmp_path / f"out.{kind}", ExportOptions(size_limit=300)
        )
    assert list(tmp_path.iterdir()) == []


def test_a_gif_keeps_what_hardly_changes(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    """Nothing differs from the source by more than what may be left as it was, and the palette."""
    plan = plan_for(clips / "silent.mp4")
    export_video(plan, tmp_path / "lossy.gif", ExportOptions(quality="review"))
    export_video(plan, tmp_path / "exact.gif", ExportOptions(quality="master"))
    lossy, exact = (read(tmp_path / f"{name}.gif")[0] for name in ("lossy", "exact"))
    for picture, other in zip(lossy, exact, strict=True):
        assert np.abs(picture.astype(int) - other).max() <= 8 + 24


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_is_smaller_than_the_one_before(kind: Format) -> None:
    weights = [step.weight for step in LADDERS[kind]]
    assert weights == sorted(set(weights), reverse=True)


def test_a_limit_is_for_animations_only(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="for GIF and WebP only"):
        export_video(
            plan_for(clips / "silent.mp4"), tmp_path / "out.mp4", ExportOptions(size_limit=1000)
        )


@pytest.mark.parametrize("kind", KINDS)
def test_cancel_leaves_nothing(
    clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format
) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Canceled):
        export_video(plan_for(clips / "silent.mp4"), tmp_path / f"out.{kind}", cancel=cancel)
    assert list(tmp_path.iterdir()) == []
