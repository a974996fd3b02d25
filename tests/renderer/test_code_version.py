"""Which code this is: a change anywhere that pixels come from makes another version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from renderer import code_version

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folders that the versions are made of, in the place of this checkout."""
    for folder in ("overlays", "renderer", "batch"):
        without = shutil.ignore_patterns("__pycache__", "fonts")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=without)
    monkeypatch.setattr(code_version, "_ROOT", tmp_path)
    return tmp_path


def code() -> str:
    return code_version.code_version.__wrapped__()


def whole() -> str:
    return code_version.copy_version.__wrapped__()


@pytest.mark.parametrize("folder", ["overlays", "renderer"])
def test_each_file_of_code_counts_at_any_depth(copy: Path, folder: str) -> None:
    files = sorted((copy / folder).rglob("*.py"))
    assert len(files) > 10
    before = code()
    for path in files:
        source = path.read_bytes()
        path.write_bytes(source + b"\n# other")
        assert code() != before, path
        path.write_bytes(source)
    (copy / folder / "room").mkdir()
    (copy / folder / "room" / "new.py").write_bytes(b"")
    assert code() != before


def test_a_file_that_moves_is_other_code(copy: Path) -> None:
    before = code()
    (copy / "overlays" / "motion.py").rename(copy / "overlays" / "assets" / "motion.py")
    assert code() != before


def test_what_python_and_editors_leave_behind_does_not_count(copy: Path) -> None:
    before = code(), whole()
    (copy / "overlays" / "__pycache__").mkdir()
    (copy / "overlays" / "__pycache__" / "motion.py").write_bytes(b"left")
    (copy / "renderer" / ".motion.py").write_bytes(b"left")
    assert (code(), whole()) == before


def test_a_workers_copy_holds_data_and_batches_too(copy: Path) -> None:
    placement = copy / "overlays" / "placements" / "tiktok" / "in_feed.json"
    for path in (placement, copy / "batch" / "run.py"):
        before = code(), whole()
        path.write_bytes(path.read_bytes() + b" ")
        assert code() == before[0]
        assert whole() != before[1]
