"""The app as a server: behind a real proxy with a sign-in, below a path, for two people."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.kept_app import SIZE
from browser.served_app import ROOT, await_health, open_app, pause, read_player, stage, wait_until
from browser.test_routes import Answer, get
from support.media import Clip, write_clip
from support.ports import free_port
from support.proxies import PASSWORD, proxy_before
from support.waiting import PATIENCE

OPTIONS = (
    *("--server", "--base-path", "/ads", "--sign-in-header", "X-Forwarded-User"),
    *("--trusted-proxy", "127.0.0.1", "--most-bytes-each", "1MB"),
)


@contextmanager
def serve_for_a_team(folder: Path, port: int) -> Iterator[str]:
    log = folder / "app.log"
    command = [
        sys.executable,
        "app.py",
        *OPTIONS,
        "--port",
        str(port),
        "--home",
        str(folder / "home"),
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        try:
            address = f"http://127.0.0.1:{port}"
            await_health(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def direct(folder: Path) -> Iterator[str]:
    """The app's own address, which nobody but the proxy should use."""
    with serve_for_a_team(folder, free_port()) as address:
        yield address


@pytest.fixture(scope="module")
def proxied(direct: str, folder: Path) -> Iterator[str]:
    with proxy_before(urlsplit(direct).port or 0, folder, "ann", "bob") as address:
        yield address


@contextmanager
def signed_in(chromium: Browser, name: str) -> Iterator[BrowserContext]:
    credentials = {"username": name, "password": PASSWORD}
    context = chromium.new_context(viewport=SIZE, http_credentials=credentials)  # type: ignore[arg-type]
    yield context
    context.close()


def get_as(address: str, name: str, path: str, **headers: str) -> Answer:
    given = base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
    return get(address, path, Authorization=f"Basic {given}", **headers)


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Upload video", exact=True).set_input_files(path)


def test_who_is_not_signed_in_gets_nothing(direct: str, proxied: str) -> None:
    for path in (
        "/ads/",
        "/ads/sparkproof/state",
        "/ads/_stcore/host-config",
        "/ads/_stcore/stream",
    ):
        assert get(direct, path).status == 401, path
        assert get(proxied, path).status == 401, path
        # The proxy takes away what others write in its name.
        assert get(proxied, path, **{"X-Forwarded-User": "ann"}).status == 401, path
    assert get_as(proxied, "mallory", "/ads/").status == 401
    assert get_as(proxied, "ann", "/ads/").status == 200
    assert get(direct, "/healthz").body == b'{"status":"ok"}'
    state = get_as(proxied, "ann", "/ads/sparkproof/state").body.decode()
    assert 'href="/ads/"' in state
    assert "of 20 GB" in state


def test_two_people_work_below_a_path_and_see_nothing_of_each_other(
    chromium: Browser, proxied: str, folder: Path
) -> None:
    with signed_in(chromium, "ann") as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        lanes: list[str] = []
        page.on("websocket", lambda socket: lanes.append(socket.url))
        refused: list[str] = []

        def refuse(route: Route) -> None:
            """As a proxy does while nobody listens behind it."""
            refused.append(route.request.url)
            route.fulfill(status=502, body="<h1>502 Bad Gateway</h1>")

        page.route("**/ads/sparkproof/run", refuse)
        open_app(page, f"{proxied}/ads/")
        page.evaluate("window.isFirst = true")
        pause(page)
        upload(page, write_clip(folder / "take.mp4", Clip(width=180, height=320)))
        expect(page.locator("dl.facts")).to_contain_text("take.mp4")
        wait_until(page, lambda: read_player(page)["duration"] < 2, "the clip did not come")
        assert all(urlsplit(url).path.startswith("/ads/") for url in asked if proxied in url)
        assert any("/ads/sparkproof/lane/" in url for url in lanes)
        source = str(stage(page).locator("video").get_attribute("src"))
        assert re.match(r"/ads/sparkproof/media/[0-9a-f]{32}$", source)
        page.get_by_role("radio", name="Draft").click()
        export = page.get_by_role("button", name="Export video")
        wait_until(page, lambda: export.count() == 1, "nothing can be exported")
        export.click()
        link = page.get_by_role("link", name="Download")
        expect(link).to_have_count(1)
        made = str(link.get_attribute("href"))
        # Larger than all that one person may have here.
        large = folder / "large.mp4"
        large.write_bytes(os.urandom(1_200_000))
        upload(page, large)
        expect(page.get_by_text("Your files here may take 1 MB")).to_have_count(1)
        # No path of the server's is an ad's, and none is told to be there or not.
        page.get_by_label("Video", exact=True).fill("/etc/hostname")
        page.get_by_label("Video", exact=True).press("Tab")
        expect(page.get_by_text("only files that you upload can be used").first).to_be_visible()
        # No page is given up for a proxy's words: it would show them for good.
        lost = page.get_by_text("Sparkproof does not answer. This page comes back by itself")
        expect(lost).to_be_visible()
        assert len(refused) > 1
        page.unroute("**/ads/sparkproof/run")
        expect(lost).to_have_count(0)
        assert page.evaluate("window.isFirst")
        for path in (source, made):
            assert get_as(proxied, "ann", path).status == 200
            assert get_as(proxied, "bob", path).status == 404
    # Another browser, the same person: the work is theirs there, too.
    state = get_as(proxied, "bob", "/ads/sparkproof/state").body.decode()
    assert "yours 0" in state
    with signed_in(chromium, "ann") as context:
        page = context.new_page()
        open_app(page, f"{proxied}/ads/")
        expect(page.locator(".st-key-question")).to_contain_text("Glow serum of")
        expect(page.get_by_role("link", name="Download")).to_have_count(1)
