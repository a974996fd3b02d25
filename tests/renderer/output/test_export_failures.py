"""Whatever goes wrong: one sentence, nothing half-written, an older output still there."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from overlays.errors import ExportError, SparkproofError, UnreadableSource
from renderer.files.hidden_names import maker_of
from renderer.files.part_file import part_file
from renderer.frames import Frame
from renderer.output.encode import VideoWriter
from renderer.output.export import export_video
from renderer.output.options import ExportOptions, Format
from renderer.output.progress import Progress
from renderer.output.variants import export_variants
from renderer.output.video import Variant
from renderer.plan import RenderPlan
from support.waiting import PATIENCE, files_in, until_part_file

MakePlan = Callable[..., RenderPlan]


def one_sentence(error: pytest.ExceptionInfo[SparkproofError]) -> str:
    message = str(error.value)
    assert message
    assert "\n" not in message
    assert message.endswith((".", "?"))
    return message


def test_a_folder_that_is_not_there(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not exist") as error:
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "no" / "out.mp4")
    one_sentence(error)


def test_the_output_is_a_folder(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for output in (tmp_path, tmp_path / "out.mp4"):
        (tmp_path / "out.mp4").mkdir(exist_ok=True)
        with pytest.raises(ExportError, match="is a folder"):
            export_video(plan_for(clips / "silent.mp4"), output)
    assert files_in(tmp_path) == ["notes.txt", "out.mp4"]


def test_the_output_is_a_device(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    """Renaming onto it would replace it."""
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(ExportError, match="is not a file"):
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "pipe.mp4")
    assert (tmp_path / "pipe.mp4").is_fifo()
    assert files_in(tmp_path) == ["pipe.mp4"]


def test_the_output_is_the_source(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    copy = tmp_path / "clip.mp4"
    copy.write_bytes((clips / "silent.mp4").read_bytes())
    before = copy.read_bytes()
    with pytest.raises(ExportError, match=r"clip\.mp4 is the creative itself"):
        export_video(plan_for(copy), tmp_path / "." / "clip.mp4")
    assert copy.read_bytes() == before
    assert files_in(tmp_path) == ["clip.mp4"]


def test_an_output_that_must_stay(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    output.write_bytes(b"old")
    with pytest.raises(ExportError, match="exists already"):
        export_video(plan_for(clips / "silent.mp4"), output, overwrite=False)
    assert output.read_bytes() == b"old"
    export_video(plan_for(clips / "silent.mp4"), output)
    assert len(output.read_bytes()) > 1000
    assert files_in(tmp_path) == ["out.mp4"]


@pytest.mark.parametrize("has_links", [True, False])
def test_what_came_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(os, "link", no_link)
    output = tmp_path / "out.mp4"

    def race() -> None:
        with part_file(output, overwrite=False) as second:
            second.write_bytes(b"second")
            with part_file(output, overwrite=False) as first:
                first.write_bytes(b"first")

    with pytest.raises(ExportError, match=r"out\.mp4 exists already: choose another name") as error:
        race()
    one_sentence(error)
    assert output.read_bytes() == b"first"
    assert files_in(tmp_path) == ["out.mp4"]


def test_two_exports_at_once_to_one_name(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    """One is whole, the other is told so; both had found the name free."""
    plan, both_began = plan_for(clips / "plain.mp4"), threading.Barrier(2, timeout=PATIENCE)

    def export(preset: str) -> int | str:
        def begun(progress: Progress) -> None:
            if not begun_once[preset]:
                begun_once[preset] = True
                both_began.wait()

        try:
            result = export_video(
                plan, tmp_path / "out.mp4", preset=preset, overwrite=False, on_progress=begun
            )
        except ExportError as error:
            return str(error)
        return result.size_bytes

    begun_once = {"ultrafast": False, "veryfast": False}
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(export, begun_once))
    (size,) = [outcome for outcome in outcomes if isinstance(outcome, int)]
    (words,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert words == "out.mp4 exists already: choose another name or overwrite it."
    assert (tmp_path / "out.mp4").stat().st_size == size
    assert files_in(tmp_path) == ["out.mp4"]


@pytest.mark.processes
def test_what_a_killed_export_left_goes_with_the_next(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", SLOW, str(clips / "plain.mp4"), str(tmp_path / "out.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        until_part_file(tmp_path)
        process.kill()
    (left,) = files_in(tmp_path)
    assert left.startswith(f".out.mp4.{process.pid}-")
    alive = f".out.mp4.{maker_of(os.getpid())}-0a1b2c3d.part"
    (tmp_path / alive).write_bytes(b"of an export that runs")
    export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4")
    assert files_in(tmp_path) == [alive, "out.mp4"]


@pytest.mark.parametrize("settings", [{"preset": "quick"}, {"crf": -1}, {"crf": 52}])
def test_settings_that_x264_does_not_know(
    clips: Path, plan_for: MakePlan, tmp_path: Path, settings: dict[str, object]
) -> None:
    with pytest.raises(ExportError, match="choose"):
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4", **settings)  # type: ignore[arg-type]
    assert files_in(tmp_path) == []


def test_a_name_that_is_too_long(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="too long") as error:
        export_video(plan_for(clips / "silent.mp4"), tmp_path / ("x" * 250 + ".mp4"))
    one_sentence(error)


SLOW = """
import sys
from pathlib import Path
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.output.export import export_video
from renderer.frames import Frame
from renderer.plan import make_plan
from renderer.source.probe import probe_source
plan = make_plan(probe_source(Path(sys.argv[1])), Chrome(Size(1080, 1920), (), digest=""))
print("ready", flush=True)
export_video(plan, Path(sys.argv[2]), preset="placebo")
"""


@pytest.mark.processes
def test_ctrl_c_at_a_real_process_leaves_nothing(clips: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, str(clips / "plain.mp4"), str(tmp_path / "out.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        until_part_file(tmp_path)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert said.rstrip().endswith(b"KeyboardInterrupt")
    assert files_in(tmp_path) == []


def test_ctrl_c_in_the_middle_leaves_nothing(
    clips: Path, plan_for: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at_frame(monkeypatch, 9, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4")
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "could not be written")]
)
def test_the_disk_fails_in_the_middle(
    clips: Path,
    plan_for: MakePlan,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    fail_at_frame(monkeypatch, 9, OSError(number, "Input/output error"))
    with pytest.raises(ExportError, match=words) as error:
        export_video(plan_for(clips / "silent.mp4"), tmp_path / "out.mp4")
    one_sentence(error)
    assert files_in(tmp_path) == []


def fail_at_frame(monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException) -> None:
    written = []

    def write(writer: VideoWriter, frame: object) -> None:
        written.append(frame)
        if len(written) == count:
            raise error
        original(writer, frame)  # type: ignore[arg-type]

    original = VideoWriter.write
    monkeypatch.setattr(VideoWriter, "write", write)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A limit of file size stands for a full disk: the write fails in the same place."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def assert_too_small(plan: RenderPlan, output: Path, options: ExportOptions, limit: int) -> None:
    with pytest.raises(ExportError) as error, room_for(limit):
        export_video(plan, output, options)
    one_sentence(error)
    assert files_in(output.parent) == []


def test_a_disk_without_room_is_found_out_at_any_point(
    clips: Path, plan_for: MakePlan, tmp_path: Path
) -> None:
    options = ExportOptions(quality="master", crf=0)
    plan, output = plan_for(clips / "plain.mp4"), tmp_path / "out.mp4"
    whole = export_video(plan, output, options).size_bytes
    output.unlink()
    # While frames are written, while the encoder is emptied, while the index is moved to the front.
    for limit in (0, 4_000, whole // 2, whole - 1500, whole - 1):
        assert_too_small(plan, output, options, limit)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("hevc", "out.mp4"),
        ("webm", "out.webm"),
        ("gif", "out.gif"),
        ("webp", "out.webp"),
        ("png_sequence", "out"),
        ("chrome_prores", "out.mov"),
        ("chrome_qtrle", "out.mov"),
        ("chrome_webm", "out.webm"),
        ("chrome_png_sequence", "out"),
    ],
)
def test_a_disk_without_room_in_every_format(
    clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format, name: str
) -> None:
    options = ExportOptions(kind, quality="master")
    plan, made = plan_for(clips / "plain.mp4"), tmp_path / name
    export_video(plan, made, options)
    pictures = sorted(made.glob("frame*.png"))
    whole = min((path.stat().st_size for path in pictures), default=0) or made.stat().st_size
    if made.is_dir():
        shutil.rmtree(made)
    else:
        made.unlink()
    for limit in (whole // 2, whole - 1):
        assert_too_small(plan, made, options, limit)


def test_a_source_that_goes_away(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    copy = tmp_path / "clip.mp4"
    copy.write_bytes((clips / "silent.mp4").read_bytes())
    plan = plan_for(copy)
    copy.write_bytes(b"not a video any more")
    with pytest.raises(UnreadableSource, match=r"clip\.mp4"):
        export_video(plan, tmp_path / "out.mp4")
    copy.unlink()
    with pytest.raises(SparkproofError, match=r"clip\.mp4 does not exist"):
        export_video(plan, tmp_path / "out.mp4")
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("together", [False, True])
def test_a_source_that_is_written_over_meanwhile(
    clips: Path, plan_for: MakePlan, tmp_path: Path, together: bool
) -> None:
    """What was read of it would be a part of the old clip, under the old clip's digest."""
    copy = tmp_path / "clip.mp4"
    copy.write_bytes((clips / "plain.mp4").read_bytes())
    stamp = copy.stat().st_mtime_ns
    sentence = r"^clip\.mp4 was changed while it was read: wait until it is written"

    def write_over(*_: object) -> None:
        os.utime(copy, ns=(stamp, stamp + 1_000_000))

    plan = plan_for(copy)
    if together:
        variants = [Variant(plan, tmp_path / f"{number}.mp4") for number in range(2)]
        with read_meanwhile(write_over):
            outcomes = export_variants(variants)
        assert all(re.match(sentence, str(outcome)) for outcome in outcomes)
    else:
        with pytest.raises(UnreadableSource, match=sentence):
            export_video(plan, tmp_path / "out.mp4", on_progress=write_over)
    assert files_in(tmp_path) == ["clip.mp4"]


@contextmanager
def read_meanwhile(act: Callable[[], None]) -> Iterator[None]:
    """Acts when a writer has taken a frame."""
    original = VideoWriter.write

    def write(self: VideoWriter, frame: Frame) -> None:
        original(self, frame)
        act()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VideoWriter, "write", write)
        yield


@pytest.mark.parametrize("name", ["ad:v2.mp4", "http:x.gif", "pipe:1.mov"])
def test_a_colon_in_a_relative_name(
    clips: Path, plan_for: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    export_video(plan_for(clips / "silent.mp4"), Path(name))
    assert files_in(tmp_path) == [name]
