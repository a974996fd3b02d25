"""Organic, In-Feed and TopView side by side: one video, three phones in step."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import FloatRect, Page, expect

from browser.served_app import read_player, slow_motion, stage, until_right, wait_until
from browser.test_views import press

ONE_FRAME = 0.04
_TIMES = """() => {
  const times = [];
  for (const host of document.querySelectorAll("*")) {
    const found = host.shadowRoot?.querySelectorAll(".stage") ?? [];
    for (const stage of found) times.push(Number(stage.dataset.time));
  }
  return times;
}"""


def compare(page: Page) -> None:
    press(page, "Compare")
    wait_until(page, lambda: page.locator(".stage").count() == 3, "there are no three phones")
    wait_until(page, lambda: all(time > 0 for time in page.evaluate(_TIMES)), "one shows nothing")


def boxes_of(page: Page) -> list[FloatRect]:
    """Of the phones and of the form."""
    places = [*page.locator(".stage").all(), page.get_by_label("Landing page")]
    boxes = [place.bounding_box() for place in places]
    return [box for box in boxes if box is not None]


def back_to(page: Page, view: str) -> None:
    press(page, view)
    wait_until(page, lambda: page.locator(".stage").count() == 1, "the others are still there")


def test_three_phones_show_the_same_moment_while_they_play(playing_app: Page) -> None:
    app = playing_app
    compare(app)
    seen: list[list[float]] = []

    def many_are_seen() -> bool:
        seen.append(app.evaluate(_TIMES))
        return len({times[0] for times in seen}) > 10

    wait_until(app, many_are_seen, "the clip stands still")
    assert all(max(times) - min(times) <= ONE_FRAME for times in seen), seen


def test_there_and_back_neither_remounts_nor_reloads_nor_rewinds(playing_app: Page) -> None:
    app = playing_app
    slow_motion(app)
    positions = [read_player(app)["time"]]
    for view in ("Compare", "In-Feed", "Compare", "TopView"):
        if view == "Compare":
            compare(app)
        else:
            back_to(app, view)
        player = read_player(app)
        assert (player["mounts"], player["loads"], player["paused"]) == (1, 1, False)
        positions.append(player["time"])
    assert app.locator("video").count() == 1
    assert all(before < after for before, after in pairwise(positions)), positions


def test_phones_stand_side_by_side_over_form_and_panels_and_name_differences(app: Page) -> None:
    compare(app)
    until_right(app, lambda: assert_side_by_side(app))
    for words in ("+ Sponsored", "+ button", "Name", "Caption", "Sound"):
        expect(app.get_by_text(words, exact=True).first).to_be_attached()


def assert_side_by_side(app: Page) -> None:
    *boxes, form = boxes_of(app)
    assert len(boxes) == 3
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] < right["x"]
        assert abs(left["y"] - right["y"]) < 1
        assert right["x"] + right["width"] <= 1440
        assert right["y"] + right["height"] < form["y"]


def test_the_export_is_of_the_ads_own_placement(app: Page) -> None:
    press(app, "Organic")
    compare(app)
    expect(app.locator(".st-key-export_card")).to_contain_text("of Organic")
    expect(stage(app).locator("[data-layer=sponsored_label]")).to_have_count(0)
