"""Facts of a file are measured once, and again when what was kept is of no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.checks import file_facts as module
from qa.checks.file_facts import file_facts
from renderer.inspection.facts import FileFacts
from renderer.inspection.inspecting import inspect_file
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from support.small_clips import lively, tone, write_small


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPARKPROOF_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_kept_by_content_and_measured_again_when_damaged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[str] = []

    def counted(source: SourceInfo, keep_on: object) -> FileFacts:
        measured.append(source.path.name)
        return inspect_file(source)

    monkeypatch.setattr(module, "inspect_file", counted)
    clip = write_small(folder / "a.mov", map(lively, range(5)), sound=tone(0.1, 0.5))
    first = file_facts(probe_source(clip), lambda: None)
    copy = folder / "b.mov"
    copy.write_bytes(clip.read_bytes())
    assert file_facts(probe_source(copy), lambda: None) == first
    assert measured == ["a.mov"]
    (kept,) = (path for path in (folder / "cache").rglob("*") if path.is_file())
    kept.write_text('{"size_bytes": "many"}')
    assert file_facts(probe_source(copy), lambda: None) == first
    assert measured == ["a.mov", "b.mov"]
