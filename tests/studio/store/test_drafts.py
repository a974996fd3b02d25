"""Drafts: written whole, found by their visitor alone, swept by age and size."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from studio.store.drafts import Drafts, drafts_of, is_kept, read_draft, sweep_drafts

VALUES = {"name": "ad", "data": {"post": {"caption": "Ünïcode 🧴"}}}


@pytest.fixture
def mine(tmp_path: Path) -> Drafts:
    return drafts_of(tmp_path, "a" * 32)


def test_a_draft_is_found_by_its_visitor_alone(mine: Drafts, tmp_path: Path) -> None:
    folder = mine.new_folder()
    assert not is_kept(folder)
    mine.save(folder, VALUES)
    found = mine.newest(besides=tmp_path)
    assert found is not None
    assert (found.folder, found.values) == (folder, VALUES)
    assert mine.newest(besides=folder) is None
    assert drafts_of(tmp_path, "b" * 32).newest(besides=tmp_path) is None
    assert "a" * 32 not in str(folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_the_newest_of_several_is_offered(mine: Drafts, tmp_path: Path) -> None:
    for age, name in ((300, "old"), (100, "new"), (200, "older")):
        folder = mine.new_folder()
        mine.save(folder, {"name": name})
        os.utime(folder / "draft.json", (time.time() - age,) * 2)
    found = mine.newest(besides=tmp_path)
    assert found is not None
    assert found.values == {"name": "new"}


def test_taken_over_with_its_uploads_it_is_gone(mine: Drafts) -> None:
    left, here = mine.new_folder(), mine.new_folder()
    upload = left / "0a1b.mp4"
    upload.write_bytes(b"clip")
    values = {"data": {"video": str(upload), "other": ["x", str(left), f"{left}-no"]}}
    mine.save(left, values)
    draft = read_draft(left)
    assert draft is not None
    taken = mine.take_over(draft, here)
    assert taken == {
        "data": {"video": str(here / "0a1b.mp4"), "other": ["x", str(here), f"{left}-no"]}
    }
    assert (here / "0a1b.mp4").read_bytes() == b"clip"
    assert not left.exists()
    found = read_draft(here)
    assert found is not None
    assert found.values == taken


def test_a_full_disk_leaves_what_stood_there(mine: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = mine.new_folder()
    mine.save(folder, VALUES)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        mine.save(folder, {"name": "lost"})
    found = read_draft(folder)
    assert found is not None
    assert found.values == VALUES
    assert [path.name for path in folder.iterdir()] == ["draft.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '"text"', "\x00"])
def test_what_is_no_draft_is_none(mine: Drafts, text: str) -> None:
    folder = mine.new_folder()
    (folder / "draft.json").write_text(text)
    assert read_draft(folder) is None


def test_swept_are_old_ones_empty_ones_and_what_is_too_much(mine: Drafts, tmp_path: Path) -> None:
    now = time.time()

    def draft(days: float, size: int = 1, *, empty: bool = False) -> Path:
        folder = mine.new_folder()
        (folder / "clip.mp4").write_bytes(b"x" * size)
        if not empty:
            mine.save(folder, {})
            os.utime(folder / "draft.json", (now - days * 86_400,) * 2)
        os.utime(folder, (now - days * 86_400,) * 2)
        return folder

    fresh, old = draft(1), draft(15)
    empty_old, empty_new = draft(2, empty=True), draft(0.5, empty=True)
    big = draft(3, size=5_000)
    sweep_drafts(tmp_path, now, most_bytes=4_000)
    assert fresh.exists()
    assert empty_new.exists()
    assert not old.exists()
    assert not empty_old.exists()
    assert not big.exists()


def test_a_visitor_without_drafts_leaves_no_folder(mine: Drafts, tmp_path: Path) -> None:
    folder = mine.new_folder()
    os.utime(folder, (0, 0))
    sweep_drafts(tmp_path)
    assert list((tmp_path / "drafts").iterdir()) == []
