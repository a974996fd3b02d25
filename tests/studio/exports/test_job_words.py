"""What the list of jobs says in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from renderer.files.part_file import part_file
from renderer.output.progress import Progress
from renderer.sheet.sheet import SheetRequest
from studio.exports.described import described, progress_words
from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk
from studio.exports.request import stem_of
from studio.exports.sheet_order import SheetOrder
from support.damage import scratch
from support.export_jobs import finished, quick


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


def test_a_bar_is_called_what_is_made() -> None:
    export = quick(Path("clip.mp4"))
    sheet = SheetOrder(export.ad, SheetRequest(("tiktok/in_feed",), ("en",)))
    rows = [
        described(ExportJob("id", "key", request, "ad", "running")) for request in (export, sheet)
    ]
    assert '<progress aria-label="Export">' in rows[0]
    assert '<progress aria-label="Contact sheet">' in rows[1]


@pytest.mark.parametrize(
    "name",
    ["広" * 80, "é" * 80, "\U00020000" * 80, "a" * 300, "a" * 89 + "é"],
    ids=["three bytes", "two", "four", "one", "two on the edge"],
)
def test_a_long_name_is_cut_between_letters_and_can_be_written(tmp_path: Path, name: str) -> None:
    stem = stem_of(name)
    assert name.startswith(stem)
    assert 86 < len(stem.encode()) <= 90
    output = tmp_path / f"{stem}-tiktok-in-feed-overlay.mp4"
    with part_file(output) as part:
        part.write_bytes(b"x")
    assert output.exists()


def test_the_row_of_an_export_says_how_much_is_damaged(
    desk: JobDesk, clip: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "chat.mp4"
    damaged.write_bytes(clip.read_bytes())
    scratch(damaged, (12,))
    row = described(finished(desk, desk.submit(quick(damaged), "ad")))
    assert '<p class="whole">1 damaged picture is shown as far as possible: ' in row
    assert "damaged" not in described(finished(desk, desk.submit(quick(clip), "ad")))
