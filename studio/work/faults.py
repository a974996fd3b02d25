"""What is said of a fault of ours: a sentence with an id, which stands in the log, too."""

from __future__ import annotations

import logging
import secrets

from studio.store.hosting import hosting


def fault_words(log: logging.Logger, what: str, error: BaseException) -> str:
    """`failed by a fault of Sparkproof …`, to go on with; `what` stands in the log with its id."""
    fault = secrets.token_hex(4)
    log.error("%s; fault %s", what, fault, exc_info=error)
    if hosting().is_server:
        return f"failed by a fault of Sparkproof: tell whoever runs this server “fault {fault}”."
    return f"failed by a fault of Sparkproof; its terminal shows the details of fault {fault}."
