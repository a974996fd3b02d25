"""What the list of jobs says in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from renderer.progress import Progress
from studio.job_list import progress_words, size_words
from studio.jobs import ExportJob
from support.export_jobs import quick


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
