"""A real scheduler and two workers on this machine, and one of the workers is killed."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import av
import pytest

from batch.dask_workers import connect
from overlays.errors import SparkproofError
from support.batches import ROOT, SLOW, Batch, kill, wait_until, worker_at


@contextmanager
def started(name: str, *options: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's that stands up alone and ends with the block."""
    command = [sys.executable, "-m", f"distributed.cli.{name}", *options, "--no-dashboard"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    port = free_port()
    with started("dask_scheduler", "--host", "127.0.0.1", "--port", str(port)):

        def answers() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        wait_until(answers)
        yield f"tcp://127.0.0.1:{port}"


def test_twelve_rows_two_of_them_bad_and_a_worker_killed(scheduler: str, tmp_path: Path) -> None:
    clips = ["broken.mp4" if row in (4, 9) else "clip.mp4" for row in range(1, 13)]
    rows = "\n".join(f"{clip},caption {row}" for row, clip in enumerate(clips, 1))
    batch = Batch(tmp_path, f"post.video,post.caption\n{rows}\n", frames=60)
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    worker = ("dask_worker", scheduler, "--nthreads", "1", "--no-nanny")
    with ExitStack() as workers:
        for _ in range(2):
            workers.enter_context(started(*worker))
        wait_for_workers(scheduler, 2)
        with batch.running(*SLOW, "--scheduler", scheduler) as process:
            kill(wait_until(lambda: worker_at(batch)))
            _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    results = batch.results()
    assert (results["done"], results["failed"]) == (10, 2)
    assert [row["row"] for row in results["rows"] if row["status"] == "failed"] == [4, 9]
    assert "broken.mp4 is not a video" in results["rows"][8]["message"]
    assert batch.videos() == [f"{row:03d}-en.mp4" for row in range(1, 13) if row not in (4, 9)]
    for name in batch.videos():
        with av.open(str(batch.out / name)) as container:
            assert sum(1 for _ in container.decode(video=0)) == 60
    assert batch.parts() == []


def wait_for_workers(scheduler: str, count: int) -> None:
    def found() -> bool:
        try:
            with connect(scheduler) as workers:
                return workers.count == count
        except SparkproofError:
            return False

    wait_until(found)


def test_a_worker_without_our_code_is_named(scheduler: str, tmp_path: Path) -> None:
    worker = ("dask_worker", scheduler, "--nthreads", "1", "--no-nanny")
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    with started(*worker, folder=tmp_path):
        wait_until(lambda: "has no workers" not in refusal(scheduler))
        result = batch.run("--scheduler", scheduler)
    assert result.returncode == 2
    assert "has no Sparkproof, or another version" in result.stderr
    assert result.stderr.count("\n") == 1


def refusal(scheduler: str) -> str:
    try:
        with connect(scheduler):
            return ""
    except SparkproofError as error:
        return str(error)


def test_a_scheduler_without_workers(scheduler: str, tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    result = batch.run("--scheduler", scheduler)
    assert result.returncode == 2
    assert "has no workers: start some with `dask worker" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_port_that_never_answers(tmp_path: Path) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(SparkproofError, match="No Dask scheduler answers"), connect(address):
            pass
