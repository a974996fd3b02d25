"""A platform that there is not, in the browser: the player plays what the data says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.mounted_player import KeptPlayer, data_for, sample
from browser.served_app import read_player, stage, until_right, wait_until
from support.made_up import ID, write_board
from support.made_up_offer import OFFER_ID, write_offer

NOTE_MOST = """(stage, selector) => {
  window.most = 0;
  const note = () => {
    window.most = Math.max(window.most, stage.querySelectorAll(selector).length);
  };
  new MutationObserver(note).observe(stage, { childList: true, subtree: true });
}"""
ORDER = ["face", "owner", "visit", "like", "pass_on"]


@pytest.fixture
def board(player: KeptPlayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_board(tmp_path / "placements")))
    return player.open(data_for(sample(placement=ID)))


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
    # It may be over before anybody could look from outside.
    stage(board).evaluate(NOTE_MOST, "[data-layer^=left_]")
    spot(board, "owner").click()
    wait_until(board, lambda: board.evaluate("window.most") == 2, "there was no peek")
    expect(left).to_have_count(0)


def at_time(page: Page, time: float) -> None:
    page.locator("video").evaluate("(video, time) => { video.currentTime = time; }", time)
    wait_until(page, lambda: abs(read_player(page)["time"] - time) < 0.1, "it did not seek")


def test_what_a_stage_forbids_can_be_had_neither_by_tap_nor_by_swipe(
    player: KeptPlayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The profile in the first second."""
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(write_offer(tmp_path / "placements")))
    page = player.open(data_for(sample(placement=OFFER_ID)))
    for time, is_free in ((0.4, False), (1.6, True)):
        at_time(page, time)
        expect(spot(page, "visit")).to_be_visible()
        expect(spot(page, "faces")).to_be_visible(visible=is_free)
        swipe(page)
        expect(stage(page).locator("[data-sheet=profile]")).to_have_count(int(is_free))


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
    def is_in_place() -> None:
        window, whole = stage(board).locator(".window").bounding_box(), stage(board).bounding_box()
        assert window is not None
        assert whole is not None
        share = whole["width"] / 1080
        assert window["height"] == pytest.approx(1350 * share, abs=1)
        assert window["y"] - whole["y"] == pytest.approx(168 * share, abs=1)

    until_right(board, is_in_place)
