"""What the server sends ahead is on the screen before Streamlit's page is, and stays there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from browser.mounted_player import data_for, open_player, sample, serve_player, shown_revs
from browser.served_app import read_player, wait_until
from overlays.ad import SparkAd
from studio.store.media_store import media_store

LONG = 60.0


def addresses(data: dict[str, Any]) -> set[str]:
    return {layer["url"] for phone in data["phones"] for layer in phone["layers"]}


def with_caption(ad: SparkAd, caption: str) -> SparkAd:
    return ad.model_copy(update={"post": ad.post.model_copy(update={"caption": caption})})


def test_data_and_pictures_come_in_one_message_and_older_ones_change_nothing(
    chromium: Browser,
) -> None:
    visitor = media_store().visitor()
    ad = sample("slow_coffee")
    with serve_player() as address:
        first = visitor.lane.take(data_for(ad))
        page = open_player(chromium, address, first)
        until_heard = visitor.lane.await_shown
        wait_until(page, lambda: until_heard(0.05), "the page did not say what it shows")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        second = visitor.lane.take(data_for(with_caption(ad, "Sent ahead")))
        # Nobody calls `show`: Streamlit is late.
        revs = [phone["rev"] for phone in second["phones"]]
        wait_until(page, lambda: shown_revs(page) == revs, "the phone does not show it")
        assert not [url for url in asked if "/sparkproof/layer/" in url]
        new = addresses(second) - addresses(first)
        assert page.locator("img[src^='data:image/png']").count() == len(new) > 0
        wait_until(page, lambda: until_heard(0.05), "the page did not say what it shows")
        for late in (first, second):
            page.evaluate("data => window.show(data)", late)
        page.wait_for_timeout(100)
        assert shown_revs(page) == revs
        player = read_player(page)
        assert (player["mounts"], player["loads"]) == (1, 1)
        page.close()
    # The page has gone: nobody waits for it.
    visitor.lane.take(first)
    assert not visitor.lane.await_shown(LONG)


def test_an_address_of_nobodys_is_refused(chromium: Browser) -> None:
    with serve_player() as address:
        page = chromium.new_page()
        page.goto(address)
        code = page.evaluate(
            """() => new Promise((done) => {
              const home = location.href.replace(/^http/, "ws");
              const socket = new WebSocket(`${home}sparkproof/lane/x`);
              socket.addEventListener("close", ({ wasClean }) => done(wasClean));
            })"""
        )
        assert code is False
        page.close()
