"""What opens in the phone: the post's own words in the viewer's language, and a way back."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.mounted_player import KeptPlayer, data_for, sample, show
from browser.served_app import read_player, slow_motion, stage, until_right, wait_until
from overlays.ad import Disclaimer, Link, Vote
from overlays.viewports import View

COLORS = """tile => {
  const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 400) seen.add(data.slice(i, i + 3).join());
  return seen.size;
}"""
OPENERS = {"profile": "avatar", "sound": "disc", "comments": "comments", "share": "shares"}


def open_sheet(page: Page, name: str) -> Locator:
    stage(page).locator(f"[data-hotspot={OPENERS[name]}]").click()
    panel = sheet(page, name)
    expect(panel).to_be_focused()
    panel.evaluate(
        "node => Promise.allSettled(node.getAnimations().map(({ finished }) => finished))"
    )
    return panel


def sheet(page: Page, name: str) -> Locator:
    return stage(page).locator(f"[data-sheet={name}][role=dialog]")


# The post's own facts as the sheets have to say them, in two languages.
SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("profile", "en"): ("Luna Corre", "@lunacorre", "Follow", "4.8M", "Views", "612K", "Likes"),
    ("profile", "ar"): ("Luna Corre", "@lunacorre", "متابعة", "4.8M", "612K"),
    ("sound", "en"): ("Kilómetro cero", "Nube Norte", "Use this sound", "4.8M"),
    ("sound", "ar"): ("Kilómetro cero", "Nube Norte", "4.8M"),
    ("comments", "en"): ("5,377", "Luna Corre", "Creator", "¿Corres mañana", "Download now"),
    ("comments", "ar"): ("5,377", "Luna Corre", "¿Corres mañana", "تنزيل"),
    ("share", "en"): ("Share to", "Copy link", "Repost", "Save video"),
    ("share", "ar"): ("مشاركة",),
}


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_sheet_says_what_the_post_says(player: KeptPlayer, locale: str) -> None:
    data = data_for(sample("city_sprint", locale=locale))
    page = player.open(data)
    for name in OPENERS:
        panel = open_sheet(page, name)
        for words in SAID[name, locale]:
            expect(panel).to_contain_text(words)
        assert panel.get_attribute("aria-label")
        direction = "rtl" if locale == "ar" else "ltr"
        assert panel.evaluate("node => getComputedStyle(node).direction") == direction
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)


def test_the_comments_carry_the_button_of_an_ad_and_an_organic_post_has_none(
    player: KeptPlayer,
) -> None:
    page = player.open(data_for(sample("city_sprint")))
    link = open_sheet(page, "comments").locator("a")
    expect(link).to_have_attribute("href", "https://example.com/zancada")
    expect(link).to_have_attribute("target", "_blank")
    # The sample's own color, dark enough for white letters.
    expect(link).to_have_css("background-color", "rgb(10, 143, 91)")
    expect(link).to_have_css("color", "rgb(255, 255, 255)")
    show(page, data_for(sample("city_sprint", placement="tiktok/organic")))
    expect(sheet(page, "comments")).to_be_visible()
    expect(link).to_have_count(0)


def test_the_comments_make_the_same_tags_and_initial_as_the_feed(player: KeptPlayer) -> None:
    ad = sample("city_sprint")
    creator = ad.post.creator.model_copy(update={"display_name": "👩‍👩‍👧‍👦 Luna", "avatar": None})
    caption = "#️⃣1 deal #top3️⃣ me@example.com @noa"
    post = ad.post.model_copy(update={"caption": caption, "creator": creator})
    page = player.open(data_for(ad.model_copy(update={"post": post})))
    panel = open_sheet(page, "comments")
    expect(panel.locator("p b")).to_have_text(["#top", "@noa"])
    expect(panel.locator("p").first).to_have_text(caption)
    expect(panel.locator(".portrait").first).to_have_text("👩‍👩‍👧‍👦")


@pytest.mark.parametrize(("time", "count"), [(1.0, 0), (5.0, 1)])
def test_no_sheet_hides_a_takeover_that_was_switched_to(
    player: KeptPlayer, time: float, count: int
) -> None:
    page = player.open(data_for(sample()))
    stage(page).evaluate("(stage, t) => stage.querySelector('video').currentTime = t", time)
    wait_until(page, lambda: abs(read_player(page)["time"] - time) < 0.1, "it did not seek")
    panel = open_sheet(page, "profile")
    expect(panel).to_be_visible()
    show(page, data_for(sample(placement="tiktok/top_view")))
    expect(panel).to_have_count(count)


@pytest.mark.parametrize("way", ["Escape", "button", "outside", "drag"])
def test_a_sheet_closes_and_the_focus_is_back_where_it_was(player: KeptPlayer, way: str) -> None:
    page = player.open(data_for(sample()), plays=True)
    slow_motion(page)
    panel = open_sheet(page, "comments")
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "button":
        panel.get_by_role("button", name="Close").click()
    elif way == "outside":
        stage(page).click(position={"x": 180, "y": 60})
    else:
        _drag(page, panel, 0, 140)
    expect(panel).to_have_count(0)
    expect(stage(page).locator("[data-hotspot=comments]")).to_be_focused()
    assert not read_player(page)["paused"]


@pytest.mark.parametrize(("locale", "dx"), [("en", 120), ("ar", -120)])
def test_the_profile_goes_back_to_the_side_it_came_from(
    player: KeptPlayer, locale: str, dx: int
) -> None:
    page = player.open(data_for(sample(locale=locale)))
    panel = open_sheet(page, "profile")
    _drag(page, panel, -dx, 0)
    expect(panel).to_be_visible()
    _drag(page, panel, dx, 0)
    expect(panel).to_have_count(0)


def _drag(page: Page, panel: Locator, dx: int, dy: int) -> None:
    box = panel.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 14
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def test_nothing_under_an_open_sheet_can_be_reached_and_no_key_drives_the_clip(
    player: KeptPlayer,
) -> None:
    page = player.open(data_for(sample()))
    panel = open_sheet(page, "comments")
    time = read_player(page)["time"]
    for key in (" ", "ArrowRight", "ArrowLeft", "m"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    found = read_player(page)
    assert (found["paused"], found["time"], found["muted"]) == (True, time, True)
    expect(panel).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.locator(".hotspot:focus").count() == 0
    assert stage(page).locator(".hotspots").evaluate("node => node.inert")


def test_follow_is_one_thing_in_the_profile_and_under_the_avatar(player: KeptPlayer) -> None:
    page = player.open(data_for(sample()))
    panel = open_sheet(page, "profile")
    follow = panel.locator("[data-part=follow]")
    expect(follow).to_have_attribute("aria-pressed", "false")
    follow.focus()
    page.keyboard.press("Enter")
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(follow).to_have_text("Following")
    expect(follow).to_be_focused()
    expect(stage(page).locator("[data-layer=follow]")).to_have_count(0)
    follow.click()
    expect(stage(page).locator("[data-layer=follow]")).to_have_count(1)


def test_a_followed_creator_who_is_left_can_be_followed_again(player: KeptPlayer) -> None:
    ad = sample("slow_coffee")
    assert ad.post.creator.followed
    page = player.open(data_for(ad))
    badge = stage(page).locator("[data-layer=follow]")
    expect(badge).to_have_count(0)
    open_sheet(page, "profile").locator("[data-part=follow]").click()
    expect(badge).to_have_count(1)
    over = "(badge) => badge.previousElementSibling.dataset.layer"
    assert badge.evaluate(over) == "avatar"
    page.keyboard.press("Escape")
    stage(page).locator("[data-hotspot=follow]").click()
    expect(badge).to_have_count(0)


def test_small_print_leads_on_and_a_vote_is_counted_once(
    player: KeptPlayer,
) -> None:
    links = tuple(
        Link(title=title, url=f"https://example.com/{title.lower()}") for title in ("Terms", "Risk")
    )
    disclaimer = Disclaimer(links=links)
    vote = Vote(title="Which one?", first="This", second="That", first_percent=62)
    page = player.open(data_for(sample(disclaimer=disclaimer, ai_label=True, vote=vote)))
    stage(page).locator("[data-hotspot=disclaimer_links]").focus()
    page.keyboard.press("Enter")
    listed = sheet(page, "disclaimer").get_by_role("link")
    expect(listed).to_have_text(["Termsexample.com", "Riskexample.com"])
    expect(listed.last).to_have_attribute("href", "https://example.com/risk")
    page.keyboard.press("Escape")
    stage(page).locator("[data-hotspot=ai_label]").click()
    expect(sheet(page, "ai_label")).to_contain_text("Advertiser labeled as AI-generated")
    expect(sheet(page, "ai_label")).to_contain_text("The app explains its label here.")
    page.keyboard.press("Escape")
    answers = stage(page).locator("[data-hotspot^=vote_]")
    expect(answers).to_have_count(2)
    answers.last.focus()
    page.keyboard.press("Enter")
    # Nobody votes twice.
    expect(answers).to_have_count(0)
    expect(stage(page).get_by_role("img", name="This 62%")).to_be_visible()
    expect(stage(page).get_by_role("img", name="That 38%")).to_be_visible()


def test_the_profile_shows_the_likes_with_the_viewer_s_own(player: KeptPlayer) -> None:
    page = player.open(data_for(sample("slow_coffee")))
    stage(page).locator("[data-hotspot=likes]").click()
    expect(open_sheet(page, "profile")).to_contain_text("7\N{NARROW NO-BREAK SPACE}313")


@pytest.mark.parametrize("part", ["copy_link", "send_message", "repost", "save_video"])
def test_sharing_shares_nothing_and_says_so(player: KeptPlayer, part: str) -> None:
    page = player.open(data_for(sample()))
    panel = open_sheet(page, "share")
    panel.locator(f"[data-part={part}]").click()
    expect(panel).to_have_count(0)
    expect(stage(page).get_by_role("status")).to_contain_text("nothing is shared")


def test_the_tile_is_a_frame_of_the_clip(player: KeptPlayer) -> None:
    page = player.open(data_for(sample()))
    panel = open_sheet(page, "profile")
    tile = panel.locator(".tile canvas")
    wait_until(page, lambda: tile.evaluate(COLORS) > 100, "the tile is no picture")
    assert stage(page).locator("video").count() == 1


@pytest.mark.parametrize("viewport", ["bare", "iphone", "android"])
@pytest.mark.parametrize("width", [300, 440])
def test_sheets_stay_on_the_screen_of_every_phone_at_every_size(
    player: KeptPlayer, viewport: str, width: int
) -> None:
    data = data_for(sample(), view=View(viewport))
    page = player.open(data, width=width)
    x, y, w, h = data["phones"][0]["screen"]["box"]
    box = _box(stage(page))
    unit = box["width"] / data["phones"][0]["canvas"][0]

    def is_on_the_screen(panel: Locator) -> None:
        inside = _box(panel)
        assert inside["x"] == pytest.approx(box["x"] + x * unit, abs=1)
        assert inside["width"] == pytest.approx(w * unit, abs=1)
        assert inside["y"] + inside["height"] == pytest.approx(box["y"] + (y + h) * unit, abs=1)

    for name in OPENERS:
        until_right(page, partial(is_on_the_screen, open_sheet(page, name)))
        # Letters keep their size on the app's grid, however large the phone is shown.
        letters = sheet(page, name).evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
        assert letters == pytest.approx(14 * w * unit / 360, rel=0.02)
        page.keyboard.press("Escape")
        expect(sheet(page, name)).to_have_count(0)


def _box(panel: Locator) -> dict[str, Any]:
    box = panel.bounding_box()
    assert box is not None
    return dict(box)


def test_an_open_sheet_stays_open_in_another_language(player: KeptPlayer) -> None:
    page = player.open(data_for(sample()))
    panel = open_sheet(page, "sound")
    expect(panel).to_contain_text("original sound")
    show(page, data_for(sample(locale="ar")))
    expect(panel).to_contain_text("الصوت الأصلي")
    wait_until(page, lambda: read_player(page)["loads"] == 1, "the clip was loaded again")
