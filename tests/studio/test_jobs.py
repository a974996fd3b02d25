"""Exports as jobs: the queue, stopping, results that are kept, and what goes wrong."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.ad import SparkAd
from overlays.errors import Canceled, ExportError
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.export import ExportResult
from renderer.options import ExportOptions, Format
from renderer.probe import probe_source
from renderer.progress import Progress
from renderer.sheet import SheetRequest, SheetResult
from renderer.worker_pool import end_idle_workers
from studio.export_request import ExportRequest
from studio.job_files import ResultStore, zip_folder
from studio.job_list import described, progress_words, size_words
from studio.jobs import ExportJob, JobDesk
from studio.sheet_order import SheetOrder
from support.ads import make_ad
from support.media import RED, Clip, write_clip

HOUR = 3600.0
ORGANIC, IN_FEED = "tiktok/organic", "tiktok/in_feed"

Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Clip(audio="aac"))


@pytest.fixture
def results(tmp_path: Path) -> ResultStore:
    return ResultStore(tmp_path / "exports")


@pytest.fixture
def desk(results: ResultStore) -> Iterator[JobDesk]:
    desk = JobDesk(results, at_once=1)
    yield desk
    desk.close()
    until(lambda: not active(desk))
    end_idle_workers()


def ad_of(video: Path) -> SparkAd:
    ad = make_ad()
    return ad.model_copy(update={"post": ad.post.model_copy(update={"video": video})})


def quick(clip: Path, kind: Format = "mp4", caption: str = "") -> ExportRequest:
    ad = ad_of(clip)
    if caption:
        ad = ad.model_copy(update={"post": ad.post.model_copy(update={"caption": caption})})
    options = ExportOptions(quality="draft")
    return ExportRequest(ad, kind, "cover", View(width=180), "#000000", False, options)


def slow(clip: Path) -> ExportRequest:
    options = ExportOptions(preset="placebo")
    return replace(quick(clip), view=View(width=2160), options=options)


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def now(desk: JobDesk, job: ExportJob) -> ExportJob:
    return next(found for found in desk.jobs() if found.id == job.id)


def active(desk: JobDesk) -> list[str]:
    return [job.id for job in desk.jobs() if job.is_active]


def finished(desk: JobDesk, job: ExportJob) -> ExportJob:
    until(lambda: not now(desk, job).is_active)
    return now(desk, job)


def begun(desk: JobDesk, job: ExportJob) -> ExportJob:
    """Waits for its first frames."""
    until(lambda: now(desk, job).progress or not now(desk, job).is_active)
    assert now(desk, job).state == "running", now(desk, job).problem
    return now(desk, job)


def file_of(job: ExportJob) -> Path:
    assert job.result is not None, job.problem
    return job.result.file


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_jobs_run_in_order_and_no_more_than_allowed(desk: JobDesk, clip: Path) -> None:
    jobs = [desk.submit(quick(clip, caption=f"Caption {n}"), "ad") for n in range(3)]
    order: list[str] = []
    while active(desk):
        listed = desk.jobs()
        assert [job.id for job in listed] == [job.id for job in reversed(jobs)]
        running = [job.id for job in listed if job.state == "running"]
        assert len(running) <= 1
        order += [job_id for job_id in running if job_id not in order]
        time.sleep(0.005)
    assert order == [job.id for job in jobs]
    assert [job.state for job in desk.jobs()] == ["done"] * 3
    info = probe_source(file_of(now(desk, jobs[0])))
    assert (info.display_size.width, info.display_size.height) == (180, 320)
    assert info.duration == 1


def test_two_at_a_time_when_two_are_allowed(results: ResultStore, clip: Path) -> None:
    desk = JobDesk(results, at_once=2)
    first = desk.submit(slow(clip), "ad")
    second = desk.submit(replace(slow(clip), stamp=True), "ad")
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
    assert again.download_name == "renamed-tiktok-in-feed.mp4"
    copied = tmp_path / "other name.mp4"
    shutil.copy(clip, copied)
    assert desk.submit(quick(copied), "ad").state == "done"


def test_the_same_export_twice_is_one_job(desk: JobDesk, clip: Path) -> None:
    first = desk.submit(slow(clip), "ad")
    other = desk.submit(quick(clip), "ad")
    again = desk.submit(slow(clip), "ad")
    assert again.id == first.id
    assert [job.id for job in desk.jobs()] == [first.id, other.id]


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
        replace(base, fit="blur"),
        replace(base, view=View(width=182)),
        replace(base, background="#ffffff"),
        replace(base, stamp=True),
        replace(base, still_duration=Fraction(7)),
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
    assert files_in(tmp_path / "exports") == ["ad-tiktok-in-feed.mp4"]


def test_an_error_is_put_into_the_visitor_s_words(desk: JobDesk, tmp_path: Path) -> None:
    notes = tmp_path / "a1b2.mp4"
    notes.write_text("hello")
    job = desk.submit(quick(notes), "ad", lambda text: text.replace("a1b2", "holiday"))
    failed = finished(desk, job)
    assert failed.state == "failed"
    assert failed.problem.startswith("holiday.mp4")
    assert "\n" not in failed.problem


def test_a_gif_and_a_zip_of_frames(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    gif = desk.submit(quick(clip, "gif"), "ad")
    frames = desk.submit(quick(clip, "png_sequence"), "ad")
    overlay = desk.submit(quick(clip, "chrome_layers"), "ad")
    assert file_of(finished(desk, gif)).read_bytes().startswith(b"GIF89a")
    done = finished(desk, frames)
    assert done.download_name == "ad-tiktok-in-feed.zip"
    with zipfile.ZipFile(file_of(done)) as archive:
        names = archive.namelist()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        with archive.open("ad-tiktok-in-feed/frame_00029.png") as file:
            pixels = np.asarray(Image.open(file).convert("RGB"))
    assert names == [
        "ad-tiktok-in-feed/contents.json",
        *(f"ad-tiktok-in-feed/frame_{n:05}.png" for n in range(30)),
    ]
    assert pixels.shape == (320, 180, 3)
    # The upper left quarter, below the text at the top and above the middle row.
    assert np.abs(pixels[100, 20].astype(int) - RED).max() < 12
    assert finished(desk, overlay).download_name == "ad-tiktok-in-feed-overlay.zip"
    assert [name for name in files_in(tmp_path) if name.endswith(".png")] == []


def test_a_zip_is_stopped_and_taken_away(desk: JobDesk, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "frame.png").write_bytes(b"x")
    job = ExportJob("id", "key", quick(Path("clip.mp4")), "ad")
    job.stop.set()
    with pytest.raises(Canceled):
        zip_folder(folder, job.stop)
    assert files_in(tmp_path) == ["frame.png"]


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "frame.png").write_bytes(b"x")

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", no_space)
    with pytest.raises(ExportError, match=r"The disk is full: frames\.zip was not written"):
        zip_folder(folder, ExportJob("id", "key", quick(Path("clip.mp4")), "ad").stop)
    assert files_in(tmp_path) == ["frame.png"]


def stored(results: ResultStore, key: str, size: int) -> Path:
    file = results.new_folder(key) / "ad.mp4"
    file.write_bytes(bytes(size))
    results.put(key, file, ExportResult(file, 30, Fraction(1), size, "digest"))
    return file


def never(_: Path) -> float:
    return 0.0


def test_old_results_are_swept(results: ResultStore) -> None:
    file = stored(results, "old", 10)
    assert results.sweep(never, time.time() + 23 * HOUR) == set()
    assert results.sweep(never, time.time() + 25 * HOUR) == {"old"}
    assert not file.parent.exists()
    assert results.get("old") is None


def test_too_much_is_swept_oldest_first_and_the_newest_stays(tmp_path: Path) -> None:
    results = ResultStore(tmp_path, most_bytes=100)
    files = [stored(results, key, 60) for key in ("a", "b", "c")]
    results.get("a")
    later = time.time() + 120
    assert results.sweep(never, later) == {"b", "c"}
    assert [file.exists() for file in files] == [True, False, False]
    stored(results, "huge", 500)
    assert results.sweep(never, later) == {"a"}


def test_a_file_on_its_way_to_the_browser_stays(results: ResultStore) -> None:
    stored(results, "a", 10)
    later = time.time() + 30 * HOUR
    assert results.sweep(lambda _: later - 30, later) == set()
    assert results.sweep(lambda _: later - 25 * HOUR, later) == {"a"}


def test_a_job_says_that_its_file_was_cleared(clip: Path, tmp_path: Path) -> None:
    desk = JobDesk(ResultStore(tmp_path, most_bytes=1))
    first = finished(desk, desk.submit(quick(clip), "ad"))
    second = finished(desk, desk.submit(quick(clip, caption="Other"), "ad"))
    until(lambda: now(desk, first).state == "cleared")
    assert now(desk, second).state == "done"
    assert finished(desk, desk.submit(quick(clip), "ad")).state == "done"
    end_idle_workers()


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (None, "Starting…"),
        (Progress(142, 366, 68.2, 3.3), "142 of 366 frames · 68/s · 3 s left"),
        (Progress(2, 12_000, 4.04, 2970.0), "2 of 12,000 frames · 4.0/s · 50 min left"),
        (Progress(7, None, 20.0, None), "7 frames · 20/s"),
    ],
)
def test_progress_in_words(progress: Progress | None, words: str) -> None:
    class Work:
        def __init__(self) -> None:
            self.progress = progress

    job = ExportJob("id", "key", quick(Path("clip.mp4")), "ad", "running", Work())  # type: ignore[arg-type]
    assert progress_words(job) == words


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (300, 840_000, 8_400_000, 1_240_000_000)] == [
        "1 kB",
        "840 kB",
        "8.4 MB",
        "1.24 GB",
    ]


def sheet_of(clip: Path, *times: Fraction) -> SheetOrder:
    request = SheetRequest((ORGANIC, IN_FEED), ("en",), times=times, cell_width=108)
    return SheetOrder(ad_of(clip), request)


def test_a_sheet_is_a_job_like_an_export(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    export = desk.submit(quick(clip), "ad")
    sheet = desk.submit(sheet_of(clip, Fraction(0), Fraction(1, 2)), "ad")
    assert now(desk, sheet).state == "queued"
    done = finished(desk, sheet)
    assert now(desk, export).state == "done"
    assert done.download_name == "ad-sheet.png"
    assert done.request.media_type == "image/png"
    assert done.result is not None
    assert done.result.facts == SheetResult(file_of(done), 4)
    assert progress_words(done).startswith("4 of 4 pictures · ")
    with Image.open(file_of(done)) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    assert pixels.shape == (84 + 14 + 192 + 44 + 14, 4 * 108 + 5 * 28, 3)
    for left in (28, 28 + 136, 28 + 2 * 136, 28 + 3 * 136):
        assert np.abs(pixels[98 + 60, left + 12] - RED).max() < 12
    again = desk.submit(sheet_of(clip, Fraction(0), Fraction(1, 2)), "renamed")
    assert (again.state, again.work, again.download_name) == ("done", None, "renamed-sheet.png")
    assert files_in(tmp_path / "exports") == ["ad-sheet.png", "ad-tiktok-in-feed.mp4"]


def test_the_row_of_a_sheet_has_its_notes(desk: JobDesk, clip: Path) -> None:
    base = sheet_of(clip, Fraction(0))
    post = base.ad.post.model_copy(update={"caption": "<b> 𒀀"})
    order = SheetOrder(base.ad.model_copy(update={"post": post}), base.sheet)
    done = finished(desk, desk.submit(order, "ad"))
    row = described(done)
    assert '<p class="whole">1   No font has these characters: 𒀀 (U+12000).</p>' in row
    assert "<p>2 pictures · " in row
    quiet = described(finished(desk, desk.submit(base, "ad")))
    assert "whole" not in quiet


def test_a_sheet_is_stopped_and_leaves_nothing(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    many = tuple(Fraction(number, 200) for number in range(190))
    job = begun(desk, desk.submit(sheet_of(clip, *many), "ad"))
    desk.cancel(job.id)
    assert finished(desk, job).state == "canceled"
    assert files_in(tmp_path) == []


def test_a_sheet_that_cannot_be_says_why(desk: JobDesk, clip: Path) -> None:
    failed = finished(desk, desk.submit(sheet_of(clip, Fraction(9)), "ad"))
    assert failed.state == "failed"
    assert failed.problem == "clip.mp4 lasts 1.00 s; choose times before that, not 9 s."


def test_what_a_sheet_shows_is_in_its_key(clip: Path) -> None:
    base = sheet_of(clip, Fraction(0))
    others = [
        replace(base.sheet, locales=("de",)),
        replace(base.sheet, fit="contain"),
        replace(base.sheet, stamp=True),
        replace(base.sheet, background="#ffffff"),
        replace(base.sheet, still_duration=Fraction(7)),
        replace(base.sheet, clip_name="holiday.mp4"),
    ]
    keys = {base.key(), *(SheetOrder(base.ad, sheet).key() for sheet in others)}
    caption = base.ad.post.model_copy(update={"caption": "Other"})
    keys |= {SheetOrder(base.ad.model_copy(update={"post": caption}), base.sheet).key()}
    assert len(keys) == len(others) + 2
    # It has placements of its own.
    placed = base.ad.ad.model_copy(update={"placement": ORGANIC, "locale": "de"})
    moved = base.ad.model_copy(update={"ad": placed})
    assert SheetOrder(moved, base.sheet).key() == base.key()
