"""Who is looking, as the server's door has found out and says with every request that it lets in.

A secret names each: that of a browser, which holds it in a cookie, or on a server with a sign-in
one that is made of the person's name there.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TypeGuard

import streamlit as st

COOKIE = "sparkproof_visitor"
# What a browser sends under this name never comes through the door.
HEADER = "x-sparkproof-visitor"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def new_secret() -> str:
    """One that cannot be guessed."""
    return secrets.token_urlsafe(24)


def is_secret(text: object) -> TypeGuard[str]:
    """True for what may be one of ours."""
    return isinstance(text, str) and _SECRET.fullmatch(text) is not None


def secret() -> str | None:
    """That of whoever looks at this page; None for a browser that keeps no cookies."""
    held = st.context.headers.get(HEADER)
    return held if is_secret(held) else None


def id_of(held: str) -> str:
    """Names what a visitor has in lists and logs, and does not tell the secret."""
    return hashlib.sha256(f"jobs {held}".encode()).hexdigest()[:32]


def visitor_id() -> str:
    """Names this visitor's jobs: the same in every page, and not the secret."""
    held = secret()
    if held is not None:
        return id_of(held)
    if "visitor_id" not in st.session_state:
        st.session_state["visitor_id"] = secrets.token_hex(16)
    return str(st.session_state["visitor_id"])


def owner_id() -> str | None:
    """Whose the addresses of this page are: nobody else is answered there. None binds to nobody."""
    held = secret()
    return None if held is None else id_of(held)
