"""The door: whom it lets in, under whose name, and what it sets in their browsers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import streamlit.auth_util
from streamlit.web.server.starlette import starlette_auth_routes, starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from studio.server.people import People
from studio.store.hosting import Hosting, SignIn, host
from studio.store.media_store import media_store
from studio.work.visitor import HEADER

SECRET = "s" * 32
PROXY, STRANGER = "10.1.2.3", "192.168.0.9"


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path))
    media_store.cache_clear()
    yield
    media_store().workspace.remove()
    media_store.cache_clear()
    host(Hosting())


def serve(sign_in: SignIn, **others: Any) -> None:
    proxies = (ip_network("10.0.0.0/8"),)
    host(Hosting(True, sign_in=sign_in, header="X-User", proxies=proxies, **others))


class Answer:
    """What the door said, or what it let through to the app behind it."""

    def __init__(self) -> None:
        self.seen: dict[str, Any] | None = None
        self.messages: list[dict[str, Any]] = []

    @property
    def status(self) -> int:
        return int(self.messages[0].get("status", 0)) if self.messages else 0

    @property
    def person(self) -> str | None:
        """As whom the app sees the visitor."""
        assert self.seen is not None, "refused"
        named = [value.decode() for name, value in self.seen["headers"] if name.decode() == HEADER]
        assert len(named) < 2
        return named[0] if named else None

    @property
    def cookie(self) -> str:
        headers = dict(self.messages[0]["headers"])
        return bytes(headers.get(b"set-cookie", b"")).decode()


def ask(
    *headers: tuple[str, str], peer: str = PROXY, path: str = "/", kind: str = "http"
) -> Answer:
    answer = Answer()

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        answer.seen = scope
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        answer.messages.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {
        "type": kind,
        "method": "GET",
        "scheme": "ws" if kind == "websocket" else "http",
        "path": path,
        "query_string": b"",
        "client": (peer, 4711),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    # Another thread: this one may have a browser's loop.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, People(app)(scope, receive, send)).result()
    return answer


def test_a_proxys_header_names_the_person_and_nobody_elses_does() -> None:
    serve("header")
    ann = ask(("X-User", "ann@example.com"))
    assert ann.status == 200
    assert ann.person is not None
    assert "ann" not in ann.person
    assert ann.cookie == ""
    assert ask(("X-User", "ann@example.com"), kind="websocket").person == ann.person
    assert ask(("X-User", "bob@example.com")).person != ann.person
    for refused in (
        ask(("X-User", "ann@example.com"), peer=STRANGER),
        ask(),
        ask(("X-User", " ")),
        ask(("X-User", "ann@example.com"), ("X-User", "bob@example.com")),
        ask((HEADER, ann.person), peer=STRANGER),
        ask(("Cookie", f"sparkproof_visitor={SECRET}"), peer=STRANGER),
    ):
        assert (refused.seen, refused.status) == (None, 401)
    socket = ask(kind="websocket", peer=STRANGER)
    assert (socket.seen, socket.messages) == (None, [{"type": "websocket.close", "code": 1008}])
    assert ask(path="/healthz", peer=STRANGER).person is None
    assert ask(("X-User", "ann@example.com"), peer="::ffff:10.1.2.3").person == ann.person


def test_without_a_sign_in_a_person_is_a_browser_and_names_itself_by_cookie_alone() -> None:
    serve("none", base_path="/ads")
    accept, cookie = ("Accept", "text/html"), ("Cookie", f"sparkproof_visitor={SECRET}")
    new = ask(accept, path="/ads/")
    assert new.person is None
    assert re.match(r"sparkproof_visitor=[\w-]{32}; Path=/ads; ", new.cookie)
    assert "HttpOnly; SameSite=Lax" in new.cookie
    assert "Secure" not in new.cookie
    known = ask(accept, cookie, ("X-Forwarded-Proto", "https"), path="/ads/")
    assert known.person == SECRET
    assert known.cookie.startswith(f"sparkproof_visitor={SECRET};")
    assert known.cookie.endswith("; Secure")
    # Anybody may write these headers.
    assert "Secure" not in ask(accept, ("X-Forwarded-Proto", "https"), peer=STRANGER).cookie
    assert ask((HEADER, SECRET)).person is None
    assert ask(("Cookie", "sparkproof_visitor=../../x")).person is None


def test_open_id_lets_in_whom_the_signed_cookie_names(monkeypatch: pytest.MonkeyPatch) -> None:
    section = {"redirect_uri": "https://ads.example/oauth2callback", "client_id": "x"}
    for module in (streamlit.auth_util, starlette_auth_routes):
        monkeypatch.setattr(module, "get_secrets_auth_section", lambda: section)
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: "k" * 32)
    serve("openid")

    def signed(values: str, key: str = "k" * 32) -> tuple[str, str]:
        value = create_signed_value(key, "_streamlit_user", values).decode()
        return "Cookie", f"_streamlit_user={value}"

    said = (
        '{"origin": "https://ads.example", "is_logged_in": true, "iss": "https://id", "sub": "7"}'
    )
    assert ask(signed(said)).person is not None
    assert ask(signed(said)).person != ask(signed(said.replace('"7"', '"8"'))).person
    for wrong in (
        signed(said, key="o" * 32),
        signed(said.replace("ads.example", "other.example")),
        signed(said.replace("true", "false")),
        signed(said.replace('"sub": "7"', '"sub": ""')),
        ("Cookie", f"sparkproof_visitor={SECRET}"),
    ):
        assert ask(wrong).status == 401
        assert ask(wrong, kind="websocket").seen is None
    page = ask(("Accept", "text/html"))
    assert page.status == 401
    assert b'href="/sparkproof/sign-in"' in page.messages[1]["body"]
    assert ask(path="/oauth2callback").person is None
