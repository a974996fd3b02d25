"""The list of jobs on the page: its order, and what its buttons do."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studio.exports import job_list
from studio.exports.job import ExportJob, State
from studio.exports.job_list import listed
from studio.exports.jobs import JobDesk
from studio.store.earlier_files import Row, note_row
from studio.store.media_store import media_store
from studio.store.workspace import open_workspace
from support.export_jobs import begun, finished, now, quick, slow
from support.waiting import PATIENCE

CLIP = Path("clip.mp4")
ME = "me"


def list_page() -> None:
    from studio.exports.job_list import show_jobs
    from studio.exports.request import ExportRequest

    show_jobs(ExportRequest, "jobs")


@pytest.fixture
def page(desk: JobDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    monkeypatch.setattr(job_list, "job_desk", lambda: desk)
    monkeypatch.setattr(job_list, "visitor_id", lambda: ME)
    media_store.cache_clear()
    yield AppTest.from_function(list_page, default_timeout=PATIENCE)
    media_store().workspace.remove()
    media_store.cache_clear()


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_what_works_is_on_top_and_then_what_waits() -> None:
    states: tuple[State, ...] = ("done", "queued", "running", "failed", "packing", "queued")
    jobs = [ExportJob(str(n), "key", quick(CLIP), "ad", state) for n, state in enumerate(states)]
    assert [job.id for job in listed(jobs)] == ["2", "4", "1", "5", "0", "3"]


def test_a_failed_row_can_be_tried_again(page: AppTest, desk: JobDesk, tmp_path: Path) -> None:
    broken = tmp_path / "clip.mp4"
    broken.write_bytes(b"no clip")
    failed = finished(desk, desk.submit(quick(broken), "ad", visitor=ME))
    assert failed.state == "failed"
    page.run()
    assert labels(page) == ["Try again", "Remove from the list"]
    page.button(key=f"again:{failed.id}").click().run()
    (job,) = desk.jobs()
    assert job.id != failed.id
    assert (job.request, job.name) == (failed.request, "ad")
    broken.unlink()
    finished(desk, job)
    page.run()
    page.button(key=f"again:{job.id}").click().run()
    assert "cannot be read" in page.toast[0].value


def test_finished_rows_are_cleared_together(page: AppTest, desk: JobDesk, clip: Path) -> None:
    jobs = [desk.submit(quick(clip, caption=str(n)), "ad", visitor=ME) for n in range(2)]
    assert [finished(desk, job).state for job in jobs] == ["done", "done"]
    page.run()
    assert labels(page) == [*["Remove from the list"] * 2, "Clear finished"]
    page.button(key="clear_jobs").click().run()
    assert desk.jobs() == ()
    assert labels(page) == []


def test_files_of_an_earlier_run_are_cleared_with_them(page: AppTest, tmp_path: Path) -> None:
    first = open_workspace(tmp_path / "work")
    for visitor in (ME, ME, "somebody else"):
        folder = first.made / secrets.token_hex(6)
        folder.mkdir(parents=True)
        (folder / "ad.mp4").write_bytes(b"film")
        row = Row(visitor, "ExportRequest", "<p>Made before</p>", "video/mp4", "ad.mp4")
        note_row(folder / "ad.mp4", row)
    first.leave()
    page.run()
    assert labels(page) == [*["Remove from the list"] * 2, "Clear finished"]
    page.button(key="clear_jobs").click().run()
    assert labels(page) == []
    assert len(media_store().earlier.of("somebody else", "ExportRequest")) == 1


def test_another_visitor_s_jobs_are_theirs(page: AppTest, desk: JobDesk, clip: Path) -> None:
    theirs = finished(desk, desk.submit(quick(clip), "ad", visitor="somebody else"))
    page.run()
    assert labels(page) == []
    desk.remove(theirs.id, ME)
    assert now(desk, theirs).state == "done"
    mine = finished(desk, desk.submit(quick(clip), "ad", visitor=ME))
    assert mine.id != theirs.id
    assert desk.jobs(ME) == (mine,)
    running = begun(desk, desk.submit(slow(clip), "ad", visitor="somebody else"))
    desk.cancel(running.id, ME)
    assert not now(desk, running).stop.is_set()
    desk.cancel(running.id, "somebody else")
    assert finished(desk, running).state == "canceled"


def test_two_visitors_who_ask_for_the_same_both_have_it(desk: JobDesk, clip: Path) -> None:
    jobs = [desk.submit(quick(clip), "ad", visitor=name) for name in ("one", "two")]
    results = [finished(desk, job).result for job in jobs]
    assert results[0] is not None
    assert results[0].file.is_file()
    assert results[1] is not None
    assert results[0].file == results[1].file


def test_one_row_has_no_button_for_all(page: AppTest, desk: JobDesk, clip: Path) -> None:
    job = finished(desk, desk.submit(quick(clip), "ad", visitor=ME))
    page.run()
    assert labels(page) == ["Remove from the list"]
    assert now(desk, job).state == "done"
