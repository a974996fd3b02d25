"""The frame on the screen is the one that was sought, and the one that the still has."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.mounted_player import KeptPlayer, data_for, sample
from browser.served_app import read_player, stage, wait_until
from overlays.ad import SparkAd
from renderer.frames import iter_frames
from renderer.plan import build_plan
from support.media import BITS, Clip, write_clip
from support.moving import MOVING, write_moving

FRAMES = 32
# Frames at whole thirtieths, at NTSC's odd times, late by an edit list, and in milliseconds.
CLIPS = {
    "thirty.mp4": Clip(times=tuple(range(0, FRAMES * 512, 512))),
    "ntsc.mp4": Clip(times=tuple(range(0, FRAMES * 1001, 1001)), time_base=Fraction(1, 30_000)),
    "late.mp4": Clip(times=tuple(range(1490, 1490 + FRAMES * 512, 512))),
    "milliseconds.mkv": Clip(
        times=tuple(round(number * 1000 / 30) for number in range(FRAMES)),
        time_base=Fraction(1, 1000),
    ),
}
# The number that `write_clip` puts into the middle row of each frame.
_NUMBER = """(stage, bits) => {
  const video = stage.querySelector("video");
  const copy = document.createElement("canvas");
  const [w, h] = [video.videoWidth, video.videoHeight];
  [copy.width, copy.height] = [w, h];
  const brush = copy.getContext("2d");
  brush.drawImage(video, 0, 0);
  let number = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    const x = Math.floor((w * (2 * bit + 1)) / (2 * bits));
    const [level] = brush.getImageData(x, h / 2, 1, 1).data;
    number = 2 * number + (level > 127 ? 1 : 0);
  }
  return number;
}"""


@pytest.fixture(params=CLIPS)
def ad(request: pytest.FixtureRequest, tmp_path: Path) -> SparkAd:
    path = write_clip(tmp_path / request.param, CLIPS[request.param])
    ad = sample("slow_coffee")
    return ad.model_copy(update={"post": ad.post.model_copy(update={"video": path})})


@pytest.fixture
def page(player: KeptPlayer, ad: SparkAd) -> Page:
    """Paused at its beginning."""
    page = player.open(data_for(ad))
    page.get_by_role("slider", name="Seek").fill("0")
    await_frame(page, 0)
    return page


def number_on_screen(page: Page) -> int:
    return int(stage(page).evaluate(_NUMBER, BITS))


def await_frame(page: Page, number: int) -> None:
    def is_there() -> bool:
        # The clock names the frame that is seen; all clips have about 30 a second.
        return number_on_screen(page) == number == round(float(read_player(page)["shown"]) * 30)

    wait_until(page, is_there, f"frame {number} is not shown")


def test_each_step_is_one_frame_there_and_back(page: Page) -> None:
    page.locator(".player").focus()
    for number in range(1, 20):
        page.keyboard.press("Shift+ArrowRight")
        await_frame(page, number)
    for number in range(18, -1, -1):
        page.keyboard.press("Shift+ArrowLeft")
        await_frame(page, number)


def test_a_frame_s_own_time_leads_to_it_and_to_its_still(page: Page, ad: SparkAd) -> None:
    plan = build_plan(ad)
    times = [frame.time for frame in iter_frames(plan)]
    bar = page.get_by_role("slider", name="Seek")
    for number in (7, 20, 11, 16, 29, 1):
        bar.fill(f"{float(times[number]):.9f}")
        await_frame(page, number)
        shown = Fraction(f"{read_player(page)['shown']:.7f}")
        assert max(index for index, time in enumerate(times) if time <= shown) == number


def test_a_placement_that_plays_a_part_begins_anew(
    player: KeptPlayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As YouTube does after 60 s; here after a second and a half."""
    write_moving(tmp_path, plays=[1.5, "made up", "A"])
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    page = player.open(data_for(sample("slow_coffee", placement=MOVING)), plays=True)
    expect(page.get_by_role("slider", name="Seek")).to_have_attribute("max", "1.5")
    times: list[float] = []

    def is_back() -> bool:
        times.append(float(read_player(page)["time"]))
        return max(times) > 0.5 and times[-1] < max(times) - 0.3

    wait_until(page, is_back, "it goes on")
    # A slow machine shows a frame or two more; the clip lasts 12.8 s.
    assert max(times) < 4
