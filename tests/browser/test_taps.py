"""Where every tap leads: by pointer and by keyboard, from left to right and from right to left."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from browser.landing_page import serve_landing_page
from browser.mounted_player import KeptPlayer, data_for, sample, show
from browser.served_app import read_player, slow_motion, stage, wait_until
from overlays.ad import SparkAd

Tap = Callable[[Locator], None]

SHEETS = {
    "username": "profile",
    "sound": "sound",
    "avatar": "profile",
    "comments": "comments",
    "shares": "share",
    "disc": "sound",
}
TOGGLES = ("likes", "saves")


@pytest.fixture(scope="module")
def landing_page() -> Iterator[str]:
    with serve_landing_page() as address:
        yield address


def ad_leading_to(address: str, locale: str = "en", **values: object) -> SparkAd:
    """A creator who is not followed yet, a caption that is cut, a button."""
    ad = sample("slow_coffee", locale=locale, **values)
    creator = ad.post.creator.model_copy(update={"followed": False})
    cta = ad.ad.call_to_action
    assert cta is not None
    return ad.model_copy(
        update={
            "post": ad.post.model_copy(update={"creator": creator}),
            "ad": ad.ad.model_copy(
                update={"call_to_action": cta.model_copy(update={"landing_url": address})}
            ),
        }
    )


def hotspot(page: Page, name: str) -> Locator:
    return stage(page).locator(f"[data-hotspot={name}]")


def press(key: str) -> Tap:
    def tap(target: Locator) -> None:
        target.focus()
        target.press(key)

    return tap


WAYS: list[tuple[str, Tap]] = [
    ("pointer", lambda target: target.click()),
    ("Enter", press("Enter")),
    ("Space", press("Space")),
]


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("tap", [tap for _, tap in WAYS], ids=[way for way, _ in WAYS])
def test_every_target_leads_where_it_does_in_the_app(
    player: KeptPlayer, landing_page: str, tap: Tap, locale: str
) -> None:
    page = player.open(data_for(ad_leading_to(landing_page, locale)), plays=True)
    slow_motion(page)
    _links_open(page, landing_page, tap)
    _sheets_open(page, tap)
    _toggles_toggle(page, tap)
    _caption_unfolds(page, tap)
    found = read_player(page)
    assert not found["paused"], "a tap on a target must not stop the clip"
    assert found["loads"] == 1
    # The page hears of the clip and of nothing else, so no tap can change the ad.
    assert {name for name, _ in page.evaluate("window.media")} == {"media"}


def _links_open(page: Page, address: str, tap: Tap) -> None:
    for name in ("cta", "caption"):
        link = hotspot(page, name)
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        with page.expect_popup() as popup:
            tap(link)
        popup.value.get_by_role("heading", name="Landed").wait_for()
        assert popup.value.url == address
        assert popup.value.title() == "null"
        popup.value.close()


def _sheets_open(page: Page, tap: Tap) -> None:
    for name, sheet in SHEETS.items():
        tap(hotspot(page, name))
        panel = stage(page).locator(f"[data-sheet={sheet}][role=dialog]")
        expect(panel).to_be_visible()
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(hotspot(page, name)).to_be_focused()


def _toggles_toggle(page: Page, tap: Tap) -> None:
    for name in TOGGLES:
        spot = hotspot(page, name)
        picture = stage(page).locator(f"[data-layer={name}] img")
        before = picture.get_attribute("src")
        expect(spot).to_have_attribute("aria-pressed", "false")
        tap(spot)
        expect(spot).to_have_attribute("aria-pressed", "true")
        expect(picture).not_to_have_attribute("src", str(before))
        tap(spot)
        expect(spot).to_have_attribute("aria-pressed", "false")
        expect(picture).to_have_attribute("src", str(before))
    tap(hotspot(page, "follow"))
    expect(stage(page).locator("[data-layer=follow], [data-hotspot=follow]")).to_have_count(0)


def _caption_unfolds(page: Page, tap: Tap) -> None:
    caption = stage(page).locator("[data-layer=caption]")
    short = caption.evaluate("node => node.offsetHeight")
    more = hotspot(page, "see_more")
    expect(more).to_have_attribute("aria-expanded", "false")
    tap(more)
    expect(stage(page).locator("[aria-expanded=true]")).to_be_visible()
    wait_until(
        page,
        lambda: caption.evaluate("node => node.offsetHeight") > 1.5 * short,
        "the caption is no higher",
    )


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_keyboard_reaches_everything_as_one_reads(player: KeptPlayer, locale: str) -> None:
    data = data_for(ad_leading_to("https://example.com/", locale))
    page = player.open(data)
    page.locator(".player").focus()
    reached: list[str] = []
    boxes = []
    while True:
        page.keyboard.press("Tab")
        focused = page.locator(".hotspot:focus")
        if focused.count() == 0:
            break
        reached.append(str(focused.get_attribute("data-hotspot")))
        boxes.append(focused.bounding_box())
        assert focused.get_attribute("aria-label")
    assert len(reached) == len(set(reached)) == stage(page).locator(".hotspot").count()
    assert reached[0] == "username"
    split = reached.index("avatar")
    assert reached[split:] == ["avatar", "follow", "likes", "comments", "saves", "shares", "disc"]
    for column in (boxes[:split], boxes[split:]):
        tops = [box["y"] for box in column if box]
        assert tops == sorted(tops)


def test_a_like_is_red_and_counts_one_more(player: KeptPlayer) -> None:
    page = player.open(data_for(sample("slow_coffee")))
    box = stage(page).locator("[data-layer=likes]").bounding_box()
    assert box is not None
    heart = {**box, "height": box["height"] * 0.5}
    expect(hotspot(page, "likes")).to_have_attribute("aria-label", "J’aime, 7\u202f312")
    assert _reds(page.screenshot(clip=heart)) == 0  # type: ignore[arg-type]
    hotspot(page, "likes").click()
    expect(hotspot(page, "likes")).to_have_attribute("aria-label", "J’aime, 7\u202f313")
    wait_until(page, lambda: _reds(page.screenshot(clip=heart)) > 0.1, "the heart is not red")  # type: ignore[arg-type]


def _reds(png: bytes) -> float:
    """The share of pixels in the platform's red."""
    rgb = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.int16)
    return float((np.abs(rgb - (0xFE, 0x2C, 0x55)).max(axis=2) < 8).mean())


