"""Work in a process of its own: results, errors, crashes, limits, and stopping."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from overlays.errors import (
    AdError,
    Canceled,
    ExportError,
    Problem,
    SourceError,
    SourceNotFound,
    UnreadableSource,
)
from renderer.accent import accent_of
from renderer.look import Look
from renderer.output.options import ExportOptions
from renderer.sheet.sheet import SheetRequest, SheetResult
from renderer.source.probe import probe_source
from renderer.worker.limits import Limits
from renderer.worker.messages import (
    Done,
    Failed,
    error_from_failure,
    failure_from_error,
    receive_answer,
    send,
)
from renderer.worker.pool import end_idle_workers
from renderer.worker.work import (
    Work,
    start_export,
    start_probe,
    start_proxy,
    start_sheet,
    start_still,
)
from support.ads import ad_of
from support.waiting import PATIENCE, files_in, until, until_part_file

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def _no_worker_stays() -> Iterator[None]:
    yield
    end_idle_workers()


def slow_export(clips: Path, folder: Path, limits: Limits | None = None) -> Work[object]:
    job = start_export(
        ad_of(clips / "plain.mp4"),
        folder / "out.mp4",
        options=ExportOptions(preset="placebo"),
        limits=limits or Limits(),
    )
    until_part_file(folder)
    return job  # type: ignore[return-value]


def test_probe_gives_the_same_as_in_this_process_and_the_accent(clips: Path) -> None:
    source = probe_source(clips / "plain.mp4")
    probed = start_probe(clips / "plain.mp4").result(PATIENCE)
    assert probed == replace(source, accent=accent_of(source))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes instead of numbers")
def test_long_work_gives_way_and_short_work_does_not(clips: Path, tmp_path: Path) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    short = start_probe(clips / "plain.mp4")
    short.result(PATIENCE)
    assert niceness(short) == own
    long = start_export(ad_of(clips / "plain.mp4"), tmp_path / "a.mp4")
    long.result(PATIENCE)
    assert niceness(long) == min(19, max(own, 5))
    # Both processes live on, and short work finds one that is still quick.
    again = start_probe(clips / "plain.mp4")
    again.result(PATIENCE)
    assert (again.process_id == long.process_id, niceness(again)) == (False, own)
    later = start_export(ad_of(clips / "plain.mp4"), tmp_path / "b.mp4")
    later.result(PATIENCE)
    assert later.process_id == long.process_id


def niceness(work: Work[Any]) -> int:
    return os.getpriority(os.PRIO_PROCESS, work.process_id)


def test_a_warm_worker_is_used_again(clips: Path) -> None:
    first = start_probe(clips / "plain.mp4")
    first.result(PATIENCE)
    second = start_probe(clips / "silent.mp4")
    second.result(PATIENCE)
    assert second.process_id == first.process_id


def test_still_export_and_proxy(clips: Path, tmp_path: Path) -> None:
    ad = ad_of(clips / "plain.mp4")
    still = start_still(ad, Fraction(1, 2), tmp_path / "still.png").result(PATIENCE)
    with Image.open(still) as image:
        assert image.size == (1080, 1920)
    job = start_export(ad, tmp_path / "out.mp4", options=ExportOptions(preset="ultrafast"))
    result = job.result(PATIENCE)
    assert result.frame_count == 30
    assert job.progress is not None
    assert job.progress.frames_done == 30
    assert start_proxy(clips / "old.avi", tmp_path / "proxy.mp4").result(PATIENCE).exists()
    assert files_in(tmp_path) == ["out.mp4", "proxy.mp4", "still.png"]


def test_a_picture_is_shown_as_long_as_asked(tmp_path: Path) -> None:
    Image.new("RGB", (108, 192), "red").save(tmp_path / "a.png")
    ad, options = ad_of(tmp_path / "a.png"), ExportOptions(preset="ultrafast")
    output, asked = tmp_path / "out.mp4", Fraction(1, 2)
    result = start_export(ad, output, Look(still_duration=asked), options).result(PATIENCE)
    assert (result.frame_count, result.duration) == (15, asked)
    late = start_still(ad, Fraction(7), tmp_path / "still.png", Look(still_duration=Fraction(8)))
    assert late.result(PATIENCE).exists()


def test_a_sheet_is_made_with_progress(clips: Path, tmp_path: Path) -> None:
    request = SheetRequest(("tiktok/in_feed",), ("en", "ar"), times=(Fraction(0),), cell_width=108)
    job = start_sheet(ad_of(clips / "plain.mp4"), request, tmp_path / "sheet.png")
    made = job.result(PATIENCE)
    assert made == SheetResult(tmp_path / "sheet.png", 2)
    with Image.open(made.path) as image:
        assert image.size == (2 * 108 + 3 * 28, 84 + 14 + 192 + 44 + 14)
    assert job.progress is not None
    assert (job.progress.frames_done, job.progress.frames_total) == (2, 2)


def test_errors_come_back_as_themselves(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"gone\.mp4 does not exist"):
        start_probe(tmp_path / "gone.mp4").result(PATIENCE)
    (tmp_path / "notes.mp4").write_text("hello")
    with pytest.raises(UnreadableSource, match="text file"):
        start_probe(tmp_path / "notes.mp4").result(PATIENCE)


def test_an_export_error_comes_back(clips: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not exist"):
        start_export(ad_of(clips / "plain.mp4"), tmp_path / "no" / "out.mp4").result(PATIENCE)


@pytest.mark.parametrize(
    ("killer", "sentence"),
    [
        (signal.SIGSEGV, r"plain\.mp4 made the video decoder crash"),
        (signal.SIGKILL, r"The work on plain\.mp4 was killed from outside"),
    ],
)
def test_a_crash_costs_the_job_only(
    clips: Path, tmp_path: Path, killer: signal.Signals, sentence: str
) -> None:
    job = slow_export(clips, tmp_path)
    os.kill(job.process_id, killer)
    with pytest.raises(SourceError, match=sentence):
        job.result(PATIENCE)
    assert files_in(tmp_path) == []
    assert start_probe(clips / "plain.mp4").result(PATIENCE).codec == "h264"


def test_cancel_stops_at_once_and_leaves_nothing(clips: Path, tmp_path: Path) -> None:
    job = slow_export(clips, tmp_path)
    job.cancel()
    with pytest.raises(Canceled):
        job.result(PATIENCE)
    assert job.progress is None or job.progress.frames_done < 30
    assert files_in(tmp_path) == []


def test_a_worker_that_does_not_listen_is_killed(clips: Path, tmp_path: Path) -> None:
    job = slow_export(clips, tmp_path)
    os.kill(job.process_id, signal.SIGSTOP)
    job.cancel()
    with pytest.raises(Canceled):
        job.result(PATIENCE)
    assert files_in(tmp_path) == []


def test_silence_ends_a_job(clips: Path, tmp_path: Path) -> None:
    job = slow_export(clips, tmp_path, Limits(quiet_seconds=15.0))
    os.kill(job.process_id, signal.SIGSTOP)
    with pytest.raises(SourceError, match=r"longer than 15 seconds without getting on"):
        job.result(PATIENCE)
    assert files_in(tmp_path) == []


def test_a_limit_of_memory_ends_a_job_with_a_sentence(clips: Path, tmp_path: Path) -> None:
    job = start_export(
        ad_of(clips / "plain.mp4"), tmp_path / "out.mp4", limits=Limits(memory_bytes=900 << 20)
    )
    with pytest.raises((SourceError, ExportError), match="memory"):
        job.result(PATIENCE)
    assert files_in(tmp_path) == []


def test_workers_end_with_the_program(clips: Path, tmp_path: Path) -> None:
    """Started from a thread of a program whose main module must not run again."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, *map(str, (program, ROOT, clips / "plain.mp4", out))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    *_, child = run.stdout.split()
    assert run.stdout.count("started") == 1
    until(lambda: not Path(f"/proc/{child}").exists())
    until(lambda: files_in(out) == [], seen=lambda: files_in(out))


