"""What the app keeps of what it made: by key, by age, and within one budget."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path

from renderer.output.export import ExportResult
from studio.store.kept_files import KeptFiles

HOUR = 3600.0


def stored(kept: KeptFiles, key: str, size: int, owner: str = "") -> Path:
    file = kept.new_folder(key) / "ad.mp4"
    file.write_bytes(bytes(size))
    kept.put(key, file, ExportResult(file, 30, Fraction(1), size, "digest"), owner=owner)
    return file


def never(_: Path) -> float:
    return 0.0


def test_old_kept_are_swept(kept: KeptFiles) -> None:
    file = stored(kept, "old", 10)
    assert kept.sweep(never, time.time() + 23 * HOUR) == set()
    assert kept.sweep(never, time.time() + 25 * HOUR) == {"old"}
    assert not file.parent.exists()
    assert kept.get("old") is None


def test_too_much_is_swept_oldest_first_and_the_newest_stays(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path, most_bytes=100)
    files = [stored(kept, key, 60) for key in ("a", "b", "c")]
    kept.get("a")
    later = time.time() + 120
    assert kept.sweep(never, later) == {"b", "c"}
    assert [file.exists() for file in files] == [True, False, False]
    stored(kept, "huge", 500)
    assert kept.sweep(never, later) == {"a"}


def test_one_persons_oldest_go_and_nobody_elses(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path, most_bytes=300, most_bytes_each=100)
    stored(kept, "bob1", 60, "bob")
    stored(kept, "copy", 130)
    for number, size in enumerate((60, 30, 30)):
        stored(kept, f"ann{number}", size, "ann")
    later = time.time() + 120
    # Of all there are 10 too many; Ann has 20 too many, which makes room for that.
    assert kept.sweep(never, later) == {"ann0"}
    stored(kept, "ann3", 40, "ann")
    assert kept.sweep(never, later) == set()
    # The newest stays, however large it is.
    stored(kept, "ann4", 101, "ann")
    assert kept.sweep(never, later) == {"ann1", "ann2", "ann3"}
    assert kept.holds("ann4")
    stored(kept, "bob2", 40, "bob")
    assert kept.sweep(never, later) == {"bob1"}


def test_a_file_on_its_way_to_the_browser_stays(kept: KeptFiles) -> None:
    stored(kept, "a", 10)
    later = time.time() + 30 * HOUR
    assert kept.sweep(lambda _: later - 30, later) == set()
    assert kept.sweep(lambda _: later - 25 * HOUR, later) == {"a"}


def test_what_replaces_another_file_leaves_one_folder(kept: KeptFiles, tmp_path: Path) -> None:
    first = stored(kept, "one", 10)
    second = kept.new_folder("two") / "ad.mp4"
    second.write_bytes(bytes(10))
    kept.put("one", second)
    assert not first.parent.exists()
    assert second.exists()
