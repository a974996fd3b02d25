"""What jobs leave on the disk: files, zips of folders, and how they are swept."""

from __future__ import annotations

import errno
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import Canceled, ExportError
from renderer.worker.pool import end_idle_workers
from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk
from studio.exports.results import zip_folder
from studio.store.kept_files import KeptFiles
from support.export_jobs import file_of, files_in, finished, now, quick
from support.media import RED
from support.waiting import until


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


def test_a_job_says_that_its_file_was_cleared(clip: Path, tmp_path: Path) -> None:
    desk = JobDesk(KeptFiles(tmp_path, most_bytes=1))
    first = finished(desk, desk.submit(quick(clip), "ad"))
    second = finished(desk, desk.submit(quick(clip, caption="Other"), "ad"))
    until(lambda: now(desk, first).state == "cleared")
    assert now(desk, second).state == "done"
    assert finished(desk, desk.submit(quick(clip), "ad")).state == "done"
    end_idle_workers()
