"""A shared file opened from the disk without a network: the ad plays, and a review goes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Position, expect

from browser.mounted_player import sample
from browser.same_picture import LEVELS, largest_difference, planes_from_screenshot, show_frame_at
from browser.served_app import be_patient, is_playing, pause, read_player, stage, wait_until
from renderer.frames import render_still
from renderer.look import Look
from renderer.plan import RenderPlan, plan_look
from signoff.reviews.review import check_sum
from signoff.sharing.request import ShareRequest
from signoff.sharing.share import write_share
from support.waiting import until

HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
PLACEMENTS = ("tiktok/in_feed", "tiktok/top_view")
LOOK = Look(stamp=True)
TIMES = (0.4, 2.2, 3.28, 7.0, 12.0)


@dataclass(frozen=True, slots=True)
class Shared:
    """The page of a share, and what it is of."""

    page: Page
    plan: RenderPlan
    size: int


@pytest.fixture(scope="module")
def shared(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    ad = sample("slow_coffee", locale="en")
    post = ad.post.model_copy(update={"caption": f"{HOSTILE} {ad.post.caption}"})
    ad = ad.model_copy(update={"post": post})
    path = tmp_path_factory.mktemp("share") / "review.html"
    request = ShareRequest(PLACEMENTS, ("en",), look=LOOK, has_findings=False)
    made = write_share(ad, request, path, name=HOSTILE, made=datetime(2026, 12, 1, 9, tzinfo=UTC))
    context = chromium.new_context(
        offline=True,
        viewport={"width": 1000, "height": 900},
        device_scale_factor=3,
        accept_downloads=True,
    )
    with context:
        page = context.new_page()
        be_patient(page)
        wrong: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda one: requests.append(one.url[:80]))
        page.goto(path.as_uri())
        wait_until(page, lambda: is_playing(page), "the shared clip does not play")
        yield Shared(page, plan_look(ad, LOOK), made.size_bytes)
        assert page.evaluate("window.ran") is None
        assert [one for one in requests if not one.startswith(("file:", "data:", "blob:"))] == []
        # Chromium remarks that a canvas is read often.
        assert [text for text in wrong if not text.startswith("Canvas2D:")] == []


def test_it_plays_with_sound_from_within(shared: Shared) -> None:
    page = shared.page
    assert shared.size < 16_000_000
    page.get_by_role("button", name="Turn sound on").click()
    wait_until(page, lambda: not read_player(page)["muted"], "the sound stays off")
    heard = "document.querySelector('video').webkitAudioDecodedByteCount > 0"
    wait_until(page, lambda: bool(page.evaluate(heard)), "no sound is decoded")
    page.get_by_role("button", name="Turn sound off").click()
    pause(page)
    letters = "document.fonts.load('600 16px \"TikTok Sans\"').then((faces) => faces.length)"
    assert page.evaluate(letters) == 1


@pytest.mark.parametrize("time", TIMES)
def test_the_shared_player_and_the_still_are_the_same_picture(shared: Shared, time: float) -> None:
    page = shared.page
    stage(page).evaluate("stage => { stage.style.borderRadius = 0; }")
    plan = shared.plan
    show_frame_at(page, plan, time)
    frame = render_still(plan, Fraction(str(read_player(page)["shown"])))
    assert abs(float(frame.time) - time) < 0.05
    shown = [layer for layer in plan.chrome.layers if layer.is_visible(frame.time)]
    assert len(shown) > 15
    far: dict[str, float] = {}

    def is_same() -> bool:
        shot = planes_from_screenshot(stage(page).screenshot())
        assert shot[0].shape == (1920, 1080)
        worst = {one.id: largest_difference(shot, frame.planes, one.rect) for one in shown}
        far.clear()
        far.update({name: levels for name, levels in worst.items() if levels > LEVELS})
        return not far

    # One that has not come to rest yet is taken again.
    until(is_same, "the shared player shows the still", seen=lambda: far)


def test_taps_sheets_and_views(shared: Shared) -> None:
    page = shared.page
    heart = page.get_by_role("button", name="Like").first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="omment").first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("window.ran")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.get_by_role("radio", name="Compare").check()
    expect(page.locator(".stage")).to_have_count(2)
    expect(page.locator(".about h3").nth(1)).to_have_text("TopView")
    page.get_by_label("Guides").check()
    expect(page.locator("[data-guide='safe_zone']").first).to_be_visible()
    page.get_by_label("Guides").uncheck()
    page.get_by_role("radio", name="In-Feed").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="TopView")).to_be_checked()
    expect(page.locator(".stage")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="In-Feed")).to_be_checked()


def _forged(text: str) -> str:
    """With a note that is none, and a sum to it."""
    data = {**json.loads(text), "notes": [{"text": 1}]}
    return json.dumps({**data, "sum": check_sum(data)})


def _downloaded(page: Page) -> dict[str, Any]:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save review file").click()
    assert saved.value.suggested_filename.endswith(".review.json")
    text = Path(saved.value.path()).read_text("utf-8")
    # The page opens what it saved, each note once, and nothing that was changed.
    opened = page.get_by_label("A saved review")
    for content, said in (
        (text, "Opened"),
        (text.replace("softer here", "louder here"), "changed by hand"),
        (_forged(text), "not written as a review"),
        ("{", "not whole"),
    ):
        opened.set_input_files(
            FilePayload(name="a.json", mimeType="application/json", buffer=content.encode())
        )
        expect(page.locator(".sending .told")).to_contain_text(said)
    expect(page.locator(".notes .row")).to_have_count(2)
    return dict(json.loads(text))


def test_notes_and_a_decision_go_back(shared: Shared) -> None:
    page = shared.page
    show_frame_at(page, shared.plan, 7.0)
    # By pointer, on the caption.
    box = shared.plan.chrome.layer("caption").rect
    page.get_by_role("button", name="Add a note").click()
    place = Position(x=(box.x + box.width / 2) / 3, y=(box.y + box.height / 2) / 3)
    page.locator(".veil").click(position=place)
    page.get_by_label("Note at").fill(HOSTILE)
    page.get_by_role("button", name="Save note").click()
    notes = page.locator(".notes .row")
    expect(notes).to_contain_text([HOSTILE])
    # What is chosen and not decided yet stays while notes are made.
    chosen = page.get_by_role("radio", name="Changes required")
    chosen.check()
    # By keyboard alone, beside the middle.
    page.get_by_role("radio", name="In-Feed").press("n")
    page.locator(".veil").press("ArrowRight")
    page.locator(".veil").press("Enter")
    page.get_by_label("Note at").fill("softer here")
    page.get_by_label("Note at").press("Control+Enter")
    expect(notes).to_have_count(2)
    page.locator(".seek").focus()
    page.keyboard.press("Home")
    wait_until(page, lambda: read_player(page)["time"] < 1, "it does not seek")
    notes.nth(1).press("Enter")
    wait_until(page, lambda: abs(read_player(page)["shown"] - 7) < 0.05, "no seek to the note")
    expect(page.locator(".finding-box.note.picked")).to_contain_text("softer here")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert").first).to_have_text("Write your name.")
    page.get_by_label("Your name").fill(HOSTILE[:60])
    expect(chosen).to_be_checked()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".told").first).to_contain_text("Changes required by </script>")
    review = _downloaded(page)
    first, second = review["notes"]
    assert (first["element"], first["text"]) == ("caption", HOSTILE)
    assert abs(first["x"] - box.x - box.width / 2) <= 3
    assert first["at_us"] == second["at_us"]
    assert 0 <= first["at_us"] - 7_000_000 <= 40_000
    assert (second["x"], second["element"]) == (1079 // 2 + 1080 // 30, "")
    assert review["decision"]["verdict"] == "changes_required"
    assert review["share"]["views"][0]["elements"].keys() >= {"caption", "cta", "username"}


def test_on_a_phone_it_is_one_column_and_keeps_what_was_written(shared: Shared) -> None:
    page = shared.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    wait_until(page, lambda: is_playing(page), "it does not play again")
    pause(page)
    expect(page.locator(".notes .row")).to_have_count(2)
    expect(page.get_by_role("radio", name="Changes required")).to_be_checked()
    wide = "document.documentElement.scrollWidth"
    wait_until(page, lambda: page.evaluate(wide) <= 360, "the page is wider than the phone")
    page.get_by_role("button", name="Remove note 2").click()
    expect(page.locator(".notes .row")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".stills img")).to_have_count(2)
    expect(page.locator(".stills img").first).to_be_visible()
    expect(page.locator(".bar")).to_be_hidden()
