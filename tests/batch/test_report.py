"""What a batch says of itself is true: after a stop, after a second run, for strange names."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from renderer.files.hidden_names import maker_of
from support.batches import SMALL, Batch, worker_at
from support.waiting import PATIENCE, until

pytestmark = pytest.mark.processes

FACTS = ("frames", "seconds", "bytes", "digest")


def test_what_was_done_when_it_was_stopped_is_told(tmp_path: Path) -> None:
    """The first row of a bundle is there; the second of the same bundle is being made."""
    rows = "output,ad.locale\na.mp4,fr\nb.webm,de\nc.webm,es\nd.mp4,xx\n"
    batch = Batch(tmp_path, rows, frames=120)
    options = ("--quality", "master", "--width", "720", "--workers", "1")
    with batch.running(*options) as process:
        until(lambda: worker_at(batch, "b") or worker_at(batch, "c"))
        assert (batch.out / "a.mp4").is_file()
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "1 done, 0 skipped, 1 failed, 2 stopped" in said
    results = batch.results()
    assert batch.statuses() == ["done", "stopped", "stopped", "failed"]
    assert [results[status] for status in ("done", "skipped", "failed", "stopped")] == [1, 0, 1, 2]
    assert results["rows"][0]["bytes"] == (batch.out / "a.mp4").stat().st_size
    assert results["rows"][1]["message"] == "Stopped before it was done."
    made = sorted(path.name for path in batch.out.iterdir())
    assert made == ["a.mp4", "results.json"]


def test_a_second_run_keeps_the_facts_of_the_first(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output,ad.locale\na,fr\nb,de\n")
    assert batch.invoke(*SMALL).returncode == 0
    first = batch.results()["rows"]
    (batch.out / "b.mp4").write_bytes(b"of another program")
    batch.write_table("output,ad.locale\nc,es\nb,de\na,fr\n")
    for _ in range(2):
        assert batch.invoke(*SMALL).returncode == 0
        rows = {row["output"]: row for row in batch.results()["rows"]}
        assert rows["a.mp4"]["status"] == "skipped"
        assert [rows["a.mp4"][fact] for fact in FACTS] == [first[0][fact] for fact in FACTS]
        assert not rows["b.mp4"].keys() & {*FACTS}
        assert rows["c.mp4"]["frames"] == 10


def test_results_of_another_program_are_no_facts(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\na\n")
    batch.out.mkdir()
    (batch.out / "a.mp4").write_bytes(b"old")
    for text in ("[1]", '{"rows": [1]}', '{"rows": [{"output": [], "bytes": 3}]}', "\0"):
        (batch.out / "results.json").write_text(text)
        assert batch.invoke(*SMALL).returncode == 0
        assert "bytes" not in batch.results()["rows"][0]
    (batch.out / "results.json").write_text('{"rows": [{"output": "a.mp4", "bytes": 3}]}')
    assert batch.invoke(*SMALL).returncode == 0
    assert batch.results()["rows"][0]["bytes"] == 3


def test_a_name_that_looks_like_markup(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\n[/b].mp4\n[red]x[blue].mp4\n")
    result = batch.invoke(*SMALL)
    assert result.returncode == 0, result.stderr
    assert "[/b].mp4" in result.stdout
    assert "[red]x[blue].mp4" in result.stdout
    assert batch.statuses() == ["done", "done"]


def test_a_wrong_row_is_told_once(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\nxx\n")
    result = batch.invoke(*SMALL)
    assert result.stderr.count("no locale is called 'xx'") == 1
    assert result.stderr.count("\n") == 2
    assert "1 done, 0 skipped, 1 failed" in result.stdout
    assert "stopped" not in result.stdout


def test_parts_that_are_not_ours_stay(tmp_path: Path) -> None:
    """Another batch may be writing the same name, and people name files as they like."""
    batch = Batch(tmp_path, "output\na\n")
    batch.out.mkdir()
    names = {f".a.mp4.{maker_of(os.getpid())}-0a1b2c3d.part", ".a.mp4.1-notes.part"}
    for name in names:
        (batch.out / name).write_bytes(b"of somebody else")
    assert batch.invoke(*SMALL).returncode == 0
    assert {path.name for path in batch.parts()} == names
