"""Several phones of one post: one video, all in step, differences marked, nothing reloaded."""

from __future__ import annotations

import io
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from browser.mounted_player import KeptPlayer, data_for, sample, show
from browser.served_app import read_player, slow_motion, until_right, wait_until
from overlays.chrome import draw_chrome
from overlays.layers import Chrome
from support.moving import MOVING, m, write_moving

COMPARED = ["tiktok/organic", "tiktok/in_feed", "tiktok/top_view"]
# One frame at 25 a second.
ONE_FRAME = 0.04


@pytest.fixture
def compared(player: KeptPlayer) -> Page:
    return player.open(data_for(sample(), COMPARED), width=1400, height=960)


_TIMES = "all => all.map(stage => Number(stage.dataset.time))"


def times(page: Page) -> list[float]:
    return list(page.locator(".stage").evaluate_all(_TIMES))


def test_three_phones_are_in_step_while_they_play(player: KeptPlayer) -> None:
    compared = player.open(data_for(sample(), COMPARED), width=1400, height=960, plays=True)
    seen: list[list[float]] = []

    def many_are_seen() -> bool:
        seen.append(times(compared))
        return len({of_all[0] for of_all in seen}) > 20

    wait_until(compared, many_are_seen, "the clip stands still")
    assert all(len(of_all) == 3 for of_all in seen)
    assert max(max(of_all) - min(of_all) for of_all in seen) <= ONE_FRAME


def test_all_phones_show_the_frame_of_the_one_video(compared: Page) -> None:
    assert compared.locator("video").count() == 1
    for time in (4.0, 8.0):
        seek(compared, time)
        until_right(compared, lambda: assert_one_picture(compared))
    before = middle_of(compared, 0)
    seek(compared, 6.0)
    until_right(compared, lambda: assert_one_picture(compared))
    assert np.abs(middle_of(compared, 0) - before).mean() > 6


def assert_one_picture(page: Page) -> None:
    first, second, third = (middle_of(page, index) for index in range(3))
    # The browser shrinks a video and a copy of it with different filters.
    assert np.abs(first - second).mean() < 4
    assert np.abs(first - third).mean() < 4


def seek(page: Page, time: float) -> None:
    page.locator("video").evaluate("(video, time) => { video.currentTime = time; }", time)
    wait_until(page, lambda: all(abs(t - time) < 0.06 for t in times(page)), "no such frame")


def middle_of(page: Page, index: int) -> npt.NDArray[np.float32]:
    """Between tabs and text and left of the rail, where nothing lies over the clip."""
    box = page.locator(".stage").nth(index).bounding_box()
    assert box is not None
    clip = {"x": box["x"] + 20, "y": box["y"] + 110, "width": 260, "height": 260}
    png = page.screenshot(clip=clip)  # type: ignore[arg-type]
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.float32)


def test_the_comparison_comes_and_goes_without_a_reload(player: KeptPlayer) -> None:
    ad = sample()
    page = player.open(data_for(ad), width=1400, plays=True)
    video = page.locator("video").element_handle()
    slow_motion(page)
    last = read_player(page)["time"]
    for data in (data_for(ad, COMPARED), data_for(ad), data_for(ad, COMPARED[:2]), data_for(ad)):
        show(page, data)
        found = read_player(page)
        assert (found["mounts"], found["loads"], found["paused"]) == (1, 1, False)
        assert found["time"] >= last
        wait_until(page, lambda last=last: read_player(page)["time"] > last, "it stands still")  # type: ignore[misc]
        last = read_player(page)["time"]
        assert page.locator(".stage").count() == len(data["phones"])
    assert page.evaluate("one => one.isConnected", video)


def test_differences_are_named_and_marked_where_they_are(compared: Page) -> None:
    slots = compared.locator(".slot")
    expect(slots.nth(0)).to_contain_text("Organic")
    expect(slots.nth(0).locator(".mark")).to_have_count(0)
    for index, title in ((1, "In-Feed"), (2, "TopView")):
        slot = slots.nth(index)
        expect(slot.locator("h3")).to_have_text(title)
        names = slot.get_by_role("list", name="Differences")
        expect(names).to_contain_text("+ Sponsored")
        expect(names).to_contain_text("+ button")
    seek(compared, 6.0)
    chrome = draw_chrome(sample(placement="tiktok/in_feed"))
    for words, layer in (("+ Sponsored", "sponsored_label"), ("+ button", "cta")):
        for index in (1, 2):
            marked = partial(assert_marked, compared, index, words, chrome, layer)
            until_right(compared, marked)
    for index in (1, 2):
        until_right(compared, partial(assert_apart, slots.nth(index).locator(".tag")))


def assert_apart(tags: Locator) -> None:
    """No tag lies on another one; those of this moment are at least label, sound and button."""
    boxes = [box for tag in tags.all() if tag.is_visible() and (box := tag.bounding_box())]
    assert len(boxes) >= 3
    for one, other in combinations(boxes, 2):
        across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
        down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
        assert not (across and down), (one, other)


