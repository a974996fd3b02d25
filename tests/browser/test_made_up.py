"""A platform that there is not, in the browser: the player plays what the data says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.mounted_player import data_for, open_player, sample, serve_player
from browser.served_app import read_player, stage, wait_until
from support.made_up import ID, write_board
from support.made_up_offer import OFFER_ID, write_offer

ORDER = ["face", "owner", "visit", "like", "pass_on"]


@pytest.fixture
def board(chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_board(tmp_path / "placements")))
    with serve_player() as address:
        page = open_player(chromium, address, data_for(sample(placement=ID)))
        yield page
        page.close()


def spot(page: Page, name: str) -> Locator:
    return stage(page).locator(f"[data-hotspot={name}]")


def test_it_is_tapped_in_the_order_of_its_file(board: Page) -> None:
    spots = stage(board).locator("[data-hotspot]")
    assert spots.evaluate_all("all => all.map(one => one.dataset.hotspot)") == ORDER
    expect(spot(board, "like")).to_have_attribute("aria-pressed", "false")
    spot(board, "like").click()
    expect(spot(board, "like")).to_have_attribute("aria-pressed", "true")
    spot(board, "face").click()
    expect(stage(board).locator("[data-sheet=profile][role=dialog]")).to_be_visible()


def test_a_peek_ends_by_itself(board: Page) -> None:
    left = stage(board).locator("[data-layer^=left_]")
    expect(left).to_have_count(0)
    spot(board, "owner").click()
    expect(left).to_have_count(2)
    expect(left).to_have_count(0)


def at_time(page: Page, time: float) -> None:
    page.locator("video").evaluate("(video, time) => { video.currentTime = time; }", time)
    wait_until(page, lambda: abs(read_player(page)["time"] - time) < 0.1, "it did not seek")


def test_what_a_stage_forbids_can_be_had_neither_by_tap_nor_by_swipe(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The profile in the first second."""
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_offer(tmp_path / "placements")))
    with serve_player() as address:
        page = open_player(chromium, address, data_for(sample(placement=OFFER_ID)))
        page.get_by_role("button", name="Pause").click()
        for time, is_free in ((0.4, False), (1.6, True)):
            at_time(page, time)
            expect(spot(page, "visit")).to_be_visible()
            expect(spot(page, "faces")).to_be_visible(visible=is_free)
            swipe(page)
            expect(stage(page).locator("[data-sheet=profile]")).to_have_count(int(is_free))
        page.close()


def swipe(page: Page) -> None:
    """From right to left across the clip."""
    box = stage(page).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 260, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, middle, steps=5)
    page.mouse.up()


def test_the_clip_stands_in_its_card(board: Page) -> None:
    window, whole = stage(board).locator(".window").bounding_box(), stage(board).bounding_box()
    assert window is not None
    assert whole is not None
    share = whole["width"] / 1080
    assert window["height"] == pytest.approx(1350 * share, abs=1)
    assert window["y"] - whole["y"] == pytest.approx(168 * share, abs=1)
