"""What a process that decodes cannot do any more. Each is tried in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from overlays.errors import ExportError
from renderer.own_process import module_environment
from renderer.worker.pool import end_idle_workers, write_beneath
from renderer.worker.work import start_poster
from support.media import Clip, write_clip
from support.waiting import PATIENCE

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(sys.platform != "linux", reason="docs/architecture.md says what is left"),
]
TRIES = """
import json, os, resource, socket, subprocess, sys, threading
from pathlib import Path

inside, outside = map(Path, sys.argv[1:3])

def tried(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"

def all_tried():
    return {
        "internet": tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
        "local socket": tried(lambda: socket.socket(socket.AF_UNIX)),
        "program": tried(lambda: subprocess.run([sys.executable, "-c", ""], check=True)),
        "fork": tried(lambda: os.fork() or os._exit(0)),
        "ask for a process": tried(lambda: os.kill(os.getppid(), 0)),
        "stop a process": tried(lambda: os.kill(os.getppid(), 18)),
        "write inside": tried(lambda: (inside / "a").write_text("a")),
        "rename inside": tried(lambda: (inside / "a").rename(inside / "b")),
        "read outside": tried(lambda: (outside / "kept").read_text()),
        "write outside": tried(lambda: (outside / "a").write_text("a")),
        "remove outside": tried(lambda: (outside / "kept").unlink()),
        "nowhere": tried(lambda: Path(os.devnull).write_text("a")),
    }
"""
CONFINED = (
    TRIES
    + """
from renderer.worker.confinement import confine

left = confine(4 << 30, [inside])
found = {}
thread = threading.Thread(target=lambda: found.update(all_tried()))
thread.start()
thread.join()
limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE)]
print(json.dumps([left, all_tried(), found, limits]))
"""
)
# The command as its own process, looked into when it is done.
COMMAND = (
    TRIES
    + """
import runpy

sys.argv[1:] = ["--isolated", "viewports", "--json"]
try:
    runpy.run_path("cli.py", run_name="__main__")
finally:
    print(json.dumps(all_tried()))
"""
)
REFUSED = {
    **dict.fromkeys(("internet", "local socket", "program", "fork"), "PermissionError"),
    "stop a process": "PermissionError",
}
ALLOWED = dict.fromkeys(
    ("ask for a process", "write inside", "rename inside", "read outside", "nowhere"), "done"
)
FREE = dict.fromkeys(("write outside", "remove outside"), "done")
KEPT = dict.fromkeys(FREE, "PermissionError")


def said_by(program: str, folder: Path) -> str:
    places = [folder / "inside", folder / "outside"]
    for place in places:
        place.mkdir()
    (places[1] / "kept").write_text("kept")
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, places)],
        env=module_environment(), capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_network_no_programs_and_no_file_outside(tmp_path: Path) -> None:
    left, first, in_a_thread, limits = json.loads(said_by(CONFINED, tmp_path))
    assert left == []
    assert first == REFUSED | ALLOWED | KEPT
    assert in_a_thread == first
    assert limits == [4 << 30, 0]


def test_a_command_gives_up_what_it_does_not_need(tmp_path: Path) -> None:
    """It writes where it was told, which nobody knew when it began."""
    found = json.loads(said_by(COMMAND, tmp_path).splitlines()[-1])
    assert found == REFUSED | ALLOWED | FREE


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "inside"
    folder.mkdir()
    write_beneath(folder)
    yield folder
    write_beneath()
    end_idle_workers()


def test_a_worker_writes_beneath_its_folders_alone(inside: Path, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", Clip())
    assert start_poster(clip, inside / "poster.png").result(PATIENCE).is_file()
    with pytest.raises(ExportError, match="cannot be written to"):
        start_poster(clip, tmp_path / "poster.png").result(PATIENCE)
    assert not (tmp_path / "poster.png").exists()
