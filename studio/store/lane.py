"""A page's own connection, on which the phone's newest picture goes ahead of the rest of the page.

Streamlit hands a component its data when it has drawn the page anew, 30 to 50 ms after they came,
and their pictures are asked for after that. Here data and pictures arrive in one message. The page
gets the same data in Streamlit's way, too, so nothing depends on the lane.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Any

from studio.store.hosting import our_address

# What is larger is fetched, as everything is without a lane.
_MOST_BYTES = 200_000
# Of the addresses whose pictures a page has; more are forgotten, and their pictures sent again.
_MOST_ADDRESSES = 2_000

Send = Callable[[str], None]


class Lane:
    """One session's. May be used from any thread; `picture_at` finds the PNG at an address."""

    def __init__(self, picture_at: Callable[[str], bytes | None]) -> None:
        self.token = secrets.token_urlsafe(18)
        self._picture_at = picture_at
        self._newest: dict[str, Any] = {}
        # Whose pictures the page has got, by either way.
        self._had: set[str] = set()
        self._turn = self._shown = 0
        self._send: Send | None = None
        self._changed = threading.Condition()

    def take(self, data: dict[str, Any]) -> dict[str, Any]:
        """The player's data with their number, which counts up; they go ahead where a page listens.

        The page shows what has the highest number, by whichever way that came.
        """
        with self._changed:
            is_news, send = data != self._newest, self._send
            new = set(_addresses(data)) - self._had if is_news else set()
            if is_news:
                self._turn += 1
                self._newest = data
                self._had = new if len(self._had) > _MOST_ADDRESSES else self._had | new
            numbered = {**data, "turn": self._turn, "lane": our_address(f"lane/{self.token}")}
        if is_news and send is not None:
            send(json.dumps({"data": numbered, "pictures": self._pictures(new)}))
        return numbered

    def open(self, send: Send) -> None:
        """A page listens; the one that came last is served."""
        with self._changed:
            self._send = send

    def close(self, send: Send) -> None:
        """That page has gone; nobody waits for it any longer."""
        with self._changed:
            if self._send == send:
                self._send = None
                self._changed.notify_all()

    def hear(self, turn: int) -> None:
        """The page says that it shows the data of that number."""
        with self._changed:
            self._shown = turn
            self._changed.notify_all()

    def await_shown(self, seconds: float) -> bool:
        """True when the page shows the newest, after at most `seconds`; at once without a page."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._send is None or self._shown == self._turn, timeout=seconds
            )
            return self._shown == self._turn

    def _pictures(self, addresses: set[str]) -> dict[str, str]:
        found = ((address, self._picture_at(address)) for address in sorted(addresses))
        return {
            address: f"data:image/png;base64,{base64.b64encode(picture).decode()}"
            for address, picture in found
            if picture is not None and len(picture) <= _MOST_BYTES
        }


def _addresses(data: dict[str, Any]) -> Iterator[str]:
    """Those of the pictures that are seen at once; what a tap shows is fetched meanwhile."""
    for phone in data["phones"]:
        for layer in phone["layers"]:
            yield layer["url"]
