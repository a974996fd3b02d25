"""What is kept for the next run: whole, within its budget, and never an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from renderer.files.kept import Kept, cache_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPARKPROOF_CACHE", str(tmp_path))
    return tmp_path


def test_a_value_comes_back() -> None:
    Kept("facts").put("a1", b"one")
    assert Kept("facts").get("a1") == b"one"
    assert Kept("facts").get("b2") is None
    assert Kept("other").get("a1") is None


def test_the_oldest_goes_beyond_the_budget(folder: Path) -> None:
    kept = Kept("facts", budget=25)
    for age, key in ((30, "old"), (20, "mid")):
        kept.put(key, b"x" * 10)
        os.utime(folder / "facts" / key, (1e9 - age, 1e9 - age))
    # Read now, so it is no longer the oldest.
    assert kept.get("old")
    kept.put("new", b"x" * 10)
    assert (kept.get("old"), kept.get("mid")) == (b"x" * 10, None)
    assert {path.name for path in (folder / "facts").iterdir()} == {"new", "old"}


def test_without_a_name_it_is_the_systems_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARKPROOF_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    monkeypatch.setenv("LOCALAPPDATA", "/somewhere")
    assert cache_folder().name == "sparkproof"
