"""Many plans over one decoding: the same content as alone, and one failure costs no other."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from PIL import Image

from overlays.errors import Canceled, ExportError, PlacementError, SourceError, SourceNotFound
from overlays.geometry import Size
from overlays.layers import Chrome, Layer
from overlays.motion import TimeSpan
from renderer import timeline
from renderer.frames import iter_frames, iter_variant_frames
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions
from renderer.output.variants import MOST_AT_ONCE, export_variants, plan_variants
from renderer.output.video import Variant
from renderer.plan import RenderPlan, build_plan, make_plan
from renderer.source.damage import Damage
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.timeline import Timeline
from support.ads import make_ad

MakePlan = Callable[..., RenderPlan]

MASTER = ExportOptions(quality="draft", crf=12)


@pytest.fixture
def plans(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...]
) -> Callable[[str, int], list[RenderPlan]]:
    """Plans over one clip, each with other layers."""

    def make(name: str, count: int) -> list[RenderPlan]:
        layers = moving_layers
        return [plan_for(clips / name, *layers[: index % len(layers)]) for index in range(count)]

    return make


@pytest.fixture
def decodings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Grows by a path with every decoding of a source."""
    seen: list[Path] = []

    def counted(
        source: SourceInfo, start: Fraction | None = None, damage: Damage | None = None
    ) -> Iterator[VideoFrame]:
        seen.append(source.path)
        return original(source, start, damage)

    original = iter_source_frames
    monkeypatch.setattr(timeline, "iter_source_frames", counted)
    return seen


@pytest.mark.parametrize("name", ["plain.mp4", "vfr.mkv", "turned_90.mp4"])
@pytest.mark.parametrize("span", [TimeSpan(), TimeSpan(Fraction(1, 5), Fraction(3, 5))])
def test_frames_side_by_side_are_the_frames_alone(
    plans: Callable[[str, int], list[RenderPlan]], name: str, span: TimeSpan
) -> None:
    several = plans(name, 4)
    line = Timeline(several[0].source, span)
    together = list(iter_variant_frames(several, line))
    assert len(together) >= 5
    for place, plan in enumerate(several):
        alone = list(iter_frames(plan, timeline=line))
        assert len(alone) == len(together)
        for frames, frame in zip(together, alone, strict=True):
            np.testing.assert_array_equal(frames[place].block, frame.block)
            assert (frames[place].time, frames[place].index) == (frame.time, frame.index)
    first, last = together[0][0], together[0][-1]
    assert (first.block != last.block).any()


def content_of(path: Path) -> tuple[str, ...]:
    """Time and content of each frame, decoded: with several threads, x264 now and then codes the
    same picture in a byte more or less."""
    with av.open(str(path)) as container:
        frames = [
            f"{frame.pts} {hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()}"
            for frame in container.decode()
            if isinstance(frame, VideoFrame | AudioFrame)
        ]
    assert frames
    return tuple(frames)


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".mp4", ExportOptions(quality="draft")),
        (".mp4", ExportOptions(span=TimeSpan(Fraction(1, 4), Fraction(3, 4)), fps=Fraction(20))),
        (".webm", ExportOptions(quality="draft")),
        (".gif", ExportOptions()),
    ],
)
def test_files_are_what_they_are_alone(
    plans: Callable[[str, int], list[RenderPlan]],
    tmp_path: Path,
    suffix: str,
    options: ExportOptions,
) -> None:
    variants = [
        Variant(plan, tmp_path / f"{place}{suffix}")
        for place, plan in enumerate(plans("plain.mp4", 3))
    ]
    results = export_variants(variants, options)
    assert len({content_of(variant.output) for variant in variants}) == 3
    for variant, result in zip(variants, results, strict=True):
        alone = export_video(variant.plan, tmp_path / f"alone{suffix}", options)
        assert isinstance(result, ExportResult)
        assert content_of(variant.output) == content_of(alone.path)
        assert replace(alone, path=variant.output) == result


