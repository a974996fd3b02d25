"""Creatives that nothing can be made of: there is always an end to the wait."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

import studio.work.clips
from overlays.errors import SourceError, UnreadableSource
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.worker.pool import end_idle_workers
from renderer.worker.work import Work, start_probe
from studio.store.media_store import MediaStore, media_store
from studio.work.clips import ClipDesk
from studio.work.quick_queue import QuickQueue
from support.media import Clip, write_clip
from support.waiting import PATIENCE


def broken(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("a fault of ours")


@pytest.mark.logs_errors
def test_a_fault_in_reading_is_a_problem_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, clip: Path
) -> None:
    monkeypatch.setattr(studio.work.clips, "start_probe", broken)
    with caplog.at_level(logging.ERROR):
        seen = ClipDesk().look(clip, wait=PATIENCE)
    assert seen.is_settled
    assert seen.problem is not None
    assert seen.problem.startswith("Reading clip.mp4 failed by a fault of Sparkproof")
    assert "RuntimeError: a fault of ours" in caplog.text
    # What the visitor can quote is found in the log.
    fault = seen.problem.removesuffix(".").split()[-1]
    assert f"fault {fault}" in caplog.text


@pytest.mark.logs_errors
def test_a_fault_in_copying_is_a_problem_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    monkeypatch.setattr(studio.work.clips, "start_proxy", broken)
    seen = ClipDesk().look(write_clip(tmp_path / "old.avi", Clip()), wait=PATIENCE)
    assert seen.is_settled
    assert (seen.info is not None, seen.copied) == (True, None)
    assert seen.poster is not None
    assert seen.poster.read_bytes().startswith(b"\x89PNG")
    assert "fault of Sparkproof" in str(seen.problem)
    assert "RuntimeError: a fault of ours" in caplog.text
    media_store().workspace.remove()
    media_store.cache_clear()
    end_idle_workers()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MediaStore]:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    yield media_store()
    media_store().workspace.remove()
    media_store.cache_clear()
    end_idle_workers()


class Looks:
    """Counts the probes; the first so many are killed from outside."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, killed: int, error: Exception) -> None:
        self.count, self._killed, self._error = 0, killed, error
        self._start = start_probe
        monkeypatch.setattr(studio.work.clips, "start_probe", self)

    def __call__(self, path: Path, **still: Any) -> Work[SourceInfo]:
        self.count += 1
        if self.count <= self._killed:
            raise self._error
        return self._start(path, **still)


def test_what_the_file_is_not_to_blame_for_is_looked_at_again_when_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, clip: Path
) -> None:
    looks = Looks(monkeypatch, 1, SourceError("The work was killed from outside."))
    desk = ClipDesk()
    assert desk.look(clip, wait=PATIENCE).problem == "The work was killed from outside."
    # A page that only goes on showing it does not begin anew with each of its runs.
    assert desk.look(clip, wait=PATIENCE).may_pass
    assert looks.count == 1
    again = desk.look(clip, wait=20, again=True)
    assert (again.problem, again.shown, looks.count) == (None, clip, 2)
    assert desk.look(clip, wait=20, again=True) == again
    assert looks.count == 2
    desk.close()


def test_what_the_file_is_to_blame_for_is_known(
    monkeypatch: pytest.MonkeyPatch, clip: Path
) -> None:
    looks = Looks(monkeypatch, 9, UnreadableSource("clip.mp4 is damaged."))
    desk = ClipDesk()
    for _ in range(2):
        seen = desk.look(clip, wait=20, again=True)
        assert (seen.problem, seen.may_pass, looks.count) == ("clip.mp4 is damaged.", False, 1)
    desk.close()


def test_copies_are_within_the_budget_and_made_again_when_they_are_wanted(
    store: MediaStore, tmp_path: Path
) -> None:
    desk = ClipDesk()
    clips = [write_clip(tmp_path / f"{number}.avi", Clip()) for number in range(2)]
    first, second = (desk.look(clip, wait=PATIENCE) for clip in clips)
    assert first.shown is not None
    assert second.shown is not None
    later = time.time() + 25 * 3600
    store.kept.sweep(lambda path: later if path == second.shown else 0.0, later)
    assert not first.shown.parent.exists()
    assert second.shown.is_file()
    assert desk.look(clips[1]) == second
    again = desk.look(clips[0], wait=PATIENCE)
    assert again.shown is not None
    assert again.shown != first.shown
    assert again.shown.is_file()
    desk.close()


@pytest.mark.logs_errors
def test_a_copy_that_fails_leaves_nothing_that_is_not_swept(
    monkeypatch: pytest.MonkeyPatch, store: MediaStore, tmp_path: Path
) -> None:
    monkeypatch.setattr(studio.work.clips, "start_proxy", broken)
    desk = ClipDesk()
    assert desk.look(write_clip(tmp_path / "old.avi", Clip()), wait=PATIENCE).problem
    store.kept.sweep(lambda _: 0.0, time.time() + 25 * 3600)
    assert list((store.workspace.folder / "made").iterdir()) == []
    desk.close()


def test_a_picture_is_a_clip_of_as_many_seconds_as_it_stands(
    store: MediaStore, tmp_path: Path
) -> None:
    path = tmp_path / "poster.png"
    Image.new("RGB", (108, 192), (9, 99, 9)).save(path)
    desk = ClipDesk()
    for seconds in (Fraction(3, 2), Fraction(7), Fraction(3, 2)):
        clip = desk.look(path, wait=PATIENCE, still_duration=seconds)
        assert clip.info is not None
        assert clip.info.duration == seconds
        assert clip.shown is not None
        assert probe_source(clip.shown).duration == seconds
    desk.close()


def test_only_the_newest_clips_are_remembered(
    monkeypatch: pytest.MonkeyPatch, clip: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(studio.work.clips, "MOST_CLIPS", 2)
    looks = Looks(monkeypatch, 9, UnreadableSource("damaged"))
    desk = ClipDesk()
    paths = [write_clip(tmp_path / f"{number}.mp4", Clip()) for number in range(3)]
    for path in (*paths, paths[2], paths[0]):
        desk.look(path, wait=PATIENCE)
    assert looks.count == 4
    desk.close()


def test_the_end_of_the_app_is_no_fault_of_a_clip_that_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, clip: Path
) -> None:
    waits, is_closed = threading.Event(), threading.Event()

    class Closing(QuickQueue):
        def run(self, _work: object) -> NoReturn:
            waits.set()
            is_closed.wait(PATIENCE)
            raise CancelledError

    monkeypatch.setattr(studio.work.clips, "quick_queue", Closing)
    desk = ClipDesk()
    with caplog.at_level(logging.ERROR):
        desk.look(clip)
        assert waits.wait(PATIENCE)
        desk.close()
        is_closed.set()
        assert not desk.look(clip, wait=PATIENCE).is_settled
    assert not caplog.records
