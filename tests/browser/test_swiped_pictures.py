"""A carousel in the player: swiped by pointer, stepped by keyboard, on to the landing page."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from browser.landing_page import serve_landing_page
from browser.mounted_player import KeptPlayer, data_for, sample, show
from browser.served_app import read_player, stage, wait_until
from overlays.ad import SparkAd
from overlays.ad.carousel import Carousel
from renderer.output.proxy import make_proxy
from renderer.source.probe import probe_source
from support.media import BLUE, GREEN, RED

COLORS = (RED, GREEN, BLUE)
_MIDDLE = """stage => {
  const video = stage.querySelector("video");
  const copy = document.createElement("canvas");
  const brush = copy.getContext("2d");
  brush.drawImage(video, 0, 0);
  return [...brush.getImageData(20, 20, 1, 1).data].slice(0, 3);
}"""


@pytest.fixture(scope="module")
def carousel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Carousel, Path]:
    """Three plain pictures of a second each, and what the browser plays of them."""
    folder = tmp_path_factory.mktemp("carousel")
    pictures = tuple(folder / f"{number}.png" for number in range(len(COLORS)))
    for path, color in zip(pictures, COLORS, strict=True):
        Image.new("RGB", (108, 192), color).save(path)
    made = Carousel(pictures=pictures, seconds=Decimal(1))
    return made, make_proxy(probe_source(made), folder / "copy.mp4")


def ad_of(carousel: Carousel, address: str, **values: object) -> SparkAd:
    ad = sample("slow_coffee", **values)
    cta = ad.ad.call_to_action
    assert cta is not None
    post = ad.post.model_copy(update={"carousel": carousel, "video": None})
    button = {"call_to_action": cta.model_copy(update={"landing_url": address})}
    return ad.model_copy(update={"post": post, "ad": ad.ad.model_copy(update=button)})


def drag(page: Page, dx: int) -> None:
    box = stage(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.35
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + 4, steps=3)
    page.mouse.up()


def await_picture(page: Page, index: int) -> None:
    """The picture's color, its dot and the words of the bar, and nothing of the one before."""
    wait_until(
        page,
        lambda: (
            max(
                abs(seen - meant)
                for seen, meant in zip(stage(page).evaluate(_MIDDLE), COLORS[index], strict=True)
            )
            < 12
        ),
        f"picture {index + 1} is not shown",
    )
    expect(stage(page).locator(f"[data-layer=dots_{index + 1}]")).to_be_visible()
    expect(stage(page).locator("[data-layer^=dots_]:visible")).to_have_count(1)
    slider = page.get_by_role("slider", name="Seek")
    expect(slider).to_have_attribute(
        "aria-valuetext", f"0:0{index} of 0:03, picture {index + 1} of 3"
    )
    expect(stage(page).locator("canvas[aria-hidden=true].creative")).to_have_count(0)


def test_pictures_are_swiped_and_stepped_through(
    player: KeptPlayer, carousel: tuple[Carousel, Path]
) -> None:
    pictures, copy = carousel
    with serve_landing_page() as address:
        page = player.open(data_for(ad_of(pictures, address), shown=copy))
        page.get_by_role("slider", name="Seek").fill("0.5")
        await_picture(page, 0)
        drag(page, -120)
        await_picture(page, 1)
        drag(page, -20)
        await_picture(page, 1)
        page.keyboard.press("ArrowRight")
        await_picture(page, 2)
        page.keyboard.press("ArrowRight")
        await_picture(page, 2)
        with page.expect_popup() as popup:
            drag(page, -120)
        assert popup.value.url == address
        popup.value.close()
        drag(page, 120)
        await_picture(page, 1)
        page.keyboard.press("ArrowLeft")
        await_picture(page, 0)
        drag(page, 120)
        await_picture(page, 0)
        # Where one reads from the right, the next picture comes from the left.
        show(page, data_for(ad_of(pictures, address, locale="ar"), shown=copy))
        drag(page, 120)
        await_picture(page, 1)
        assert read_player(page)["loads"] == 1
        # Elsewhere a swipe is what it always was.
        other = ad_of(pictures, address, placement="youtube/shorts")
        show(page, data_for(other, shown=copy))
        drag(page, -120)
        expect(stage(page).locator("[role=dialog]")).to_be_visible()
