"""Who is looking: the browser holds a secret of ours, and says it with every page that it opens.

It is no sign-in. It only tells one browser's work from another's on the same computer.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TypeGuard

import streamlit as st

COOKIE = "sparkproof_visitor"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def new_secret() -> str:
    """One that cannot be guessed."""
    return secrets.token_urlsafe(24)


def is_secret(text: object) -> TypeGuard[str]:
    """True for what may be one of ours."""
    return isinstance(text, str) and _SECRET.fullmatch(text) is not None


def secret() -> str | None:
    """That of the browser of this page; None for a browser that keeps no cookies."""
    held = st.context.cookies.get(COOKIE)
    return held if is_secret(held) else None


def visitor_id() -> str:
    """Names this visitor's jobs: the same in every page of one browser, and not its secret."""
    held = secret()
    if held is not None:
        return hashlib.sha256(f"jobs {held}".encode()).hexdigest()[:32]
    if "visitor_id" not in st.session_state:
        st.session_state["visitor_id"] = secrets.token_hex(16)
    return str(st.session_state["visitor_id"])
