"""What a judging worker leaves behind: read back as it was, and nothing odd comes out of it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from overlays.errors import ActualError, Canceled
from overlays.viewports import View
from qa.checks.asked import NOTHING_ASKED
from qa.compared import Asked
from qa.finding import Subject
from qa.judging import CheckTask, CompareTask
from qa.reports.as_json import json_text
from qa.reports.from_json import report_from_json
from qa.reports.kept import keep_report, kept_report
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import write_png
from renderer.plan import plan_look
from renderer.worker.pool import end_idle_workers
from renderer.worker.work import start_own
from support.ads import ad_of
from support.media import Clip, write_clip
from support.reports import made_report, made_shot
from support.waiting import PATIENCE

LOOK = Look(view=View(width=180), stamp=False)


def test_a_report_is_read_back_as_it_was(tmp_path: Path) -> None:
    report = made_report()
    page = tmp_path / "glow-compared.html"
    keep_report(report, page)
    kept = kept_report(page)
    versionless = replace(report.subject, versions={})
    assert kept.report == replace(report, subject=versionless, shots=())
    assert kept.report.findings[2].figures["dy"] == 6
    assert [float(at) for at, _ in kept.seen] == [1, 4]
    seen = np.asarray(Image.open(kept.seen[1][1]))
    assert (seen == made_shot(Fraction(4), 6).actual).all()
    assert "glow-compared" in page.name
    assert "<html" in page.read_text("utf-8")[:200].lower()


def test_a_check_leaves_the_heat_map_beside_its_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(tmp_path / "clip.mp4", Clip())
    heat = np.zeros((320, 180, 4), np.uint8)
    heat[10:20, 30:50] = (255, 0, 0, 128)
    monkeypatch.setattr("qa.judging.heat_of", lambda candidate: heat)
    told: list[int] = []
    task = CheckTask(tmp_path / "ad-checked.html", ad_of(clip), "clip.mov", LOOK, NOTHING_ASKED)
    task.run(lambda progress: told.append(progress.frames_done), threading.Event())
    kept = kept_report(tmp_path / "ad-checked.html")
    assert (kept.report.profile, kept.report.subject.actual) == ("check", "clip.mov")
    assert {str(one.figures["check"]).split("/")[0] for one in kept.report.findings} >= {"ad"}
    assert kept.heat is not None
    assert (np.asarray(Image.open(kept.heat)) == heat).all()
    assert told == sorted(set(told))
    stop = threading.Event()
    stop.set()
    with pytest.raises(Canceled):
        replace(task, ad=ad_of(write_clip(tmp_path / "other.mp4", Clip(width=216)))).run(
            lambda _: None, stop
        )


def wrong(**change: Any) -> str:
    data = json.loads(json_text([made_report()]))
    for path, value in change.items():
        kind, _, key = path.partition("_")
        data[kind][0][key] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 10_000,
        wrong(findings_code="told by nobody"),
        wrong(findings_severity="<script>"),
        wrong(findings_at=-1),
        wrong(findings_at=1e300),
        wrong(findings_rect={"x": 0, "y": 0, "width": 1.5, "height": 2}),
        wrong(findings_message=["words"]),
        wrong(findings_dx={"deep": 1}),
        wrong(regions_verdict="fine"),
        wrong(cases_verdict="maybe"),
    ],
)
def test_what_we_would_not_have_written_is_not_read(text: str) -> None:
    with pytest.raises(ActualError, match="judge it again"):
        report_from_json(text)


def test_a_report_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ActualError, match="are gone"):
        kept_report(tmp_path / "none.html")


@pytest.mark.processes
def test_a_comparison_runs_in_a_worker(tmp_path: Path) -> None:
    """And says by the visitor's name of the file what is wrong, or that it is none."""
    clip = write_clip(tmp_path / "clip.mp4", Clip())
    ad = ad_of(clip)
    shown = tmp_path / "0123.png"
    write_png(render_still(plan_look(ad, LOOK), Fraction(0)), shown)
    page = tmp_path / "made" / "ad-compared.html"
    page.parent.mkdir()
    task = CompareTask(page, ad, shown, "screen.png", Asked(LOOK))
    assert start_own(task, "screen.png").result(PATIENCE) == page
    kept = kept_report(page)
    assert (kept.report.verdict, kept.report.profile) == ("pass", "exact")
    assert kept.report.subject == Subject(
        actual="screen.png", placement="tiktok/in_feed", locale="en", viewport="bare"
    )
    shown.write_bytes(b"no picture")
    with pytest.raises(ActualError, match=r"0123\.png is a damaged picture|no picture"):
        start_own(task, "screen.png").result(PATIENCE)
    end_idle_workers()
