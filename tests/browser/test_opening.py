"""What anybody sees first: a sample, playing, on one screen, and nothing from elsewhere."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from browser.served_app import open_app, read_player, stage, wait_until


def test_opens_with_a_sample_playing_and_muted(app: Page) -> None:
    before = read_player(app)
    assert before["width"] > 0
    assert before["muted"]
    assert (before["mounts"], before["loads"]) == (1, 1)
    wait_until(app, lambda: read_player(app)["time"] > before["time"] + 0.3, "it stands still")


def test_every_request_stays_on_this_computer(page: Page, app_address: str) -> None:
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    open_app(page, app_address)
    page.wait_for_timeout(500)
    assert hosts == {app_address.split("/")[2]}


def test_all_of_it_is_on_one_screen(app: Page) -> None:
    for what in (
        app.get_by_label("Landing page"),
        app.get_by_role("button", name="Export video"),
        app.get_by_role("slider", name="Seek"),
        stage(app),
    ):
        box = what.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900


def test_phone_comes_first_and_nothing_overflows_on_a_narrow_screen(
    chromium: Browser, app_address: str
) -> None:
    width = 430
    page = chromium.new_page(viewport={"width": width, "height": 900})
    open_app(page, app_address)
    phone, form = stage(page).bounding_box(), page.get_by_label("Landing page").bounding_box()
    assert phone is not None
    assert form is not None
    assert phone["y"] < form["y"]
    assert phone["x"] >= 0
    assert phone["x"] + phone["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_controls_have_names_and_answer_the_keyboard(app: Page) -> None:
    app.keyboard.press("Space")
    app.get_by_role("button", name="Play").wait_for()
    paused = read_player(app)
    assert paused["paused"]
    app.keyboard.press("ArrowRight")
    wait_until(app, lambda: read_player(app)["shown"] > paused["shown"] + 0.5, "no seek")
    app.keyboard.press("m")
    app.get_by_role("button", name="Turn sound off").wait_for()
    assert not read_player(app)["muted"]
    app.get_by_role("button", name="Play").focus()
    app.keyboard.press("Space")
    app.get_by_role("button", name="Pause").wait_for()
    assert not read_player(app)["paused"]


def test_seek_bar_tells_the_time(app: Page) -> None:
    app.get_by_role("button", name="Pause").click()
    bar = app.get_by_role("slider", name="Seek")
    bar.fill("5")
    wait_until(app, lambda: abs(read_player(app)["shown"] - 5) < 0.2, "did not seek")
    assert str(bar.get_attribute("aria-valuetext")).startswith("0:0")
