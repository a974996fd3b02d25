"""Verdicts where the video behind is not known: only pixels that hide it are judged.

What lets the video through (shade, soft edges, thin strokes) says nothing here, and a letter that
was added shows nowhere: that is said as `not-judged`, or not at all.
"""

from __future__ import annotations

import numpy as np

from qa.compare.difference import Mask
from qa.compare.expected import Element, Expected
from qa.compare.judge import Judgement
from qa.compare.opaque import LEAST_IN_CELL, core_of
from qa.compare.profiles import Profile
from qa.compare.readings import ALONE, TOGETHER
from qa.compare.ycc import YCC, Cells

# Of its cells, how many are off in what is not there, and where not even an edge is left.
_GONE, _ALL_GONE = 0.6, 0.85


def judge_any(
    expected: Expected, actual: YCC, profile: Profile, seen: Mask
) -> tuple[Judgement, ...]:
    """A judgement for each element; nothing is said of what is in none."""
    return tuple(_judged(expected, actual, profile, seen, element) for element in expected.elements)


def _judged(
    expected: Expected, actual: YCC, profile: Profile, seen: Mask, element: Element
) -> Judgement:
    core = None if element.is_shade else core_of(expected, element, seen)
    if core is None:
        return Judgement(element.id, "not-judged", element.box)
    excess, apart = core.held(actual, profile)
    color = np.median(apart, axis=0)
    is_other_color = core.is_flat and bool(np.any(np.abs(color) > core.color_limit(profile)))
    is_clean = _is_clean(excess) and not is_other_color
    if is_clean and not core.has_other_strokes(actual):
        return Judgement(element.id, "present", element.box)
    if core.is_off_everywhere(actual) and (way := core.moved_by(actual)) is not None:
        return Judgement(element.id, "moved", element.box, {"dx": way[0], "dy": way[1]})
    share = np.count_nonzero(excess > 1) / (1 + np.count_nonzero(core.weight > LEAST_IN_CELL))
    is_covered = core.is_painted_over(actual, excess > 1)
    if share > _ALL_GONE and core.has_no_edge(actual):
        return Judgement(element.id, "covered" if is_covered else "missing", element.box)
    rest, _ = core.held(actual, profile, color)
    if not is_clean and _is_clean(rest):
        figures = dict(zip(("y", "cb", "cr"), map(float, color), strict=True))
        return Judgement(element.id, "recolored", element.box, figures)
    if is_covered:
        return Judgement(element.id, "covered", element.box)
    return Judgement(element.id, "missing" if share > _GONE else "retyped", element.box)


def _is_clean(excess: Cells) -> bool:
    return bool(excess.max(initial=0) <= ALONE and np.count_nonzero(excess > 1) < TOGETHER)
