"""For all tests: what ends a run, what fails any test, and which tests run beside which."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.logged_errors import logged_errors

BROWSER = Path(__file__).parent / "browser"

# A shell has what it runs in the background ignore Ctrl-C, and all that is started from there.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden pictures anew; look at them"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has all tests of the browser, so that there is one app and one Chromium.

    Every other file is one piece, as its fixtures are made once. It counts with
    `--dist loadgroup`, which begins with the largest piece: the browser's.
    """
    for item in items:
        in_browser = item.path.is_relative_to(BROWSER)
        item.add_marker(pytest.mark.xdist_group("browser" if in_browser else str(item.path)))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _no_error_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails what logs an error; what is marked `logs_errors` fails without one."""
    with logged_errors() as messages:
        yield
    if request.node.get_closest_marker("logs_errors"):
        assert messages, "no error was logged"
    else:
        assert not messages, "\n".join(messages)
