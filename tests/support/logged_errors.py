"""Notices what the product logs as an error, which a green test would hide."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

# uvicorn logs what a route of ours raises.
WATCHED = ("overlays", "renderer", "player", "qa", "batch", "studio", "commands", "uvicorn")


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in WATCHED:
            self.messages.append(self.format(record))


@contextmanager
def logged_errors() -> Iterator[list[str]]:
    """Grows by what is logged in the block, each with its traceback."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    try:
        yield errors.messages
    finally:
        logging.getLogger().removeHandler(errors)
