"""Creatives that nothing can be made of: there is always an end to the wait."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NoReturn

import pytest

import studio.work.clips
from renderer.worker.pool import end_idle_workers
from studio.store.media_store import media_store
from studio.work.clips import ClipDesk
from support.media import Clip, write_clip


def broken(*_: object) -> NoReturn:
    raise RuntimeError("a fault of ours")


def test_a_fault_in_reading_is_a_problem_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, clip: Path
) -> None:
    monkeypatch.setattr(studio.work.clips, "start_probe", broken)
    with caplog.at_level(logging.ERROR):
        seen = ClipDesk().look(clip, wait=20)
    assert seen.is_settled
    assert seen.problem is not None
    assert seen.problem.startswith("clip.mp4 could not be read by a fault of Sparkproof")
    assert "RuntimeError: a fault of ours" in caplog.text


def test_a_fault_in_copying_is_a_problem_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    monkeypatch.setattr(studio.work.clips, "start_proxy", broken)
    seen = ClipDesk().look(write_clip(tmp_path / "old.avi", Clip()), wait=20)
    assert seen.is_settled
    assert (seen.info is not None, seen.copied) == (True, None)
    assert seen.poster is not None
    assert seen.poster.read_bytes().startswith(b"\x89PNG")
    assert "fault of Sparkproof" in str(seen.problem)
    assert "RuntimeError: a fault of ours" in caplog.text
    media_store().workspace.remove()
    media_store.cache_clear()
    end_idle_workers()
