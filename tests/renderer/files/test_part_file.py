"""Parts beside outputs: whose they are, and what is said when the last step is refused."""

from __future__ import annotations

import errno
import subprocess
import sys
import time
from pathlib import Path

import pytest

from overlays.errors import ExportError
from renderer.files.hidden_names import computer_name, maker_of
from renderer.files.part_file import part_file, remove_left, remove_parts

OTHER_COMPUTER = "00000000"


def test_only_the_parts_of_the_process_named(tmp_path: Path) -> None:
    here = maker_of(4711)
    names = [
        f".a.mp4.{here}-0a1b2c3d.part",
        f".a.mp4.{here}-notes.part",
        f".a.mp4.1{here}-0a1b2c3d.part",
        f".a.mp4.{maker_of(4712)}-0a1b2c3d.part",
        f".a.mp4.4711-{OTHER_COMPUTER}-0a1b2c3d.part",
        f".b.a.mp4.{here}-0a1b2c3d.part",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    remove_parts(tmp_path / "a.mp4", here)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def dead_process_id() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_what_another_computer_writes_is_let_be(tmp_path: Path) -> None:
    """Into a shared folder: no process of that number runs here, which says nothing."""
    dead = dead_process_id()
    theirs = tmp_path / f".a.mp4.{dead}-{OTHER_COMPUTER}-0a1b2c3d.part"
    folder = tmp_path / f".frames.{dead}-{OTHER_COMPUTER}-0a1b2c3d.part"
    theirs.write_bytes(b"half")
    folder.mkdir()
    ours = tmp_path / f".a.mp4.{maker_of(dead)}-0a1b2c3d.part"
    ours.write_bytes(b"half")
    with part_file(tmp_path / "a.mp4") as part:
        part.write_bytes(b"whole")
    remove_left(tmp_path / "frames")
    assert theirs.exists()
    assert folder.exists()
    assert not ours.exists()
    assert (tmp_path / "a.mp4").read_bytes() == b"whole"


def test_what_another_computer_left_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / f".a.mp4.4711-{OTHER_COMPUTER}-0a1b2c3d.part"
    left.write_bytes(b"half")
    written = left.stat().st_mtime
    for hours, is_there in ((23, True), (25, False)):
        monkeypatch.setattr(time, "time", lambda hours=hours: written + hours * 3600)
        remove_left(tmp_path / "a.mp4")
        assert left.exists() == is_there


def test_clones_and_containers_of_one_host_name_are_told_apart(tmp_path: Path) -> None:
    clones = [tmp_path / "first", tmp_path / "second"]
    containers = [tmp_path / "third", tmp_path / "fourth"]
    for number, (clone, container) in enumerate(zip(clones, containers, strict=True)):
        clone.write_text(f"machine {number}")
        container.symlink_to(f"pid:[{number}]")
    names = {computer_name(clone, container) for clone in clones for container in containers}
    assert len(names) == 4
    assert computer_name(tmp_path / "none", tmp_path / "none") not in names
    assert maker_of(4711) == f"4711-{computer_name()}"


def test_an_output_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that a player has open."""
    output = tmp_path / "ad.mp4"
    output.write_bytes(b"old")

    def refuse(part: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied", str(part), 5, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError) as caught, part_file(output) as part:
        part.write_bytes(b"new")
    assert str(caught.value) == (
        "ad.mp4 cannot be replaced: close it in other programs, or choose another name."
    )
    assert output.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [output]
