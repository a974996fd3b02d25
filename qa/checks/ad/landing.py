"""Where the button leads: whether the address can be the one of an ad."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

import regex

from qa.checks.candidate import BUTTONS, Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding

# RFC 2606 and 6761: names that no registry sells, for examples, tests and networks at home.
_RESERVED = ("test", "invalid", "localhost", "local", "internal", "home.arpa")
# What people write on purpose as long as they have no page: a plan may hold it, a bought ad not.
_PLACEHOLDERS = ("example.com", "example.org", "example.net", "example")
_UNFILLED = regex.compile(r"\{\{.*?\}\}|\$\{.*?\}|<[^>]*>|%%[^%]+%%|\[[A-Z_ ]+\]|%7B%7B")


def landing_page(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """That it is http(s) with a host was seen when the ad was read."""
    button = candidate.ad.ad.call_to_action
    if button is None:
        return
    layer = candidate.layer_showing(*BUTTONS)
    parts, figures = urlsplit(button.landing_url), {"text": button.landing_url}
    host = (parts.hostname or "").rstrip(".")
    for message in (_of_host(host), _of_address(button.landing_url, parts.username is not None)):
        if message:
            yield found("landing-page", "fail", message, layer=layer, figures=figures)
    if _is_below(host, _PLACEHOLDERS):
        message = (
            f"{host} is a placeholder: put the advertiser's page there before the ad is bought"
        )
        yield found("landing-page", "warn", message, layer=layer, figures=figures)
    if parts.scheme.lower() == "http":
        message = "the landing page is not encrypted (http): apps warn of it, or do not open it"
        yield found("landing-page", "warn", message, layer=layer, figures=figures)
    most = limits.number("most")
    if most and len(button.landing_url) > most.value:
        count = len(button.landing_url)
        message = f"the address has {count} characters, and {most.value:g} are taken"
        yield found(
            "landing-page", "fail", message, layer=layer, limit=most, figures={"count": count}
        )


def _of_host(host: str) -> str:
    if _is_number(host):
        return f"{host} is a number and no name: review does not take such a page"
    if _is_below(host, _RESERVED):
        return f"{host} is reserved for tests and networks at home: nobody can buy there"
    is_public = "." in host or _is_below(host, _PLACEHOLDERS)
    return "" if is_public else f"{host} is no public name: only this network knows it"


def _is_below(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _of_address(url: str, has_user: bool) -> str:
    unfilled = _UNFILLED.search(url)
    if unfilled:
        return f"a part of the address was never filled in: {unfilled[0]}"
    return "the address holds a user's name or password" if has_user else ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
