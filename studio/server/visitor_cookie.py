"""Gives every browser a secret of its own, with the page."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.work.visitor import COOKIE, is_secret, new_secret

_DAYS = 30


class VisitorCookie:
    """Sets the cookie with the page, anew at each visit so that it lasts from the last one on.

    No script can read it, and no other site's page can send it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _asks_for_page(Request(scope)):
            await self._app(scope, receive, send)
            return
        held = Request(scope).cookies.get(COOKIE)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", _cookie(held, scope["scheme"] == "https"))
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _asks_for_page(request: Request) -> bool:
    """By what is asked: the answer to a browser that has the page already names no type."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def _cookie(held: str | None, is_https: bool) -> str:
    value = held if is_secret(held) else new_secret()
    flags = "HttpOnly; SameSite=Strict" + ("; Secure" if is_https else "")
    return f"{COOKIE}={value}; Path=/; Max-Age={_DAYS * 24 * 3600}; {flags}"
