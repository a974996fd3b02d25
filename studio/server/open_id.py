"""Who is signed in with OpenID Connect: Streamlit's own way, read for requests besides its page.

Streamlit signs a cookie when a provider has answered for somebody; its settings stand in the
`[auth]` section of its secrets file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streamlit.auth_util import (
    encode_provider_token,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
    is_authlib_installed,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

_ONE_PROVIDER = "default"


def has_open_id() -> bool:
    """True where the secrets file has an `[auth]` section."""
    return bool(get_secrets_auth_section())


def open_id_problem() -> str:
    """One sentence that says why nobody could sign in so; empty when they can."""
    if not is_authlib_installed():
        return (
            "Signing in with OpenID Connect needs Authlib: pip install -r requirements-server.txt."
        )
    try:
        validate_auth_credentials(_provider())
    except StreamlitAuthError as error:
        return " ".join(str(error).split())
    return ""


def login_address(base_path: str) -> str:
    """Where a provider is asked who somebody is; good for a few minutes."""
    return f"{base_path}/auth/login?provider={encode_provider_token(_provider())}"


def person_of_cookie(cookies: Mapping[str, str]) -> str | None:
    """What the provider calls the person; None for a cookie that is missing or not ours."""
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    if signed is None:
        return None
    said: dict[str, Any] = json.loads(signed)
    is_ours = said.get("origin") == get_origin_from_redirect_uri()
    if not is_ours or not said.get("is_logged_in") or not said.get("sub"):
        return None
    return f"{said.get('iss', '')} {said['sub']}"


def _provider() -> str:
    """The first that the secrets file names; without names there is one."""
    named = [name for name, value in get_secrets_auth_section().items() if hasattr(value, "items")]
    return named[0] if named else _ONE_PROVIDER
