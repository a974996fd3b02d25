"""What a chrome of known boxes covers of things in known places: how much, by whom, when."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.framing import Framing, Key
from overlays.geometry import Box, Rect, Size
from overlays.layers import Chrome, Layer, pixel_key
from overlays.motion import TimeSpan
from qa.covering.covered import find_covered
from qa.covering.heat import heat_map, heat_over, heat_picture
from qa.covering.lying import Lying
from qa.covering.shields import Shields, name_of
from qa.covering.shifting import Shift, later_or_earlier, smallest_shift
from qa.covering.zones import find_cropped
from qa.seeing.seen import Track
from renderer.picture.fit import Fit
from support.lettered import track

CANVAS, ALL = Size(108, 192), Rect(0, 0, 108, 192)
WHOLE = Lying(CANVAS, "cover", Framing.fixed(ALL), ALL)
DP = 0.3


def layer(
    name: str,
    rect: Rect,
    alpha: int = 255,
    word: str = "word",
    span: TimeSpan | None = None,
    is_front: bool = False,
) -> Layer:
    rgba = np.full((rect.height, rect.width, 4), alpha, np.uint8)
    there = span or TimeSpan()
    return Layer(name, rect, rgba, pixel_key(rgba), there, word=word, is_front=is_front)


def shields(*layers: Layer) -> Shields:
    return Shields(Chrome(CANVAS, layers, ""), DP)


CAPTION = layer("caption", Rect(4, 140, 60, 20))
BUTTON = layer("cta", Rect(4, 165, 80, 12))


def test_how_much_by_which_element_from_when_to_when() -> None:
    lines = [track(Rect(10, 130, 40, 20), "0.5", "2.5"), track(Rect(10, 20, 40, 20))]
    (covered,) = find_covered(lines, shields(CAPTION, BUTTON), WHOLE, 0.05)
    assert (covered.elements, covered.owner, covered.kind) == (("caption",), "app", "text")
    assert covered.held.share == pytest.approx(0.5)
    assert [covered.held.start, covered.held.end] == [Fraction(1, 2), Fraction(5, 2)]
    assert covered.rect == Rect(10, 130, 40, 20)


def test_the_element_that_covers_most_comes_first() -> None:
    line = track(Rect(10, 155, 40, 20))
    (covered,) = find_covered([line], shields(CAPTION, BUTTON), WHOLE, 0.05)
    assert covered.elements == ("cta", "caption")
    # Ten rows of one and five of the other, of twenty.
    assert covered.held.share == pytest.approx(0.75)


@pytest.mark.parametrize(("alpha", "share"), [(60, None), (101, None), (102, 1.0), (255, 1.0)])
def test_glass_hides_and_shade_does_not(alpha: int, share: float | None) -> None:
    glass = layer("glass", Rect(0, 100, 60, 30), alpha)
    found = find_covered([track(Rect(10, 105, 20, 10))], shields(glass), WHOLE, 0.05)
    assert [one.held.share for one in found] == ([] if share is None else [share])


def test_a_large_shade_hides_nothing_however_dark() -> None:
    shade = layer("scrim", Rect(0, 60, 108, 132), 200)
    assert not find_covered([track(Rect(10, 105, 20, 10))], shields(shade), WHOLE, 0.05)


def test_gaps_between_letters_hide() -> None:
    rgba = np.zeros((20, 60, 4), np.uint8)
    rgba[:, ::12] = 255
    chrome = Chrome(CANVAS, (Layer("caption", CAPTION.rect, rgba, "k", word="Caption"),), "")
    line = track(Rect(10, 142, 40, 16))
    (covered,) = find_covered([line], Shields(chrome, 2.0), WHOLE, 0.05)
    assert covered.held.share == pytest.approx(1.0)
    assert not find_covered([line], Shields(chrome, DP), WHOLE, 0.15)


def test_only_while_the_element_is_there() -> None:
    late = layer("cta", BUTTON.rect, span=TimeSpan(Fraction(1), Fraction(2)))
    (covered,) = find_covered([track(Rect(10, 165, 40, 12), "0", "3")], shields(late), WHOLE, 0.05)
    assert float(covered.held.start) == pytest.approx(1, abs=0.02)
    assert float(covered.held.end) == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize(("end", "count"), [("1.2", 0), ("1.4", 1)])
def test_what_is_covered_in_passing_is_none(end: str, count: int) -> None:
    flash = layer("cta", BUTTON.rect, span=TimeSpan(Fraction(1), Fraction(end)))
    found = find_covered([track(Rect(10, 165, 40, 12), "0", "3")], shields(flash), WHOLE, 0.05)
    assert len(found) == count
    # Words that are there no longer than that are covered all the time that they are.
    short = find_covered([track(Rect(10, 165, 40, 12), "1", end)], shields(flash), WHOLE, 0.05)
    assert len(short) == 1


def test_what_moves_under_it_is_covered_from_then_on() -> None:
    boxes = tuple((Fraction(n, 2), Box(10, 100 + 10 * n, 50, 110 + 10 * n)) for n in range(7))
    moving = Track("text", Fraction(0), Fraction(3), boxes)
    (covered,) = find_covered([moving], shields(CAPTION), WHOLE, 0.5)
    # Half of its ten rows are below 140 when it begins at 135: after 1.75 s.
    assert float(covered.held.start) == pytest.approx(1.75, abs=0.06)


def test_a_phone_and_our_stamp_are_told_apart() -> None:
    clock = layer("time", Rect(0, 0, 40, 10), is_front=True)
    stamp = layer("stamp", Rect(50, 0, 40, 10))
    found = find_covered([track(Rect(0, 0, 90, 10))], shields(clock, stamp), WHOLE, 0.05)
    assert {one.owner: one.elements for one in found} == {"phone": ("time",), "stamp": ("stamp",)}


def test_a_piece_without_a_name_is_called_after_what_it_lies_on() -> None:
    fill = layer("cta_fill", BUTTON.rect, word="")
    (covered,) = find_covered([track(Rect(10, 165, 40, 12))], shields(BUTTON, fill), WHOLE, 0.05)
    assert covered.elements == ("cta",)


def test_lines_below_each_other_are_one_and_a_face_is_its_own() -> None:
    things = [
        track(Rect(10, 140, 40, 8), text="20 %"),
        track(Rect(10, 150, 40, 8), text="OFF"),
        track(Rect(10, 141, 40, 15), kind="face"),
    ]
    text, face = find_covered(things, shields(CAPTION), WHOLE, 0.05)
    assert (text.kind, text.text, text.rect) == ("text", "20 % OFF", Rect(10, 140, 40, 18))
    assert (face.kind, face.text) == ("face", "")


def test_a_piece_is_called_after_the_smallest_that_it_lies_on() -> None:
    """A button's plate after the button, and not after the shade under both."""
    shade = layer("shade", Rect(0, 100, 108, 92), alpha=40)
    button, plate = (
        layer("cta", Rect(10, 150, 60, 20)),
        layer("plate", Rect(10, 150, 60, 20), word=""),
    )
    chrome = Chrome(CANVAS, (shade, button, plate), "")
    assert name_of(plate, chrome) == "cta"


