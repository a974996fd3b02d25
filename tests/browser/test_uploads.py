"""An upload stays where it was put, however slow the browser and however many pages there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from browser.served_app import open_app, read_player, wait_until
from support.media import Clip, write_clip

SLOWER = 6


@contextmanager
def app_page(chromium: Browser, address: str) -> Iterator[Page]:
    """The app with its clip paused: what plays would only slow down what is waited for."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        open_app(page, address)
        page.get_by_role("button", name="Pause").click()
        yield page
    finally:
        # A page that a failure leaves open would slow down all tests after it.
        context.close()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """By the name of its field; the clip is new to the app, so that it must be read."""
    video, avatar, cover = (tmp_path / name for name in ("take.mp4", "me.png", "song.png"))
    write_clip(video, Clip())
    Image.new("RGB", (96, 96), (200, 30, 60)).save(avatar)
    Image.new("RGB", (96, 96), (30, 200, 60)).save(cover)
    return {"Video": video, "Avatar": avatar, "Cover": cover}


def upload(page: Page, files: dict[str, Path]) -> None:
    for label, path in files.items():
        page.get_by_label(f"Upload {label.lower()}", exact=True).set_input_files(path)


def expect_uploads(page: Page, files: dict[str, Path]) -> None:
    """In the fields, on the phone, and after each of two more clicks."""
    wait_until(page, lambda: read_player(page)["loads"] == 2, "the clip was not loaded")
    expect(page.locator("dl.facts")).to_contain_text("take.mp4")
    for _ in range(2):
        for label, path in files.items():
            field = page.get_by_label(label, exact=True)
            hint = f"{path.name} (uploaded)"
            expect(field).to_have_attribute("placeholder", hint)
            expect(field).to_have_value("")
        rev = read_player(page)["rev"]
        page.get_by_text("Preview stamp").click()
        wait_until(page, lambda rev=rev: read_player(page)["rev"] != rev, "no other chrome")  # type: ignore[misc]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_on_a_slow_computer_every_upload_stays(
    chromium: Browser, app_address: str, files: dict[str, Path]
) -> None:
    with app_page(chromium, app_address) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        upload(page, files)
        expect_uploads(page, files)


def test_in_three_pages_at_once_every_upload_stays(
    chromium: Browser, app_address: str, files: dict[str, Path]
) -> None:
    with ExitStack() as stack:
        pages = [stack.enter_context(app_page(chromium, app_address)) for _ in range(3)]
        for page in pages:
            upload(page, files)
        for page in pages:
            expect_uploads(page, files)


def test_words_of_the_ad_before_stay_with_it_on_a_slow_computer(
    chromium: Browser, app_address: str
) -> None:
    with app_page(chromium, app_address) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.get_by_label("Ad", exact=True).click()
        page.get_by_role("option").filter(has_text="City sprint").click()
        # Pressed while the page still shows the first ad.
        page.get_by_text("Preview stamp").click()
        wait_until(page, lambda: read_player(page)["loads"] == 2, "the clip was not loaded")
        title = page.get_by_label("Sound title")
        expect(title).to_have_value("Kilómetro cero")
        page.get_by_role("tab", name="Creator").click()
        name = page.get_by_label("Username", exact=True)
        expect(name).to_have_value("lunacorre")
        expect(page.get_by_role("alert")).to_have_count(0)
