"""Addresses that a tap may lead to: of the web, and nothing that runs."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(url: str) -> bool:
    """True for http and https with a host; false for javascript:, data:, file: and broken text."""
    if any(character.isspace() or ord(character) < 0x20 for character in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def landing_address(url: str) -> str:
    """The address without blanks around it. Raises ValueError for one that is not of the web."""
    url = url.strip()
    if not is_web_address(url):
        raise ValueError("must be a web address, http:// or https:// and no spaces")
    return url
