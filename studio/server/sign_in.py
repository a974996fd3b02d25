"""What somebody sees whom the server does not know, where people sign in with OpenID Connect."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from studio.server.open_id import login_address
from studio.server.pages import page
from studio.store.hosting import hosting, our_address


def sign_in_page() -> Response:
    """One button: sent on at once, whom the provider refuses would go round for ever."""
    return page(
        "Sign in · Sparkproof",
        "<h1>Sparkproof</h1><p>See a creator’s video as the ad it will become.</p>"
        f'<a class="button" href="{our_address("sign-in")}">Sign in</a>',
        401,
    )


def sign_in(_request: Request) -> Response:
    """On to the provider; back to the app where nobody signs in so."""
    house = hosting()
    is_open_id = house.sign_in == "openid"
    return RedirectResponse(
        login_address(house.base_path) if is_open_id else f"{house.base_path}/", 302
    )
