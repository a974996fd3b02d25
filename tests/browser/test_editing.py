"""An edit changes the chrome under a clip that plays on."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page, expect

from browser.choosing import choose, only
from browser.latency import commit_caption, measure_latency
from browser.served_app import read_player, slow_motion, stage, wait_until


def picture_of_layers(page: Page) -> list[str]:
    """Addresses of all layer pictures, which name their pixels."""
    addresses = stage(page).locator("img").evaluate_all("all => all.map(image => image.src)")
    return [str(address) for address in addresses]


def await_change(page: Page, rev: str) -> None:
    wait_until(page, lambda: read_player(page)["rev"] != rev, "the chrome did not change")


def test_ten_edits_give_one_mount_and_one_load_while_it_plays_on(playing_app: Page) -> None:
    app = playing_app
    slow_motion(app)
    measured = measure_latency(app, edits=10)
    assert (measured.mounts, measured.loads) == (1, 1)
    assert len(measured.positions) == 10
    assert measured.never_went_back
    assert not read_player(app)["paused"]
    assert_no_caption_that_follows_another_edit_closely_loses_the_player(app)


def assert_no_caption_that_follows_another_edit_closely_loses_the_player(app: Page) -> None:
    # Two runs back to back once took the player out of the page for a moment.
    field = app.get_by_label("Button text")
    for number in range(8):
        field.fill(f"Words {number}")
        field.press("Enter")
        app.wait_for_timeout(10 * number)
        commit_caption(app, f"close behind {number}")
    app.wait_for_timeout(300)
    player = read_player(app)
    assert (player["mounts"], player["loads"]) == (1, 1)


def test_caption_changes_its_own_pixels_and_no_others(app: Page) -> None:
    """As long as the block of words stays as high: the shade under it begins above the words."""
    before = set(picture_of_layers(app))
    commit_caption(
        app, "day 15 of three drops before bed and nothing else, no filter, just me in my robe"
    )
    after = set(picture_of_layers(app))
    assert len(before - after) == 1
    assert len(after - before) == 1
    assert_typing_is_followed_without_leaving_the_field(app)


def assert_typing_is_followed_without_leaving_the_field(app: Page) -> None:
    rev = read_player(app)["rev"]
    field = app.locator(".st-key-caption textarea")
    field.click()
    app.keyboard.press("Control+A")
    app.keyboard.type("less is more", delay=15)
    await_change(app, rev)
    expect(field).to_have_value("less is more")
    link = app.locator("[data-hotspot=caption]")
    wait_until(app, lambda: "more" in str(link.get_attribute("aria-label")), "an old name")


def test_hostile_text_stays_text_in_every_field(app: Page) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    app.on("dialog", note)
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    commit_caption(app, evil)
    app.get_by_role("tab", name="Sound").click()
    for label, words in (("Sound title", evil), ("Sound author", evil), ("Button text", evil[:59])):
        rev = read_player(app)["rev"]
        field = app.get_by_label(label)
        field.fill(words)
        field.press("Enter")
        await_change(app, rev)
    # What was let in would have been run by now.
    app.wait_for_timeout(300)
    app.remove_listener("dialog", note)
    assert not dialogs
    assert stage(app).locator("script, img[src='x']").count() == 0
    assert app.locator(".stMain script, .stMain img[src='x']").count() == 0


def test_another_sample_brings_its_own_words(app: Page) -> None:
    before = app.locator(".st-key-caption textarea").input_value()
    choose(app, "Ad", "City sprint")
    wait_until(app, lambda: read_player(app)["loads"] == 2, "the clip is not loaded")
    expect(only(app.locator(".st-key-caption textarea"))).not_to_have_value(before)
    assert read_player(app)["mounts"] == 1
