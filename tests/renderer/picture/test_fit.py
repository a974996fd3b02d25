from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from overlays.geometry import Rect, Size
from renderer.picture.fit import Placing, place_contain, place_cover
from renderer.source.info import Rotation

CANVAS = Size(1080, 1920)
SQUARE = Fraction(1)

Place = Callable[[Size, Fraction, Rotation, Size], Placing]


@pytest.mark.parametrize("place", [place_cover, place_contain])
def test_a_source_of_the_canvas_size_passes_as_it_is(place: Place) -> None:
    placing = place(CANVAS, SQUARE, 0, CANVAS)
    assert placing == Placing(Rect(0, 0, 1080, 1920), CANVAS, 0, Rect(0, 0, 1080, 1920))
    assert placing.is_identity


def test_cover_takes_the_middle() -> None:
    wide = place_cover(Size(1920, 1080), SQUARE, 0, CANVAS)
    assert wide.crop == Rect(656, 0, 608, 1080)
    assert wide.scaled == CANVAS
    tall = place_cover(Size(1080, 2400), SQUARE, 0, CANVAS)
    assert tall.crop == Rect(0, 240, 1080, 1920)
    assert wide.rect == tall.rect == Rect(0, 0, 1080, 1920)


def test_contain_keeps_the_whole() -> None:
    wide = place_contain(Size(1920, 1080), SQUARE, 0, CANVAS)
    assert wide.crop == Rect(0, 0, 1920, 1080)
    assert wide.rect == Rect(0, 656, 1080, 608)
    tall = place_contain(Size(1080, 2400), SQUARE, 0, CANVAS)
    assert tall.rect == Rect(108, 0, 864, 1920)


def test_a_turned_phone_clip_needs_no_crop() -> None:
    placing = place_cover(Size(1920, 1080), SQUARE, 90, CANVAS)
    assert placing.crop == Rect(0, 0, 1920, 1080)
    assert placing.scaled == Size(1920, 1080)
    assert not placing.is_identity
    contained = place_contain(Size(1280, 720), SQUARE, 270, CANVAS)
    assert contained.scaled == Size(1920, 1080)
    assert contained.rect == Rect(0, 0, 1080, 1920)


def test_half_turn_of_a_fitting_source_is_not_identity() -> None:
    assert not place_cover(CANVAS, SQUARE, 180, CANVAS).is_identity


def test_samples_that_are_not_square_are_widened_first() -> None:
    anamorphic = place_cover(Size(540, 1920), Fraction(2), 0, CANVAS)
    assert anamorphic.crop == Rect(0, 0, 540, 1920)
    contained = place_contain(Size(960, 1080), Fraction(2), 0, CANVAS)
    assert contained.rect == Rect(0, 656, 1080, 608)


def test_nearly_square_samples_count_as_square() -> None:
    assert place_cover(CANVAS, Fraction(404, 405), 0, CANVAS).is_identity
    assert not place_cover(CANVAS, Fraction(16, 15), 0, CANVAS).is_identity


@pytest.mark.parametrize("size", [Size(1, 1), Size(3, 5), Size(109, 193), Size(7681, 33)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_everything_is_even_and_inside(size: Size, rotation: Rotation) -> None:
    for place in (place_cover, place_contain):
        placing = place(size, SQUARE, rotation, CANVAS)
        crop, rect = placing.crop, placing.rect
        numbers = (rect.x, rect.y, rect.width, rect.height)
        assert not any(number % 2 for number in (*numbers, crop.x, crop.y))
        assert rect.right <= CANVAS.width
        assert rect.bottom <= CANVAS.height
        assert crop.right <= max(2, size.width)
        assert crop.bottom <= max(2, size.height)
