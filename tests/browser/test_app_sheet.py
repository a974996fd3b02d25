"""The contact sheet from the app: chosen, made in a worker, looked at and saved."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from browser.served_app import ROOT, read_player, wait_until
from overlays.ad_file import load_ad
from overlays.viewports import View
from renderer.frames import render_still
from renderer.picture import rgb_from_frame
from renderer.plan import build_plan

SAMPLE = ROOT / "samples" / "glow_serum" / "ad.yaml"
CELL = (270, 480)
SHEET_MS = 60_000


def open_panel(page: Page) -> None:
    # All of it in view: lists close themselves when the page scrolls.
    page.set_viewport_size({"width": 1440, "height": 1700})
    page.locator(".st-key-sheet_card summary").click()


def test_a_sheet_is_made_shown_and_saved(app: Page, tmp_path: Path) -> None:
    open_panel(app)
    app.get_by_role("button", name="Make a sheet of 6 pictures").click()
    link = app.get_by_role("link", name="Download PNG")
    expect(link).to_be_visible(timeout=SHEET_MS)
    expect(app.get_by_alt_text("The contact sheet")).to_be_visible()
    with app.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "glow_serum-sheet.png"
    path = tmp_path / "sheet.png"
    download.value.save_as(path)
    sheet = np.asarray(Image.open(path)).astype(int)
    assert sheet.shape == (84 + 14 + 3 * (480 + 44 + 14), 2 * 270 + 3 * 28, 3)
    for row, placement in enumerate(("tiktok/organic", "tiktok/in_feed", "tiktok/top_view")):
        for column, time in enumerate((1, 4)):
            top, left = 98 + row * 538, 28 + column * 298
            cell = sheet[top : top + 480, left : left + 270]
            assert np.abs(cell - expected_cell(placement, time)).max() <= 1
    assert read_player(app)["loads"] == 1


def expected_cell(placement: str, time: int) -> np.ndarray:
    ad = load_ad(SAMPLE, (), placement)
    frame = render_still(build_plan(ad, view=View(width=540), stamp=True), Fraction(time))
    return cv2.resize(rgb_from_frame(frame), CELL, interpolation=cv2.INTER_AREA).astype(int)


def test_a_time_after_the_end_and_an_empty_list_are_explained(app: Page) -> None:
    open_panel(app)
    option = app.get_by_role("option", name="15", exact=True)

    def is_open() -> bool:
        if not option.is_visible():
            app.get_by_label("Seconds").press("ArrowDown")
        return option.is_visible()

    wait_until(app, is_open, "the list does not open")
    option.click()
    expect(app.locator("[data-tag][aria-label='15']")).to_be_visible()
    # Everything else is hidden from assistive technology while the list is open.
    app.keyboard.press("Escape")
    app.get_by_role("button", name="Make a sheet of 9 pictures").click()
    alert = app.get_by_role("alert").filter(has_text="choose times before that, not 15 s")
    expect(alert).to_be_visible(timeout=SHEET_MS)
    app.get_by_role("button", name="Remove English").click()
    expect(app.get_by_text("Choose at least one of each.")).to_be_visible()
    expect(app.get_by_role("button", name="Make a sheet")).to_be_disabled()
