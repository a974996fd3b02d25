"""What is said to two parts of the page at the same moment is answered in both."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from browser.served_app import read_player, wait_until


def press_as_the_caption_is_left(app: Page, caption: str, pressed: Locator) -> None:
    """Both within one task of the browser, as on a computer too busy to part them.

    The browser then sends one message, and in it speaks for the part with the caption alone.
    """
    rev = read_player(app)["rev"]
    app.locator(".st-key-caption textarea").evaluate(
        """(field, [caption, pressed]) => {
          field.focus();
          field.value = caption;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.blur();
          pressed.click();
        }""",
        [caption, pressed.element_handle()],
    )
    wait_until(app, lambda: read_player(app)["rev"] != rev, "the caption did not change")


def test_an_export_and_a_sheet_begin(app: Page) -> None:
    rows = app.locator('.st-key-jobs [class*="st-key-job_"]')
    before = rows.count()
    button = app.get_by_role("button", name="Export video")
    press_as_the_caption_is_left(app, "Said together with a press", button)
    expect(rows).to_have_count(before + 1)
    app.get_by_role("button", name="Cancel").first.click()

    app.locator(".st-key-sheet_card summary").click()
    expect(app.get_by_role("button", name="Make a sheet of 6 pictures")).to_be_visible()
    rows = app.locator('.st-key-sheet_jobs [class*="st-key-job_"]')
    before = rows.count()
    button = app.get_by_role("button", name="Make a sheet of 6 pictures")
    press_as_the_caption_is_left(app, "Said together with another press", button)
    expect(rows).to_have_count(before + 1)
