"""The door: who asks is found out once for everything behind it, and who may not come in stays out.

The page, its routes and its sockets read one header (`studio.work.visitor.HEADER`), which only this
module writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.server.open_id import person_of_cookie
from studio.server.sign_in import sign_in_page
from studio.store.hosting import Hosting, hosting
from studio.store.media_store import media_store
from studio.work.visitor import COOKIE, HEADER, id_of, is_secret, new_secret

_DAYS = 30
_OPEN = ("/healthz", "/_stcore/health", "/oauth2callback", "/sparkproof/sign-in")
# WebSocket's code for what is refused as a matter of policy.
_REFUSED = 1008
_THROUGH_PROXY = "Open this app through your team's address: here nobody is signed in.\n"
_SIGN_IN = "Sign in first: open the app's page.\n"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks: `secret` names them, None for a browser without one. `refusal` keeps them out."""

    secret: str | None = None
    refusal: Response | None = None


class People:
    """Lets in whom it knows, each under a secret of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        house = hosting()
        scope = {**scope, "scheme": _scheme(scope, house)}
        guest = _guest(scope, house)
        if guest.refusal is not None:
            await _refuse(guest.refusal, scope, receive, send)
            return
        scope["headers"] = _with_secret(scope, guest.secret)
        if house.sign_in == "none" and scope["type"] == "http" and _asks_for_page(scope):
            send = _with_cookie(send, guest.secret or new_secret(), scope["scheme"] == "https")
        await self._app(scope, receive, send)


def owner_of(connection: HTTPConnection) -> str | None:
    """Whose request it is, by the id that addresses are bound to; None for nobody's."""
    held = connection.headers.get(HEADER)
    return id_of(held) if is_secret(held) else None


def _guest(scope: Scope, house: Hosting) -> Guest:
    if _is_open(scope["path"].removeprefix(house.base_path)):
        return Guest()
    connection = HTTPConnection(scope)
    match house.sign_in:
        case "none":
            held = connection.cookies.get(COOKIE)
            return Guest(held if is_secret(held) else None)
        case "header":
            return _of_proxy(connection, house)
        case "openid":
            return _of_open_id(connection, house)


def _is_open(path: str) -> bool:
    """Whether the app lives, and the way to sign in with its letters, are for all."""
    return path in _OPEN or path.startswith(("/auth/", "/sparkproof/font/"))


def _of_proxy(connection: HTTPConnection, house: Hosting) -> Guest:
    """By a header of a proxy that we trust; two of them are one too many."""
    names = connection.headers.getlist(house.header)
    is_proxy = connection.client is not None and house.trusts(connection.client.host)
    if not is_proxy or len(names) != 1 or not names[0].strip():
        return Guest(refusal=PlainTextResponse(_THROUGH_PROXY, 401))
    return Guest(_secret_of(names[0].strip()))


def _of_open_id(connection: HTTPConnection, house: Hosting) -> Guest:
    person = person_of_cookie(connection.cookies)
    if person is not None:
        return Guest(_secret_of(person))
    if connection.scope["type"] == "http" and _asks_for_page(connection.scope):
        return Guest(refusal=sign_in_page())
    return Guest(refusal=PlainTextResponse(_SIGN_IN, 401))


def _secret_of(person: str) -> str:
    """Equal for the same person in every browser, and not to be guessed from the name."""
    return media_store().token("person", person)


def _scheme(scope: Scope, house: Hosting) -> str:
    """`https` or `wss` where the proxy says that the browser came so far in that way."""
    peer = scope.get("client")
    said = Headers(scope=scope).get("x-forwarded-proto", "")
    if said.strip().lower() == "https" and peer is not None and house.trusts(peer[0]):
        return "wss" if scope["type"] == "websocket" else "https"
    return str(scope["scheme"])


def _with_secret(scope: Scope, held: str | None) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in scope["headers"] if name.decode("latin-1") != HEADER]
    return kept if held is None else [*kept, (HEADER.encode(), held.encode())]


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _REFUSED})
    else:
        await refusal(scope, receive, send)


def _asks_for_page(scope: Scope) -> bool:
    """By what is asked: the answer to a browser that has the page already names no type."""
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _with_cookie(send: Send, held: str, is_https: bool) -> Send:
    """Sets the cookie with the page, anew at each visit so that it lasts from the last one on."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", _cookie(held, is_https))
        await send(message)

    return send_with_cookie


def _cookie(held: str, is_https: bool) -> str:
    """No script can read it.

    Lax: sent when a link on another site leads here, or that visit would take the visitor's work
    from them with a new cookie; not sent with anything that another site's page asks for itself.
    """
    flags = "HttpOnly; SameSite=Lax" + ("; Secure" if is_https else "")
    path = hosting().base_path or "/"
    return f"{COOKIE}={held}; Path={path}; Max-Age={_DAYS * 24 * 3600}; {flags}"
