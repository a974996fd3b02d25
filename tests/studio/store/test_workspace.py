"""The work folder: swept of what dead runs left, and of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from overlays.errors import AdError
from studio.store.earlier_files import EarlierFiles, Row, note_row
from studio.store.kept_files import KeptFiles
from studio.store.workspace import open_workspace

ROOT = Path(__file__).parents[3]
RUN = """
import sys
from pathlib import Path
from studio.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
(workspace.folder / "upload.mp4").write_bytes(b"x")
print(workspace.folder, flush=True)
sys.stdin.read()
"""


def test_what_a_dead_run_left_is_swept_and_a_living_one_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as run:
        assert run.stdout is not None
        other = Path(run.stdout.readline().strip())
        open_workspace(tmp_path).remove()
        assert (other / "upload.mp4").exists()
        run.kill()
    assert (other / "upload.mp4").exists()
    open_workspace(tmp_path).remove()
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_another_run_of_this_very_process_is_living(tmp_path: Path) -> None:
    first, second = open_workspace(tmp_path), open_workspace(tmp_path)
    assert first.folder.exists()
    for workspace in (first, second):
        workspace.remove()
        assert not workspace.folder.exists()


@pytest.mark.parametrize(
    "name",
    [
        "run-4194000-baseline",
        "run-2024999-01-results",
        "run-notes",
        "run-4194000-abcdefgh-2",
        "run-99999999999999999999999-x",
        "run-99999999999999999999999-abcdefgh",
    ],
)
def test_a_folder_of_the_user_s_stays(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.mkdir()
    (theirs / "results.csv").write_text("mine")
    open_workspace(tmp_path).remove()
    (theirs / "lock").write_text("of another program")
    open_workspace(tmp_path).remove()
    assert sorted(path.name for path in theirs.iterdir()) == ["lock", "results.csv"]


def test_the_folder_and_its_key_are_ours_alone(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    assert workspace.folder.stat().st_mode & 0o077 == 0
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    workspace.remove()


def test_a_home_that_is_not_known_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKPROOF_WORK", "~nobody-of-that-name/files")
    with pytest.raises(AdError, match=r"^~nobody-of-that-name/files begins with a home folder"):
        open_workspace()


def test_a_finished_file_is_offered_by_the_next_run_to_its_visitors(tmp_path: Path) -> None:
    first = open_workspace(tmp_path)
    for name in ("done", "unasked"):
        (first.made / name).mkdir(parents=True)
        (first.made / name / f"{name}.mp4").write_bytes(b"film")
    (first.folder / "upload.mp4").write_bytes(b"x")
    rows = [
        Row(visitor, "ExportRequest", "<p>Grüße</p>", "video/mp4", "ad.mp4")
        for visitor in ("me", "you", "me")
    ]
    for row in rows:
        note_row(first.made / "done" / "done.mp4", row)
    first.leave()
    second = open_workspace(tmp_path)
    assert not first.folder.exists()
    kept = KeptFiles(second.made)
    earlier = EarlierFiles(second.made, kept)
    (mine,) = earlier.of("me", "ExportRequest")
    assert (mine.path.read_bytes(), mine.row) == (b"film", rows[0])
    assert mine.path.parent.parent == second.made
    assert earlier.of("me", "SheetOrder") == ()
    assert earlier.of("somebody", "ExportRequest") == ()
    assert [path.name for path in second.made.iterdir()] == ["done"]
    earlier.forget(mine)
    assert earlier.of("me", "ExportRequest") == ()
    (yours,) = earlier.of("you", "ExportRequest")
    assert yours.path.exists()
    earlier.forget(yours)
    assert not yours.path.exists()
    second.leave()
    assert not second.folder.exists()


def test_an_old_finished_file_is_swept_with_all_others(tmp_path: Path) -> None:
    first = open_workspace(tmp_path)
    film = first.made / "done" / "done.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"film")
    note_row(film, Row("me", "ExportRequest", "", "video/mp4", "ad.mp4"))
    os.utime(film, (0, 0))
    first.leave()
    second = open_workspace(tmp_path)
    kept = KeptFiles(second.made)
    earlier = EarlierFiles(second.made, kept)
    assert len(earlier.of("me", "ExportRequest")) == 1
    kept.sweep(lambda _: 0.0)
    assert earlier.of("me", "ExportRequest") == ()
    second.leave()
    assert not second.folder.exists()
