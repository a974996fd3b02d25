"""What a tap opens: the landing page in a new tab, everything else only said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from browser.served_app import read_player, stage, wait_until


class LandingPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        opener = b"<script>document.title = String(window.opener)</script>"
        self.wfile.write(b"<h1>Landed</h1>" + opener)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def landing_page() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), LandingPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/serum"
    server.shutdown()
    server.server_close()


def set_landing_page(page: Page, address: str) -> None:
    field = page.get_by_label("Landing page")
    field.fill(address)
    field.press("Enter")


@pytest.mark.parametrize("target", ["cta", "caption"])
def test_button_and_caption_open_the_landing_page_in_a_new_tab(
    app: Page, landing_page: str, target: str
) -> None:
    set_landing_page(app, landing_page)
    link = app.locator(f"a[data-hotspot={target}]")
    expect(link).to_have_attribute("href", landing_page)
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    with app.expect_popup() as popup:
        link.click()
    popup.value.get_by_role("heading", name="Landed").wait_for()
    assert popup.value.url == landing_page
    assert popup.value.title() == "null"
    assert read_player(app)["loads"] == 1


def test_a_link_that_is_no_web_address_changes_nothing_and_is_explained(app: Page) -> None:
    link = app.locator("a[data-hotspot=cta]")
    before = link.get_attribute("href")
    set_landing_page(app, "javascript:alert(1)")
    expect(app.get_by_role("alert").filter(has_text="Landing page")).to_contain_text("http")
    expect(link).to_have_attribute("href", str(before))
    assert read_player(app)["loads"] == 1


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x"],
)
def test_player_itself_makes_a_dead_button_of_anything_but_a_web_address(
    app: Page, href: str
) -> None:
    # Should Python ever let one through, the page still must not.
    answer = app.evaluate(
        """async href => {
          const script = performance.getEntriesByType("resource")
            .find(entry => entry.name.endsWith("/player/hotspots.js"));
          const { Hotspots, webAddress } = await import(script.name);
          const root = document.createElement("div");
          const spot = { id: "cta", x: 0, y: 0, w: 9, h: 9, label: "Go", href, opens: null };
          new Hotspots(root, 1, () => {}).show([spot]);
          const node = root.firstChild;
          return [webAddress(href), node.tagName, node.disabled, root.innerHTML.includes("href")];
        }""",
        href,
    )
    assert answer == [None, "BUTTON", True, False]


@pytest.mark.parametrize(
    ("target", "words"),
    [("avatar", "profile"), ("sound", "sound"), ("likes", "Likes"), ("shares", "share")],
)
def test_other_taps_only_say_what_they_open(app: Page, target: str, words: str) -> None:
    tabs = len(app.context.pages)
    app.locator(f"button[data-hotspot={target}]").click()
    toast = stage(app).get_by_role("status")
    wait_until(app, lambda: words in str(toast.text_content()), "nothing was said")
    assert len(app.context.pages) == tabs
    assert not read_player(app)["paused"]
