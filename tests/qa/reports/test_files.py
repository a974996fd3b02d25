"""Reports as files and on a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from overlays.errors import ExportError
from qa.finding import Report
from qa.reports.files import ReportFiles
from qa.reports.terminal import print_reports
from support.reports import made_report


def test_all_are_written_and_nothing_else(tmp_path: Path) -> None:
    files = ReportFiles(tmp_path / "a.json", tmp_path / "a.xml", tmp_path / "a.html")
    files.check()
    files.write([made_report()])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.json", "a.xml"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".", "is a folder"),
        ("none/a.json", "does not exist"),
        ("shot.png", "name another"),
        ("a.html", "name another"),
    ],
)
def test_a_place_that_cannot_be_is_refused_before_anything(
    tmp_path: Path, name: str, message: str
) -> None:
    files = ReportFiles(html=tmp_path / "a.html", json=tmp_path / name)
    with pytest.raises(ExportError, match=message):
        files.check(spared=[tmp_path / "shot.png"])


def said(*reports: Report) -> list[str]:
    console = Console(file=io.StringIO(), width=100)
    print_reports(reports, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_the_terminal_says_the_worst_first() -> None:
    lines = said(made_report())
    assert [line.split()[:3] for line in lines[1:4]] == [
        ["fail", "cta", "moved"],
        ["warn", "likes", "covered"],
        ["info", "picture", "offset"],
    ]
    assert "it is 6 px lower (30x12 px at 10,40)" in lines[1]
    assert lines[-1] == "FAIL: 1 failure, 1 warning; elements: 1 moved, 1 covered, 1 present."


def test_the_terminal_says_little_of_what_passes() -> None:
    one = made_report("one", passes=True)
    assert said(one, one) == [
        "PASS: no failures, no warnings; 2 cases, 2 of them pass; elements: 4 present, 2 covered."
    ]
