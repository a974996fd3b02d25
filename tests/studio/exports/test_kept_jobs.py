"""Jobs through the end of the app: stopped, killed, with a full disk, of another version."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from overlays.errors import ExportError
from renderer.sheet.sheet import SheetRequest
from renderer.source.probe import probe_source
from renderer.worker.pool import end_idle_workers
from signoff.sharing.request import ShareRequest
from studio.exports.described import offer_later
from studio.exports.job import ExportJob, State
from studio.exports.jobs import MOST_LISTED, JobDesk
from studio.exports.kept_jobs import MOST_BEGINNINGS, KeptJobs
from studio.exports.kept_requests import request_of, text_of
from studio.exports.share_order import ShareOrder
from studio.exports.sheet_order import SheetOrder
from studio.exports.turns import check_turn
from studio.store.hosting import Limits
from studio.store.journal import Journal
from studio.store.media_store import MediaStore
from studio.store.workspace import open_workspace
from support.desk_process import DeskRuns
from support.export_jobs import begun, file_of, finished, quick, slow
from support.waiting import until

pytestmark = pytest.mark.long

NOBODY: frozenset[str] = frozenset()


class Run:
    """One run of the app over `work`, as far as jobs go."""

    def __init__(self, work: Path) -> None:
        self.store = MediaStore(open_workspace(work))
        self.kept = KeptJobs(self.store.workspace)
        self.desk = JobDesk(self.store.kept, at_once=1, kept=self.kept)
        self.desk.when_done = offer_later
        self.desk.take_up(self.kept.of_earlier_runs(self.store.earlier.jobs))

    def stop(self) -> None:
        self.desk.close()
        until(lambda: not any(job.is_active for job in self.desk.jobs()))
        self.store.workspace.leave()


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "work"
    end_idle_workers()


def uploaded(work: Path, clip: Path) -> Path:
    """As an upload of a visitor's lies."""
    folder = work / "drafts" / "someone" / "draft-1"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(clip, folder / "0a1b2c.mp4"))


def test_what_waits_and_what_works_when_the_app_stops_is_done_by_the_next_run(
    work: Path, clip: Path
) -> None:
    first = Run(work)
    upload = uploaded(work, clip)
    working = begun(first.desk, first.desk.submit(slow(clip), "ad", visitor="ann"))
    names = {"0a1b2c.mp4": "holiday.mp4"}
    waiting = first.desk.submit(
        quick(upload), "trip", lambda text: names.get(text, text), visitor="bob"
    )
    removed = first.desk.submit(quick(clip, caption="No"), "ad", visitor="ann")
    first.desk.cancel(removed.id, "ann")
    first.stop()
    # The next session of that visitor took the draft over, or discarded it.
    shutil.rmtree(upload.parent)
    second = Run(work)
    assert {job.id for job in second.desk.jobs()} == {working.id, waiting.id}
    again = begun(second.desk, working)
    assert again.work is not None
    os.kill(again.work.process_id, signal.SIGKILL)
    assert "killed from outside" in finished(second.desk, working).problem
    done = finished(second.desk, waiting)
    assert (done.state, done.visitor, done.clip) == ("done", "bob", "holiday.mp4")
    assert done.download_name == "trip-tiktok-in-feed-draft-180px-clean.mp4"
    assert probe_source(file_of(done)).duration == 1
    second.desk.remove(done.id, "bob")
    assert not list(work.glob("inputs/*/*"))
    second.stop()
    third = Run(work)
    (failed,) = third.desk.jobs()
    assert (failed.id, failed.state, failed.request) == (working.id, "failed", slow(clip))
    assert "killed from outside" in failed.problem
    assert [file.row.job for file in third.store.earlier.of("bob", "ExportRequest")] == [done.id]
    third.stop()


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(
    tmp_path: Path, clip: Path
) -> None:
    runs = DeskRuns(tmp_path / "work", clip)
    run = runs.start("One", "Two")
    assert runs.hear(run)
    runs.kill(run)
    run = runs.start("Three")
    assert runs.hear(run)
    until(lambda: list(runs.work.glob("run-*/made/*/*.mp4")))
    runs.kill(run)
    runs.finish()
    files = runs.files()
    assert set(runs.taken) <= set(files)
    assert all(probe_source(file).duration == 1 for file in files.values())
    assert not list(runs.work.glob("inputs/*/*"))
    assert not list(runs.work.glob("swept-*"))


