"""Whole batches in real processes: bad rows, killed workers, full disks, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

from support.batches import (
    ROOT,
    SLOW,
    SMALL,
    Batch,
    is_alive,
    kill,
    worker_at,
)
from support.media import Clip, write_clip
from support.waiting import PATIENCE, until

pytestmark = pytest.mark.processes


def frames_in(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def captions(count: int) -> str:
    """A table of rows that differ in their words."""
    return "post.caption\n" + "".join(f"caption {row}\n" for row in range(1, count + 1))


def test_twelve_rows_two_of_them_bad_and_a_worker_killed(tmp_path: Path) -> None:
    """A clip that cannot be decoded shows only when its row is run; a kill costs nothing."""
    clips = {1: "long.mp4", 4: "broken.mp4", 9: "broken.mp4"}
    rows = "\n".join(f"{clips.get(row, 'clip.mp4')},caption {row}" for row in range(1, 13))
    batch = Batch(tmp_path, f"post.video,post.caption\n{rows}\n")
    write_clip(tmp_path / "long.mp4", Clip(times=tuple(range(0, 200 * 512, 512))))
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    names = [f"{row:03d}-en.mp4" for row in range(1, 13)]
    good = [name for row, name in enumerate(names, 1) if clips.get(row) != "broken.mp4"]

    with batch.running(*SMALL, "--workers", "2") as process:
        kill(until(lambda: worker_at(batch, "001")))
        told, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert batch.videos() == good
    assert [frames_in(batch.out / name) for name in good] == [200] + [10] * 9
    results = batch.results()
    assert (results["done"], results["skipped"], results["failed"]) == (10, 0, 2)
    assert [row["row"] for row in results["rows"] if row["status"] == "failed"] == [4, 9]
    assert "broken.mp4 is not a video" in results["rows"][3]["message"]
    assert "10 done, 0 skipped, 2 failed" in told
    assert sum("broken.mp4 is not a video" in line for line in said.splitlines()) == 2
    assert batch.parts() == []

    kept = {name: (batch.out / name).stat().st_mtime_ns for name in good}
    (tmp_path / "broken.mp4").write_bytes((tmp_path / "clip.mp4").read_bytes())
    second = batch.invoke(*SMALL, "--workers", "2")
    assert second.returncode == 0, second.stderr
    assert "2 done, 10 skipped, 0 failed" in second.stdout
    assert batch.videos() == names
    assert {name: (batch.out / name).stat().st_mtime_ns for name in good} == kept


def test_a_row_is_what_export_makes_of_it(tmp_path: Path) -> None:
    rows = "ad.locale,post.caption\nfr,Bonjour\nar,\nde,Hallo\n"
    batch = Batch(tmp_path, rows)
    assert batch.invoke(*SMALL, "--workers", "1").returncode == 0
    alone = tmp_path / "alone.mp4"
    paths = (ROOT / "cli.py", "export", tmp_path / "ad.yaml", "-o", alone)
    command = [sys.executable, *map(str, paths)]
    sets = ["--set", "ad.locale=fr", "--set", "post.caption=Bonjour"]
    subprocess.run([*command, *sets, *SMALL], check=True, capture_output=True)
    made = [(batch.out / name).read_bytes() for name in batch.videos()]
    assert made[0] == alone.read_bytes()
    assert len(set(made)) == 3


def test_wrong_rows_are_told_first_and_the_others_made_or_nothing(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale,post.counts.likes\nfr,5\nxx,many\nde,7\n")
    refused = batch.invoke(*SMALL, "--all-or-nothing")
    assert refused.returncode == 2
    mistakes = ["row 2 (line 3), post.counts.likes", "row 2 (line 3), ad.locale"]
    assert [line.split(":")[0] for line in refused.stderr.splitlines()] == mistakes
    assert not batch.out.exists()
    skipped = batch.invoke(*SMALL)
    assert skipped.returncode == 1
    assert [line.split(":")[0] for line in skipped.stderr.splitlines()][:2] == mistakes
    assert batch.statuses() == ["done", "failed", "done"]
    assert "no locale is called 'xx'" in batch.results()["rows"][1]["message"]
    assert batch.videos() == ["001-fr.mp4", "003-de.mp4"]


def test_what_is_there_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\nde\n")
    batch.out.mkdir()
    (batch.out / "001-fr.mp4").write_bytes(b"old")
    assert batch.invoke(*SMALL).returncode == 0
    assert batch.statuses() == ["skipped", "done"]
    assert (batch.out / "001-fr.mp4").read_bytes() == b"old"
    assert batch.invoke(*SMALL, "--overwrite").returncode == 0
    assert batch.statuses() == ["done", "done"]
    assert frames_in(batch.out / "001-fr.mp4") == 10


def test_the_row_that_kills_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    batch = Batch(tmp_path, captions(4), frames=60)
    killed: set[int] = set()
    with batch.running(*SLOW, "--workers", "2") as process:

        def kill_at_the_second_row() -> bool:
            guilty = worker_at(batch, "002")
            if guilty and guilty not in killed:
                kill(guilty)
                killed.add(guilty)
            return process.poll() is not None

        until(kill_at_the_second_row)
        _, said = process.communicate()
    assert process.returncode == 1, said
    assert len(killed) == 2
    assert batch.statuses() == ["done", "failed", "done", "done"]
    message = batch.results()["rows"][1]["message"]
    assert message.startswith("Row 2 was tried twice, and its process was killed both times")
    assert batch.videos() == ["001-en.mp4", "003-en.mp4", "004-en.mp4"]
    assert batch.parts() == []


def test_ctrl_c_in_the_middle(tmp_path: Path) -> None:
    batch = Batch(tmp_path, captions(4), frames=60)
    with batch.running(*SLOW, "--workers", "2") as process:
        worker = until(lambda: worker_at(batch))
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said == "Stopped; the table says which rows were done.\n"
    assert "Traceback" not in said
    assert batch.parts() == []
    assert batch.videos() == []
    assert batch.statuses() == ["stopped"] * 4
    until(lambda: not is_alive(worker))


def test_workers_do_not_outlive_a_killed_batch(tmp_path: Path) -> None:
    batch = Batch(tmp_path, captions(4), frames=60)
    with batch.running(*SLOW, "--workers", "1") as process:
        worker = until(lambda: worker_at(batch))
        process.kill()
        until(lambda: not is_alive(worker))
    assert batch.videos() == []


CAPPED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_a_disk_without_room(tmp_path: Path) -> None:
    """A limit of file size stands for a full disk: the write fails in the same place."""
    batch = Batch(tmp_path, "ad.locale\nfr\nde\n")
    python, *arguments = batch.command(*SMALL, "--workers", "2")
    command = [python, "-c", CAPPED, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert run.returncode == 1, run.stderr
    assert batch.statuses() == ["failed", "failed"]
    for row in batch.results()["rows"]:
        assert row["message"].startswith(f"00{row['row']}-")
        assert "larger than files may be" in row["message"]
    assert [path.name for path in batch.out.iterdir()] == ["results.json"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--width", "271"), "even number"),
        (("--background", "red"), "is not a color"),
        (("--crf", "60"), "choose 0"),
        (("--workers", "62"), "less than or equal to 61"),
        (("--format", "gif", "--preset", "fast"), "mean nothing in this format (GIF)"),
        (("--range", "9:5"), "The range 9:5 ends before it begins"),
        (("--range", "5"), "is not a range"),
        (("--fps", "fast"), "is not a frame rate"),
        (("--max-size", "tiny"), "is not a size"),
        (("--max-size", "2MB"), "A size limit is for GIF and WebP only"),
        (("--format", "chrome_layers", "--fps", "25"), "Layers have no frames"),
        (("--scale", "0.333"), "try 1/3 (360 pixels)"),
        (("--scale", "big"), "is not a scale"),
        (("--duration", "long"), "is not a time in seconds"),
        (("--viewport", "nokia"), "nokia"),
        (("--fps", "1000"), "choose 1 to"),
        (("--scheduler", "tcp://127.0.0.1:1"), "No Dask scheduler answers at tcp://127.0.0.1:1"),
        (("--scheduler", "nonsense://x"), "No Dask scheduler answers"),
        (("--scheduler", "tcp://127.0.0.1:port"), "No Dask scheduler answers"),
    ],
)
def test_one_sentence_for_what_no_row_can_do(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    result = batch.invoke(*options)
    assert result.returncode == 2, result.stdout
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not batch.out.exists()


def test_a_picture_stands_as_long_as_asked_and_is_scaled(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "post.video\na.png\nclip.mp4\n")
    Image.new("RGB", (180, 320), "red").save(tmp_path / "a.png")
    refused = batch.invoke("--duration", "601")
    assert refused.returncode == 2
    assert refused.stderr == (
        "a.png is a picture: show it for a thirtieth of a second to 600 seconds, not for 601.\n"
    )
    assert not batch.out.exists()
    options = ("--duration", "0.4", "--width", "360", "--scale", "1/2", "--quality", "draft")
    assert batch.invoke(*options).returncode == 0
    assert [row["frames"] for row in batch.results()["rows"]] == [12, 10]
    assert batch.results()["rows"][0]["seconds"] == pytest.approx(0.4, abs=1e-5)
    with av.open(str(batch.out / "001-en.mp4")) as container:
        assert container.streams.video[0].width == 180


def test_rows_that_cannot_be_read_cost_no_others(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale,post.caption\nfr,Oui, merci\nde,Ja\nes,a,b,c\n")
    result = batch.invoke(*SMALL)
    assert result.returncode == 1
    said = result.stderr.splitlines()[:2]
    assert said[0].startswith("row 1 (line 2): has 3 cells and the heading 2: put text")
    assert said[1].startswith("row 3 (line 4): has 4 cells and the heading 2")
    assert batch.statuses() == ["failed", "done", "failed"]
    assert "has 3 cells" in batch.results()["rows"][0]["message"]
    assert batch.videos() == ["002-de.mp4"]


def test_an_unknown_suffix_costs_its_row(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\nfile.xyz\ngood\nb.avi\n")
    assert batch.invoke(*SMALL).returncode == 1
    assert batch.statuses() == ["failed", "done", "failed"]
    assert "no format is known for .xyz" in batch.results()["rows"][0]["message"]
    assert batch.videos() == ["good.mp4"]


def test_an_empty_folder_is_no_output_that_is_there(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\nframes\n")
    (batch.out / "frames").mkdir(parents=True)
    run = batch.invoke("--width", "180", "--format", "png_sequence")
    assert run.returncode == 0, run.stderr
    assert batch.statuses() == ["done"]
    assert len(list((batch.out / "frames").glob("frame_*.png"))) == 10


def test_the_output_folder_cannot_be_made(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    batch.out.write_bytes(b"a file")
    result = batch.invoke(*SMALL)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert batch.out.read_bytes() == b"a file"


def test_other_formats_and_folders(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output,ad.locale\ngifs/fr.gif,fr\nde,de\npictures.webm,es\n")
    assert batch.invoke("--width", "270", "--range", "0:0.2", "--quality", "draft").returncode == 0
    made = sorted(path.relative_to(batch.out).as_posix() for path in batch.out.rglob("*.*"))
    assert made == ["de.mp4", "gifs/fr.gif", "pictures.webm", "results.json"]
    assert [row["seconds"] for row in batch.results()["rows"]] == pytest.approx([0.2] * 3, abs=0.07)
    assert os.access(batch.out / "gifs" / "fr.gif", os.R_OK)
