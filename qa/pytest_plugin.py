"""Proof within somebody's own tests: the fixture `sparkproof`.

    def test_the_feed(sparkproof, driver):
        sparkproof.compare("ad.yaml", driver.get_screenshot_as_png(), profile="screenshot")

A test that fails says what is not as the ad asks, element by element, and leaves both pictures and
the report in its own folder (`tmp_path`). `--sparkproof-report FILE` writes one report of all that
was judged in the run, `--sparkproof-update` approves what `sparkproof.approved` asks for.

Where Sparkproof is installed, pytest loads this for every run, so all else waits to be needed. From
a checkout: `pytest_plugins = ["qa.pytest_plugin"]` in the conftest.py at the root of the tests.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from qa.finding import Report
    from qa.in_pytest import Sparkproof

_REPORTS = pytest.StashKey[list["Report"]]()
_SENT = "sparkproof_reports"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sparkproof")
    group.addoption(
        "--sparkproof-update", action="store_true", help="approve what sparkproof.approved asks for"
    )
    group.addoption(
        "--sparkproof-report",
        metavar="FILE",
        help="one report of all that was judged: .html, .json or .xml (JUnit)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_REPORTS] = []
    asked = config.getoption("--sparkproof-report")
    if asked:
        from overlays.errors import ExportError
        from qa.reports.files import report_file

        try:
            report_file(Path(asked)).check()
        except ExportError as error:
            raise pytest.UsageError(str(error)) from error


@pytest.fixture
def sparkproof(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sparkproof]:
    """Compares pictures with ads, and fails the test in words."""
    from qa.in_pytest import BASELINES, Sparkproof, named_report

    node: Any = request.node
    name = f"{request.path.stem}.{node.name}"
    updates = bool(request.config.getoption("--sparkproof-update"))
    made = Sparkproof(name, tmp_path, request.path.parent / BASELINES, updates=updates)
    yield made
    named = (named_report(report, name, index) for index, report in enumerate(made.reports))
    request.config.stash[_REPORTS].extend(named)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes the report of the run; a worker of xdist hands its own to the first process."""
    reports, config = session.config.stash[_REPORTS], session.config
    output = getattr(config, "workeroutput", None)
    if output is not None:
        output[_SENT] = pickle.dumps(reports)
        return
    asked = config.getoption("--sparkproof-report")
    if asked and reports:
        from qa.reports.files import report_file

        report_file(Path(asked)).write(reports)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """xdist: what a worker of this run has judged."""
    sent = getattr(node, "workeroutput", {}).get(_SENT)
    if sent:
        node.config.stash[_REPORTS].extend(pickle.loads(sent))
