"""What jobs leave on the disk: files, zips of folders, and how they are swept."""

from __future__ import annotations

import errno
import shutil
import time
import zipfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import Canceled, ExportError
from renderer.output.export import ExportResult
from renderer.worker.pool import end_idle_workers
from studio.exports.jobs import ExportJob, JobDesk
from studio.exports.results import ResultStore, zip_folder
from support.export_jobs import file_of, files_in, finished, now, quick, until
from support.media import RED

HOUR = 3600.0


def test_a_gif_and_a_zip_of_frames(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    gif = desk.submit(quick(clip, "gif"), "ad")
    frames = desk.submit(quick(clip, "png_sequence"), "ad")
    overlay = desk.submit(quick(clip, "chrome_layers"), "ad")
    assert file_of(finished(desk, gif)).read_bytes().startswith(b"GIF89a")
    done = finished(desk, frames)
    stem = "ad-tiktok-in-feed-draft-180px-clean"
    assert done.download_name == f"{stem}.zip"
    with zipfile.ZipFile(file_of(done)) as archive:
        names = archive.namelist()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        with archive.open(f"{stem}/frame_00029.png") as file:
            pixels = np.asarray(Image.open(file).convert("RGB"))
    assert names == [
        f"{stem}/contents.json",
        *(f"{stem}/frame_{n:05}.png" for n in range(30)),
    ]
    assert pixels.shape == (320, 180, 3)
    # The upper left quarter, below the text at the top and above the middle row.
    assert np.abs(pixels[100, 20].astype(int) - RED).max() < 12
    assert finished(desk, overlay).download_name == (
        "ad-tiktok-in-feed-overlay-layers-draft-180px-clean.zip"
    )
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
