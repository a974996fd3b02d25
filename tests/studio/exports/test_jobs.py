"""Exports as jobs: the queue, stopping, asking again, and what goes wrong."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image

import studio.exports.request
from overlays.errors import PlacementError, SourceError
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.output.options import ExportOptions
from renderer.sheet.sheet import SheetRequest
from renderer.source.probe import probe_source
from renderer.worker.pool import end_idle_workers
from studio.exports.jobs import JobDesk
from studio.exports.sheet_order import SheetOrder
from studio.store.kept_files import Facts, KeptFile, KeptFiles
from support.export_jobs import active, begun, file_of, files_in, finished, looked, now, quick, slow
from support.media import Clip, write_clip
from support.placements import OWN, write_placement
from support.waiting import PATIENCE, until

pytestmark = pytest.mark.long

Record = Callable[[str, object], None]


def test_jobs_run_in_order_and_no_more_than_allowed(desk: JobDesk, clip: Path) -> None:
    order: list[str] = []
    desk.when_done = lambda job: order.append(job.id)
    jobs = [desk.submit(quick(clip, caption=f"Caption {n}"), "ad") for n in range(3)]
    while active(desk):
        listed = desk.jobs()
        assert [job.id for job in listed] == [job.id for job in reversed(jobs)]
        assert sum(job.state == "running" for job in listed) <= 1
        time.sleep(0.005)
    until(lambda: len(order) == 3, seen=lambda: order)
    assert order == [job.id for job in jobs]
    assert [job.state for job in desk.jobs()] == ["done"] * 3
    info = probe_source(file_of(now(desk, jobs[0])))
    assert (info.display_size.width, info.display_size.height) == (180, 320)
    assert info.duration == 1


def test_two_at_a_time_when_two_are_allowed(results: KeptFiles, clip: Path) -> None:
    desk = JobDesk(results, at_once=2)
    first = desk.submit(slow(clip), "ad")
    second = desk.submit(looked(slow(clip), stamp=True), "ad")
    third = desk.submit(quick(clip), "ad")
    begun(desk, first)
    begun(desk, second)
    assert now(desk, third).state == "queued"
    desk.cancel(second.id)
    assert finished(desk, third).state == "done"
    assert now(desk, first).state == "running"
    desk.close()
    assert finished(desk, first).state == "canceled"


def test_a_queued_job_is_canceled_and_never_begins(desk: JobDesk, clip: Path) -> None:
    first = desk.submit(slow(clip), "ad")
    second = desk.submit(quick(clip), "ad")
    desk.cancel(second.id)
    assert now(desk, second).state == "canceled"
    desk.cancel(first.id)
    assert finished(desk, first).state == "canceled"
    assert now(desk, second).work is None


def test_a_running_job_is_canceled_and_leaves_nothing(
    desk: JobDesk, clip: Path, tmp_path: Path, record_property: Record
) -> None:
    job = begun(desk, desk.submit(slow(clip), "ad"))
    began = time.monotonic()
    desk.cancel(job.id)
    assert finished(desk, job).state == "canceled"
    record_property("cancel_to_idle_s", time.monotonic() - began)
    assert files_in(tmp_path) == []
    assert finished(desk, desk.submit(quick(clip), "ad")).state == "done"


def test_what_is_being_canceled_can_be_asked_for_again(desk: JobDesk, clip: Path) -> None:
    old = begun(desk, desk.submit(slow(clip), "ad"))
    desk.cancel(old.id)
    new = desk.submit(slow(clip), "ad")
    assert new.id != old.id
    begun(desk, new)


def test_the_same_export_again_is_there_at_once(
    desk: JobDesk, clip: Path, tmp_path: Path, record_property: Record
) -> None:
    first = finished(desk, desk.submit(quick(clip), "ad"))
    content = file_of(first).read_bytes()
    desk.remove(first.id)
    assert desk.jobs() == ()
    began = time.perf_counter()
    again = desk.submit(quick(clip), "renamed")
    record_property("cached_export_ms", (time.perf_counter() - began) * 1000)
    assert (again.state, again.work) == ("done", None)
    assert file_of(again).read_bytes() == content
    assert again.download_name == "renamed-tiktok-in-feed-draft-180px-clean.mp4"
    copied = tmp_path / "other name.mp4"
    shutil.copy(clip, copied)
    assert desk.submit(quick(copied), "ad").state == "done"


def test_the_same_export_twice_is_one_job(desk: JobDesk, clip: Path) -> None:
    first = desk.submit(slow(clip), "ad")
    other = desk.submit(quick(clip), "ad")
    again = desk.submit(slow(clip), "ad")
    assert again.id == first.id
    assert [job.id for job in desk.jobs()] == [first.id, other.id]


class EndsWhileLookedFor(KeptFiles):
    """The first export ends, if it can, between the second look for it and what is found."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.looks = 0
        self.is_written, self.may_end, self.has_ended = (threading.Event() for _ in range(3))

    def get(self, key: str) -> KeptFile | None:
        found = super().get(key)
        self.looks += 1
        if self.looks == 2:
            self.may_end.set()
            self.has_ended.wait(0.3)
        return found

    def put(
        self,
        key: str,
        file: Path,
        facts: Facts = None,
        used: float | None = None,
        owner: str = "",
    ) -> KeptFile:
        self.is_written.set()
        assert self.may_end.wait(PATIENCE)
        return super().put(key, file, facts, used, owner)

    def sweep(self, served: Callable[[Path], float], now: float | None = None) -> set[str]:
        self.has_ended.set()
        return super().sweep(served, now)


