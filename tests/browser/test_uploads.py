"""An upload stays where it was put, however slow the browser and however many pages there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from browser.choosing import choose, only
from browser.kept_app import fresh_page
from browser.served_app import open_paused, read_player, wait_until
from support.media import Clip, write_clip

pytestmark = pytest.mark.long

SLOWER = 4


@pytest.fixture
def slow_app(app: Page) -> Iterator[Page]:
    devtools = app.context.new_cdp_session(app)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield app
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    devtools.detach()


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
            field = only(page.get_by_label(label, exact=True))
            hint = f"{path.name} (uploaded)"
            expect(field).to_have_attribute("placeholder", hint)
            expect(field).to_have_value("")
        rev = read_player(page)["rev"]
        page.get_by_text("Preview stamp").click()
        wait_until(page, lambda rev=rev: read_player(page)["rev"] != rev, "no other chrome")  # type: ignore[misc]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_on_a_slow_computer_every_upload_stays(slow_app: Page, files: dict[str, Path]) -> None:
    upload(slow_app, files)
    expect_uploads(slow_app, files)


def test_in_three_pages_at_once_every_upload_stays(
    app: Page, chromium: Browser, app_address: str, files: dict[str, Path]
) -> None:
    """Of one visitor's and of another's."""
    with fresh_page(chromium) as other:
        pages = [app, other, other.context.new_page()]
        for page in pages[1:]:
            open_paused(page, app_address)
        for page in pages:
            upload(page, files)
        for page in pages:
            expect_uploads(page, files)


def test_words_of_the_ad_before_stay_with_it_on_a_slow_computer(slow_app: Page) -> None:
    choose(slow_app, "Ad", "City sprint")
    # Pressed while the page still shows the first ad.
    slow_app.get_by_text("Preview stamp").click()
    wait_until(slow_app, lambda: read_player(slow_app)["loads"] == 2, "the clip was not loaded")
    title = slow_app.get_by_label("Sound title")
    expect(only(title)).to_have_value("Kilómetro cero")
    slow_app.get_by_role("tab", name="Creator").click()
    name = slow_app.get_by_label("Username", exact=True)
    expect(only(name)).to_have_value("lunacorre")
    expect(slow_app.get_by_role("alert")).to_have_count(0)