PROGRAM = """
import sys, threading
from pathlib import Path
print("started")
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from support.ads import ad_of
from support.waiting import until_part_file
from renderer.output.options import ExportOptions
from renderer.worker.work import start_export

ad = ad_of(Path(sys.argv[2]))
jobs = []
slow = ExportOptions(preset="placebo")
def ask():
    jobs.append(start_export(ad, Path(sys.argv[3]) / "out.mp4", options=slow))
thread = threading.Thread(target=ask)
thread.start()
thread.join()
until_part_file(Path(sys.argv[3]))
print(jobs[0].process_id)
"""


def test_answers_hold_plain_values_only() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.system, ("true",))

    for payload in (Done(Evil()), Evil(), threading.Event, Path("x"), Fraction(1, 2)):  # type: ignore[arg-type]
        with pytest.raises(pickle.UnpicklingError):
            receive_answer(io.BytesIO(pickle.dumps(payload)))


def test_every_error_survives_the_way() -> None:
    problems = (Problem("post.video", "is missing"), Problem("ad.locale", "is unknown"))
    for error in (AdError(problems), SourceNotFound("a.mp4"), ExportError("full"), Canceled("x")):
        stream = io.BytesIO()
        send(stream, failure_from_error(error))
        stream.seek(0)
        message = receive_answer(stream)
        assert isinstance(message, Failed)
        back = error_from_failure(message)
        assert type(back) is type(error)
        assert str(back) == str(error)
        assert getattr(back, "problems", None) == getattr(error, "problems", None)


def test_a_bug_shows_its_traceback() -> None:
    error = error_from_failure(Failed("bug", "Traceback: ZeroDivisionError"))
    assert isinstance(error, RuntimeError)
    assert "ZeroDivisionError" in str(error)
