"""The watch over logged errors would notice one of ours, and no other's."""

from __future__ import annotations

import logging

import pytest

from support.logged_errors import logged_errors


@pytest.mark.logs_errors
def test_an_error_of_the_product_is_noticed_with_its_traceback() -> None:
    with logged_errors() as messages:
        logging.getLogger("someone.else").error("not ours")
        logging.getLogger("renderer.output").warning("no error")
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            logging.getLogger("renderer.output").exception("a fault")
    (message,) = messages
    assert message.startswith("renderer.output: a fault\nTraceback")
    assert message.endswith("ZeroDivisionError")