def test_a_job_under_which_the_app_ends_again_and_again_waits_for_its_owner(
    work: Path, clip: Path
) -> None:
    run = Run(work)
    job = ExportJob("a1", "", quick(clip), "ad", visitor="ann")
    run.kept.take(job)
    for _ in range(MOST_BEGINNINGS):
        run.kept.begin(job)
    run.store.workspace.leave()
    again = Run(work)
    (found,) = again.desk.jobs()
    assert (found.id, found.state) == ("a1", "failed")
    assert "ended 3 times" in found.problem
    again.stop()
    # It has failed for good, and is offered until it is removed.
    third = Run(work)
    assert [job.state for job in third.desk.jobs("ann")] == ["failed"]
    third.desk.remove("a1", "ann")
    third.stop()
    assert Journal(work, "other").ids() == NOBODY


def test_two_runs_never_take_up_the_same(work: Path, clip: Path) -> None:
    run = Run(work)
    run.kept.take(ExportJob("a1", "", quick(clip), "ad"))
    alive = Journal(work, "run-2")
    assert alive.take_over(lambda name: not (work / name).is_dir()) == ()
    taken = alive.take_over(lambda _: True)
    assert [entry.id for entry in taken] == ["a1"]
    assert Journal(work, "run-3").take_over(lambda name: name != "run-2") == ()
    run.stop()


def test_requests_come_back_as_they_were_and_others_are_refused(clip: Path) -> None:
    request = quick(clip)
    sheet = SheetOrder(
        request.ad, SheetRequest(("tiktok/in_feed",), ("en",), times=(Fraction(1, 3),))
    )
    share = ShareOrder(request.ad, ShareRequest(("tiktok/in_feed",), ("en", "de")), "trip")
    for asked in (request, slow(clip), sheet, share):
        again = request_of(text_of(asked))
        assert again == asked
        assert again.key() == asked.key()
    for wrong in ("{}", "[]", "x", text_of(request).replace("draft", "finest")):
        with pytest.raises(ValueError, match=r"."):
            request_of(wrong)


def test_a_full_disk_is_a_sentence_and_a_broken_journal_is_begun_anew(
    work: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(work)
    upload = uploaded(work, clip)

    def full(*_arguments: object, **_names: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(ExportError, match=r"disk is full\): free some space"):
            run.desk.submit(quick(upload), "ad")
        assert not run.kept.is_sound()
    assert run.desk.jobs() == ()
    assert not list(work.glob("inputs/*/*"))
    run.stop()
    (work / "jobs.sqlite").write_bytes(
        b"no database at all, but long enough to be taken for one" * 9
    )
    again = Run(work)
    assert again.kept.is_sound()
    assert (work / "jobs.broken").is_file()
    again.stop()


def test_one_person_and_all_may_have_so_much_waiting(clip: Path) -> None:
    limits = Limits(person_jobs=2, all_jobs=3)
    states: tuple[State, ...] = ("running", "done", "queued", "failed")
    jobs = [ExportJob("", "", quick(clip), "ad", state, visitor="ann") for state in states]
    with pytest.raises(ExportError, match="2 of your jobs wait or work"):
        check_turn(jobs, "ann", limits)
    check_turn(jobs, "bob", limits)
    jobs.append(replace(jobs[0], visitor="bob"))
    with pytest.raises(ExportError, match="3 jobs wait or work, the most for this server"):
        check_turn(jobs, "bob", limits)
    check_turn(jobs, "ann", None)


def test_what_failed_is_forgotten_last_and_what_is_not_noted_is_kept(
    work: Path, clip: Path
) -> None:
    run = Run(work)
    run.desk.when_done = lambda _: False
    request = quick(clip)
    failed = ExportJob("old", "old", request, "ad", "failed", visitor="ann")
    run.desk.take_up([failed])
    run.desk.take_up(
        replace(failed, id=f"{n}", key=f"{n}", state="canceled") for n in range(MOST_LISTED + 4)
    )
    made = finished(run.desk, run.desk.submit(request, "ad", visitor="ann"))
    listed = [job.id for job in run.desk.jobs("ann")]
    assert len(listed) == MOST_LISTED + 1
    assert "old" in listed
    # With no word beside the file, the next run would not know whose it is.
    assert made.id in Journal(work, "other").ids()
    run.stop()
