"""The card Compare with, without a browser: it judges in a worker, and what it says belongs to the
ad that it was said of."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from renderer.frames import render_still
from renderer.output.still import write_png
from renderer.plan import plan_look
from studio.judging.comparison import Comparison
from studio.phone.moment import seconds
from support.app_page import alerts, phone, work
from support.judged_page import await_judged, said

pytestmark = pytest.mark.processes


def held(page: AppTest) -> Comparison:
    found = page.session_state["comparison"]
    assert isinstance(found, Comparison)
    return found


def shown(page: AppTest, path: Path) -> Path:
    """A still of the ad as it stands at half a second."""
    ad = work(page).good
    assert ad is not None
    write_png(render_still(plan_look(ad, work(page).look), Fraction(1, 2)), path)
    return path


def test_a_verdict_belongs_to_the_ad_it_was_made_for(judged_page: AppTest, tmp_path: Path) -> None:
    page = judged_page
    held(page).at = Fraction(1, 2)
    held(page).take(shown(page, tmp_path / "shown.png"), "screen.png")
    await_judged(page)
    assert "As approved · exact" in said(page)
    (judged,) = phone(page)["judged"]
    assert {mark["tone"] for mark in judged["marks"]} == {"fine"}
    (seen,) = judged["seen"]
    assert seen["t"] == pytest.approx(0.5, abs=0.04)

    caption = work(page).value("post.caption")
    work(page).put("post.caption", "Other words")
    page.run()
    assert phone(page)["judged"] == []
    assert "Judged before the ad was changed." in said(page)
    page.button(key="compare_again").click().run()
    await_judged(page)
    assert "Not as approved" in said(page)
    (judged,) = phone(page)["judged"]
    fails = [mark for mark in judged["marks"] if mark["tone"] == "fail"]
    (told,) = [mark["words"] for mark in fails if mark["words"].startswith("Caption")]
    # What it says instead is told as well where words can be read.
    assert "“Other words”" in told
    work(page).put("post.caption", caption)
    page.run()
    assert "Judged before the ad was changed." in said(page)


def test_a_wrong_file_is_one_sentence(judged_page: AppTest, tmp_path: Path) -> None:
    page = judged_page
    wrong = tmp_path / f"{'0' * 24}.png"
    wrong.write_bytes(b"no picture at all")
    work(page).uploaded_names[wrong.name] = "screen.png"
    held(page).take(wrong, "screen.png")
    await_judged(page)
    (sentence,) = alerts(page)
    assert "screen.png is no picture of a known kind" in sentence
    assert phone(page)["judged"] == []
    wrong.unlink()
    held(page).change(profile="export")
    page.run()
    assert not page.exception
    assert ["screen.png" in alert for alert in alerts(page)] == [True]


@pytest.mark.parametrize(
    ("text", "time"),
    [("4", 4), (" 4,25 s", Fraction(17, 4)), ("", None), ("1e9", None), ("-1", None), (None, None)],
)
def test_seconds_as_people_write_them(text: object, time: Fraction | None) -> None:
    assert seconds(text) == time
