"""The box that follows a covered thing."""

from __future__ import annotations

from fractions import Fraction

from overlays.framing import Framing
from overlays.geometry import Box, Rect, Size
from qa.covering.lying import Lying
from qa.covering.paths import path_of
from qa.finding import Finding
from qa.seeing.seen import Track
from support.lettered import track

WHOLE = Lying(Size(360, 640), "cover", Framing.fixed(Rect(0, 0, 360, 640)), Rect(0, 0, 360, 640))
ZERO, TWO = Fraction(0), Fraction(2)


def moving(*places: tuple[str, int, int]) -> Track:
    """A box of 40 x 10 whose corner is at those places at those times."""
    boxes = tuple((Fraction(at), Box(x, y, x + 40, y + 10)) for at, x, y in places)
    return Track("text", boxes[0][0], Fraction(places[-1][0]), boxes)


def test_what_stands_still_has_no_path() -> None:
    assert path_of([track(Rect(10, 20, 40, 10))], WHOLE, ZERO, TWO) == ()
    trembling = moving(("0", 10, 20), ("0.5", 12, 20), ("1", 10, 21), ("2", 11, 20))
    assert path_of([trembling], WHOLE, ZERO, TWO) == ()


def test_a_straight_way_is_its_ends() -> None:
    line = moving(("0", 10, 20), ("0.5", 60, 20), ("1", 110, 20), ("2", 210, 20))
    assert path_of([line], WHOLE, ZERO, TWO) == (
        (ZERO, Rect(10, 20, 40, 10)),
        (TWO, Rect(210, 20, 40, 10)),
    )
    # Only while it is covered.
    assert path_of([line], WHOLE, Fraction(1), Fraction(3, 2))[0] == (
        Fraction(1),
        Rect(110, 20, 40, 10),
    )


def test_a_turn_is_a_place_of_its_own() -> None:
    line = moving(("0", 10, 20), ("1", 110, 20), ("2", 110, 220))
    path = path_of([line], WHOLE, ZERO, TWO)
    assert [float(at) for at, _ in path] == [0, 1, 2]
    finding = Finding("covered-text", "fail", "cta", "words", ZERO, path[0][1], {}, path)
    assert finding.rect_at(Fraction(1, 2)) == Rect(60, 20, 40, 10)
    assert finding.rect_at(Fraction(3, 2)) == Rect(110, 120, 40, 10)
    assert finding.rect_at(Fraction(9)) == Rect(110, 220, 40, 10)


def test_one_line_after_the_other_is_no_way_between_them() -> None:
    first, then = track(Rect(10, 20, 40, 10), "0", "1"), track(Rect(10, 400, 40, 10), "1", "2")
    path = path_of([first, then], WHOLE, ZERO, TWO)
    finding = Finding("covered-text", "fail", "cta", "words", ZERO, path[0][1], {}, path)
    assert finding.rect_at(Fraction(9, 10)) == Rect(10, 20, 40, 10)
    assert finding.rect_at(Fraction(11, 10)) == Rect(10, 400, 40, 10)
