"""Parts beside outputs: whose they are, and what is said when the last step is refused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from overlays.errors import ExportError
from renderer.files.part_file import part_file, remove_parts


def test_only_the_parts_of_the_process_named(tmp_path: Path) -> None:
    names = [
        ".a.mp4.4711-0a1b2c3d.part",
        ".a.mp4.4711-notes.part",
        ".a.mp4.14711-0a1b2c3d.part",
        ".a.mp4.4712-0a1b2c3d.part",
        ".b.a.mp4.4711-0a1b2c3d.part",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    remove_parts(tmp_path / "a.mp4", 4711)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


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
