"""A countdown's clock beside plain arithmetic of seconds, and where and when it is drawn."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.layers import Chrome, Layer, PremulRGBA
from overlays.parts.ticking import DAYS_FROM, Face, faces
from overlays.placements import load_placement
from overlays.viewports import View
from player.layers import layer_data
from renderer.picture.layer_stack import layer_state, picture_of
from support.ads import make_ad
from support.named import Named

VIEW = View(width=720)
NOON = "2026-12-31T12:00:00+01:00"
ENDS = "2026-12-31T23:59:59+01:00"
COUNTDOWN = {"title": "Ends tonight", "ends": ENDS, "first_frame": NOON}
CLIP = Creative(Fraction(15))


def on(face: Face, time: Fraction) -> str:
    return "".join(
        digit.characters[digit.motion.step(time) if digit.motion else 0] for digit in face.digits
    )


def read(total: int, length: Fraction | None, time: Fraction) -> tuple[str, str]:
    """The first unit, and six digits."""
    (face,) = [face for face in faces(total, length) if face.span.holds(time)]
    return face.units[0], on(face, time)


@pytest.mark.parametrize("length", [None, Fraction(15), Fraction(599, 2)])
@pytest.mark.parametrize(
    "total", [1, 9, 10, 61, 3_600, 86_399, 259_199, 259_200, 259_210, 864_000, 8_639_999]
)
def test_every_frame_shows_the_seconds_that_are_left(total: int, length: Fraction | None) -> None:
    for frame in range(0, 30 * int(length or 40), 7):
        time = Fraction(frame, 30)
        left = max(0, total - int(time))
        if left >= 259_200:
            unit, numbers = "days", (left // 86_400, left // 3_600 % 24, left // 60 % 60)
        else:
            unit, numbers = "hours", (left // 3_600, left // 60 % 60, left % 60)
        assert read(total, length, time) == (unit, "".join(f"{one:02}" for one in numbers))


def test_days_are_shown_above_71_59_59() -> None:
    assert read(DAYS_FROM, None, Fraction(0)) == ("days", "030000")
    assert read(DAYS_FROM, None, Fraction(29, 30)) == ("days", "030000")
    assert read(DAYS_FROM, None, Fraction(1)) == ("hours", "715959")


def test_a_strip_holds_no_more_than_a_clip_needs() -> None:
    (face,) = faces(43_199, Fraction(15))
    assert [digit.characters for digit in face.digits] == ["1", "1", "5", "9", "54", "9876543210"]


def drawn(creative: Creative = CLIP, **values: object) -> Chrome:
    return draw_chrome(make_ad(ad__countdown=COUNTDOWN, **values), VIEW, creative)


def digit_at(layer: Layer, time: Fraction) -> PremulRGBA:
    state = layer_state(layer, time)
    assert state is not None
    return np.asarray(picture_of(layer, state), np.uint8)


def test_a_digit_changes_with_the_second_and_not_before() -> None:
    seconds = drawn().layer("countdown_digit_6")
    nine = digit_at(seconds, Fraction(0))
    assert nine.shape[:2] == (seconds.rect.height, seconds.rect.width)
    assert (digit_at(seconds, Fraction(29, 30)) == nine).all()
    assert (digit_at(seconds, Fraction(1)) != nine).any()
    assert (digit_at(seconds, Fraction(10)) == nine).all()


def test_in_a_later_stage_it_counts_from_the_clips_first_frame() -> None:
    feed, takeover = drawn(), drawn(ad__placement="tiktok/top_view")
    layer = takeover.layer("countdown_digit_6")
    assert layer_state(layer, Fraction(29, 10)) is None
    same = feed.layer("countdown_digit_6")
    for time in (Fraction(4), Fraction(99, 10)):
        assert (digit_at(layer, time) == digit_at(same, time)).all()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_clock_is_read_from_the_left_in_every_language(locale: str) -> None:
    shown = drawn(ad__locale=locale)
    left = [shown.layer(f"countdown_digit_{index}").rect.x for index in range(1, 7)]
    assert left == sorted(left)
    box = shown.layer("countdown").rect
    assert left[0] - box.x == box.right - shown.layer("countdown_digit_6").rect.right
    assert box.x + box.width / 2 == 360


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_stands_where_the_ad_puts_it_and_within_the_frame(locale: str) -> None:
    def box(x: float, y: float) -> tuple[int, int, int, int]:
        placed = {**COUNTDOWN, "x": x, "y": y}
        shown = draw_chrome(make_ad(ad__countdown=placed, ad__locale=locale), VIEW, CLIP)
        rect = shown.layer("countdown").rect
        return rect.x, rect.y, rect.right, rect.bottom

    left, top, right, bottom = box(45, 40)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((324, 512), abs=1)
    assert box(0, 0)[:2] == (0, 0)
    assert box(100, 100)[2:] == (720, 1280)


@pytest.mark.parametrize(
    ("color", "rgb", "ink"),
    [("orange", (242, 97, 0), 255), ("black", (22, 24, 35), 255), ("blue", (31, 111, 235), 255)],
)
def test_its_box_has_the_color_that_the_ad_names(
    color: str, rgb: tuple[int, int, int], ink: int
) -> None:
    ad = make_ad(ad__countdown={**COUNTDOWN, "color": color})
    rgba = draw_chrome(ad, VIEW, CLIP).layer("countdown").rgba
    assert tuple(rgba[8, 200]) == (*rgb, 255)
    assert rgba[24:62, 24:-24, :3].max() == ink


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"ad__countdown": {"title": "Soon", "ends": ENDS}}, "as a day before its end"),
        (
            {"ad__countdown": {"title": "Soon", "ends": ENDS}, "ad__viewed_on": "2026-12-30"},
            "",
        ),
        (
            {"ad__countdown": {**COUNTDOWN, "first_frame": "2026-12-31T23:59:55+01:00"}},
            "ends 4 s after the clip's first frame and stands at 0",
        ),
        ({"ad__countdown": {**COUNTDOWN, "title": "many words " * 9}}, "title is cut"),
        ({"ad__placement": "tiktok/organic"}, "the countdown has no place in TikTok organic post"),
    ],
)
def test_what_was_assumed_or_given_up_is_said(values: dict[str, object], said: str) -> None:
    ad = make_ad(**{"ad__countdown": COUNTDOWN, **values})
    notes = [note.message for note in draw_chrome(ad, VIEW, CLIP).notes]
    assert len(notes) == bool(said)
    assert all(said in note for note in notes)


def test_a_tap_leads_to_the_landing_page() -> None:
    action = drawn().layer("countdown").action
    assert action is not None
    assert (action.verb, action.url) == ("lead", "https://example.com/serum")
    assert action.label == "Ends tonight"
    assert load_placement("tiktok/in_feed").shown >= {"ad.countdown"}


def test_the_player_gets_the_strip_and_its_times() -> None:
    data = layer_data(Named(), drawn().layer("countdown_digit_6"))
    assert (data["h"], data["ph"]) == (68, 680)
    assert data["motion"] == {
        **{"kind": "flip", "period": 1.0, "count": 10, "since": 0.0, "until": 43_199.0},
    }
