"""Findings on the player alone: marks in time, boxes in their places, what was seen, heat."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from browser.mounted_player import data_for, open_player, sample, show
from browser.served_app import read_player, stage, until_right, wait_until
from overlays.geometry import Rect
from overlays.motion import TimeSpan
from player.judged import Judged, Mark, Seen, judged_data
from qa.finding import Finding
from studio.store.media_store import media_store

VIOLET = (120, 20, 160)
CTA, CAPTION = Rect(36, 1769, 804, 103), Rect(36, 1376, 804, 117)
COVERED = TimeSpan(Fraction(1), Fraction(3))
FOUR = TimeSpan(Fraction(4), Fraction(4))
# Down and, from its middle on, to the right.
WAY = (
    (Fraction(6), Rect(100, 400, 300, 80)),
    (Fraction(7), Rect(100, 800, 300, 80)),
    (Fraction(8), Rect(500, 800, 300, 80)),
)
MARKS = (
    Mark(
        "low", "fail", "Button stands 6 px lower", "moved", TimeSpan(Fraction(4), Fraction(4)), CTA
    ),
    Mark("under", "warn", "“20 % OFF” is under the caption", "covered text", COVERED, CAPTION),
    Mark("near", "info", "Begins with it", "", TimeSpan(Fraction(1), Fraction(2))),
    Mark("file", "warn", "Of the file"),
    Mark("moving", "warn", "It goes down", "", TimeSpan(Fraction(6), Fraction(9)), WAY[0][1], WAY),
)


@pytest.fixture(scope="module")
def page(chromium: Browser, player_address: str) -> Iterator[Page]:
    plain = np.full((1920, 1080, 4), (*VIOLET, 255), np.uint8)
    url = media_store().add_picture("violet", plain)
    data = data_for(sample())
    page = open_player(chromium, player_address, data)
    data["phones"][0]["judged"] = [
        judged_data(Judged("look", MARKS, (Seen(Fraction(4), url),), heat=url))
    ]
    show(page, data)
    yield page
    page.close()


def boxes(page: Page) -> list[str]:
    found = page.locator(".finding-box:visible").all()
    return [str(box.get_attribute("data-mark")) for box in found]


def expect_boxes(page: Page, *names: str) -> None:
    wait_until(page, lambda: boxes(page) == list(names), f"other boxes than {names}")


def expect_color(page: Page, x: float, y: float, *, is_violet: bool) -> None:
    wait_until(
        page, lambda: (color(page, x, y) == list(VIOLET)) == is_violet, f"not the color at {x}, {y}"
    )


def place(page: Page, node: Locator) -> list[float]:
    """In pixels of the canvas."""
    outer, inner = stage(page).bounding_box(), node.bounding_box()
    assert outer
    assert inner
    unit = outer["width"] / 1080
    return [
        (inner["x"] - outer["x"]) / unit,
        (inner["y"] - outer["y"]) / unit,
        inner["width"] / unit,
        inner["height"] / unit,
    ]


def stands_at(page: Page, seconds: float) -> None:
    """On the frame of that time: the sample has thirty a second."""

    def is_there() -> bool:
        player = read_player(page)
        return bool(player["paused"]) and 0 <= seconds - player["shown"] + 1e-4 < 0.034

    wait_until(page, is_there, f"the player does not stand at {seconds}")


def test_a_mark_takes_the_player_to_its_box(page: Page) -> None:
    marks = page.locator(".time-mark")
    expect(marks).to_have_count(3)
    expect_boxes(page)
    marks.nth(1).click()
    stands_at(page, 4)
    expect_boxes(page, "low")
    box = page.locator("[data-mark=low]")
    there = pytest.approx([CTA.x, CTA.y, CTA.width, CTA.height], abs=1.5)
    wait_until(page, lambda: place(page, box) == there, "the box is not on the button")
    expect(box).to_have_text("Button stands 6 px lower")
    expect(box).to_have_css("border-top-color", "rgb(255, 107, 87)")
    expect(marks.nth(1)).to_have_attribute("aria-pressed", "true")

    # The thumb's middle runs between 6 px and 6 px from the ends; marks stand over it.
    def is_over_the_middle() -> None:
        bar, mark = page.locator(".seek").bounding_box(), marks.nth(1).bounding_box()
        assert bar
        assert mark
        middle = bar["x"] + 6 + (bar["width"] - 12) * 4 / 12.2122
        assert mark["x"] + mark["width"] / 2 == pytest.approx(middle, abs=1)

    until_right(page, is_over_the_middle)


def test_marks_by_keyboard(page: Page) -> None:
    marks = page.locator(".time-mark")
    marks.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    stands_at(page, 1)
    expect_boxes(page, "under")
    # Those of one moment are pressed through.
    expect(page.locator("[data-mark=under]")).to_have_class("finding-box warn picked")
    page.keyboard.press("Enter")
    expect(page.locator("[data-mark=under]")).to_have_class("finding-box warn")
    expect(page.locator("[data-mark=under]")).to_have_text("covered text")
    # It holds to the end of its span and no longer.
    player = page.locator(".player")
    player.press("ArrowRight")
    wait_until(page, lambda: 1.9 < read_player(page)["shown"] < 2.1, "no second on")
    expect_boxes(page, "under")
    player.press("ArrowRight")
    wait_until(page, lambda: read_player(page)["shown"] > 2.85, "no second on")
    expect_boxes(page, "under")

    def is_gone() -> bool:
        shown = read_player(page)["shown"]
        player.press("Shift+ArrowRight")
        wait_until(page, lambda: read_player(page)["shown"] != shown, "no frame on")
        return boxes(page) == []

    wait_until(page, is_gone, "the box stays after its span")
    assert 3 <= read_player(page)["shown"] < 3.04


def test_a_box_goes_with_what_moves(page: Page) -> None:
    """It stands where reports say that it does at that time."""
    page.locator(".time-mark").nth(2).click()
    stands_at(page, 6)
    box = page.locator("[data-mark=moving]")
    moving = Finding("covered-text", "warn", "cta", "down", WAY[0][0], WAY[0][1], {}, WAY)

    def follows(least: float) -> bool:
        shown = read_player(page)["shown"]
        rect = moving.rect_at(Fraction(shown))
        assert rect is not None
        wanted = [rect.x, rect.y, rect.width, rect.height]
        return shown >= least and place(page, box) == pytest.approx(wanted, abs=1.5)

    for least in (5.9, 6.8, 7.7):
        wait_until(page, partial(follows, least), f"the box is elsewhere after {least} s")
        page.locator(".player").press("ArrowRight")


def color(page: Page, x: float, y: float) -> list[int]:
    """Of the screen, at shares of the stage."""
    picture = Image.open(io.BytesIO(stage(page).screenshot())).convert("RGB")
    found = np.asarray(picture)[int(y * picture.height), int(x * picture.width)]
    return [int(level) for level in found]


def point(page: Page, call: str, *values: Any) -> None:
    script = """async ([call, values]) => {
      const [script] = performance.getEntriesByType("resource")
        .filter(({ name }) => name.endsWith("/phone/pointing.js"));
      (await import(script.name)).pointing[call](...values);
    }"""
    page.evaluate(script, [call, list(values)])


def test_what_was_seen_is_laid_over_its_moment(page: Page) -> None:
    point(page, "look", "slider")
    stands_at(page, 4)
    edge = page.get_by_role("slider", name="Edge between ours and what was seen")
    expect_color(page, 0.75, 0.3, is_violet=True)
    expect_color(page, 0.25, 0.3, is_violet=False)
    edge.focus()
    page.keyboard.press("Home")
    expect_color(page, 0.25, 0.3, is_violet=True)
    outer = stage(page).bounding_box()
    assert outer
    y = outer["y"] + outer["height"] * 0.2
    page.mouse.move(outer["x"] + 2, y)
    page.mouse.down()
    page.mouse.move(outer["x"] + outer["width"] * 0.9, y)
    page.mouse.up()
    expect(edge).to_have_attribute("aria-valuenow", "90")
    expect_color(page, 0.75, 0.3, is_violet=False)
    point(page, "look", "blink")
    expect(page.locator(".seen.away")).to_have_count(1)
    expect(page.locator(".seen:not(.away)")).to_have_count(1)
    point(page, "look", "seen")
    expect_color(page, 0.25, 0.3, is_violet=True)
    page.locator(".player").press("ArrowLeft")
    expect(page.locator(".seen")).to_be_hidden()
    point(page, "look", "ours")


def test_the_heat_map_is_there_when_asked_for(page: Page) -> None:
    heat = page.locator(".heat")
    expect(heat).to_be_hidden()
    point(page, "heat", True)
    expect(heat).to_be_visible()
    expect_color(page, 0.5, 0.3, is_violet=True)
    point(page, "heat", False)
    expect(heat).to_be_hidden()
