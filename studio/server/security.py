"""What every answer of the server carries, and by which names it may be called."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.server.people import People
from studio.store.hosting import hosting

_HERE = ("localhost", "127.0.0.1")
_HOST = re.compile(r"[A-Za-z0-9.:_\[\]-]*")


class SecurityHeaders:
    """Adds a content security policy and its companions to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._shell_scripts = " ".join(_shell_script_hashes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = Request(scope).headers.get("host", "")
        policy = self._policy(host if _HOST.fullmatch(host) else "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _policy(self, host: str) -> str:
        # blob: is how Streamlit loads a component's script; its styles are inline.
        return "; ".join(
            (
                "default-src 'self'",
                f"script-src 'self' blob: {self._shell_scripts}".strip(),
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "media-src 'self' blob:",
                f"connect-src 'self' ws://{host} wss://{host}",
                "font-src 'self' data:",
                "object-src 'none'",
                "base-uri 'self'",
                "frame-ancestors 'none'",
                "form-action 'self'",
            )
        )


def middleware() -> list[Middleware]:
    """Ours, outermost first. Host names are checked against DNS rebinding."""
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=_host_names(), www_redirect=False),
        Middleware(SecurityHeaders),
        Middleware(People),
    ]


def _host_names() -> list[str]:
    """A server without names of its own answers to any: its sign-in, or its owner, has decided."""
    house = hosting()
    if house.is_server and not house.host_names:
        return ["*"]
    return [*_HERE, *house.host_names]


def _shell_script_hashes() -> list[str]:
    """Streamlit's page holds one small inline script; the policy names it by its hash."""
    shell = Path(streamlit.__file__).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", shell.read_text(encoding="utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