def test_taps_stay_in_another_placement_and_language_and_end_with_the_post(
    player: KeptPlayer,
) -> None:
    page = player.open(data_for(sample("glow_serum")))
    hotspot(page, "likes").click()
    pressed = hotspot(page, "likes")
    for values in ({"placement": "tiktok/organic"}, {"locale": "ar"}):
        show(page, data_for(sample("glow_serum", **values)))
        expect(pressed).to_have_attribute("aria-pressed", "true")
    assert read_player(page)["loads"] == 1
    show(page, data_for(sample("slow_coffee")))
    expect(pressed).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("locale", "dx"), [("en", -90), ("ar", 90)])
def test_a_swipe_onwards_opens_the_profile_and_does_nothing_else(
    player: KeptPlayer, locale: str, dx: int
) -> None:
    page = player.open(data_for(ad_leading_to("http://x.test", locale)), plays=True)
    slow_motion(page)
    profile = stage(page).locator("[data-sheet=profile][role=dialog]")
    _drag(page, -dx, 4)
    _drag(page, dx // 3, 0)
    _drag(page, dx, 90)
    expect(profile).to_have_count(0)
    tabs = len(page.context.pages)
    _drag(page, dx, 4, start="cta")
    expect(profile).to_be_visible()
    assert len(page.context.pages) == tabs
    assert not read_player(page)["paused"]


def _drag(page: Page, dx: int, dy: int, start: str | None = None) -> None:
    box = (hotspot(page, start) if start else stage(page)).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def test_a_tap_beside_every_target_starts_and_stops_the_clip(player: KeptPlayer) -> None:
    page = player.open(data_for(sample()))
    middle = {"x": 150, "y": 250}
    stage(page).click(position=middle)  # type: ignore[arg-type]
    wait_until(page, lambda: not read_player(page)["paused"], "the clip stands still")
    stage(page).click(position=middle)  # type: ignore[arg-type]
    wait_until(page, lambda: bool(read_player(page)["paused"]), "the clip plays on")


def test_a_long_caption_scrolls_in_its_place(player: KeptPlayer) -> None:
    ad = sample("slow_coffee")
    caption = " ".join(f"line {number} of a long story" for number in range(150))
    ad = ad.model_copy(update={"post": ad.post.model_copy(update={"caption": caption})})
    page = player.open(data_for(ad))
    hotspot(page, "see_more").click()
    layer = stage(page).locator("[data-layer=caption].scrolls")
    expect(layer).to_have_count(1)
    name = stage(page).locator("[data-layer=username]").bounding_box()
    assert name is not None
    assert name["y"] > 0.35 * 640
    layer_top = "node => node.scrollTop"
    hotspot(page, "caption").hover()
    page.mouse.wheel(0, 120)
    wait_until(page, lambda: layer.evaluate(layer_top) > 100, "the wheel does not scroll it")
    hotspot(page, "caption").focus()
    before = layer.evaluate(layer_top)
    page.keyboard.press("ArrowDown")
    wait_until(page, lambda: layer.evaluate(layer_top) > before, "the arrow does not scroll it")


def test_a_link_that_is_no_web_address_changes_nothing_and_is_explained(app: Page) -> None:
    link = app.locator("a[data-hotspot=cta]")
    before = link.get_attribute("href")
    field = app.get_by_label("Landing page")
    field.fill("javascript:alert(1)")
    field.press("Enter")
    expect(app.get_by_role("alert").filter(has_text="Landing page")).to_contain_text("http")
    expect(link).to_have_attribute("href", str(before))
    assert read_player(app)["loads"] == 1


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x"],
)
def test_player_itself_makes_a_dead_button_of_anything_but_a_web_address(
    player: KeptPlayer, href: str
) -> None:
    # Should Python ever let one through, the page still must not.
    data = data_for(sample())
    phone = data["phones"][0]
    for spot in phone["hotspots"]:
        spot["href"] = href if spot["target"] == "landing_page" else None
    phone["sheets"]["comments"]["foot"][0]["button"]["href"] = href
    page = player.open(data)
    assert stage(page).locator("a").count() == 0
    expect(hotspot(page, "cta")).to_be_disabled()
    hotspot(page, "comments").click()
    expect(stage(page).locator("[data-part=cta]")).to_be_disabled()
    assert stage(page).locator("a").count() == 0
