"""The contact sheet from the app: chosen, made in a worker, looked at and saved."""

from __future__ import annotations

import re
from contextlib import suppress
from fractions import Fraction
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from playwright.sync_api import Error, Locator, Page, expect

from browser.served_app import ROOT, open_paused, read_player, wait_until
from overlays.ad.file import load_ad
from overlays.viewports import View
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan

SAMPLE = ROOT / "samples" / "glow_serum" / "ad.yaml"
CELL = (270, 480)
# Looks 50 ms apart in which nothing has moved.
REST_LOOKS = 8


def open_panel(page: Page) -> None:
    # All of it in view: lists close themselves when the page scrolls.
    page.set_viewport_size({"width": 1440, "height": 2400})
    page.locator(".st-key-sheet_card summary").click()
    # It unfolds in steps, and a press on what moves away under the pointer is none.
    button = page.get_by_role("button", name="Make a sheet of")
    places: list[object] = []

    def rests() -> bool:
        places.append(button.bounding_box())
        return len(places) > REST_LOOKS and all(
            place == places[-1] for place in places[-REST_LOOKS:]
        )

    wait_until(page, rests, "the panel moves on")


def test_a_sheet_is_made_shown_saved_and_there_after_a_reload(
    app: Page, app_address: str, tmp_path: Path
) -> None:
    open_panel(app)
    app.get_by_role("button", name="Make a sheet of 6 pictures").click()
    job = rows(app).first
    expect(job).to_contain_text(
        re.compile("Glow serum“day 14 of .*”Contact sheet · English · clip.mp4")
    )
    link = job.get_by_role("link", name="Download")
    expect(link).to_be_visible()
    expect(job).to_contain_text(re.compile(r"6 pictures · [\d.]+ (kB|MB)"))
    expect(app.get_by_alt_text("The contact sheet")).to_be_visible()
    with app.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "glow_serum-sheet.png"
    path = tmp_path / "sheet.png"
    download.value.save_as(path)
    sheet = np.asarray(Image.open(path)).astype(int)
    assert sheet.shape == (84 + 14 + 2 * (480 + 44 + 14), 3 * 270 + 4 * 28, 3)
    for column, placement in enumerate(("tiktok/organic", "tiktok/in_feed", "tiktok/top_view")):
        for row, time in enumerate((1, 4)):
            top, left = 98 + row * 538, 28 + column * 298
            cell = sheet[top : top + 480, left : left + 270]
            assert np.abs(cell - expected_cell(placement, time)).max() <= 1
    assert read_player(app)["loads"] == 1

    open_paused(app, app_address)
    expect(rows(app).first.get_by_role("link", name="Download")).to_be_visible()
    open_panel(app)
    picture = app.get_by_alt_text("The contact sheet")
    expect(picture).to_be_visible()
    wait_until(
        app,
        lambda: picture.evaluate("image => image.naturalWidth") == 3 * 270 + 4 * 28,
        "the picture is not loaded",
    )


def test_a_sheet_outlives_a_reload_and_can_be_stopped(app: Page, app_address: str) -> None:
    # Large, so that it is still under way after the page came back.
    open_panel(app)
    languages = ("Deutsch · German", "Español · Spanish", "Français · French", "Italiano · Italian")
    choose(app, "Languages", *languages)
    app.get_by_role("button", name="Make a sheet of 30 pictures").click()
    row = rows(app).first
    expect(row).to_contain_text(re.compile(r"\d+ of 30 pictures"))
    open_paused(app, app_address)
    # Its row is there with the card closed.
    row = rows(app).first
    expect(row).to_contain_text(re.compile(r"\d+ of 30 pictures"))
    expect(row.get_by_role("progressbar")).to_be_visible()
    row.get_by_role("button", name="Cancel").click()
    expect(row).to_contain_text("Canceled; nothing was kept")
    row.get_by_role("button", name="Remove from the list").click()
    expect(rows(app).filter(has_text="Canceled")).to_have_count(0)


def test_large_pictures_are_540_pixels_wide(app: Page, tmp_path: Path) -> None:
    open_panel(app)
    for name in ("TikTok Organic", "TikTok TopView", "4"):
        app.get_by_role("button", name=f"Remove {name}", exact=True).click()
        expect(app.get_by_role("button", name=f"Remove {name}", exact=True)).to_have_count(0)
    app.get_by_text("Large pictures, 540 pixels wide").click()
    app.get_by_role("button", name="Make a sheet of 1 picture", exact=True).click()
    link = rows(app).first.get_by_role("link", name="Download")
    expect(link).to_be_visible()
    with app.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    assert sheet.shape[1] == 540 + 2 * 28
    frame = frame_of("tiktok/in_feed", 1).astype(int)
    assert frame.shape == (960, 540, 3)
    assert np.abs(sheet[98 : 98 + 960, 28 : 28 + 540] - frame).max() <= 1


def rows(page: Page) -> Locator:
    """The sheets, newest first; those of all pages."""
    return page.locator('.st-key-sheet_jobs [class*="st-key-job_"]')


def choose(page: Page, label: str, *names: str) -> None:
    for name in names:
        wait_until(page, partial(try_to_choose, page, label, name), f"{name} cannot be chosen")
    # Everything else is hidden from assistive technology while the list is open.
    page.keyboard.press("Escape")


def try_to_choose(page: Page, label: str, name: str) -> bool:
    """Chooses it unless it is. A list closes itself whenever the page moves under it."""
    card = page.locator(".st-key-sheet_card")
    if card.locator(f"[data-tag][aria-label='{name}']").is_visible():
        return True
    option = page.get_by_role("option", name=name, exact=True)
    with suppress(Error):
        if not option.is_visible():
            card.get_by_label(label, exact=True).press("ArrowDown", timeout=1000)
        option.click(timeout=1000)
    return False


def expected_cell(placement: str, time: int) -> np.ndarray:
    return cv2.resize(frame_of(placement, time), CELL, interpolation=cv2.INTER_AREA).astype(int)


def frame_of(placement: str, time: int) -> np.ndarray:
    ad = load_ad(SAMPLE, (), placement)
    frame = render_still(build_plan(ad, view=View(width=540), stamp=True), Fraction(time))
    return rgb_from_frame(frame)


def test_a_time_after_the_end_and_an_empty_list_are_explained(app: Page) -> None:
    open_panel(app)
    choose(app, "Seconds", "15")
    app.get_by_role("button", name="Make a sheet of 9 pictures").click()
    alert = (
        rows(app).first.get_by_role("alert").filter(has_text="choose times before that, not 15 s")
    )
    expect(alert).to_be_visible()
    # Every page shows it, those of other tests as well.
    rows(app).first.get_by_role("button", name="Remove from the list").click()
    expect(alert).to_have_count(0)
    app.get_by_role("button", name="Remove English").click()
    expect(app.get_by_text("Choose at least one of each.")).to_be_visible()
    expect(app.get_by_role("button", name="Make a sheet")).to_be_disabled()
