"""One page for all tests, in which the app is opened again for each of them.

A page in a context of its own costs twice the processor time, because it starts a process, and
reads and compiles all scripts again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from browser.served_app import open_app, open_paused, read_player, stage

SIZE: ViewportSize = {"width": 1440, "height": 900}


@contextmanager
def fresh_page(chromium: Browser) -> Iterator[Page]:
    """A page in a context of its own; the block fails if it prints an error."""
    context = chromium.new_context(viewport=SIZE)
    page = context.new_page()
    errors = _errors_of(page)
    yield page
    context.close()
    assert not errors


class KeptApp:
    """The app in a page that outlives a test; the session behind it does not."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self._errors = _errors_of(page)
        self._opening: object = None

    def open(self, *, plays: bool = False) -> Page:
        """For a visitor who was never here, with the first sample.

        It is stopped unless it is looked at: a clip that plays keeps half a processor busy, and
        the longer a test has to wait, the more of it.
        """
        self.page.set_viewport_size(SIZE)
        self.page.context.clear_cookies()
        (open_app if plays else open_paused)(self.page, self._address)
        self._opening = self._view()
        return self.page

    def open_unless_as_opened(self) -> Page:
        """As it is, when a test has put back what it changed of the view; else as `open`."""
        is_as_opened = self._opening is not None and self._opening == self._view()
        return self.page if is_as_opened else self.open()

    def rest(self) -> None:
        """Plays nothing until it is opened; fails if it printed an error."""
        self.page.goto("about:blank")
        self.assert_no_errors()

    def assert_no_errors(self) -> None:
        errors = self._errors.copy()
        self._errors.clear()
        assert not errors

    def _view(self) -> object:
        """What the page shows: by its address, the chrome's name and how often it was built."""
        if stage(self.page).count() != 1:
            return None
        player = read_player(self.page)
        return self.page.url, player["rev"], player["mounts"], player["loads"], player["paused"]


def _errors_of(page: Page) -> list[str]:
    """Grows by what the page throws or prints as an error."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", note)
    return errors