def test_a_source_is_decoded_once_for_a_group(
    clips: Path,
    plan_for: MakePlan,
    plans: Callable[[str, int], list[RenderPlan]],
    decodings: list[Path],
    tmp_path: Path,
) -> None:
    several = [*plans("silent.mp4", MOST_AT_ONCE + 2), plan_for(clips / "bt601.mp4")]
    # Another picture under the chrome is another decoding.
    several.append(plan_for(clips / "silent.mp4", fit="contain"))
    outputs = [tmp_path / f"{place}.mp4" for place in range(len(several))]
    variants = [Variant(plan, out) for plan, out in zip(several, outputs, strict=True)]
    results = export_variants(variants, MASTER)
    assert [result.path for result in results if isinstance(result, ExportResult)] == outputs
    names = sorted(path.name for path in decodings)
    assert names == ["bt601.mp4", "silent.mp4", "silent.mp4", "silent.mp4"]


def test_one_output_that_cannot_be_written_costs_no_other(
    plans: Callable[[str, int], list[RenderPlan]], tmp_path: Path
) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "there.mp4").write_bytes(b"old")
    names = ("a.mp4", "folder.mp4", "no/b.mp4", "there.mp4", "c.mp4")
    variants = [
        Variant(plan, tmp_path / name)
        for plan, name in zip(plans("silent.mp4", 5), names, strict=True)
    ]
    results = export_variants(variants, MASTER, overwrite=False)
    assert [type(result) for result in results] == [
        *(ExportResult, ExportError, ExportError, ExportError, ExportResult)
    ]
    assert "is a folder" in str(results[1])
    assert "does not exist" in str(results[2])
    assert "exists already" in str(results[3])
    assert (tmp_path / "there.mp4").read_bytes() == b"old"
    for name in ("a.mp4", "c.mp4"):
        with av.open(str(tmp_path / name)) as container:
            assert sum(1 for _ in container.decode(video=0)) == 30
    assert not list(tmp_path.glob(".*"))


def test_a_source_that_goes_away_fails_every_variant(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    copy = tmp_path / "clip.mp4"
    copy.write_bytes((clips / "silent.mp4").read_bytes())
    variants = [Variant(plan_for(copy), tmp_path / f"{place}.mp4") for place in range(2)]
    copy.unlink()
    results = export_variants(variants, MASTER)
    assert [type(result) for result in results] == [SourceNotFound, SourceNotFound]
    assert list(tmp_path.iterdir()) == []


def test_cancel_leaves_nothing(
    plans: Callable[[str, int], list[RenderPlan]], tmp_path: Path
) -> None:
    cancel = threading.Event()
    cancel.set()
    variants = [
        Variant(plan, tmp_path / f"{place}.mp4")
        for place, plan in enumerate(plans("silent.mp4", 3))
    ]
    with pytest.raises(Canceled):
        export_variants(variants, MASTER, cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_plans_are_what_build_plan_makes_or_its_error(clips: Path) -> None:
    video = clips / "silent.mp4"
    french = make_ad(post__video=str(video), ad__locale="fr")
    auto = make_ad(post__video=str(video))
    assert auto.ad.call_to_action is not None
    button = auto.ad.call_to_action.model_copy(update={"color": "auto"})
    auto = auto.model_copy(update={"ad": auto.ad.model_copy(update={"call_to_action": button})})
    gone = make_ad(post__video=str(clips / "gone.mp4"))
    unknown = make_ad(post__video=str(video), ad__placement="tiktok/nowhere")
    short = make_ad(post__video=str(video), ad__placement="tiktok/top_view")
    plans = plan_variants([french, gone, auto, unknown, short, gone], stamp=True)
    for plan, ad in ((plans[0], french), (plans[2], auto)):
        assert isinstance(plan, RenderPlan)
        assert plan.digest == build_plan(ad, stamp=True).digest
    kinds = [type(plans[place]) for place in (1, 3, 4, 5)]
    assert kinds == [SourceNotFound, PlacementError, SourceError, SourceNotFound]


def test_pictures_shown_for_different_times(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    Image.fromarray(np.full((192, 108, 3), 90, np.uint8)).save(path)
    chrome = Chrome(Size(108, 192), (), digest="none")
    variants = [
        Variant(
            make_plan(probe_source(path, Fraction(count, 30)), chrome), tmp_path / f"{count}.mp4"
        )
        for count in (3, 7)
    ]
    outcomes = export_variants(variants, MASTER)
    assert [outcome.frame_count for outcome in outcomes if isinstance(outcome, ExportResult)] == [
        3,
        7,
    ]
