"""What anybody sees first: a sample, playing, on one screen, and nothing from elsewhere."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from browser.served_app import open_paused, read_player, stage, until_right, wait_until

NARROW = 430


def test_opens_with_a_sample_playing_and_muted_and_answers_the_keyboard(playing_app: Page) -> None:
    app = playing_app
    before = read_player(app)
    assert before["width"] > 0
    assert before["muted"]
    assert (before["mounts"], before["loads"]) == (1, 1)
    wait_until(app, lambda: read_player(app)["time"] > before["time"] + 0.3, "it stands still")
    assert_controls_have_names_and_answer_the_keyboard(app)


def test_all_of_it_is_on_one_screen_and_the_seek_bar_tells_the_time(app: Page) -> None:
    for what in (
        app.get_by_label("Landing page"),
        app.get_by_role("button", name="Export video"),
        app.get_by_role("slider", name="Seek"),
        stage(app),
    ):
        until_right(app, partial(assert_in_sight, what))
    assert_seek_bar_tells_the_time(app)


def assert_in_sight(what: Locator) -> None:
    box = what.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900


def test_on_a_narrow_screen_the_phone_comes_first_and_every_request_stays_on_this_computer(
    chromium: Browser, app_address: str
) -> None:
    page = chromium.new_page(viewport={"width": NARROW, "height": 900})
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    open_paused(page, app_address)
    until_right(page, lambda: assert_phone_comes_first_and_nothing_overflows(page))
    page.wait_for_timeout(500)
    assert hosts == {app_address.split("/")[2]}
    page.close()


def assert_phone_comes_first_and_nothing_overflows(page: Page) -> None:
    phone, form = stage(page).bounding_box(), page.get_by_label("Landing page").bounding_box()
    assert phone is not None
    assert form is not None
    assert phone["y"] < form["y"]
    assert phone["x"] >= 0
    assert phone["x"] + phone["width"] <= NARROW
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def assert_controls_have_names_and_answer_the_keyboard(app: Page) -> None:
    app.keyboard.press("Space")
    app.get_by_role("button", name="Play").wait_for()
    wait_until(app, lambda: bool(read_player(app)["paused"]), "it plays on")
    paused = read_player(app)
    app.keyboard.press("ArrowRight")
    wait_until(app, lambda: seconds_after(paused, read_player(app)) > 0.5, "no seek")
    app.keyboard.press("m")
    app.get_by_role("button", name="Turn sound off").wait_for()
    wait_until(app, lambda: not read_player(app)["muted"], "no sound")
    app.get_by_role("button", name="Play").focus()
    app.keyboard.press("Space")
    app.get_by_role("button", name="Pause").wait_for()
    wait_until(app, lambda: not read_player(app)["paused"], "it does not play")


def seconds_after(before: dict[str, Any], now: dict[str, Any]) -> float:
    """Round the loop, should the clip have been at its end."""
    return float((now["shown"] - before["shown"]) % before["duration"])


def assert_seek_bar_tells_the_time(app: Page) -> None:
    bar = app.get_by_role("slider", name="Seek")
    bar.fill("5")
    wait_until(app, lambda: abs(read_player(app)["shown"] - 5) < 0.2, "did not seek")
    expect(bar).to_have_attribute("aria-valuetext", re.compile("^0:0"))
