"""The work folder: swept of what dead runs left, and of nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from overlays.errors import AdError
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
