"""A folder of frames is watched like a video at the rate of the clip."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from overlays.ad import SparkAd
from overlays.errors import ActualError
from overlays.viewports import View
from qa.compare.frame_folder import open_frames
from qa.compare.opening import shown_at
from qa.compare.picture import Ask
from qa.compare.video import compare_video
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.plan import RenderPlan, build_plan
from support.ads import ad_data
from support.media import Clip, write_clip

RATE, COUNT = Fraction(30), 12


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> RenderPlan:
    clip = Clip(width=270, height=480, times=tuple(range(0, COUNT * 512, 512)), audio="aac")
    data = ad_data()
    data["post"]["video"] = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", clip)
    return build_plan(SparkAd.model_validate(data), view=View(width=360))


@pytest.fixture(scope="module")
def exported(plan: RenderPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "frames"
    export_video(plan, folder, ExportOptions("png_sequence"))
    return folder


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "frames"))


def test_our_own_frames_pass_and_lack_no_sound(plan: RenderPlan, exported: Path) -> None:
    frames = open_frames(exported, RATE)
    assert (frames.info.frame_count, frames.info.duration) == (COUNT, COUNT / RATE)
    report = compare_video(plan, frames, Ask())
    assert report.findings == ()
    assert report.verdict == "pass"


def test_one_wrong_frame_is_found_at_its_time(plan: RenderPlan, folder: Path) -> None:
    path = folder / "frame_00007.png"
    with Image.open(path) as picture:
        picture.paste((200, 30, 200), (100, 150, 160, 200))
        picture.save(path)
    report = compare_video(plan, open_frames(folder, RATE), Ask())
    (found,) = report.findings
    assert (found.code, found.element, found.at) == ("unexpected", "", 7 / RATE)
    assert found.rect is not None
    assert abs(found.rect.x - 100) <= 12
    assert abs(found.rect.y - 150) <= 12


def test_a_frame_is_that_of_its_time(exported: Path) -> None:
    frames = open_frames(exported, RATE)
    times = [shown_at(frames, time).time for time in (Fraction(0), Fraction(1, 4), Fraction(9))]
    assert times == [0, 7 / RATE, (COUNT - 1) / RATE]


def test_a_folder_that_is_no_video_is_told_why(plan: RenderPlan, folder: Path) -> None:
    Image.new("RGB", (90, 160)).save(folder / "frame_00003.png")
    with pytest.raises(
        ActualError, match=r"frame_00003\.png is 90x160 and frame_00000\.png 360x640"
    ):
        compare_video(plan, open_frames(folder, RATE), Ask())
    (folder / "frame_00003.png").unlink()
    with pytest.raises(ActualError, match=r"no frame_00003\.png"):
        open_frames(folder, RATE)
    Image.new("RGBA", (360, 640)).save(folder / "frame_00000.png")
    Image.new("RGB", (360, 640)).save(folder / "frame_00003.png")
    with pytest.raises(ActualError, match=r"frame_00000\.png is transparent"):
        open_frames(folder, RATE)
    empty = folder / "empty"
    empty.mkdir()
    with pytest.raises(ActualError, match="empty is a folder without a frame_00000"):
        open_frames(empty, RATE)


def test_frames_are_at_the_times_of_their_list(folder: Path) -> None:
    path = folder / "contents.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    for frame in contents["frames"][6:]:
        frame["time"] += 0.2
    contents["duration"] += 0.2
    path.write_text(json.dumps(contents), encoding="utf-8")
    frames = open_frames(folder, RATE)
    assert frames.times[5:7] == (Fraction(1, 6), Fraction(2, 5))
    assert frames.info.duration == Fraction(3, 5)
    assert shown_at(frames, Fraction(3, 10)).time == Fraction(1, 6)
    path.unlink()
    assert open_frames(folder, RATE).times[6] == Fraction(1, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "no list of frames"),
        ('{"duration": 1, "frames": [{"file": "a.png", "time": 0}]}', "lists other frames"),
        ("{}", "no list of frames"),
    ],
)
def test_a_list_that_is_not_of_the_frames_is_refused(folder: Path, text: str, said: str) -> None:
    (folder / "contents.json").write_text(text, encoding="utf-8")
    with pytest.raises(ActualError, match=said):
        open_frames(folder, RATE)


def test_times_that_do_not_rise_are_refused(folder: Path) -> None:
    path = folder / "contents.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    contents["frames"][3]["time"] = 0
    path.write_text(json.dumps(contents), encoding="utf-8")
    with pytest.raises(ActualError, match="times that do not rise"):
        open_frames(folder, RATE)
