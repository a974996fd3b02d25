"""The ways as data, their words, their screens: in every language, mirrored, nothing cut off."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from overlays.ad.authorization import DURATIONS
from overlays.errors import PlacementError
from overlays.locales import list_locales
from signoff.authorizing.blocks import Wish
from signoff.authorizing.screen import HEIGHT, WIDTH, Picture, Screen
from signoff.authorizing.walk import Walk, wish_of
from signoff.authorizing.way import Durations, list_ways, load_way, ways_of
from signoff.wording import load_wording
from support.ads import make_ad
from support.goldens import assert_golden

GOLDENS = Path(__file__).parents[1] / "goldens"
WISH = Wish("only_in_ads", 60, "paid_partnership")
FLIGHT = {"from": "2026-12-01", "to": "2026-12-31"}


def walk(way: str, language: str = "en", wish: Wish = WISH) -> Walk:
    return Walk(load_way(way), wish, load_wording(language))


def step(way: str, words: str, language: str = "en", scale: int = 1) -> Picture:
    told = {told.step.words: told for told in walk(way, language).told()}[words]
    return Screen(told.step, WISH, load_wording(language), scale).picture()


def test_the_ways_of_platforms() -> None:
    assert list_ways() == ("instagram", "snapchat", "tiktok")
    assert [way.id for way in ways_of(["tiktok", "youtube", "tiktok", "instagram"])] == [
        *("tiktok", "instagram"),
    ]
    with pytest.raises(PlacementError, match="did you mean tiktok"):
        load_way("tiktk")


def test_the_walk_on_tiktok_goes_from_the_account_to_the_message() -> None:
    told = walk("tiktok").told()
    assert [one.step.words for one in told] == [
        *("tools", "post", "menu", "disclosure", "authorize", "mode", "duration"),
        *("generate", "copy", "send"),
    ]
    (durations,) = (b for one in told for b in one.step.blocks if isinstance(b, Durations))
    assert durations.days == load_way("tiktok").durations == DURATIONS


@pytest.mark.parametrize("way", list_ways())
@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_every_step_and_effect_has_its_words(way: str, language: str) -> None:
    told, english = walk(way, language).told(), walk(way).told()
    for one, other in zip(told, english, strict=True):
        assert one.title
        assert all(one.texts)
        assert (one.title == other.title) == (language == "en")
    assert all(walk(way, language).effects())


def test_no_word_is_left_over() -> None:
    house = Path(__file__).parents[3] / "signoff"
    texts = [path.read_text("utf-8") for path in house.rglob("*") if _may_name(path)]
    used = set(re.findall(r"[a-z_]{4,}", " ".join(texts)))
    made = {f"{step.words}_{end}" for way in list_ways() for step in load_way(way).steps
            for end in ("title", "text")}  # fmt: skip
    made |= {"duration_text_open", "duration_missing", "caption_most", "caption_advised"}
    made |= {f"sign_{sign}" for sign in ("hashtag", "mention", "link", "emoji")}
    assert load_wording("en").words.keys() <= used | made


def _may_name(path: Path) -> bool:
    is_way = path.parent.name == "ways"
    return path.suffix in (".py", ".j2") or is_way


def test_what_the_ad_asks_for_is_what_is_chosen() -> None:
    given = {"mode": "only_in_ads", "days": 180}
    assert wish_of(make_ad(ad__authorization=given)) == Wish("only_in_ads", 180)
    asked = make_ad(ad__flight=FLIGHT, post__disclosure="paid_partnership")
    assert wish_of(asked) == Wish("post_and_ads", 60, "paid_partnership")
    assert wish_of(make_ad()) == Wish()


def test_the_words_of_the_days() -> None:
    def texts(days: int) -> str:
        told = walk("tiktok", wish=Wish(days=days)).told()
        return " ".join(told[6].texts)

    assert "asks for 60 days" in texts(60)
    assert "does not show" not in texts(60)
    assert "If your app does not show 180 days" in texts(180)
    assert "asks for" not in texts(0)


def column_of_mark(picture: Picture) -> float:
    """The middle of the orange ring, as a share of the width."""
    red, green, blue, _ = (picture.rgba[..., channel].astype(int) for channel in range(4))
    ring = (red > 200) & (abs(green - 147) < 30) & (blue < 60)
    across: float = np.argwhere(ring)[:, 1].mean() / picture.rgba.shape[1]
    return across


def test_the_mark_is_round_what_is_chosen() -> None:
    """Below the first choice for the second one; nothing is marked where nothing is asked."""
    spots = []
    for mode in ("post_and_ads", "only_in_ads"):
        told = walk("tiktok", wish=Wish(mode, 30)).told()[5]
        picture = told.screen.picture()
        assert picture.spot is not None
        spots.append(picture.spot)
    assert spots[1].y >= spots[0].bottom
    assert walk("tiktok", wish=Wish()).told()[6].screen.picture().spot is None


def test_a_screen_is_mirrored_for_arabic() -> None:
    left, right = step("tiktok", "post"), step("tiktok", "post", "ar")
    assert left.spot is not None
    assert right.spot is not None
    assert right.spot.x == WIDTH - left.spot.right
    assert column_of_mark(left) == pytest.approx(1 - column_of_mark(right), abs=0.01)
    assert column_of_mark(left) > 0.8


@pytest.mark.parametrize("language", list_locales())
def test_nothing_stands_outside_of_the_phone(language: str) -> None:
    """What is drawn ends above the note, and leaves the edges of the body as they are."""
    for way in list_ways():
        for told in walk(way, language).told():
            picture = Screen(told.step, WISH, load_wording(language), 1).picture()
            assert picture.rgba.shape == (HEIGHT, WIDTH, 4)
            body = picture.rgba[60:-60, [1, 5, WIDTH - 6, WIDTH - 2]]
            assert (body == (23, 24, 28, 255)).all(), (language, told.step.words)
            if picture.spot:
                assert picture.spot.x > 0
                assert picture.spot.right < WIDTH
                assert picture.spot.bottom < HEIGHT - 44


@pytest.mark.parametrize(
    ("words", "language"),
    [("mode", "en"), ("menu", "de"), ("disclosure", "ar"), ("duration", "ja")],
)
def test_screens_are_as_approved(
    words: str, language: str, tmp_path: Path, update_golden: bool
) -> None:
    rgba = step("tiktok", words, language).rgba
    alpha = rgba[..., 3:].astype(np.float32) / 255
    flat = np.rint(rgba[..., :3] + np.array((235, 233, 228)) * (1 - alpha)).astype(np.uint8)
    path = GOLDENS / f"{words}-{language}.png"
    assert_golden(flat, path, tmp_path, update=update_golden)
