"""The cards Compare with and Check, pressed through in the app."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bench.mutations.faults import shifted
from browser.latency import commit_caption
from browser.served_app import read_player, stage, wait_until
from overlays.ad.file import load_ad
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
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


@pytest.fixture(scope="module")
def lower_name(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first third of a second of the sample as an export, with the name 6 px lower."""
    plan = plan_look(load_ad(AD), Look(view=View()))
    layers = tuple(
        shifted(layer, 0, LOWER) if layer.id == "username" else layer
        for layer in plan.chrome.layers
    )
    wrong = replace(plan, chrome=replace(plan.chrome, layers=layers))
    path = tmp_path_factory.mktemp("shown") / "screen.mp4"
    span = TimeSpan(Fraction(0), Fraction(1, 3))
    export_video(wrong, path, ExportOptions(span=span, preset="ultrafast"))
    return path


def open_card(app: Page, key: str) -> None:
    """It unfolds in steps, and a press on what moves away under the pointer is none."""
    card = app.locator(f".st-key-{key}")
    card.locator("summary").click()
    heights: list[object] = []

    def rests() -> bool:
        heights.append(card.bounding_box())
        return len(heights) > 3 and all(height == heights[-1] for height in heights[-3:])

    wait_until(app, rests, "the card unfolds on")


@pytest.mark.long
def test_compare_with_a_picture(app: Page, lower_button: Path, tmp_path: Path) -> None:
    open_card(app, "compare_card")
    wrong = tmp_path / "notes.png"
    wrong.write_bytes(b"no picture at all")
    app.get_by_label("What to compare with").set_input_files(wrong)
    expect(app.get_by_role("alert")).to_have_text(
        "notes.png is no picture of a known kind: save it as PNG, JPEG or WebP."
    )
    app.get_by_label("What to compare with").set_input_files(lower_button)
    expect(app.locator(".verdict")).to_contain_text("Not as approved")
    field = app.get_by_label("It shows second")
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
    expect(app.locator("[data-finding^='retyped:caption']")).to_be_visible()
    expect(app.get_by_text("Judged before the ad was changed.")).to_have_count(0)


@pytest.mark.long
def test_compare_with_a_video(app: Page, lower_name: Path) -> None:
    """Every frame is looked at, so nobody is asked for a second; each finding has its own."""
    open_card(app, "compare_card")
    app.get_by_label("What to compare with").set_input_files(lower_name)
    row = app.locator("[data-finding^='moved:username']")
    expect(row).to_contain_text("6 px (2 dp) lower")
    expect(app.locator(".verdict")).to_have_text("Not as approved · 2 differences · export")
    expect(app.locator("[data-finding^='duration:']")).to_be_visible()
    expect(app.get_by_label("It shows second")).to_have_count(0)
    app.locator(".player").press("End")
    row.click()
    seconds = float(row.locator(".when").inner_text().split()[0])
    assert 0 <= seconds <= 1 / 3
    wait_until(
        app, lambda: abs(read_player(app)["shown"] - seconds) < 0.04, "the phone is elsewhere"
    )
    expect(app.locator(".finding-box.fail")).to_contain_text("6 px (2 dp) lower")
    app.get_by_role("radio", name="Slider").click()
    expect(stage(app).locator(".seen img")).to_be_visible()


def test_check_and_put_right(app: Page) -> None:
    """Words of the sample's clip lie under its caption, which is longer than what is shown."""
    commit_caption(app, "day after day after day " * 12)
    open_card(app, "check_card")
    app.get_by_role("button", name="Check this ad").click()
    # While a list is replaced, the old one and the new one stand side by side.
    cuts = app.locator("[data-finding^=caption-cut]")
    cut = cuts.first
    expect(cut).to_be_visible()
    cut.click()
    expect(app.locator(".finding-box.picked")).to_contain_text("lines are shown")

    mark = app.locator(".time-mark[data-marks*=covered-text]").first
    rows = app.locator("[data-finding^=covered-text][aria-pressed=true]")
    mark.focus()

    def is_pressed_through() -> bool:
        app.keyboard.press("Enter")
        return rows.count() == 1

    wait_until(app, is_pressed_through, "no press leads to the covered words")
    row = rows.first

    def is_at_the_mark() -> bool:
        seconds = float(row.locator(".when").inner_text().split()[0])
        return bool(abs(read_player(app)["shown"] - seconds) < 0.1)

    wait_until(app, is_at_the_mark, "not at the mark")
    words = row.locator(".words").evaluate("words => words.firstChild.textContent")
    expect(app.locator(".finding-box.picked")).to_have_text(words)
    app.get_by_role("button", name="Heat map").click()
    expect(stage(app).locator(".heat")).to_be_visible()
    app.get_by_role("button", name="Heat map").click()

    commit_caption(app, "short")
    expect(cuts).to_have_count(0)
    expect(app.locator("[data-finding^=covered-text]").first).to_be_visible()
    player = read_player(app)
    assert (player["mounts"], player["loads"]) == (1, 1)
