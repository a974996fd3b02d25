"""How this run of the app is hosted: for one person at their own computer, or for many.

Chosen once, before the first visitor comes; everything that the app keeps is opened by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from typing import Literal

SignIn = Literal["none", "header", "openid"]
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one person, and all of them, may have here: bytes on disk, jobs that wait.

    Uploads and drafts beyond `person_bytes` are refused; of finished files beyond
    `person_made_bytes` the oldest go. `person_stills` may wait or be made at a time.
    """

    person_bytes: int = 4_000_000_000
    all_bytes: int = 20_000_000_000
    person_jobs: int = 10
    all_jobs: int = 100
    person_made_bytes: int = 2_000_000_000
    person_stills: int = 6


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where the app listens, for whom, and how it knows them.

    `base_path` is empty or such as `/ads`. With `sign_in` by "header", `header` names a person in
    what comes from one of the `proxies`, and nothing else is answered. `limits` are a server's.
    `host_names` are those it may be called by; a server without any is called as one likes.
    """

    is_server: bool = False
    address: str = "127.0.0.1"
    port: int = 8501
    base_path: str = ""
    home: Path | None = None
    ad: Path | None = None
    sign_in: SignIn = "none"
    header: str = ""
    proxies: tuple[Network, ...] = ()
    host_names: tuple[str, ...] = ()
    limits: Limits | None = None

    def trusts(self, peer: str) -> bool:
        """True for the IP address of one of the `proxies`."""
        try:
            address = _unmapped(ip_address(peer))
        except ValueError:
            return False
        return any(address in network for network in self.proxies)


_chosen = [Hosting()]


def host(hosting: Hosting) -> None:
    """Choose. Before anything is opened: what is open stays where it is."""
    _chosen[0] = hosting


def hosting() -> Hosting:
    """As chosen; for one person at their own computer when nobody chose."""
    return _chosen[0]


def our_address(path: str) -> str:
    """Where browsers find an answer of ours, from its path such as `media/<token>`."""
    return f"{hosting().base_path}/sparkproof/{path}"


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """A socket of both families tells an IPv4 peer as `::ffff:10.0.0.1`."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
