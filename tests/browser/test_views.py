"""Placement, language and phone can be switched while the clip plays on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.served_app import read_player, slow_motion, stage, wait_until
from overlays.locales import load_locale


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option").filter(has_text=option).first.click()


def press(page: Page, view: str) -> None:
    """One of the row above the phone."""
    page.get_by_role("radio", name=view, exact=True).click()


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
    slow_motion(app)
    before = read_player(app)
    choose(app, label, option)
    switched(app, before["rev"])
    assert read_player(app)["time"] > before["time"]


@pytest.mark.parametrize("view", ["Organic", "TopView"])
def test_the_row_above_the_phone_switches_the_placement_in_the_form(app: Page, view: str) -> None:
    slow_motion(app)
    before = read_player(app)
    press(app, view)
    switched(app, before["rev"])
    assert read_player(app)["time"] > before["time"]
    field = app.get_by_label("Placement", exact=True).filter(visible=True)
    wait_until(
        app, lambda: view.lower() in field.input_value().lower(), "the form did not follow the row"
    )


def test_the_row_stands_exactly_above_the_phone(viewed_app: Page) -> None:
    row = viewed_app.locator(".st-key-view_picker").bounding_box()
    phone = viewed_app.locator(".phone").first.bounding_box()
    assert row is not None
    assert phone is not None
    assert abs((row["x"] + row["width"] / 2) - (phone["x"] + phone["width"] / 2)) <= 2
    assert 0 <= phone["y"] - (row["y"] + row["height"]) <= 40


@pytest.mark.parametrize("phone", ["iPhone", "Android", "Small"])
def test_a_phone_is_drawn_round_the_clip_without_reloading_it(app: Page, phone: str) -> None:
    rev = read_player(app)["rev"]
    press(app, phone)
    switched(app, rev)
    box = stage(app).bounding_box()
    assert box is not None
    assert box["height"] <= 641
    assert stage(app).locator("[data-layer=body], [data-layer=tab_bar]").count() == 2
    inside = stage(app).locator(".window").bounding_box()
    assert inside is not None
    assert inside["x"] > box["x"]
    assert inside["y"] + inside["height"] < box["y"] + box["height"]


def test_the_home_indicator_is_as_in_the_export_until_a_light_page_covers_the_screen(
    app: Page,
) -> None:
    rev = read_player(app)["rev"]
    press(app, "iPhone")
    switched(app, rev)
    indicator = stage(app).locator("[data-layer=home_indicator]")
    expect(indicator).to_have_css("filter", "none")
    stage(app).locator("[data-hotspot=avatar]").click()
    expect(indicator).to_have_css("filter", "invert(1)")
    app.keyboard.press("Escape")
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
    app.get_by_role("button", name="Pause").click()
    seek = "(stage, time) => { stage.querySelector('video').currentTime = time; }"
    link = app.locator("[data-hotspot=cta]")
    stage(app).evaluate(seek, 1.0)
    wait_until(app, lambda: not link.is_visible(), "the button is there in the takeover")
    stage(app).evaluate(seek, 5.0)
    wait_until(app, link.is_visible, "the button is not there in the feed")


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
    assert shapes.count() == 0
    rev = read_player(viewed_app)["rev"]
    viewed_app.get_by_role("button", name=pill, exact=True).click()
    wait_until(viewed_app, lambda: shapes.count() > 0, "no guide")
    kinds = shapes.evaluate_all("all => all.map(shape => shape.dataset.guide)")
    assert set(kinds) == {kind}
    assert words in viewed_app.locator("p.guide").inner_text()
    player = read_player(viewed_app)
    assert (player["rev"], player["mounts"], player["loads"]) == (rev, 1, 1)
    viewed_app.get_by_role("button", name=pill, exact=True).click()
    expect(shapes).to_have_count(0)


def test_the_safe_zone_has_the_published_corners(viewed_app: Page) -> None:
    viewed_app.get_by_role("button", name="Safe zone", exact=True).click()
    zone = stage(viewed_app).locator(".guides polygon")
    zone.wait_for(state="attached")
    assert str(zone.get_attribute("points")).startswith("120,240 960,240")
    viewed_app.get_by_role("button", name="Safe zone", exact=True).click()
    expect(zone).to_have_count(0)


def test_a_phone_says_what_it_cuts_of_the_clip(app: Page) -> None:
    rev = read_player(app)["rev"]
    press(app, "Small")
    switched(app, rev)
    sentence = app.locator(".st-key-clip_card").get_by_text("of 1920 rows at top and bottom.")
    assert str(sentence.inner_text()).startswith("Small cuts ")
    app.get_by_role("radio", name="Blur", exact=True).click()
    wait_until(app, lambda: sentence.count() == 0, "nothing is cut of it now")
