"""Steps back and forward through what was worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

State = Mapping[str, Any]
MOST_STEPS = 100


class History:
    """States before each change. What is written into one field at a time is one step."""

    def __init__(self) -> None:
        self._before: list[State] = []
        self._after: list[State] = []
        self._field = ""

    @property
    def possible(self) -> tuple[bool, bool]:
        """Whether there is a step back, and one forward."""
        return bool(self._before), bool(self._after)

    def note(self, field: str, before: State) -> None:
        """`field` is about to change; empty for a change that is a step whatever comes next."""
        if field and field == self._field:
            return
        self._field = field
        self._before = [*self._before, before][-MOST_STEPS:]
        self._after.clear()

    def undo(self, now: State) -> State | None:
        """The state before the last step; None at the beginning."""
        return self._step(self._before, self._after, now)

    def redo(self, now: State) -> State | None:
        """The state that the last step back left; None when there is none."""
        return self._step(self._after, self._before, now)

    def _step(self, source: list[State], target: list[State], now: State) -> State | None:
        self._field = ""
        if not source:
            return None
        target.append(now)
        return source.pop()
