"""A real scheduler and two workers on this machine, and one of the workers is killed."""

from __future__ import annotations

import shutil
import signal
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
from support.batches import ROOT, SLOW, SMALL, Batch, kill, worker_at
from support.media import Clip, write_clip
from support.own_processes import end_with_us
from support.ports import free_port
from support.waiting import PATIENCE, until

STOPPED = "Stopped before it was done."

pytestmark = [pytest.mark.processes, pytest.mark.long]


@contextmanager
def started(*options: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's, begun as docs/batch.md says, that ends with the block."""
    dask = shutil.which("dask", path=str(Path(sys.executable).parent))
    assert dask is not None
    command = [dask, *options, "--no-dashboard"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_us,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def scheduler_address() -> tuple[str, int]:
    port = free_port()
    return f"tcp://127.0.0.1:{port}", port


def worker_of(address: str) -> tuple[str, ...]:
    return ("worker", address, "--nthreads", "1", "--no-nanny")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """It has no Sparkproof, neither in its folder nor on its path."""
    (address, port), folder = scheduler_address(), tmp_path_factory.mktemp("scheduler")
    with started("scheduler", "--host", "127.0.0.1", "--port", str(port), folder=folder):

        def answers() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        until(answers)
        yield address


def test_twelve_rows_two_of_them_bad_and_a_worker_killed(scheduler: str, tmp_path: Path) -> None:
    others = {1: "long.mp4", 2: "long.mp4", 4: "broken.mp4", 9: "broken.mp4"}
    rows = "\n".join(f"{others.get(row, 'clip.mp4')},caption {row}" for row in range(1, 13))
    batch = Batch(tmp_path, f"post.video,post.caption\n{rows}\n")
    write_clip(tmp_path / "long.mp4", Clip(times=tuple(range(0, 60 * 512, 512))))
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    with ExitStack() as workers:
        for _ in range(2):
            workers.enter_context(started(*worker_of(scheduler)))
        wait_for_workers(scheduler, 2)
        with batch.running(*SLOW, "--scheduler", scheduler) as process:
            kill(until(lambda: worker_at(batch)))
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    results = batch.results()
    assert (results["done"], results["failed"]) == (10, 2)
    assert [row["row"] for row in results["rows"] if row["status"] == "failed"] == [4, 9]
    assert "broken.mp4 is not a video" in results["rows"][8]["message"]
    assert batch.videos() == [f"{row:03d}-en.mp4" for row in range(1, 13) if row not in (4, 9)]
    for row, name in zip((1, 2, 3, 5, 6, 7, 8, 10, 11, 12), batch.videos(), strict=True):
        with av.open(str(batch.out / name)) as container:
            assert sum(1 for _ in container.decode(video=0)) == (60 if row in (1, 2) else 10)
    assert batch.parts() == []


def wait_for_workers(scheduler: str, count: int) -> None:
    def found() -> bool:
        try:
            with connect(scheduler) as workers:
                return bool(workers.count == count)
        except SparkproofError:
            return False

    until(found)


def test_a_worker_without_our_code_is_named(scheduler: str, tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    with started(*worker_of(scheduler), folder=tmp_path):
        until(lambda: "has no workers" not in refusal(scheduler))
        result = batch.invoke("--scheduler", scheduler)
    assert result.returncode == 2
    assert "has no Sparkproof, or another version" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_worker_with_other_code_is_named(scheduler: str, tmp_path: Path) -> None:
    """The part that draws is another; what runs the rows is the same."""
    for name in ("batch", "overlays", "renderer"):
        shutil.copytree(ROOT / name, tmp_path / "other" / name)
    with (tmp_path / "other" / "overlays" / "stamp.py").open("a") as code:
        code.write("_SIZE = 99\n")
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    with started(*worker_of(scheduler), folder=tmp_path / "other"):
        until(lambda: "has no workers" not in refusal(scheduler))
        result = batch.invoke("--scheduler", scheduler)
    assert result.returncode == 2
    assert "has no Sparkproof, or another version: start it again with `dask" in result.stderr
    assert result.stderr.count("\n") == 1


def test_rows_of_a_worker_without_our_code_that_came_late(scheduler: str, tmp_path: Path) -> None:
    """It makes nothing, and every row that it was given is in the report."""
    (tmp_path / "empty").mkdir()
    batch = Batch(tmp_path, "post.caption\n1\n2\n3\n4\n5\n6\n", frames=60)
    with ExitStack() as workers:
        ours = workers.enter_context(started(*worker_of(scheduler)))
        wait_for_workers(scheduler, 1)
        with batch.running(*SLOW, "--scheduler", scheduler) as process:
            until(lambda: worker_at(batch))
            workers.enter_context(started(*worker_of(scheduler), folder=tmp_path / "empty"))
            until(lambda: "has no Sparkproof" in refusal(scheduler))
            kill(ours.pid)
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Traceback" not in said
    results = batch.results()
    assert results["done"] + results["failed"] == len(results["rows"]) == 6
    assert len(batch.videos()) == results["done"]
    messages = {row["message"] for row in results["rows"] if row["status"] == "failed"}
    assert messages == {
        "Its worker could not run it: "
        "ImportError: the Dask worker has no Sparkproof, or another version"
    }


def test_a_scheduler_that_goes_in_the_middle(tmp_path: Path) -> None:
    """Every row is told, and what was made before is done.

    Of three bundles the worker may still end the second; the third has nobody to ask for it.
    """
    address, port = scheduler_address()
    batch = Batch(tmp_path, "output\n" + "".join(f"{row}\n" for row in range(1, 13)), frames=60)
    with ExitStack() as processes:
        options = ("scheduler", "--host", "127.0.0.1", "--port", str(port))
        gone = processes.enter_context(started(*options, folder=tmp_path))
        processes.enter_context(started(*worker_of(address)))
        wait_for_workers(address, 1)
        with batch.running(*SLOW, "--scheduler", address) as process:
            until(lambda: batch.videos() and worker_at(batch))
            kill(gone.pid)
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Traceback" not in said
    results = batch.results()
    assert results["done"] + results["failed"] == len(results["rows"]) == 12
    assert results["done"] >= 1
    assert results["failed"] >= 4
    messages = {row["message"] for row in results["rows"] if row["status"] == "failed"}
    assert all("start it again, then this command" in message for message in messages)


def test_ctrl_c_stops_what_a_worker_is_at(scheduler: str, tmp_path: Path) -> None:
    """Three rows of one clip are under way, three wait: none comes later; the worker works on."""
    batch = Batch(tmp_path, "output\na\nb\nc\nd\ne\nf\n", frames=240)
    with started(*worker_of(scheduler)):
        wait_for_workers(scheduler, 1)
        with batch.running(*SLOW, "--scheduler", scheduler) as process:
            until(lambda: worker_at(batch, "a"))
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert said == "Stopped; the table says which rows were done.\n"
        assert {row["message"] for row in batch.results()["rows"]} == {STOPPED}
        assert batch.results()["stopped"] == 6
        assert batch.parts() == []
        batch.write_table("output\ng\n")
        again = batch.invoke(*SMALL, "--scheduler", scheduler)
        assert again.returncode == 0, again.stderr
    assert batch.videos() == ["g.mp4"]


def test_ctrl_c_and_a_worker_that_does_not_answer(scheduler: str, tmp_path: Path) -> None:
    """Nobody can know what it will do with its row: the report says so, and it was right."""
    batch = Batch(tmp_path, "output\na\n", frames=60)
    with started(*worker_of(scheduler)) as worker:
        wait_for_workers(scheduler, 1)
        with batch.running(*SLOW, "--scheduler", scheduler) as process:
            until(lambda: worker_at(batch, "a"))
            worker.send_signal(signal.SIGSTOP)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, said
        (row,) = batch.results()["rows"]
        assert row["status"] == "stopped"
        assert "a worker did not answer that it has stopped, too" in row["message"]
        assert "it may still finish it" in row["message"]
        worker.send_signal(signal.SIGCONT)
        until(lambda: not batch.parts())
    assert batch.parts() == []


def test_tls_without_certificates(scheduler: str, tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    result = batch.invoke("--scheduler", scheduler.replace("tcp:", "tls:"))
    assert result.returncode == 2
    assert "needs certificates: name them in Dask's settings" in result.stderr
    assert result.stderr.count("\n") == 1


def refusal(scheduler: str) -> str:
    try:
        with connect(scheduler):
            return ""
    except SparkproofError as error:
        return str(error)


def test_a_scheduler_without_workers(scheduler: str, tmp_path: Path) -> None:
    batch = Batch(tmp_path, "ad.locale\nfr\n")
    result = batch.invoke("--scheduler", scheduler)
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
