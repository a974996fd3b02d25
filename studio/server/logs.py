"""What a server writes about itself, to standard error: no names, words or addresses of people."""

from __future__ import annotations

import logging


def log_for_a_server() -> None:
    """Every job that ends, and every fault, one line each, with the ids that the app shows."""
    writer = logging.StreamHandler()
    writer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("studio")
    log.setLevel(logging.INFO)
    log.addHandler(writer)
    log.propagate = False