def assert_marked(page: Page, index: int, words: str, chrome: Chrome, layer: str) -> None:
    stage = page.locator(".stage").nth(index).bounding_box()
    found = page.locator(".slot").nth(index).locator(".mark").filter(has_text=words).bounding_box()
    assert stage is not None
    assert found is not None
    rect, unit = chrome.layer(layer).rect, stage["width"] / chrome.canvas.width
    assert found["x"] == pytest.approx(stage["x"] + rect.x * unit, abs=1)
    assert found["y"] == pytest.approx(stage["y"] + rect.y * unit, abs=1)
    assert found["width"] == pytest.approx(rect.width * unit, abs=1)
    assert found["height"] == pytest.approx(rect.height * unit, abs=1)


def test_in_the_takeover_no_mark_points_at_nothing(compared: Page) -> None:
    seek(compared, 1.0)
    top_view = compared.locator(".slot").nth(2)
    expect(top_view.locator(".mark").filter(has_text="button")).to_be_hidden()
    expect(
        compared.locator(".slot").nth(1).locator(".mark").filter(has_text="button")
    ).to_be_visible()


def test_what_the_post_fixes_is_listed_and_shown_on_request(compared: Page) -> None:
    locked = compared.get_by_role("list", name="Locked from the post")
    # The first one, an organic post, has no row for a sound of its own.
    for words in ("Name", "Picture", "Caption", "Counts"):
        expect(locked).to_contain_text(words)
    # In the first stage of the third one there is no name.
    seek(compared, 1.0)
    locked.get_by_text("Name", exact=True).hover()
    expect(compared.locator(".mark.fixed")).to_have_count(2)
    compared.mouse.move(1, 1)
    expect(compared.locator(".mark.fixed")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1400, 960), (1400, 780), (1068, 900), (760, 900)])
def test_phones_stand_side_by_side_and_share_the_page(
    player: KeptPlayer, width: int, height: int
) -> None:
    data = data_for(sample(), COMPARED)
    page = player.open(data, width=width, height=height)
    until_right(page, lambda: assert_side_by_side(page, width, height))


def assert_side_by_side(page: Page, width: int, height: int) -> None:
    boxes = [page.locator(".phone").nth(index).bounding_box() for index in range(3)]
    lefts = [(box["x"], box["x"] + box["width"], box["y"], box["height"]) for box in boxes if box]
    assert len(lefts) == 3
    assert lefts[0][0] >= 0
    assert lefts[2][1] <= width
    for before, after in pairwise(lefts):
        assert before[1] + 20 < after[0]
        assert before[2:] == pytest.approx(after[2:], abs=1)
    assert lefts[0][1] - lefts[0][0] <= 379
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] <= height


def test_a_tap_counts_in_every_phone_and_a_sheet_opens_in_its_own(compared: Page) -> None:
    stages = compared.locator(".stage")
    stages.nth(1).locator("[data-hotspot=likes]").click()
    expect(compared.locator("[data-hotspot=likes][aria-pressed=true]")).to_have_count(3)
    stages.nth(1).locator("[data-hotspot=avatar]").click()
    expect(stages.nth(1).get_by_role("dialog")).to_be_visible()
    expect(stages.nth(0).get_by_role("dialog")).to_have_count(0)
    stages.nth(0).locator("[data-hotspot=comments]").click()
    expect(stages.nth(0).get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_marks_stay_on_the_picture_and_follow_what_a_tap_moves(
    player: KeptPlayer,
    locale: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a placement that shows more lines of the caption than the one it is held to."""
    write_moving(tmp_path, parts={"caption": {"lines": m(4)}})
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    data = data_for(sample("slow_coffee", locale=locale), (COMPARED[0], MOVING))
    page = player.open(data, width=900, height=960)
    slot = page.locator(".slot").nth(1)
    caption = slot.locator(".mark").filter(has_text="caption")
    before = caption.bounding_box()
    slot.locator("[data-hotspot=see_more]").click()
    expect(slot.locator("[aria-expanded=true]")).to_be_visible()
    layer = slot.locator("[data-layer=caption]")

    def follows() -> None:
        moved = caption.bounding_box()
        assert moved == pytest.approx(layer.bounding_box(), abs=1)
        assert moved != before

    until_right(page, follows)
    stage = slot.locator(".stage").bounding_box()
    label = slot.locator(".mark").filter(has_text="Sponsored").bounding_box()
    tag = slot.locator(".tag").filter(has_text="Sponsored").bounding_box()
    assert stage
    assert label
    assert tag
    # Beside the label, on the side where the line is empty.
    if locale == "ar":
        assert stage["x"] < tag["x"] < tag["x"] + tag["width"] < label["x"]
    else:
        assert label["x"] + label["width"] < tag["x"]
        assert tag["x"] + tag["width"] < stage["x"] + stage["width"]
