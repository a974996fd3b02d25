"""Wrong fields are marked where they stand, for the eye and for those who hear the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

WRONG = "rgb(255, 141, 122)"


def enter(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")


def test_a_wrong_count_is_marked_with_its_tab_until_it_is_right(app: Page) -> None:
    app.get_by_role("tab", name="Counts").click()
    # A field that is drawn anew stands beside the old one for a moment.
    likes = app.get_by_role("textbox", name="Likes").last
    enter(likes, "1.234K")
    sentence = "Likes: can be read as two numbers: write all its digits, not '1.234K'"
    expect(app.get_by_role("alert")).to_have_text(sentence)
    expect(likes).to_have_attribute("aria-invalid", "true")
    expect(likes).to_have_accessible_description(sentence)
    expect(likes.locator("..")).to_have_css("border-top-color", WRONG)
    # Drawn anew with its tab, it is marked again; meanwhile the tab says it.
    app.get_by_role("tab", name="Clip").click()
    expect(likes).to_have_count(0)
    tab = app.get_by_role("tab", name="Counts, 1 to put right")
    tab.click()
    expect(likes).to_have_attribute("aria-invalid", "true")
    enter(likes, "1.2M")
    expect(likes).to_have_value("1,200,000")
    expect(likes).not_to_have_attribute("aria-invalid", "true")
    expect(tab).to_have_count(0)
    expect(app.get_by_role("alert")).to_have_count(0)


def test_a_caption_that_is_too_long_is_called_invalid_in_its_own_box(app: Page) -> None:
    caption = app.get_by_role("textbox", name="Caption")
    caption.fill("x" * 4_001)
    expect(caption).to_have_attribute("aria-invalid", "true")
    expect(caption).to_have_accessible_description(
        "Caption: is 4,001 characters long; at most 4,000 are allowed"
    )
    expect(app.get_by_role("tab", name="Clip, 1 to put right")).to_be_visible()
    caption.fill("short")
    expect(caption).not_to_have_attribute("aria-invalid", "true")
    assert_a_language_is_found_by_its_english_name(app)


def assert_a_language_is_found_by_its_english_name(app: Page) -> None:
    picker = app.get_by_label("Language", exact=True)
    picker.click()
    picker.fill("Greek")
    app.get_by_role("option", name="Ελληνικά · Greek").click()
    expect(app.get_by_role("img", name="Χορηγούμενη")).to_be_visible()
