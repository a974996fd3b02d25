"""The phone in windows of any size: its controls in sight, and alone as large as the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from browser.kept_app import SIZE
from browser.mounted_player import TITLES, KeptPlayer, data_for, sample
from browser.served_app import read_player, stage, until_right, wait_until

LARGE: ViewportSize = {"width": 2560, "height": 1440}


@pytest.fixture
def app(viewed_app: Page) -> Iterator[Page]:
    yield viewed_app
    viewed_app.set_viewport_size(SIZE)


def box(place: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in the window."""
    found = place.bounding_box()
    assert found is not None
    right, bottom = found["x"] + found["width"], found["y"] + found["height"]
    return found["x"], found["y"], right, bottom


def bar(page: Page) -> Locator:
    return page.locator(".player > .bar")


def fills(page: Page, size: ViewportSize) -> bool:
    """True when the phones take the window's height or its width, but for a margin."""
    boxes = [box(one) for one in page.locator(".stage").all()]
    width = boxes[-1][2] - boxes[0][0]
    height = boxes[0][3] - boxes[0][1]
    return size["height"] - height <= 110 or size["width"] - width <= 80


@pytest.mark.parametrize(
    "size", [{"width": 1024, "height": 768}, {"width": 430, "height": 800}], ids=str
)
def test_the_controls_are_in_sight(app: Page, size: ViewportSize) -> None:
    app.set_viewport_size(size)

    def is_in_sight() -> None:
        assert box(bar(app))[3] <= size["height"]
        assert box(stage(app))[3] < box(bar(app))[1]
        assert box(bar(app))[2] <= size["width"]

    until_right(app, is_in_sight)


def test_the_phone_stays_while_the_form_is_scrolled(app: Page) -> None:
    app.set_viewport_size({"width": 1024, "height": 768})
    app.get_by_role("button", name="Export video").scroll_into_view_if_needed()
    app.mouse.move(900, 600)
    app.mouse.wheel(0, 600)

    def is_scrolled() -> None:
        assert 0 < box(stage(app))[1] < 40
        assert box(bar(app))[3] <= 768

    until_right(app, is_scrolled)
    app.mouse.wheel(0, -3000)
    wait_until(app, lambda: box(stage(app))[1] > 100, "the page was not scrolled back")


def test_on_a_narrow_screen_the_phone_follows_in_a_corner(app: Page) -> None:
    size: ViewportSize = {"width": 430, "height": 800}
    app.set_viewport_size(size)
    export = app.get_by_role("button", name="Export video")
    export.scroll_into_view_if_needed()
    expect(app.locator(".player.floats")).to_have_count(1)

    def is_in_the_corner() -> None:
        left, top, right, bottom = box(stage(app))
        assert (right - left) / (bottom - top) == pytest.approx(9 / 16, rel=0.02)
        assert 90 < right - left < 150
        assert left > size["width"] / 2
        assert top > size["height"] / 2
        assert right <= size["width"]
        assert bottom <= size["height"]

    until_right(app, is_in_the_corner)
    player = read_player(app)
    stage(app).click(position={"x": 40, "y": 40})
    expect(app.locator(".player.floats")).to_have_count(0)
    wait_until(app, lambda: -20 < box(stage(app))[1] < 200, "the phone is not in sight")
    assert read_player(app)["paused"] == player["paused"]
    assert (player["mounts"], player["loads"]) == (1, 1)


def test_a_long_title_pushes_no_view_away(app: Page) -> None:
    words = app.get_by_role("radio", name="Organic").locator("p")
    words.evaluate("p => { p.textContent = 'Organic, '.repeat(12); }")
    language = app.get_by_label("Language", exact=True)
    compare = app.get_by_role("radio", name="Compare")
    wait_until(app, lambda: box(compare)[2] < box(language)[0], "a view is pushed away")
    words.evaluate("p => { p.textContent = 'Organic'; }")


def test_presented_the_phone_is_alone_and_its_bar_hides(app: Page) -> None:
    app.set_viewport_size(LARGE)
    before = box(stage(app))
    app.keyboard.press("f")
    wait_until(app, lambda: fills(app, LARGE), "the phone does not fill the window")
    export = app.get_by_role("button", name="Export video", include_hidden=True)
    expect(app.locator("[inert]").filter(has=export).first).to_be_attached()
    expect(bar(app)).to_have_css("opacity", "0")
    app.mouse.move(700, 700)
    expect(bar(app)).to_have_css("opacity", "1")

    def stands_beside_the_phone() -> None:
        """Whose foot is to be seen, too."""
        assert box(bar(app))[0] > box(stage(app))[2]
        assert box(bar(app))[2] <= LARGE["width"]

    until_right(app, stands_beside_the_phone)
    app.keyboard.press("Escape")
    wait_until(app, lambda: box(stage(app)) == before, "the phone did not go back")
    expect(app.locator("[inert]").filter(has=export)).to_have_count(0)
    player = read_player(app)
    assert (player["mounts"], player["loads"]) == (1, 1)


def test_the_button_presents_and_the_letter_stays_a_letter(app: Page) -> None:
    title = app.get_by_role("textbox", name="Button text")
    title.press("f")
    expect(title).to_have_value("f")
    expect(app.locator(".player.presents")).to_have_count(0)
    title.press("Backspace")
    app.get_by_role("button", name="Fill the window (F)").click()
    wait_until(app, lambda: fills(app, SIZE), "the phone does not fill the window")
    app.get_by_role("button", name="Leave the presentation (Escape)").click()
    expect(app.locator(".player.presents")).to_have_count(0)


def test_a_browser_without_popovers_gives_it_the_whole_screen(app: Page) -> None:
    app.evaluate("delete HTMLElement.prototype.showPopover")
    video = stage(app).locator("video").element_handle()
    app.get_by_role("button", name="Fill the window (F)").click()
    wait_until(app, lambda: is_full_screen(app), "the screen is not full")
    # It was not moved in the page, which would load its clip again.
    assert video.evaluate("video => video.isConnected")

    def is_as_large_as_the_window() -> None:
        player = app.locator(".player.presents").bounding_box()
        assert player is not None
        window = app.evaluate("[innerWidth, innerHeight]")
        assert [player["width"], player["height"]] == window

    until_right(app, is_as_large_as_the_window)
    app.keyboard.press("Escape")
    expect(app.locator(".player.presents")).to_have_count(0)
    wait_until(app, lambda: not is_full_screen(app), "the screen stays full")
    assert read_player(app)["loads"] == 1


def is_full_screen(page: Page) -> bool:
    return bool(page.evaluate("document.fullscreenElement !== null"))


def test_a_comparison_is_presented_as_a_whole(player: KeptPlayer) -> None:
    page = player.open(data_for(sample(), tuple(TITLES)), width=1440)
    page.keyboard.press("F")
    size: ViewportSize = page.viewport_size or SIZE

    def is_whole() -> None:
        assert fills(page, size)
        boxes = [box(one) for one in page.locator(".stage").all()]
        assert len(boxes) == 3
        assert boxes[0][0] >= 0
        assert boxes[2][2] <= size["width"]
        assert all(top >= 0 and bottom <= size["height"] for _, top, _, bottom in boxes)

    until_right(page, is_whole)
