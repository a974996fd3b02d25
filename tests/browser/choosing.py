"""Fields of the app while it draws them anew: an old one stands beside the new for a moment."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from playwright.sync_api import Error, Locator, Page, expect

from browser.served_app import wait_until


def only(field: Locator) -> Locator:
    """The field, once there is one of it."""
    expect(field).to_have_count(1)
    return field


def choose(page: Page, label: str, option: str) -> None:
    """An option of a list, however often the list closes itself because the page moved under it."""
    chosen = partial(_try_to_choose, page, label, option)
    wait_until(page, chosen, f"{option} cannot be chosen")


def _try_to_choose(page: Page, label: str, option: str) -> bool:
    found = page.get_by_role("option").filter(has_text=option).first
    with suppress(Error):
        if not found.is_visible():
            page.get_by_label(label, exact=True).click(timeout=5000)
        found.click(timeout=5000)
        return True
    return False
