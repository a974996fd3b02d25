"""Placement, language and phone can be switched while the clip plays on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.served_app import read_player, stage, wait_until


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option").filter(has_text=option).first.click()


def switched(page: Page, rev: str) -> None:
    wait_until(page, lambda: read_player(page)["rev"] != rev, "the chrome did not change")
    player = read_player(page)
    assert (player["mounts"], player["loads"]) == (1, 1)
    assert not player["paused"]


@pytest.mark.parametrize(
    ("label", "option"),
    [("Placement", "organic"), ("Placement", "TopView"), ("Language", "العربية")],
)
def test_a_switch_keeps_the_playback(app: Page, label: str, option: str) -> None:
    before = read_player(app)
    choose(app, label, option)
    switched(app, before["rev"])
    assert read_player(app)["time"] > before["time"]


@pytest.mark.parametrize("phone", ["iPhone", "Android", "Small"])
def test_a_phone_is_drawn_round_the_clip_without_reloading_it(app: Page, phone: str) -> None:
    rev = read_player(app)["rev"]
    app.get_by_text(phone, exact=True).click()
    switched(app, rev)
    box = stage(app).bounding_box()
    assert box is not None
    assert box["height"] <= 641
    assert stage(app).locator("[data-layer=body], [data-layer=tab_bar]").count() == 2
    inside = stage(app).locator(".window").bounding_box()
    assert inside is not None
    assert inside["x"] > box["x"]
    assert inside["y"] + inside["height"] < box["y"] + box["height"]


def test_the_feed_cannot_be_tapped_during_the_takeover(app: Page) -> None:
    rev = read_player(app)["rev"]
    choose(app, "Placement", "TopView")
    switched(app, rev)
    app.get_by_role("button", name="Pause").click()
    seek = "(stage, time) => { stage.querySelector('video').currentTime = time; }"
    link = app.locator("[data-hotspot=cta]")
    stage(app).evaluate(seek, 1.0)
    wait_until(app, lambda: not link.is_visible(), "the button is there in the takeover")
    stage(app).evaluate(seek, 5.0)
    wait_until(app, link.is_visible, "the button is not there in the feed")


def test_the_safe_zone_lies_over_the_picture_and_is_not_part_of_it(app: Page) -> None:
    zone = stage(app).locator(".guides polygon")
    assert zone.count() == 0
    rev = read_player(app)["rev"]
    app.get_by_text("Safe zone", exact=True).click()
    wait_until(app, lambda: zone.count() == 1, "no safe zone")
    assert str(zone.get_attribute("points")).startswith("120,240 960,240")
    assert app.get_by_text("TikTok's In-Feed file of 2025-04-15").count() == 1
    player = read_player(app)
    assert (player["rev"], player["mounts"], player["loads"]) == (rev, 1, 1)
