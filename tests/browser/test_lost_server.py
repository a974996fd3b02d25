"""The player when the app no longer answers."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from browser.mounted_player import data_for, open_player, sample, serve_player


def test_a_still_that_gets_no_answer_ends_in_a_sentence(chromium: Browser) -> None:
    with serve_player() as address:
        page = open_player(chromium, address, data_for(sample("slow_coffee")))
        page.route("**/sparkproof/still/**", lambda route: route.abort())
        page.get_by_role("button", name="Save still at this time").click()
        expect(page.get_by_text("The still could not be rendered.")).to_be_visible()
        page.close()
