"""Placement, language and phone can be switched while the clip plays on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.choosing import choose
from browser.mounted_player import KeptPlayer, data_for, sample
from browser.served_app import read_player, slow_motion, stage, until_right, wait_until
from overlays.locales import load_locale
from overlays.viewports import View


def press(page: Page, view: str) -> None:
    """One of the row above the phone."""
    page.get_by_role("radio", name=view, exact=True).click()


def switched(page: Page, rev: str, *, plays: bool = False) -> None:
    wait_until(page, lambda: read_player(page)["rev"] != rev, "the chrome did not change")
    player = read_player(page)
    assert (player["mounts"], player["loads"]) == (1, 1)
    assert player["paused"] is not plays


def test_a_switch_keeps_the_playback(playing_app: Page) -> None:
    app = playing_app
    slow_motion(app)
    for label, option in (
        ("Placement", "organic"),
        ("Placement", "TopView"),
        ("Language", "العربية"),
    ):
        before = read_player(app)
        choose(app, label, option)
        switched(app, before["rev"], plays=True)
        assert read_player(app)["time"] > before["time"]
    # The row above the phone, which the form follows.
    for view in ("Organic", "TopView"):
        before = read_player(app)
        press(app, view)
        switched(app, before["rev"], plays=True)
        assert read_player(app)["time"] > before["time"]
        field = app.get_by_label("Placement", exact=True).filter(visible=True).last
        expect(field).to_have_value(re.compile(view, re.IGNORECASE))


def test_the_row_stands_exactly_above_the_phone(viewed_app: Page) -> None:
    def is_above() -> None:
        row = viewed_app.locator(".st-key-view_picker").bounding_box()
        phone = viewed_app.locator(".phone").first.bounding_box()
        assert row is not None
        assert phone is not None
        assert abs((row["x"] + row["width"] / 2) - (phone["x"] + phone["width"] / 2)) <= 2
        assert 0 <= phone["y"] - (row["y"] + row["height"]) <= 40

    until_right(viewed_app, is_above)


def test_a_phone_is_drawn_round_the_clip_without_reloading_it(app: Page) -> None:
    for phone in ("iPhone", "Android", "Small"):
        rev = read_player(app)["rev"]
        press(app, phone)
        switched(app, rev)
        expect(stage(app).locator("[data-layer=body], [data-layer=tab_bar]")).to_have_count(2)
        until_right(app, lambda: assert_clip_is_inside(app))
    # What a phone cuts of the clip is said.
    sentence = app.locator(".st-key-clip_card").get_by_text("of 1920 rows at top and bottom.")
    expect(sentence).to_contain_text(re.compile("^Small cuts "))
    app.get_by_role("radio", name="Blur", exact=True).click()
    expect(sentence).to_have_count(0)


def assert_clip_is_inside(app: Page) -> None:
    box, inside = stage(app).bounding_box(), stage(app).locator(".window").bounding_box()
    assert box is not None
    assert box["height"] <= 641
    assert inside is not None
    assert inside["x"] > box["x"]
    assert inside["y"] + inside["height"] < box["y"] + box["height"]


def test_the_home_indicator_is_as_in_the_export_until_a_light_page_covers_the_screen(
    player: KeptPlayer,
) -> None:
    page = player.open(data_for(sample(), view=View("iphone")))
    indicator = stage(page).locator("[data-layer=home_indicator]")
    expect(indicator).to_have_css("filter", "none")
    stage(page).locator("[data-hotspot=avatar]").click()
    expect(indicator).to_have_css("filter", "invert(1)")
    page.keyboard.press("Escape")
    expect(indicator).to_have_css("filter", "none")


def test_the_view_changes_though_something_else_in_the_form_is_wrong(app: Page) -> None:
    landing_page = app.get_by_label("Landing page", exact=True)
    landing_page.fill("xx")
    landing_page.press("Enter")
    app.locator("p.problem").first.wait_for()
    for view, layers in (("Organic", 0), ("In-Feed", 1)):
        rev = read_player(app)["rev"]
        press(app, view)
        switched(app, rev)
        expect(stage(app).locator("[data-layer=sponsored_label]")).to_have_count(layers)
    rev = read_player(app)["rev"]
    choose(app, "Language", "Deutsch")
    switched(app, rev)
    expect(stage(app).locator("[data-layer=sponsored_label] img")).to_have_attribute(
        "alt", load_locale("de").word("sponsored")
    )
    expect(app.locator("p.problem").first).to_be_visible()


def test_the_feed_cannot_be_tapped_during_the_takeover(app: Page) -> None:
    rev = read_player(app)["rev"]
    choose(app, "Placement", "TopView")
    switched(app, rev)
    seek = "(stage, time) => { stage.querySelector('video').currentTime = time; }"
    link = app.locator("[data-hotspot=cta]")
    stage(app).evaluate(seek, 1.0)
    expect(link).to_be_hidden()
    stage(app).evaluate(seek, 5.0)
    expect(link).to_be_visible()


@pytest.mark.parametrize(
    ("pill", "kind", "words"),
    [
        ("Safe zone", "safe_zone", "TikTok's In-Feed file of 2025-04-15"),
        ("Rail", "rail", "Rail: "),
        ("Text", "text_block", "Text block: "),
        ("Crop", "crop", "Small cuts "),
    ],
)
def test_a_guide_lies_over_the_picture_and_is_not_part_of_it(
    viewed_app: Page, pill: str, kind: str, words: str
) -> None:
    shapes = stage(viewed_app).locator(".guides polygon")
    expect(shapes).to_have_count(0)
    rev = read_player(viewed_app)["rev"]
    viewed_app.get_by_role("button", name=pill, exact=True).click()
    all_kinds = "all => all.map(shape => shape.dataset.guide)"
    wait_until(
        viewed_app, lambda: set(shapes.evaluate_all(all_kinds)) == {kind}, "no guide of that kind"
    )
    expect(viewed_app.locator("p.guide")).to_contain_text(words)
    player = read_player(viewed_app)
    assert (player["rev"], player["mounts"], player["loads"]) == (rev, 1, 1)
    viewed_app.get_by_role("button", name=pill, exact=True).click()
    expect(shapes).to_have_count(0)


def test_the_safe_zone_has_the_published_corners(viewed_app: Page) -> None:
    viewed_app.get_by_role("button", name="Safe zone", exact=True).click()
    zone = stage(viewed_app).locator(".guides polygon")
    expect(zone).to_have_attribute("points", re.compile("^120,240 960,240"))
    viewed_app.get_by_role("button", name="Safe zone", exact=True).click()
    expect(zone).to_have_count(0)
