"""What an element says of its opacity and color, and what it is too faint or too thin to say."""

from __future__ import annotations

import numpy as np
import pytest

from overlays.geometry import Rect
from qa.compare.difference import Difference
from qa.compare.profiles import load_profile
from qa.compare.readings import Print, Reading, read


def reading(opacity: float, effect: float) -> Reading:
    return Reading(opacity, None, worst=0.5, beyond=0, cells=284, effect=effect)


@pytest.mark.parametrize(
    ("opacity", "effect", "is_off"),
    [(0.72, 9.4, False), (0.6, 9.4, True), (0.83, 40, True), (1.2, 11, False)],
)
def test_a_level_of_a_faint_element_is_no_fade(opacity: float, effect: float, is_off: bool) -> None:
    """A tab over a bright clip lost 28 % of 9 levels at crf 28, and nothing was wrong."""
    assert reading(opacity, effect).is_off(load_profile("export")) is is_off


@pytest.mark.parametrize(
    ("color", "flat", "is_off"),
    [(4, 18, False), (4, 900, True), (8, 18, True), (1.2, 900, False)],
)
def test_a_small_plate_may_be_further_off_in_color(color: float, flat: int, is_off: bool) -> None:
    """Of a follow badge 30 px wide, at crf 28, Cr was 4.7 levels off."""
    found = Reading(1, (0, 0, color), worst=0.5, beyond=0, cells=900, effect=100, flat=flat)
    assert found.is_off(load_profile("export")) is is_off


@pytest.mark.parametrize(
    ("alpha", "flat", "is_off"), [(0.4, 900, True), (0.4, 250, False), (1.0, 900, False)]
)
def test_a_large_plate_that_the_video_shines_through_may_be_less_far_off(
    alpha: float, flat: int, is_off: bool
) -> None:
    """The opaque body of a phone was 1.0 levels off at crf 28."""
    found = Reading(1, (0, 0, 1.2), worst=0.5, beyond=0, cells=900, flat=flat, alpha=alpha)
    assert found.is_off(load_profile("export")) is is_off


def test_a_small_plate_may_be_further_off_in_a_noisy_frame() -> None:
    found = Reading(1, (3.0, 0, 0), worst=0.5, beyond=0, cells=900, effect=100, flat=132)
    assert found.is_off(load_profile("export"))
    assert not found.is_off(load_profile("export"), few=105)


def test_the_color_of_a_thin_bar_is_that_of_its_middle() -> None:
    """What lies beside it comes into the cells at its edges, and they fill its window."""
    levels = np.zeros((5, 40, 3), np.float32)
    levels[1], levels[3] = (-6, 0, 0), (-6, 0, 0)
    limits = np.full_like(levels, 12)
    difference = Difference(levels, limits, np.ones((5, 40), np.bool_))
    shape = (3, 40)
    mark = Print(
        Rect(0, 1, 40, 3),
        np.full((*shape, 3), 100, np.float32),
        np.ones(shape, np.float32),
        np.ones(shape, np.bool_),
    )
    found = read(mark, difference)
    assert found.color == (0, 0, 0)
    assert found.effect == pytest.approx(100 * 3**0.5)
    levels[2] = (-5, 0, 0)
    assert read(mark, Difference(levels, limits, difference.seen)).color == (-5, 0, 0)
