"""What comes back from a worker: only whole values of the promised types, and to the right job."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PosixPath, WindowsPath

import numpy as np
import pytest
from PIL import Image

import renderer.worker.work
from overlays.errors import Problem, SourceError
from renderer.output.export import ExportResult
from renderer.output.progress import Progress
from renderer.sheet.sheet import SheetResult
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.worker.limits import QUICK_LIMITS
from renderer.worker.messages import Done, Failed, Message, ProbeTask, receive_answer, send
from renderer.worker.pool import Worker, end_idle_workers, give_back
from renderer.worker.work import Work, start_poster, start_probe
from support.media import BLUE, GREEN, RED, WHITE, Clip, corner_colors, number_in, write_clip
from support.waiting import PATIENCE

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[3]
OTHER_PATH = PosixPath if isinstance(Path(), WindowsPath) else WindowsPath


@pytest.fixture(scope="module", autouse=True)
def _no_worker_stays() -> Iterator[None]:
    yield
    end_idle_workers()


class Call:
    """Unpickled, it is what that call gives."""

    def __init__(self, made_by: object, *arguments: object) -> None:
        self.call = (made_by, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call

    def __repr__(self) -> str:
        made_by, arguments = self.call
        return f"{getattr(made_by, '__name__', made_by)}{arguments}"


def received(message: object) -> Message:
    return receive_answer(io.BytesIO(pickle.dumps(message)))


def test_every_message_arrives_as_it_was_sent(clips: Path, tmp_path: Path) -> None:
    source = probe_source(clips / "plain.mp4")
    assert source.audio is not None
    for message in (
        Progress(3, None, 29.5, None),
        Progress(3, 9, 29.5, 0.0),
        Failed("AdError", "x", (Problem("post.video", "is missing"),)),
        Done(source),
        Done(replace(source, audio=None, accent="#FE2C55")),
        Done(ExportResult(tmp_path, 3, Fraction(1, 3), 99, "0a")),
        Done(SheetResult(tmp_path, 2, ("one", "two"))),
        Done(tmp_path),
    ):
        stream = io.BytesIO()
        send(stream, message)
        assert receive_answer(io.BytesIO(stream.getvalue())) == message


@pytest.mark.parametrize(
    "message",
    [
        Done("just a string"),  # type: ignore[arg-type]
        Failed(3, 4),  # type: ignore[arg-type]
        Failed("AdError", "x", ("no problem",)),  # type: ignore[arg-type]
        Progress("3", None, 1.0, None),  # type: ignore[arg-type]
        Progress(True, None, 1.0, None),
        Done(ExportResult(Path("a.mp4"), 3, 0.5, 99, "0a")),  # type: ignore[arg-type]
        Done(SheetResult(Path("a.png"), 2, ["a list"])),  # type: ignore[arg-type]
        Call(Done),
        Call(Done, Call(Fraction, "1e3")),
        Call(Done, Call(Fraction, 1, 0)),
        Call(Done, Call(Fraction, 1.5)),
        Call(Done, Call(OTHER_PATH, "a")),
    ],
    ids=repr,
)
def test_a_value_of_another_type_is_no_answer(message: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        received(message)


def test_the_deepest_field_counts(clips: Path) -> None:
    source = probe_source(clips / "plain.mp4")
    assert source.audio is not None
    for odd in (
        replace(source, rotation=45),  # type: ignore[arg-type]
        replace(source, frame_count=1.0),  # type: ignore[arg-type]
        replace(source, audio=replace(source.audio, start=0)),  # type: ignore[arg-type]
        replace(source, display_size=replace(source.display_size, width=9.5)),  # type: ignore[arg-type]
    ):
        with pytest.raises(pickle.UnpicklingError):
            received(Done(odd))


class BrokenWorker(Worker):
    """A living process that is heard to say `said`."""

    said = b""

    def listen(self) -> Message:
        return receive_answer(io.BytesIO(self.said))


@pytest.mark.parametrize(
    "said",
    [
        pickle.dumps(Call(Fraction, "zz")),
        pickle.dumps(Call(OTHER_PATH, "a")),
        pickle.dumps(Call(Failed, 3, 4)),
        pickle.dumps(Done(Path("of another task"))),
    ],
    ids=["text as a fraction", "another system's path", "wrong fields", "another task's answer"],
)
def test_a_broken_answer_fails_the_job_and_ends_its_worker(
    monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    worker = BrokenWorker(QUICK_LIMITS.memory_bytes)
    worker.said = said
    monkeypatch.setattr(renderer.worker.work, "take_worker", lambda *_: worker)
    job = start_probe(Path("ad.mp4"))
    with pytest.raises(SourceError, match=r"^ad\.mp4 [^\n]+\.$"):
        job.result(PATIENCE)
    assert not worker.is_alive


class Begun(Worker):
    """Waits with its task until the job is known, which it cancels before any answer counts."""

    def __init__(self, memory_bytes: int) -> None:
        super().__init__(memory_bytes)
        self.job: Future[Work[SourceInfo]] = Future()

    def listen(self) -> Message:
        message = super().listen()
        self.job.result(PATIENCE).cancel()
        return message


def test_who_was_canceled_is_not_given_back(monkeypatch: pytest.MonkeyPatch, clips: Path) -> None:
    """Its word to stop may still be on the way when the work is done."""
    kept: list[Worker] = []
    worker = Begun(QUICK_LIMITS.memory_bytes)
    monkeypatch.setattr(renderer.worker.work, "take_worker", lambda *_: worker)
    monkeypatch.setattr(renderer.worker.work, "give_back", kept.append)
    job = start_probe(clips / "plain.mp4")
    worker.job.set_result(job)
    assert job.result(PATIENCE).codec == "h264"
    assert (kept, worker.is_alive) == ([], False)


def test_a_late_cancel_does_not_reach_the_workers_next_job(
    monkeypatch: pytest.MonkeyPatch, clips: Path
) -> None:
    asked: list[Worker] = []
    begun: Future[Work[SourceInfo]] = Future()

    def give_back_and_cancel(worker: Worker) -> None:
        give_back(worker)
        # By now anybody may have taken it.
        begun.result(PATIENCE).cancel()

    monkeypatch.setattr(renderer.worker.work, "give_back", give_back_and_cancel)
    monkeypatch.setattr(Worker, "ask_to_stop", lambda worker: asked.append(worker))
    job = start_probe(clips / "plain.mp4")
    begun.set_result(job)
    job.result(PATIENCE)
    assert asked == []


def test_a_worker_ends_when_the_app_dies_in_the_middle_of_an_order() -> None:
    order = io.BytesIO()
    send(order, ProbeTask(Path("ad.mp4")))
    command = [sys.executable, "-m", "renderer.worker.process", str(QUICK_LIMITS.memory_bytes)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(order.getvalue()[:-5])
            process.stdin.close()
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def test_a_poster_is_the_first_picture_without_chrome(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", Clip())
    poster = start_poster(clip, tmp_path / "poster.png").result(PATIENCE)
    with Image.open(poster) as image:
        rgb = np.asarray(image)
    assert (rgb.shape, number_in(rgb)) == ((192, 108, 3), 0)
    np.testing.assert_allclose(corner_colors(rgb), (RED, GREEN, BLUE, WHITE), atol=4)
