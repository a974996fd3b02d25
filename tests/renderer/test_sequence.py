"""Folders of pictures: exact, in order, replaced whole or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import Canceled, ExportError
from overlays.layers import Layer
from overlays.motion import TimeSpan
from renderer.export import export_video
from renderer.frames import render_still
from renderer.options import ExportOptions, Format
from renderer.part_file import part_folder, remove_parts
from renderer.picture import rgb_from_frame
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
    (output / "frame_99999.png").write_bytes(b"of an older, longer export")
    export_video(plan, output, options)
    assert names(output) == first
    assert names(tmp_path) == ["frames"]


@pytest.mark.parametrize("content", ["holiday.jpg", None])
def test_a_folder_of_somebodys_stays(
    clips: Path, plan_for: MakePlan, tmp_path: Path, content: str | None
) -> None:
    output = tmp_path / "photos"
    output.mkdir()
    if content:
        (output / content).write_bytes(b"sun")
    with pytest.raises(ExportError, match="photos is a folder"):
        export_video(plan_for(clips / "silent.mp4"), output)
    assert names(output) == ([content] if content else [])
    assert names(tmp_path) == ["photos"]


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
    output = tmp_path / "frames"
    output.mkdir()
    (output / "contents.json").write_text("old")

    def fail() -> None:
        with part_folder(output, "contents.json") as part:
            (part / "contents.json").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (output / "contents.json").read_text() == "old"
    assert names(tmp_path) == ["frames"]


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".frames.4711-0a1b2c3d.part"
    left.mkdir()
    (left / "frame_00000.png").write_bytes(b"half")
    (tmp_path / ".frames.4712-0a1b2c3d.part").mkdir()
    remove_parts(tmp_path / "frames", 4711)
    assert names(tmp_path) == [".frames.4712-0a1b2c3d.part"]
