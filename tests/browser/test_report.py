"""A report's page, opened from the disk without a network: every control, by hand and by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.served_app import until_right, wait_until
from qa.reports.page import page_text
from support.reports import RED, made_report

GRAY = [128, 128, 128]


@pytest.fixture(scope="module")
def report(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    reports = [made_report("passes", passes=True), made_report("fails")]
    path.write_text(page_text(reports), encoding="utf-8")
    with chromium.new_context(offline=True, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: wrong.append(request.url[:80]))
        page.goto(path.as_uri())
        yield page
        # The page itself, pictures that lie in it, and a remark on `shown`.
        usual = ("file:", "data:", "Canvas2D:")
        assert [text for text in wrong if not text.startswith(usual)] == []


def shown(page: Page) -> list[Any]:
    """The gray level or color of the front picture where the button was, and 6 px below its end."""
    script = """() => {
        const canvas = document.getElementById("difference");
        const of = (y) => [...canvas.getContext("2d").getImageData(20, y, 1, 1).data].slice(0, 3);
        return [of(30), of(42), of(55)];
    }"""
    return list(page.evaluate(script))


def test_a_table_of_all_cases_stands_on_top(report: Page) -> None:
    rows = report.locator("#cases tbody tr")
    texts = [row.inner_text().split() for row in rows.all()]
    assert [(row[0], row[1]) for row in texts] == [("pass", "passes"), ("fail", "fails")]
    assert texts[0][2:] == ["0", "0"]
    rows.nth(0).get_by_role("button").press("Enter")
    expect(report.locator("#case")).to_have_value("0")
    expect(rows.nth(0).get_by_role("button")).to_have_attribute("aria-pressed", "true")
    rows.nth(1).get_by_role("button").click()
    expect(report.locator("#case")).to_have_value("1")


def test_pictures(report: Page) -> None:
    said, front = report.locator("#said"), report.locator("#actual")
    expect(report.locator("#case")).to_have_value("1")
    expect(said).to_contain_text("1.000 s: expected on the left of the edge")
    report.locator("#strip figure:not(.gone) button").nth(1).click()
    expect(said).to_contain_text("4.000 s")
    report.locator("#split").fill("20")
    expect(front).to_have_css("clip-path", "inset(0px 0px 0px 20%)")
    report.locator("#stage .pane").first.click(position={"x": 48, "y": 5})
    expect(front).to_have_css("clip-path", "inset(0px 0px 0px 75%)")
    report.keyboard.press(",")
    expect(said).to_contain_text("1.000 s")
    report.keyboard.press(".")
    report.get_by_role("radio", name="Difference").click()
    expect(said).to_contain_text("4.000 s: difference times 4")
    expect(report.locator("#gain-value")).to_have_text("×4")
    step = [abs(a - b) for a, b in zip(RED, GRAY, strict=True)]
    four_times = [[0, 0, 0]] + [[min(255, 4 * level) for level in step]] * 2
    wait_until(report, lambda: shown(report) == four_times, "no difference times 4")
    report.locator("#gain").fill("0")
    expect(said).to_contain_text("times 1")
    wait_until(report, lambda: shown(report)[1] == step, "no difference times 1")
    report.get_by_role("radio", name="Blink").click()
    report.locator("#blinking").uncheck()
    before = said.text_content()
    report.locator("#swap").click()
    expect(said).not_to_have_text(before or "")
    report.locator("body").press(" ")
    expect(said).to_have_text(before or "")
    report.keyboard.press("1")
    expect(report.locator("#beside")).to_be_visible()
    expect(front).to_be_hidden()


def test_zoom_boxes_and_findings(report: Page) -> None:
    report.keyboard.press("2")
    zoom, box = report.locator("#zoom-value"), report.locator("#overlay .picked")
    expect(zoom).to_have_text("100 %")
    report.locator("#in").click()
    report.keyboard.press("+")
    expect(zoom).to_have_text("200 %")
    report.locator("tr[data-finding='2']").click()
    expect(box).to_have_attribute("data-element", "cta")

    def is_on_the_button() -> None:
        pane, place = report.locator("#stage .pane").first.bounding_box(), box.bounding_box()
        assert pane
        assert place
        assert (place["x"] - pane["x"], place["y"] - pane["y"]) == (20, 80)
        assert (place["width"], place["height"]) == (60, 24)

    until_right(report, is_on_the_button)
    report.locator("#boxes").uncheck()
    expect(report.locator("#overlay .box")).to_have_count(1)
    report.locator("body").press("b")
    report.locator("#out").click()
    expect(zoom).to_have_text("150 %")
    report.locator("#fit").click()
    expect(zoom).to_have_text("100 %")
    report.locator("tr[data-region='4']").press("Enter")
    expect(box).to_have_attribute("data-element", "likes")
    expect(report.locator("#said")).to_contain_text("1.000 s")


def test_filter_and_cases(report: Page) -> None:
    rows = report.locator("tr[data-finding]:visible")
    expect(rows).to_have_count(3)
    report.locator("[data-severity='warn']").uncheck()
    expect(rows).to_have_count(2)
    expect(report.locator("#shown")).to_have_text("2 shown")
    report.locator("body").press("j")
    expect(report.locator("tr.picked")).to_contain_text("offset")
    report.keyboard.press("j")
    expect(report.locator("tr.picked")).to_contain_text("moved")
    report.keyboard.press("k")
    expect(report.locator("tr.picked")).to_contain_text("offset")
    report.locator("#case").select_option("0")
    expect(rows).to_have_count(0)
    expect(report.locator("#look")).to_be_hidden()
    expect(report.locator("tr[data-region]:visible")).to_have_count(3)
    report.emulate_media(media="print")
    expect(report.locator("tr[data-finding]:visible")).to_have_count(3)
    expect(report.locator(".was-expected:visible")).to_have_count(2)
    expect(report.locator(".bar:visible")).to_have_count(0)
