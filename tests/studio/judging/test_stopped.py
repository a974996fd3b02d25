"""Checks and comparisons through the end of the app: said to whoever asked, to nobody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.checks.asked import NOTHING_ASKED
from renderer.look import Look
from studio.exports.job import ExportJob
from studio.judging import desk
from studio.judging.judging import first_judging
from studio.judging.order import CheckOrder, CompareOrder
from studio.judging.stopped import ToldJobs
from studio.store.workspace import open_workspace
from support.ads import ad_of


def job(name: str, visitor: str) -> ExportJob:
    order = CheckOrder(ad_of(Path("clip.mp4")), "clip.mp4", Look(), NOTHING_ASKED)
    return ExportJob(name, "", order, name, visitor=visitor)


def test_what_the_end_broke_off_is_said_until_something_else_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = open_workspace(tmp_path)
    told = ToldJobs(run)
    for one in (job("slow_coffee", "ann"), job("done", "ann"), job("failed", "bob")):
        told.take(one)
    told.end(job("done", "ann"))
    told.fail(job("failed", "bob"), "It is no video")
    # A run that lives is nobody else's.
    assert ToldJobs(open_workspace(tmp_path)).stopped("ann", "CheckOrder") == ""
    run.leave()
    told = ToldJobs(open_workspace(tmp_path))
    assert told.stopped("bob", "CheckOrder") == ""
    monkeypatch.setattr(desk, "told_jobs", lambda: told)
    monkeypatch.setattr(desk, "visitor_id", lambda: "ann")
    assert not first_judging(CompareOrder, "compared", "drop the file again").opens
    held = first_judging(CheckOrder, "checked", "press to check it again")
    assert held.stopped == "The app ended while Slow coffee was checked: press to check it again."
    assert held.opens
    desk.forget_stopped(CheckOrder)
    assert not first_judging(CheckOrder, "checked", "press to check it again").opens


def test_a_full_disk_takes_no_verdict_away(tmp_path: Path) -> None:
    run = open_workspace(tmp_path / "work")
    told = ToldJobs(run)
    (tmp_path / "work" / "judging.sqlite").unlink()
    (tmp_path / "work" / "judging.sqlite").mkdir()
    asked = replace(job("slow_coffee", "ann"), clip="take.mp4")
    assert told.take(asked) is asked
