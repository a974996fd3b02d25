"""The address bar holds the view, and a link opens it again in a fresh page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.choosing import choose
from browser.kept_app import KeptApp
from browser.served_app import be_patient, open_paused, read_player, stage, wait_until
from browser.test_views import press

# The length of the history ends at fifty, which a page of many tests has long reached.
COUNT_STEPS = """() => {
  const { pushState } = history;
  window.steps = 0;
  history.pushState = (...given) => {
    window.steps += 1;
    pushState.apply(history, given);
  };
}"""


def view_of(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def await_view(page: Page, **wanted: str) -> None:
    wait_until(page, lambda: wanted.items() <= view_of(page).items(), f"no {wanted} in {page.url}")


@pytest.mark.long
def test_a_fresh_page_opens_with_the_view_or_the_comparison_of_its_link(
    app: Page, chromium: Browser
) -> None:
    choose(app, "Ad", "City sprint")
    await_view(app, ad="city_sprint")
    press(app, "TopView")
    await_view(app, placement="tiktok/top_view")
    choose(app, "Language", "العربية")
    await_view(app, locale="ar")
    press(app, "iPhone")
    await_view(app, phone="iphone")
    press(app, "Fit")
    await_view(app, fit="contain")
    app.get_by_role("button", name="Rail", exact=True).click()
    await_view(
        app,
        placement="tiktok/top_view",
        locale="ar",
        phone="iphone",
        fit="contain",
        guides="rail",
    )
    wanted = view_of(app)
    fresh = chromium.new_page(viewport={"width": 1440, "height": 900})
    open_paused(fresh, app.url)
    await_view(fresh, **wanted)
    wait_until(
        fresh, lambda: read_player(fresh)["rev"] == read_player(app)["rev"], "another chrome"
    )
    fit = "video => video.style.objectFit"
    video = stage(fresh).locator("video")
    wait_until(fresh, lambda: video.evaluate(fit) == "contain", "another fit")
    expect(stage(fresh).locator(".guides [data-guide=rail]")).to_have_count(1)
    expect(fresh.get_by_role("radio", name="TopView")).to_have_attribute("aria-checked", "true")

    press(app, "Compare")
    await_view(app, view="compare")
    fresh.goto(app.url)
    expect(fresh.locator(".stage")).to_have_count(3)
    fresh.close()
    press(app, "In-Feed")
    wait_until(app, lambda: "view" not in view_of(app), "still a comparison")


def test_switching_leaves_one_step_of_history_and_the_link_is_copied(app: Page) -> None:
    app.evaluate(COUNT_STEPS)
    for view in ("Organic", "TopView", "In-Feed"):
        press(app, view)
    await_view(app, placement="tiktok/in_feed")
    assert app.evaluate("window.steps") == 0

    app.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(app, "Organic")
    await_view(app, placement="tiktok/organic")
    app.get_by_role("button", name="Copy link").click()
    expect(app.get_by_text("Link copied")).to_be_attached()
    assert app.evaluate("navigator.clipboard.readText()") == app.url
    app.context.clear_permissions()


def test_what_is_unknown_in_a_link_is_said_and_left_out(
    kept_app: KeptApp, app_address: str
) -> None:
    evil = "%3Cimg%20src=x%20onerror=alert(1)%3E"
    page = kept_app.page
    be_patient(page)
    # It goes away by itself: the clip may begin to play much later.
    page.goto(f"{app_address}/?ad=..%2F..%2Fetc&locale={evil}&fit=blur")
    toast = page.get_by_test_id("stToast")
    expect(toast).to_contain_text("This link says something of ad and locale that is not known")
    assert page.locator("img[src=x]").count() == 0
    await_view(page, ad="glow_serum", locale="en", fit="blur")