def test_the_smallest_shift_frees_it() -> None:
    hiding = shields(CAPTION, BUTTON)
    shift = smallest_shift([track(Rect(10, 145, 40, 10))], hiding, WHOLE, None)
    # 15 rows up, on a grid of four; never down, where the button is.
    assert shift == Shift(0, -16)
    assert not find_covered([track(Rect(10, 129, 40, 10))], hiding, WHOLE, 0.01)


def test_the_shift_is_tried_against_all_places_of_what_moves() -> None:
    """It comes down from above: up by 16 it would be free in the end, and under the tabs first."""

    def coming(dy: int) -> Track:
        boxes = (
            (Fraction(0), Box(10, 40 + dy, 50, 50 + dy)),
            (Fraction(1), Box(10, 145 + dy, 50, 155 + dy)),
        )
        return Track("text", Fraction(0), Fraction(1), boxes)

    assert smallest_shift([coming(0)], shields(CAPTION), WHOLE, None) == Shift(0, -16)
    hiding = shields(CAPTION, layer("tabs", Rect(0, 0, 108, 30)))
    shift = smallest_shift([coming(0)], hiding, WHOLE, None)
    assert shift == Shift(0, 20)
    assert not find_covered([coming(20)], hiding, WHOLE, 0.01)


def test_a_shift_is_in_pixels_of_the_clip_in_every_stage() -> None:
    """Twice as large from one second on, a row of the clip is two of the canvas."""
    double = Rect(-54, -192, 216, 384)
    keys = (Key(Fraction(0), ALL), Key(Fraction(1), double))
    lying = Lying(CANVAS, "cover", Framing(keys), ALL)
    # At 124 to 129 of the clip: at 56 to 66 of the canvas when it is large.
    line = track(Rect(40, 124, 20, 5), "0", "2")
    low = layer("low", Rect(0, 60, 108, 132), span=TimeSpan(Fraction(1)))
    shift = smallest_shift([line], shields(low), lying, None)
    assert shift == Shift(0, -4)


