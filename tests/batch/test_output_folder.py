"""The output folder is looked at before the work: one sentence, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.output_folder import held_folder
from support.batches import SLOW, SMALL, Batch, is_alive, worker_at
from support.waiting import PATIENCE, until

pytestmark = pytest.mark.processes


def make_file(out: Path) -> None:
    out.write_bytes(b"mine")


def make_dangling_link(out: Path) -> None:
    out.symlink_to(out.parent / "gone")


def make_results_folder(out: Path) -> None:
    (out / "results.json" / "x").mkdir(parents=True)


@pytest.mark.parametrize(
    ("make", "inside", "words"),
    [
        (make_file, "", "out is a file: give a folder for the outputs with -o."),
        (make_file, "deep/er", "out is a file: give a folder for the outputs with -o."),
        (make_dangling_link, "", "out is a link that leads nowhere: choose another folder"),
        (make_dangling_link, "deep", "out is a link that leads nowhere: choose another folder"),
        (make_results_folder, "", "results.json is not a file, and the batch writes"),
    ],
)
def test_a_folder_that_takes_no_outputs(
    tmp_path: Path, make: object, inside: str, words: str
) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\nxx\n")
    assert callable(make)
    make(batch.out)
    before = sorted(tmp_path.rglob("*"))
    batch.out = batch.out / inside
    result = batch.invoke(*SMALL)
    assert result.returncode == 2, result.stderr
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_the_system_refuses(tmp_path: Path) -> None:
    """Nothing can be made there by anybody, although it says that everything may be."""
    batch = Batch(tmp_path, "ad.locale\nfr\nxx\n")
    batch.out = Path("/proc/sparkproof")
    result = batch.invoke(*SMALL)
    assert result.returncode == 2
    assert "sparkproof could not be written" in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_a_link_to_a_folder_is_one(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    (tmp_path / "real").mkdir()
    batch.out.symlink_to(tmp_path / "real")
    assert batch.invoke(*SMALL).returncode == 0
    assert batch.videos() == ["001-fr.mp4"]


BUSY = (
    "Another batch is writing into {}: wait until it is done, or choose another folder with -o.\n"
)


def test_two_batches_into_one_folder(tmp_path: Path) -> None:
    """The second is refused and changes nothing; begun again when the first is done, it is."""
    batch = Batch(tmp_path, "output\na\nb\nc\n", frames=60)
    with batch.running(*SLOW, "--workers", "1") as first:
        until(lambda: worker_at(batch))
        second = batch.invoke(*SLOW, "--workers", "1")
        _, said = first.communicate(timeout=PATIENCE)
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr == BUSY.format(batch.out)
    assert first.returncode == 0, said
    assert batch.statuses() == ["done"] * 3
    facts = batch.results()["rows"]
    assert batch.invoke(*SLOW).returncode == 0
    assert batch.statuses() == ["skipped"] * 3
    assert [row["digest"] for row in batch.results()["rows"]] == [row["digest"] for row in facts]
    assert sorted(path.name for path in batch.out.iterdir()) == [
        *("a.mp4", "b.mp4", "c.mp4", "results.json"),
    ]


@pytest.mark.parametrize(("held", "other"), [("", "french"), ("french", "")])
def test_a_folder_inside_the_folder_of_another_batch(tmp_path: Path, held: str, other: str) -> None:
    """`a` in out/french and `french/a` in out are one file."""
    batch = Batch(tmp_path, "output\na\n" if other else "output\nfrench/a\n")
    folder, batch.out = tmp_path / "out" / held, tmp_path / "out" / other
    with held_folder(folder, []):
        result = batch.invoke(*SMALL)
    assert result.returncode == 2
    assert result.stderr == BUSY.format(folder)
    assert not list(tmp_path.rglob("results.json"))


def test_two_batches_beside_each_other(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\na\n")
    with held_folder(tmp_path / "out" / "one", []):
        batch.out = tmp_path / "out" / "two"
        assert batch.invoke(*SMALL).returncode == 0


def test_a_killed_batch_holds_nothing(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\na\nb\n", frames=60)
    with batch.running(*SLOW, "--workers", "1") as process:
        worker = until(lambda: worker_at(batch))
        process.kill()
        until(lambda: not is_alive(worker))
    assert (batch.out / ".batch.lock").exists()
    assert batch.invoke(*SMALL).returncode == 0
    assert sorted(path.name for path in batch.out.iterdir()) == ["a.mp4", "b.mp4", "results.json"]
