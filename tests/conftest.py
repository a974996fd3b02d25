"""For all tests: what ends a run, what fails any test, and which tests run beside which."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import WorkerController

from support.logged_errors import logged_errors

BROWSER = "tests/browser/"
CORES = os.cpu_count() or 1
# Of the browser's files, by the time that they take.
LONGEST = (
    *("test_judging", "test_kept_work", "test_uploads", "test_app_sheet", "test_url"),
    *("test_export", "test_views", "test_same_picture", "test_routes", "test_share", "test_taps"),
)

# A shell has what it runs in the background ignore Ctrl-C, and all that is started from there.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden pictures anew; look at them"
    )


class Pieces(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Files, each whole: its fixtures are made once. The first worker begins with the browser's.

    The others begin at the other end, so that there is one app and one Chromium until little is
    left, and all workers end at about the same time. Of the browser's files no more are under way
    than there are cores: a page that plays keeps one busy.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::", 1)[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        place, last = list(self.nodes).index(node), next(reversed(self.workqueue))
        if place >= CORES and last.startswith(BROWSER):
            node.shutdown()
            return
        if place:
            self.workqueue.move_to_end(last, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: tests of pages, workers and commands wait half of their time."""
    return 2 * CORES


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Pieces:
    config.option.loadscopereorder = False
    return Pieces(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's files stand at one end of all, which `Pieces` counts on; the longest first.

    What is begun last is short then, and no worker is left alone with a long one.
    """

    def place(item: pytest.Item) -> int:
        if not item.nodeid.startswith(BROWSER):
            return len(LONGEST) + 1
        name = item.path.stem
        return LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept for the next run is kept for this one, and not among the user's."""
    os.environ["SPARKPROOF_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def _no_error_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails what logs an error; what is marked `logs_errors` fails without one."""
    with logged_errors() as messages:
        yield
    if request.node.get_closest_marker("logs_errors"):
        assert messages, "no error was logged"
    else:
        assert not messages, "\n".join(messages)
