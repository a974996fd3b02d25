"""Which grid a sheet's cells stand in."""

from __future__ import annotations

import math
from itertools import chain, product

import pytest

from overlays.geometry import Size
from renderer.sheet.notes import Remark, sentences
from renderer.sheet.page import Grid, best_grid

CELL = Size(270, 480)


@pytest.mark.parametrize(
    ("lengths", "shape", "down"),
    [
        ((1, 1, 1, 1), (1, 1), set()),
        ((1, 3, 1, 1), (1, 3), set()),
        ((5, 2, 1, 1), (2, 5), {1}),
        ((2, 5, 1, 1), (2, 5), {0}),
        ((3, 3, 1, 1), (3, 3), {0}),
        ((2, 2, 3, 2), (3, 8), {2}),
        ((22, 1, 1, 1), (3, 8), set()),
        ((22, 3, 1, 1), (5, 15), set()),
        ((1, 1, 1, 30), (3, 10), set()),
        ((4, 4, 1, 1), (4, 4), {0}),
        ((8, 1, 1, 1), (2, 4), set()),
    ],
)
def test_a_page_is_near_to_landscape(
    lengths: tuple[int, ...], shape: tuple[int, int], down: set[int]
) -> None:
    grid = best_grid(lengths, CELL)
    assert grid.shape == shape
    assert {axis for axis in grid.down if lengths[axis] > 1} == down


@pytest.mark.parametrize("lengths", [*product((1, 2, 7), (1, 3), (1, 2), (1, 5))])
def test_no_page_is_a_ribbon_and_every_cell_stands_on_it_once(lengths: tuple[int, ...]) -> None:
    grid = best_grid(lengths, CELL)
    rows = list(grid.rows())
    assert len(rows) == grid.shape[0]
    assert max(map(len, rows)) == grid.shape[1]
    assert sorted(chain(*rows)) == list(product(*map(range, lengths)))
    width, height = 298 * grid.shape[1] + 28, 84 + 538 * grid.shape[0]
    if math.prod(lengths) > 2:
        assert 0.5 < width / height < 3


def test_axes_keep_their_order_across() -> None:
    (row,) = Grid((2, 1, 1, 3), (1, 2), (0, 3)).rows()
    assert row == [(a, 0, 0, b) for a in range(2) for b in range(3)]


def test_rows_break_between_the_steps_of_the_outermost_axis() -> None:
    rows = list(Grid((3, 2, 1, 2), (2, 3), (0, 1), bands=2).rows())
    first = [[(a, b, 0, time) for a in (0, 1) for b in (0, 1)] for time in (0, 1)]
    assert rows == [*first, *([(2, b, 0, time) for b in (0, 1)] for time in (0, 1))]


AXES = (("en", "de", "ko", "ja"), ("in_feed", "organic"))


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (list(product(*AXES)), "The words are cut."),
        ([("ko", "in_feed"), ("ko", "organic")], "ko: the words are cut."),
        ([("ja", "in_feed"), ("de", "in_feed")], "de, ja · in_feed: the words are cut."),
        (list(product(AXES[0][1:], AXES[1])), "all but en: the words are cut."),
    ],
)
def test_a_remark_says_where_it_holds(places: list[tuple[str, ...]], sentence: str) -> None:
    remarks = [Remark("the words are cut", place) for place in places]
    assert sentences(remarks, AXES) == {"the words are cut": sentence}


def test_remarks_keep_their_order_and_their_own_places() -> None:
    remarks = [Remark("b", ("en", "organic")), Remark("iPhone cuts 1."), Remark("a", ("de", "x"))]
    assert list(sentences(remarks, AXES)) == ["b", "iPhone cuts 1.", "a"]
    assert sentences(remarks, AXES)["iPhone cuts 1."] == "iPhone cuts 1."