def test_asked_for_again_while_it_ends_it_is_not_made_twice(clip: Path, tmp_path: Path) -> None:
    results = EndsWhileLookedFor(tmp_path / "exports")
    desk = JobDesk(results, at_once=1)
    first = desk.submit(quick(clip), "ad")
    assert results.is_written.wait(PATIENCE)
    again = desk.submit(quick(clip), "ad")
    assert again.id == first.id
    assert finished(desk, first).state == "done"
    desk.close()


def test_everything_that_shows_is_in_the_key(clip: Path, tmp_path: Path) -> None:
    base = quick(clip)
    other_clip = write_clip(tmp_path / "other.mp4", Clip(times=tuple(range(0, 20 * 512, 512))))
    avatar = tmp_path / "face.png"
    Image.new("RGB", (8, 8), "red").save(avatar)
    creator = base.ad.post.creator.model_copy(update={"avatar": avatar})
    post = base.ad.post.model_copy(update={"creator": creator})
    with_avatar = replace(base, ad=base.ad.model_copy(update={"post": post}))
    others = [
        quick(clip, "gif"),
        quick(clip, caption="Another caption"),
        quick(other_clip),
        with_avatar,
        looked(base, fit="blur"),
        looked(base, view=View(width=182)),
        looked(base, background="#ffffff"),
        looked(base, stamp=True),
        looked(base, still_duration=Fraction(7)),
        replace(base, options=ExportOptions(quality="master")),
        replace(base, options=ExportOptions(quality="draft", fps=Fraction(25))),
        replace(
            base, options=ExportOptions(quality="draft", span=TimeSpan(Fraction(0), Fraction(1)))
        ),
    ]
    keys = [request.key() for request in (base, *others)]
    assert len(set(keys)) == len(keys)
    before = with_avatar.key()
    Image.new("RGB", (9, 9), "blue").save(avatar)
    assert with_avatar.key() != before


def test_exports_and_sheets_of_a_placement_that_was_edited_are_made_anew(
    desk: JobDesk, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    # One from before would not know of that folder.
    end_idle_workers()
    write_placement(tmp_path, 60)
    base = quick(clip)
    placed = base.ad.ad.model_copy(update={"placement": OWN})
    request = replace(base, ad=base.ad.model_copy(update={"ad": placed}))
    sheet = SheetOrder(base.ad, SheetRequest((OWN,), ("en",), times=(Fraction(0),)))
    keys = [request.key(), sheet.key()]
    assert finished(desk, desk.submit(request, "ad")).state == "done"
    write_placement(tmp_path, 61)
    assert not {request.key(), sheet.key()} & set(keys)
    again = desk.submit(request, "ad")
    assert again.is_active
    assert finished(desk, again).state == "done"
    write_placement(tmp_path, 60)
    assert [request.key(), sheet.key()] == keys
    assert desk.submit(request, "ad").state == "done"


def test_a_placement_or_a_file_that_cannot_be_read_is_a_sentence_with_its_name(
    desk: JobDesk, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = quick(clip)
    gone = request.ad.ad.model_copy(update={"placement": OWN})
    with pytest.raises(PlacementError, match=OWN):
        desk.submit(replace(request, ad=request.ad.model_copy(update={"ad": gone})), "ad")
    other = write_clip(tmp_path / "other.mp4", Clip())

    def fail(_path: Path) -> NoReturn:
        # As a disk fails while a file is read: Python tells of no name then.
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(studio.exports.request, "content_identity", fail)
    with pytest.raises(SourceError, match=r"^other\.mp4 cannot be read: Input/output error\.$"):
        desk.submit(quick(other), "ad")


def test_a_killed_worker_costs_one_job_and_one_sentence(
    desk: JobDesk, clip: Path, tmp_path: Path
) -> None:
    job = begun(desk, desk.submit(slow(clip), "ad"))
    waiting = desk.submit(quick(clip), "ad")
    assert job.work is not None
    os.kill(job.work.process_id, signal.SIGKILL)
    failed = finished(desk, job)
    assert failed.state == "failed"
    assert failed.problem == (
        "The work on clip.mp4 was killed from outside, most often because memory ran out: "
        "close other programs and try again."
    )
    assert finished(desk, waiting).state == "done"
    assert files_in(tmp_path / "exports") == ["ad-tiktok-in-feed-draft-180px-clean.mp4"]


def test_an_error_is_put_into_the_visitor_s_words(desk: JobDesk, tmp_path: Path) -> None:
    notes = tmp_path / "a1b2.mp4"
    notes.write_text("hello")
    job = desk.submit(quick(notes), "ad", lambda text: text.replace("a1b2", "holiday"))
    failed = finished(desk, job)
    assert failed.state == "failed"
    assert failed.problem.startswith("holiday.mp4")
    assert "\n" not in failed.problem
