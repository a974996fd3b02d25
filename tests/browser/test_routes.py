"""Our addresses on the running server: what they answer, and whom they refuse."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.served_app import ROOT, stage
from support.waiting import PATIENCE

FONTS = ROOT / "overlays" / "assets" / "fonts"

_PUT = """async ([url, token, size]) => {
  const headers = { "X-Xsrftoken": token ?? document.cookie.split("_streamlit_xsrf=")[1] };
  const response = await fetch(url, { method: "PUT", headers, body: new Uint8Array(size).fill(7) });
  return [response.status, await response.json()];
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def get(address: str, path: str, **headers: str) -> Answer:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


def cookie_of(page: Page) -> str:
    """What the page's browser says with each request, for one of our own."""
    return "; ".join(f"{held.get('name')}={held.get('value')}" for held in page.context.cookies())


def upload_address(page: Page, tmp_path: Path) -> str:
    """The address that the upload of avatars sends to."""
    page.get_by_role("tab", name="Creator").click()
    path = tmp_path / "x.png"
    path.write_bytes(b"no picture")
    with page.expect_request(lambda request: request.method == "PUT") as request:
        page.get_by_label("Upload avatar").set_input_files(path)
    return request.value.url.split("?")[0]


def put(page: Page, url: str, token: str | None = None, size: int = 10) -> tuple[int, Any]:
    status, answer = page.evaluate(_PUT, [url, token, size])
    return status, answer


def test_page_carries_a_strict_policy(app_address: str) -> None:
    response = get(app_address, "/")
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'self'" in policy
    assert "script-src 'self' blob: 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "frame-ancestors 'none'" in policy
    assert response.headers.get("X-Content-Type-Options") == "nosniff"


def test_another_host_name_is_refused(app_address: str) -> None:
    assert get(app_address, "/", Host="evil.example").status == 400
    assert get(app_address, "/_stcore/stream", Host="evil.example").status == 400


def test_video_is_served_in_ranges_and_never_looked_up_by_name(
    viewed_app: Page, app_address: str
) -> None:
    source = stage(viewed_app).locator("video").get_attribute("src")
    assert source is not None
    mine = cookie_of(viewed_app)
    part = get(app_address, source, Range="bytes=4-7", Cookie=mine)
    assert (part.status, part.body) == (206, b"ftyp")
    assert "immutable" in part.headers.get("Cache-Control", "")
    assert part.headers.get("X-Content-Type-Options") == "nosniff"
    assert get(app_address, source, Range="bytes=999999999-", Cookie=mine).status == 416


def test_what_one_browser_has_is_nowhere_for_another(app: Page, app_address: str) -> None:
    source = stage(app).locator("video").get_attribute("src")
    with app.expect_request(lambda request: "/still/" in request.url) as request:
        app.get_by_role("button", name="Save still at this time").click()
    still = request.value.url.removeprefix(app_address)
    cookie = get(app_address, "/", Accept="text/html").headers.get("Set-Cookie", "")
    assert "SameSite=Lax" in cookie
    for address in (str(source), still):
        assert get(app_address, address, Cookie=cookie_of(app)).status == 200
        assert get(app_address, address, Cookie=cookie.split(";")[0]).status == 404
        assert get(app_address, address).status == 404
        # Only the app itself says who somebody is.
        own = app.context.cookies()
        secret = next(held.get("value") for held in own if held.get("name") == "sparkproof_visitor")
        assert get(app_address, address, **{"X-Sparkproof-Visitor": str(secret)}).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/sparkproof/media/" + "0" * 32,
        "/sparkproof/media/..%2f..%2fetc%2fpasswd",
        "/sparkproof/layer/none.png",
        "/sparkproof/still/none?t=1",
        "/sparkproof/script/0/player/player.js",
        "/sparkproof/script/0/../page.py",
        "/sparkproof/font/NotoSansCJK-Regular.otf",
        "/sparkproof/font/OFL-Noto.txt",
        "/sparkproof/font/..%2f..%2fad.py",
    ],
)
def test_what_was_not_put_there_is_not_there(app_address: str, path: str) -> None:
    assert get(app_address, path).status in (400, 404)


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_the_phones_font_is_served_for_ever(app_address: str, weight: str) -> None:
    font = get(app_address, f"/sparkproof/font/TikTokSans-{weight}.ttf")
    assert font.status == 200
    assert font.body == (FONTS / f"TikTokSans-{weight}.ttf").read_bytes()
    assert "immutable" in font.headers.get("Cache-Control", "")
    assert font.headers.get("Content-Type") == "font/ttf"
    assert "font-src 'self'" in font.headers.get("Content-Security-Policy", "")


def test_a_still_at_no_time_is_not_there(viewed_app: Page, app_address: str) -> None:
    with viewed_app.expect_request(lambda request: "/still/" in request.url) as request:
        viewed_app.get_by_role("button", name="Save still at this time").click()
    address = request.value.url.split("?")[0].removeprefix(app_address)
    for time in ("-1", "nan", "inf", "1e9", "1/0", "x", "9" * 40):
        answer = get(app_address, f"{address}?t={time}", Cookie=cookie_of(viewed_app))
        assert answer.status == 404, time


def test_an_upload_needs_our_page_our_names_and_our_size(
    chromium: Browser, app_address: str, tmp_path: Path
) -> None:
    # Not the `app` fixture: the refusals below are errors on the page's console.
    fresh = chromium.new_page()
    fresh.goto(app_address)
    stage(fresh).wait_for()
    url = upload_address(fresh, tmp_path)
    assert put(fresh, f"{url}?name=a.png")[0] == 200
    assert put(fresh, f"{url}?name=a.png", token="made-up")[0] == 403
    status, answer = put(fresh, f"{url}?name=a.exe")
    assert (status, "a.exe is not one of" in answer["error"]) == (415, True)
    status, answer = put(fresh, f"{url}?name=big.png", size=30_000_001)
    assert (status, "larger than 30 MB" in answer["error"]) == (413, True)
    ticket = url.rsplit("/", 1)[1]
    assert put(fresh, url.replace(ticket, "x" * 24) + "?name=a.png")[0] == 404
    fresh.close()


def test_configuration_binds_to_this_computer_and_reports_to_nobody() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text()
    assert 'address = "127.0.0.1"' in config
    assert "gatherUsageStats = false" in config
