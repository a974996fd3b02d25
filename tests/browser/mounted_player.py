"""The player alone in a page of its own, behind the app's own routes and content policy.

What the app would send is made here by the same `served_data`; so a test chooses the ad, the
placements and the width, and a page is there in a moment.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from browser.served_app import be_patient, is_playing, pause, wait_until
from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.layout.differences import differences
from overlays.placements import load_placement
from overlays.viewports import DEFAULT_VIEW, View
from player.data import Phone
from renderer.accent import creative_of
from renderer.look import Look
from renderer.source.probe import probe_source
from studio.phone.component import STYLES
from studio.phone.served import served_data
from studio.server.routes import routes
from studio.server.security import middleware
from studio.store.assets import assets_digest, component_style
from studio.store.media_store import Visitor, media_store
from studio.work.clips import Clip
from support.waiting import PATIENCE, until

SAMPLES = Path(__file__).parents[2] / "samples"
TITLES = {"tiktok/organic": "Organic", "tiktok/in_feed": "In-Feed", "tiktok/top_view": "TopView"}

_PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<style>body { margin: 16px; background: #0e0f12; }</style>
<div id="host"></div><script type="module" src="/mount.js"></script>"""
# The component is told of new data as Streamlit tells it: by another call with the same place.
_MOUNT = """const { default: component } = await import("/sparkproof/script/%s/phone/player.js");
const place = document.getElementById("host").attachShadow({ mode: "open" });
const style = document.createElement("style");
style.textContent = %s;
place.append(style);
window.media = [];
window.show = (data) => component({
  data, parentElement: place, setStateValue: (name, value) => window.media.push([name, value]),
});"""


@contextmanager
def serve_player() -> Iterator[str]:
    """The address of a page that waits for `show`."""
    server = uvicorn.Server(uvicorn.Config(_app(), port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive())
    assert thread.is_alive(), "the page's server ended at once"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def _app() -> Starlette:
    style = "\n".join(component_style(name) for name in STYLES)
    script = _MOUNT % (assets_digest(), json.dumps(style))

    def page(_request: Request) -> Response:
        return Response(_PAGE, media_type="text/html")

    def mount(_request: Request) -> Response:
        return Response(script, media_type="text/javascript")

    own = [Route("/", page), Route("/mount.js", mount)]
    # Nobody comes through the door here: what a test shows is the page's, and no visitor's.
    *kept, door = middleware()
    assert "People" in repr(door.cls)
    return Starlette(routes=[*own, *routes()], middleware=kept)


def sample(name: str = "glow_serum", **ad_values: object) -> SparkAd:
    """A sample's ad with some values of its `ad` part replaced, such as `locale="ar"`."""
    ad = load_ad(SAMPLES / name / "ad.yaml")
    return ad.model_copy(update={"ad": ad.ad.model_copy(update=ad_values)})


def data_for(
    ad: SparkAd,
    placements: Sequence[str] = (),
    view: View = DEFAULT_VIEW,
    shown: Path | None = None,
    **looked_at: Any,
) -> dict[str, Any]:
    """The player's data: one phone with the ad's own placement, or those placements compared.

    `shown` is a copy of the creative that the browser plays; `looked_at` are more values of a Look.
    """
    look = Look(view=view, **looked_at)
    info = probe_source(ad.post.footage)
    clip = Clip(ad.post.footage, info=info, shown=shown or info.path)
    compared = [_placed(ad, placement) for placement in placements or (ad.ad.placement,)]
    creative = creative_of(ad, info)
    chromes = [draw_chrome(one, view, creative, stamp=look.stamp) for one in compared]
    phones = [
        Phone(
            one,
            chrome,
            load_placement(one.ad.placement),
            title=TITLES.get(one.ad.placement, one.ad.placement) if placements else "",
            differences=differences(chromes[0], chrome),
        )
        for one, chrome in zip(compared, chromes, strict=True)
    ]
    return served_data(_visitor(), phones, clip, look, "ad")


@functools.cache
def _visitor() -> Visitor:
    return media_store().visitor()


def _placed(ad: SparkAd, placement: str) -> SparkAd:
    return ad.model_copy(update={"ad": ad.ad.model_copy(update={"placement": placement})})


def open_player(
    chromium: Browser,
    address: str,
    data: dict[str, Any],
    width: int = 440,
    height: int = 820,
    *,
    device_scale_factor: float = 1,
    plays: bool = False,
) -> Page:
    """A page of its own, of that size, in which the player plays or is paused."""
    page = chromium.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=device_scale_factor
    )
    _play(page, address, data)
    if not plays:
        pause(page)
    return page


class KeptPlayer:
    """The player in a page that outlives a test: one of its own costs four times as much."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address

    def open(
        self, data: dict[str, Any], width: int = 440, height: int = 820, *, plays: bool = False
    ) -> Page:
        """The page with the player anew. It is paused unless it is to be seen playing."""
        self._page.set_viewport_size({"width": width, "height": height})
        _play(self._page, self._address, data)
        if not plays:
            pause(self._page)
        return self._page

    def rest(self) -> None:
        """Plays nothing until it is opened."""
        self._page.goto("about:blank")


def _play(page: Page, address: str, data: dict[str, Any]) -> None:
    be_patient(page)
    page.goto(address)
    wait_until(page, lambda: bool(page.evaluate("Boolean(window.show)")), "the script did not load")
    show(page, data)
    wait_until(page, lambda: is_playing(page), "the clip did not start to play")


def show(page: Page, data: dict[str, Any]) -> None:
    """Give the player new data, and wait until all of it is on the screen."""
    page.evaluate("data => window.show(data)", data)
    revs = [phone["rev"] for phone in data["phones"]]
    wait_until(page, lambda: shown_revs(page) == revs, "the phones do not show it")


def shown_revs(page: Page) -> list[str | None]:
    return list(page.locator(".stage").evaluate_all("all => all.map(one => one.dataset.rev)"))
