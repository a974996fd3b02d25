"""Things that wait to be done for several people: each has a turn before anybody has another."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class FairQueue(Generic[Thing]):
    """One person's things keep their order; the person who was served longest ago is next."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Thing]] = OrderedDict()
        self._served: dict[str, int] = {}
        self._turn = 0
        self._lock = threading.Lock()

    def put(self, owner: str, thing: Thing) -> None:
        with self._lock:
            self._waiting.setdefault(owner, deque()).append(thing)

    def take(self) -> Thing | None:
        """The next; None when nothing waits."""
        with self._lock:
            if not self._waiting:
                return None
            owner = min(self._waiting, key=lambda name: self._served.get(name, 0))
            things = self._waiting[owner]
            thing = things.popleft()
            if not things:
                del self._waiting[owner]
            self._turn += 1
            self._served[owner] = self._turn
            self._forget()
            return thing

    def _forget(self) -> None:
        """Whoever waits for nothing has no turn to lose, once nobody waits."""
        if not self._waiting:
            newest = max(self._served, key=self._served.__getitem__)
            self._served = {newest: self._served[newest]}
