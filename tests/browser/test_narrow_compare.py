"""A comparison on a narrow page: one phone at a time, whole, and the others a scroll away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.mounted_player import TITLES, data_for, open_player, sample
from browser.served_app import wait_until

WIDTH = 430
LEAST = 180


@pytest.fixture(scope="module")
def page(chromium: Browser, player_address: str) -> Iterator[Page]:
    page = open_player(chromium, player_address, data_for(sample(), tuple(TITLES)), width=WIDTH)
    yield page
    page.close()


def lefts_and_rights(page: Page) -> list[tuple[float, float]]:
    boxes = [stage.bounding_box() for stage in page.locator(".stage").all()]
    return [(box["x"], box["x"] + box["width"]) for box in boxes if box is not None]


def is_centered(page: Page, index: int) -> bool:
    left, right = lefts_and_rights(page)[index]
    return abs((left + right) / 2 - WIDTH / 2) <= 1


def test_each_phone_is_seen_whole_and_snaps_to_the_middle(page: Page) -> None:
    wait_until(page, lambda: is_centered(page, 0), "the first phone is cut")
    for left, right in lefts_and_rights(page):
        assert right - left >= LEAST
    left, right = lefts_and_rights(page)[0]
    assert left >= 0
    assert right <= WIDTH
    deck = page.locator(".deck")
    deck.hover()
    for index in (1, 2):
        # Half of the way and a little more: the rest is the snapping.
        page.mouse.wheel((right - left) * 0.6, 0)
        wait_until(page, lambda index=index: is_centered(page, index), f"{index} does not snap")  # type: ignore[misc]
    assert lefts_and_rights(page)[2][1] <= WIDTH


def test_the_page_itself_does_not_scroll_aside(page: Page) -> None:
    script = "document.documentElement.scrollWidth"
    wait_until(page, lambda: page.evaluate(script) <= WIDTH, "the page scrolls aside")


def test_all_stand_side_by_side_again_where_there_is_room(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 820})

    def is_roomy() -> bool:
        places = lefts_and_rights(page)
        in_page = all(left >= 0 and right <= 1000 for left, right in places)
        return in_page and all(right - left >= LEAST for left, right in places)

    wait_until(page, is_roomy, "the phones are not side by side")
    deck = page.locator(".deck")
    fits = "deck => deck.scrollWidth <= deck.clientWidth"
    wait_until(page, lambda: bool(deck.evaluate(fits)), "the phones still scroll")
    page.set_viewport_size({"width": WIDTH, "height": 820})
