"""A platform that there is not, in the browser: the player plays what the data says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.mounted_player import data_for, open_player, sample, serve_player
from browser.served_app import stage
from support.made_up import ID, write_board

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


def test_the_clip_stands_in_its_card(board: Page) -> None:
    window, whole = stage(board).locator(".window").bounding_box(), stage(board).bounding_box()
    assert window is not None
    assert whole is not None
    share = whole["width"] / 1080
    assert window["height"] == pytest.approx(1350 * share, abs=1)
    assert window["y"] - whole["y"] == pytest.approx(168 * share, abs=1)
