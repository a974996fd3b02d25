"""Folders of pictures: exact, in order, replaced whole or not at all."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from overlays.errors import Canceled, ExportError
from overlays.framing import Framing, Key
from overlays.geometry import Rect
from overlays.layers import Layer
from overlays.motion import Drift, Flip, Marquee, Pose, Reveal, TimeSpan, motion_state
from renderer.files.hidden_names import maker_of
from renderer.files.part_file import part_folder, remove_parts
from renderer.frames import render_still
from renderer.output.export import export_video
from renderer.output.options import ExportOptions, Format
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan

MakePlan = Callable[..., RenderPlan]
FOLDERS: tuple[Format, ...] = ("png_sequence", "chrome_png_sequence", "chrome_layers")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_frame_is_the_still_of_its_time(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    plan = plan_for(clips / "vfr.mkv", *moving_layers)
    options = ExportOptions(span=TimeSpan(Fraction("0.1"), Fraction("0.4")))
    result = export_video(plan, tmp_path / "frames", options)
    contents = json.loads((tmp_path / "frames" / "contents.json").read_text())
    assert [frame["time"] for frame in contents["frames"]] == [0, 0.033, 0.2, 0.233, 0.266]
    assert contents["duration"] == pytest.approx(0.3, abs=0.002)
    assert result.frame_count == 5
    files = [frame["file"] for frame in contents["frames"]]
    assert names(tmp_path / "frames") == ["contents.json", *files]
    assert result.size_bytes == sum(path.stat().st_size for path in (tmp_path / "frames").iterdir())
    for frame in contents["frames"]:
        time = Fraction(frame["time"]).limit_denominator(1000) + Fraction(1, 10)
        with Image.open(tmp_path / "frames" / frame["file"]) as image:
            wanted = rgb_from_frame(render_still(plan, time))
            np.testing.assert_array_equal(np.asarray(image), wanted)


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_of_ours_is_replaced_on_request(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
) -> None:
    output, options = tmp_path / "frames", ExportOptions(kind)
    plan = plan_for(clips / "silent.mp4", *moving_layers)
    export_video(plan, output, options)
    first = names(output)
    assert len(first) > 5
    with pytest.raises(ExportError, match="frames exists already"):
        export_video(plan, output, options, overwrite=False)
    (output / first[1]).write_bytes(b"of an older export")
    export_video(plan, output, options)
    assert names(output) == first
    assert (output / first[1]).read_bytes().startswith(b"\x89PNG")
    assert names(tmp_path) == ["frames"]


OURS = '{"duration": 1, "frames": [{"file": "frame_00000.png", "time": 0}]}'


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"holiday.jpg": "sun"}, "holiday.jpg"),
        ({"contents.json": "[1]"}, "contents.json"),
        ({"contents.json": '{"chapters": []}', "b.txt": ""}, "b.txt, contents.json"),
        ({"contents.json": '{"duration": 1, "frames": [{"file": "../up.png"}]}'}, "contents.json"),
        ({"contents.json": "[" * 100_000}, "contents.json"),
        ({"contents.json": OURS, "frame_00000.png": "", "notes.txt": "mine"}, "notes.txt"),
        ({"contents.json": OURS, "frame_99999.png": "mine"}, "frame_99999.png"),
        ({"contents.json": OURS, "work/a.psd": "mine"}, "work"),
        ({"contents.json": OURS, "frame_00000.png/a.psd": "mine"}, "frame_00000.png"),
        ({f"{n}.jpg": "" for n in range(5)}, "0.jpg, 1.jpg, 2.jpg and 2 more"),
    ],
)
def test_a_folder_of_somebodys_stays(
    clips: Path, plan_for: MakePlan, tmp_path: Path, files: dict[str, str], named: str
) -> None:
    output = tmp_path / "photos"
    for name, text in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text)
    words = rf"photos is a folder with something else in it \({re.escape(named)}\): "
    for overwrite in (True, False):
        with pytest.raises(ExportError, match=words):
            export_video(plan_for(clips / "silent.mp4"), output, overwrite=overwrite)
    found = [path for path in output.rglob("*") if path.is_file()]
    assert {path.relative_to(output).as_posix(): path.read_text() for path in found} == files
    assert names(tmp_path) == ["photos"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_an_empty_folder_is_a_place(
    clips: Path, plan_for: MakePlan, tmp_path: Path, overwrite: bool
) -> None:
    (tmp_path / "frames").mkdir()
    result = export_video(plan_for(clips / "silent.mp4"), tmp_path / "frames", overwrite=overwrite)
    assert len(names(tmp_path / "frames")) == result.frame_count + 1
    assert names(tmp_path) == ["frames"]


def test_a_link_to_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with (
        pytest.raises(ExportError, match="link is a link"),
        part_folder(tmp_path / "link", "contents.json"),
    ):
        pass
    assert names(tmp_path) == ["link", "real"]


def test_what_came_into_the_folder_meanwhile_stays(tmp_path: Path) -> None:
    output = ours(tmp_path / "frames")
    with (
        pytest.raises(ExportError, match=r"something else in it \(notes\.txt\)"),
        part_folder(output, "contents.json"),
    ):
        (output / "notes.txt").write_text("mine")
    assert (output / "notes.txt").read_text() == "mine"
    assert names(tmp_path) == ["frames"]


def ours(folder: Path) -> Path:
    folder.mkdir()
    (folder / "contents.json").write_text(OURS)
    (folder / "frame_00000.png").write_bytes(b"old")
    return folder


def test_of_two_at_once_the_second_does_not_replace_the_first(tmp_path: Path) -> None:
    output = tmp_path / "frames"

    def race() -> None:
        with part_folder(output, "contents.json", overwrite=False) as second:
            (second / "contents.json").write_text("second")
            with part_folder(output, "contents.json", overwrite=False) as first:
                (first / "contents.json").write_text("first")

    with pytest.raises(ExportError, match="frames exists already: choose another name"):
        race()
    assert (output / "contents.json").read_text() == "first"
    assert names(tmp_path) == ["frames"]


def test_a_file_of_that_name_stays(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    (tmp_path / "frames").write_bytes(b"notes")
    with pytest.raises(ExportError, match="is not a folder"):
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "frames")
    assert (tmp_path / "frames").read_bytes() == b"notes"


@pytest.mark.parametrize("kind", FOLDERS)
def test_stopped_in_the_middle_leaves_nothing(
    clips: Path,
    plan_for: MakePlan,
    moving_layers: tuple[Layer, ...],
    tmp_path: Path,
    kind: Format,
) -> None:
    cancel = threading.Event()
    cancel.set()
    plan = plan_for(clips / "silent.mp4", *moving_layers)
    with pytest.raises(Canceled):
        export_video(plan, tmp_path / "frames", ExportOptions(kind), cancel=cancel)
    assert names(tmp_path) == []


def test_an_older_folder_survives_a_failure(tmp_path: Path) -> None:
    output = ours(tmp_path / "frames")

    def fail() -> None:
        with part_folder(output, "contents.json") as part:
            (part / "contents.json").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (output / "contents.json").read_text() == OURS
    assert (output / "frame_00000.png").read_bytes() == b"old"
    assert names(tmp_path) == ["frames"]


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / f".frames.{maker_of(4711)}-0a1b2c3d.part"
    left.mkdir()
    (left / "frame_00000.png").write_bytes(b"half")
    (tmp_path / f".frames.{maker_of(4712)}-0a1b2c3d.part").mkdir()
    remove_parts(tmp_path / "frames", maker_of(4711))
    assert names(tmp_path) == [f".frames.{maker_of(4712)}-0a1b2c3d.part"]


def dead_process_id() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_the_next_export_removes_what_dead_processes_left(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    dead, alive = maker_of(dead_process_id()), maker_of(os.getpid())
    gone = tmp_path / f".frames.{dead}-0a1b2c3d.part"
    gone.mkdir()
    (gone / "frame_00000.png").write_bytes(b"half")
    ours(tmp_path / f".frames.{dead}-0a1b2c3d.old")
    kept = [
        f".frames.{alive}-0a1b2c3d.part",
        f".frames.{dead}-mine.part",
        f".frames.x.{dead}-0a1b2c3d.part",
        f".other.{dead}-0a1b2c3d.part",
    ]
    for name in kept:
        (tmp_path / name).mkdir()
    ours(tmp_path / "frames")
    export_video(plan_for(clips / "silent.mp4"), tmp_path / "frames")
    assert names(tmp_path) == sorted([*kept, "frames"])
    assert len(names(tmp_path / "frames")) > 5


def test_a_folder_that_was_moved_away_comes_back(tmp_path: Path) -> None:
    ours(tmp_path / f".frames.{maker_of(dead_process_id())}-0a1b2c3d.old")
    with (
        pytest.raises(ExportError, match="exists already"),
        part_folder(tmp_path / "frames", "contents.json", overwrite=False),
    ):
        pass
    assert names(tmp_path) == ["frames"]
    assert (tmp_path / "frames" / "frame_00000.png").read_bytes() == b"old"


def state_by_the_page(motion: dict[str, Any], t: float) -> int:
    """The formulas of docs/exports.md, with nothing but what contents.json has."""

    def down(value: float) -> int:
        return math.floor(value + 1e-6)

    match motion["kind"]:
        case "spin":
            return down(360 * t / motion["period"]) % 360
        case "marquee":
            return down(t * motion["speed"]) % int(motion["loop"])
        case "fade_in":
            raised = down(255 * (t - motion["at"]) / motion["duration"])
            return min(255, max(0, raised))
        case "drift":
            count = len(motion["poses"])
            return down(count * t / motion["period"]) % count
        case "flip":
            now = t if motion["until"] is None else min(t, motion["until"])
            turned = (now + motion["since"] + 1e-6) // motion["period"]
            return int(turned) % int(motion["steps"])
        case "reveal":
            columns: int = motion["width"]
            return min(columns, down(columns * t / motion["duration"]))
    raise AssertionError(motion)


def test_the_list_and_the_page_are_enough_to_move_the_layers(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    still = moving_layers[0]
    poses = (Pose(0, 9, 0, 255), Pose(2, 5, 12, 128), Pose(4, 1, 350, 0))
    more = (
        replace(still, id="notes", motion=Drift(Fraction(3, 7), poses)),
        replace(still, id="bar", motion=Reveal(Fraction(1), still.rect.width)),
        replace(still, id="clock", motion=Flip(Fraction(1), 5, Fraction(1, 3), Fraction(2))),
        replace(still, id="back", motion=Marquee(Fraction(-33, 2), 108, 4)),
    )
    plan = plan_for(clips / "silent.mp4", *moving_layers, *more)
    export_video(plan, tmp_path / "layers", ExportOptions("chrome_layers"))
    contents = json.loads((tmp_path / "layers" / "contents.json").read_text())
    moving = [
        (layer.motion, listed["motion"])
        for layer, listed in zip(plan.chrome.layers, contents["layers"], strict=True)
        if layer.motion is not None
    ]
    kinds = {"spin", "marquee", "fade_in", "drift", "reveal", "flip"}
    assert {listed["kind"] for _, listed in moving} == kinds
    for motion, listed in moving:
        for frame in range(90):
            time = Fraction(frame, 30)
            assert state_by_the_page(listed, float(time)) == motion_state(motion, time)
        if isinstance(motion, Drift):
            assert [Pose(*pose) for pose in listed["poses"]] == list(poses)


def test_the_page_tells_where_the_clip_is_in_a_takeover() -> None:
    takeover, feed = Rect(-101, 0, 1280, 1920), Rect(11, 20, 700, 1241)
    framing = Framing((Key(Fraction(0), takeover), Key(Fraction(3), feed, Fraction("0.6"))))
    for frame in range(80, 120):
        time = Fraction(frame, 30)
        s = min(60, max(0, math.floor(60 * (time - 3) / Fraction("0.6"))))
        e = Fraction(s * s * (180 - 2 * s), 216_000)
        left, top, right, bottom = (
            2 * math.floor((before * (1 - e) + after * e + 1) / 2)
            for before, after in (
                *((takeover.x, feed.x), (takeover.y, feed.y)),
                *((takeover.right, feed.right), (takeover.bottom, feed.bottom)),
            )
        )
        standing = feed if s == 60 else Rect(left, top, right - left, bottom - top)
        assert framing.rect(time) == standing