def test_to_the_side_where_that_is_nearer() -> None:
    tall = layer("rail", Rect(80, 0, 28, 192))
    assert smallest_shift([track(Rect(48, 90, 36, 10))], shields(tall), WHOLE, None) == Shift(-4, 0)


def test_no_place_no_advice() -> None:
    everywhere = layer("all", ALL)
    assert smallest_shift([track(Rect(10, 90, 40, 10))], shields(everywhere), WHOLE, None) is None


def test_a_place_outside_the_zone_is_none() -> None:
    outside = np.ones((192, 108), bool)
    outside[40:100] = False
    line = track(Rect(10, 144, 40, 10))
    assert smallest_shift([line], shields(CAPTION), WHOLE, outside) == Shift(0, -56)


def test_later_or_earlier_where_something_of_it_is_left() -> None:
    line = track(Rect(0, 0, 9, 9), "1", "4")
    assert later_or_earlier([line], Fraction(1), Fraction(2)) == (Fraction(1), None)
    assert later_or_earlier([line], Fraction(3), Fraction(4)) == (None, Fraction(1))
    assert later_or_earlier([line], Fraction(1), Fraction(4)) == (None, None)


@pytest.mark.parametrize(
    ("size", "fit", "rect", "box"),
    [
        (Size(108, 192), "cover", ALL, Box(10, 20, 30, 40)),
        (Size(216, 384), "cover", ALL, Box(5, 10, 15, 20)),
        (Size(108, 108), "contain", ALL, Box(10, 62, 30, 82)),
        (Size(108, 192), "cover", Rect(20, 30, 54, 96), Box(25, 40, 35, 50)),
    ],
)
def test_where_a_place_of_the_clip_lies(size: Size, fit: Fit, rect: Rect, box: Box) -> None:
    mapping = Lying(size, fit, Framing.fixed(rect), ALL).at(Fraction(0))
    assert mapping.box(Box(10, 20, 30, 40)) == pytest.approx(box)


def test_a_wide_clip_loses_its_sides() -> None:
    """Columns 131 to 253 of 384 are shown."""
    mapping = Lying(Size(384, 216), "cover", Framing.fixed(ALL), ALL).at(Fraction(0))
    assert mapping.box(Box(192, 0, 192, 216)).left == pytest.approx(54, abs=1)
    assert mapping.cut(Box(0, 50, 100, 60)) == 1
    assert mapping.cut(Box(150, 50, 200, 60)) == 0
    assert mapping.cut(Box(112, 50, 150, 60)) == pytest.approx(0.5, abs=0.03)


def test_a_stage_that_crops_is_told_with_its_time() -> None:
    large = Key(Fraction(0), Rect(-54, -96, 216, 384))
    framing = Framing((large, Key(Fraction(1), ALL)))
    (one,) = find_cropped([track(Rect(0, 90, 54, 12))], Lying(CANVAS, "cover", framing, ALL), 0.05)
    # In the first second the middle half is shown: half of the line is cut off.
    assert one.held.share == pytest.approx(0.5)
    assert float(one.held.start) == 0
    assert float(one.held.end) == pytest.approx(1, abs=0.02)


def test_heat_is_the_share_of_time_in_its_place() -> None:
    heat = heat_map([track(Rect(10, 140, 40, 10), "0", "1")], shields(CAPTION), WHOLE, 4.0)
    assert heat[145, 20] == pytest.approx(0.25)
    assert heat[155, 20] == 0
    assert heat[145, 55] == 0
    over = heat_picture(heat, DP)
    assert over[145, 20, 3] > 100
    assert over[20, 20, 3] == 0
    red, green, blue = heat_over(np.zeros((192, 108, 3), np.uint8), heat, DP)[145, 20]
    assert red > green > blue
