"""The cards Compare with and Check, pressed through in the app."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from browser.latency import commit_caption
from browser.served_app import pause, read_player, stage, wait_until
from overlays.ad.file import load_ad
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import rgb_from_frame
from renderer.plan import plan_look

AD = Path(__file__).parents[2] / "samples" / "glow_serum" / "ad.yaml"
LOWER = 6


@pytest.fixture(scope="module")
def lower_button(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as the app shows it at 4 s, with the button 6 px lower."""
    plan = plan_look(load_ad(AD), Look(view=View()))
    picture = rgb_from_frame(render_still(plan, Fraction(4))).copy()
    bare = rgb_from_frame(
        render_still(plan_look(load_ad(AD, ["ad.call_to_action=null"]), Look()), Fraction(4))
    )
    (button,) = [layer.rect for layer in plan.chrome.layers if layer.id == "cta"]
    across, down = slice(button.x, button.right), slice(button.y, button.bottom)
    moved = picture[down, across].copy()
    picture[down, across] = bare[down, across]
    picture[button.y + LOWER : button.bottom + LOWER, across] = moved
    path = tmp_path_factory.mktemp("shown") / "screen.png"
    Image.fromarray(np.ascontiguousarray(picture)).save(path)
    return path


def test_compare_with_a_picture(app: Page, lower_button: Path) -> None:
    pause(app)
    app.get_by_text("Compare with", exact=True).click()
    moment = "It shows second"
    app.get_by_label("What to compare with").set_input_files(lower_button)
    expect(app.locator(".verdict")).to_contain_text("Not as approved")
    field = app.get_by_label(moment)
    field.fill("4")
    field.press("Enter")
    row = app.locator("[data-finding]", has_text="Button stands 6 px (2 dp) lower")
    expect(row).to_be_visible()
    expect(app.locator(".verdict")).to_have_text("Not as approved · 1 difference · exact")
    # The phone goes there by itself, and again when the finding is pressed.
    wait_until(app, lambda: 3.96 < read_player(app)["shown"] <= 4.001, "the phone is elsewhere")
    box = app.locator(".finding-box.fail")
    expect(box).to_have_text("Button stands 6 px (2 dp) lower from its place")
    app.locator(".player").press("ArrowLeft")
    expect(box).to_be_hidden()
    row.click()
    expect(box).to_be_visible()
    app.get_by_role("radio", name="Slider").click()
    expect(stage(app).locator(".seen img")).to_be_visible()
    with app.expect_download() as saving:
        app.get_by_role("link", name="JSON").click()
    (finding,) = json.loads(saving.value.path().read_text("utf-8"))["findings"]
    assert (finding["code"], finding["element"], finding["dy"]) == ("moved", "cta", LOWER)

    commit_caption(app, "quite other words")
    expect(app.get_by_text("Judged before the ad was changed.")).to_be_visible()
    expect(box).to_have_count(0)
    app.get_by_role("button", name="Judge again").click()
    expect(app.locator("[data-finding]", has_text="Caption does not say")).to_be_visible()
    expect(app.get_by_text("Judged before the ad was changed.")).to_have_count(0)


def test_a_file_that_is_no_picture(app: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.png"
    wrong.write_bytes(b"no picture at all")
    app.get_by_text("Compare with", exact=True).click()
    app.get_by_label("What to compare with").set_input_files(wrong)
    expect(app.get_by_role("alert")).to_have_text(
        "notes.png is no picture of a known kind: save it as PNG, JPEG or WebP."
    )
