"""The page for a creator, opened from the disk without a network: by hand, by key, narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from signoff.authorizing.handing_out import Handout
from signoff.wording import load_wording
from support.ads import make_ad

HOSTILE = "<img src=x onerror=alert(1)>"
CODE = "#Zq8xKd7AbC0secret"
STEPS = 10


def handout(language: str, *ways: str) -> Handout:
    ad = make_ad(
        post__caption=f"</script><script>alert(2)</script> {HOSTILE}",
        ad__brand={"name": HOSTILE, "username": "brand"},
        ad__authorization={"days": 180, "code": CODE},
        ad__flight={"from": "2026-12-01", "to": "2027-03-31"},
    )
    return Handout.of(ad, language=language, ways=ways)


@pytest.fixture(scope="module")
def offline(chromium: Browser) -> Iterator[Page]:
    """A page of 360 px without a network; nothing may be asked for, and nothing go wrong."""
    with chromium.new_context(offline=True, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: wrong.append(request.url[:80]))
        yield page
        assert [text for text in wrong if not text.startswith(("file:", "data:", "blob:"))] == []


def opened(page: Page, folder: Path, language: str, *ways: str) -> str:
    """The text of the page, once it is shown."""
    path = folder / f"{language}.html"
    handout(language, *ways).write_page(path)
    page.goto(path.as_uri())
    return path.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_the_walk_by_pointer_and_by_keyboard(offline: Page, tmp_path: Path, language: str) -> None:
    text = opened(offline, tmp_path, language)
    assert CODE not in text
    wording = load_wording(language)

    def stands_at(number: int) -> None:
        count = wording.say("step_count", number=str(number), count=str(STEPS))
        expect(offline.locator("[data-count]")).to_have_text(count)
        expect(offline.locator("[data-step]:visible")).to_have_count(1)
        expect(offline.locator("[data-step]:visible .number")).to_have_text(str(number))

    back, forward = offline.locator("[data-back]"), offline.locator("[data-next]")
    stands_at(1)
    expect(back).to_be_disabled()
    forward.click()
    # A tap on what is marked is a step, too.
    offline.locator(".spot:visible").click()
    stands_at(3)
    back.press("Enter")
    stands_at(2)
    onwards = "ArrowLeft" if wording.direction == "rtl" else "ArrowRight"
    for _ in range(2):
        offline.keyboard.press(onwards)
    stands_at(4)
    expect(offline.locator("[data-step]:visible h3")).to_be_focused()
    offline.keyboard.press("End")
    stands_at(STEPS)
    expect(forward).to_be_disabled()
    offline.keyboard.press("Home")
    stands_at(1)
    expect(offline.locator("html")).to_have_attribute("dir", wording.direction)
    expect(offline.locator("h1")).to_have_text(wording.say("page_title"))
    expect(offline.locator(".lead")).to_contain_text(f"\u2068{HOSTILE}\u2069")
    # Nothing is wider than the phone that it is read on.
    offline.wait_for_function("document.documentElement.scrollWidth <= 360")


def test_what_a_draft_and_a_label_look_like(offline: Page, tmp_path: Path) -> None:
    opened(offline, tmp_path, "en", "tiktok", "snapchat")
    place, said = offline.locator("[data-draft]"), offline.locator(".draft-inputs [role=status]")
    chooser = offline.locator("input[type=file]")
    chooser.set_input_files(Path("samples/slow_coffee/avatar.png").resolve())
    expect(place.locator("img")).to_have_js_property("naturalWidth", 240)
    offline.get_by_role("button", name="Take it away").click()
    expect(place.locator("*")).to_have_count(0)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    chooser.set_input_files(broken)
    expect(said).to_have_text("This browser cannot show that file.")
    expect(place.locator("*")).to_have_count(0)

    tiktok, snapchat = offline.locator("[data-way]").all()
    for _ in range(3):
        tiktok.locator("[data-next]").click()
    shown = tiktok.locator("[data-labels] img:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("alt", "Not disclosed")
    tiktok.get_by_label("Branded content").check()
    expect(shown).to_have_attribute("alt", "Paid partnership")
    tiktok.get_by_label("Your brand").check()
    expect(shown).to_have_attribute("alt", "Promotional content")

    # The arrow keys go to the way that has the keyboard.
    snapchat.locator("[data-next]").click()
    offline.keyboard.press("ArrowRight")
    expect(snapchat.locator("[data-count]")).to_have_text("Step 3 of 5")
    expect(tiktok.locator("[data-count]")).to_have_text("Step 4 of 10")
    expect(offline.locator(".campaign")).to_contain_text("Authorize for 180 days.")
