"""Rows with a file of their own: it is held against the row's ad, and the report is the output."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from threading import Event

import pytest

from batch.check_jobs import Wish, jobs_of
from batch.ready_rows import ReadyRow, RowOptions, ready_rows, table_error
from batch.report import Reports
from batch.rows import RowResult, Settings, run_bundle
from batch.table import read_table
from overlays.errors import TableError
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import write_png
from renderer.plan import build_plan
from support.ads import ad_data, make_ad, write_ad
from support.small_clips import lively, write_small

VIEW = View(width=540)
SETTINGS = Settings(look=Look(stamp=True), compared=VIEW)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ad and two pictures of it at 0.5 s: as it is, and with another caption."""
    made = tmp_path_factory.mktemp("compared")
    clip = write_small(made / "clip.mp4", (lively(n, 270, 480) for n in range(10)))
    write_ad(made, ad_data(), video=clip.read_bytes())
    for name, caption in (("right.png", "hello"), ("wrong.png", "hallo")):
        ad = make_ad(post__video=clip, post__caption=caption)
        plan = build_plan(ad, view=VIEW, stamp=True)
        write_png(render_still(plan, Fraction(1, 2)), made / name)
    return made


def rows_of(folder: Path, text: str, out: Path) -> tuple[list[ReadyRow], str]:
    table = folder / "rows.csv"
    table.write_text(text, encoding="utf-8")
    found = read_table(table)
    ready, bad = ready_rows(found, RowOptions(out, folder / "ad.yaml", "{row:03d}-{ad.locale}"))
    return ready, str(table_error(found, bad)) if bad else ""


def test_a_picture_passes_and_another_word_fails(folder: Path, tmp_path: Path) -> None:
    text = "actual,at,post.caption,output\nright.png,0.5,hello,\nwrong.png,0.5,hello,w.json\n"
    rows, bad = rows_of(folder, text, tmp_path)
    assert not bad
    assert [row.output.name for row in rows] == ["001-en.html", "w.json"]
    reports = Reports(2, tmp_path, lambda line: None)
    reports.begin(rows)
    for result in run_bundle(tuple(rows), SETTINGS):
        reports.add(result)
    right, wrong = reports.results
    assert (right.status, right.message) == ("done", "")
    assert right.size_bytes == (tmp_path / "001-en.html").stat().st_size
    assert (wrong.status, wrong.message.split(":")[0]) == ("failed", "caption retyped")
    (finding,) = json.loads((tmp_path / "w.json").read_text("utf-8"))["findings"]
    assert (finding["code"], finding["case"]) == ("retyped", "row 2 wrong.png")


def test_a_row_says_what_may_differ(folder: Path, tmp_path: Path) -> None:
    text = (
        "actual,at,profile,background,post.caption,output\nright.png,0.5,export,any,hello,a.json\n"
    )
    rows, bad = rows_of(folder, text + "right.png,0.5,,,hello,\n", tmp_path)
    assert not bad
    assert [(row.profile, row.is_any) for row in rows] == [("export", True), (None, False)]
    (result,) = run_bundle(tuple(rows[:1]), SETTINGS)
    assert result.status == "done"
    report = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert report["profile"] == "export"
    # A sign that lets the video through cannot be judged then.
    assert "not-judged" in {region["verdict"] for region in report["regions"]}


def test_rows_may_be_compared_and_exported_in_one_table(folder: Path, tmp_path: Path) -> None:
    rows, bad = rows_of(folder, "actual,post.caption\nright.png,hello\n,exported\n", tmp_path)
    assert not bad
    assert [(row.output.name, row.actual and row.actual.name) for row in rows] == [
        ("001-en.html", "right.png"),
        ("002-en.mp4", None),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("actual\nnone.png\n", "there is no none.png beside the table"),
        ("actual,at\nright.png,soon\n", "(line 2), at: "),
        ("actual,at\n,0.5\nright.png,0\n", "goes with a file in the column actual"),
        ("actual,profile\nright.png,strict\n", "is one of exact, export, screenshot, live"),
        ("actual,background\nright.png,black\n", "is “any”, or empty"),
        ("actual,background\n,any\nright.png,\n", "goes with a file in the column actual"),
        ("actual,output\nright.png,report.pdf\n", "ends in .html, .json, .xml"),
        ("actual,output\nright.png,../x.html\n", "leaves the output folder"),
    ],
)
def test_mistakes_are_told_before_the_work(
    text: str, said: str, folder: Path, tmp_path: Path
) -> None:
    assert said in rows_of(folder, text, tmp_path)[1]


def test_a_file_that_cannot_be_read_costs_its_own_row(folder: Path, tmp_path: Path) -> None:
    (folder / "text.png").write_text("no picture")
    rows, _ = rows_of(
        folder, "actual,at,post.caption\ntext.png,0,x\nright.png,0.5,hello\n", tmp_path
    )
    first, second = run_bundle(tuple(rows), SETTINGS)
    assert (first.status, second.status) == ("failed", "done")
    assert "text.png" in first.message
    assert not rows[0].output.exists()


def test_a_comparison_that_is_stopped_says_nothing(folder: Path, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    rows, _ = rows_of(folder, "actual,post.caption\nright.png,hello\n", tmp_path)
    assert run_bundle(tuple(rows), SETTINGS, cancel=stop) == []


def test_a_worker_that_died_leaves_no_verdict(folder: Path, tmp_path: Path) -> None:
    """The report that stands there may be of the run before."""
    rows, _ = rows_of(folder, "actual,post.caption\nright.png,hello\n", tmp_path)
    reports = Reports(1, tmp_path, lambda line: None)
    reports.begin(rows)
    rows[0].output.write_text("half")
    reports.add(RowResult(1, rows[0].output, "failed", message="killed"))
    assert reports.results[0].status == "failed"


def test_checks_know_no_such_column(folder: Path, tmp_path: Path) -> None:
    table = folder / "checked.csv"
    table.write_text("actual\nright.png\n", encoding="utf-8")
    with pytest.raises(TableError, match="no column is called 'actual'"):
        jobs_of([table], Wish(base=folder / "ad.yaml"))
