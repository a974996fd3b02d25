"""The output folder is looked at before the work: one sentence, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.batches import SMALL, Batch


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
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_the_system_refuses(tmp_path: Path) -> None:
    """Nothing can be made there by anybody, although it says that everything may be."""
    batch = Batch(tmp_path, "ad.locale\nfr\nxx\n")
    batch.out = Path("/proc/sparkproof")
    result = batch.invoke(*SMALL)
    assert result.exit_code == 2
    assert "sparkproof could not be written" in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_a_link_to_a_folder_is_one(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    (tmp_path / "real").mkdir()
    batch.out.symlink_to(tmp_path / "real")
    assert batch.run(*SMALL).returncode == 0
    assert batch.videos() == ["001-fr.mp4"]
