"""One app, one browser and few pages for the whole folder. No browser is a failure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from browser.kept_app import KeptApp, fresh_page
from browser.mounted_player import KeptPlayer, serve_player
from browser.served_app import launch_chromium, serve_app
from support.waiting import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def app_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_app(tmp_path_factory.mktemp("app")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the open pages say when a test fails, since nobody can look at them afterwards."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("chromium")
    if report.failed and isinstance(browser, Browser):
        pages = [page for context in browser.contexts for page in context.pages]
        report.sections += [(f"page at {page.url}", words_of(page)) for page in pages]
    return report


def words_of(page: Page) -> str:
    """The beginning of what stands on it."""
    try:
        words: str = page.evaluate("document.body.innerText")
    except PlaywrightError as error:
        return str(error)
    return " / ".join(words.split("\n"))[:2000]


@pytest.fixture(autouse=True)
def _no_page_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test leaves open when it fails would slow down all tests after it."""
    if "chromium" not in request.fixturenames:
        yield
        return
    chromium: Browser = request.getfixturevalue("chromium")
    before = chromium.contexts
    yield
    for context in chromium.contexts:
        if context not in before:
            context.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page at 1440 x 900; whatever it prints as an error fails the test."""
    with fresh_page(chromium) as page:
        yield page


@pytest.fixture(scope="session")
def app_page(chromium: Browser, app_address: str) -> Iterator[KeptApp]:
    with fresh_page(chromium) as page:
        yield KeptApp(page, app_address)


@pytest.fixture(scope="module")
def kept_app(app_page: KeptApp) -> Iterator[KeptApp]:
    """The page of all files, blank at the beginning of each."""
    yield app_page
    app_page.rest()


@pytest.fixture
def app(kept_app: KeptApp) -> Iterator[Page]:
    """The app in a new session at 1440 x 900, with the first sample, paused."""
    yield kept_app.open()
    kept_app.rest()


@pytest.fixture
def playing_app(kept_app: KeptApp) -> Iterator[Page]:
    """The same, for what looks at a clip that plays."""
    yield kept_app.open(plays=True)
    kept_app.rest()


@pytest.fixture
def viewed_app(kept_app: KeptApp) -> Iterator[Page]:
    """For what looks, and puts back what it changes of the view: the page of the test before."""
    yield kept_app.open_unless_as_opened()
    kept_app.assert_no_errors()


@pytest.fixture(scope="session")
def player_address() -> Iterator[str]:
    with serve_player() as address:
        yield address


@pytest.fixture(scope="session")
def player_page(chromium: Browser, player_address: str) -> Iterator[KeptPlayer]:
    page = chromium.new_page()
    yield KeptPlayer(page, player_address)
    page.close()


@pytest.fixture
def player(player_page: KeptPlayer) -> Iterator[KeptPlayer]:
    """The player without the app, opened with what a test gives it."""
    yield player_page
    player_page.rest()


@pytest.fixture
def media() -> Path:
    """A folder of clips that is always there: the first sample's."""
    return Path(__file__).parents[2] / "samples" / "slow_coffee"
