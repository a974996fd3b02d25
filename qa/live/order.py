"""Who stands above whom in the text column of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from qa.finding import Finding
from qa.live.judging import Screen

_COLUMN = ("username", "caption", "disclosure", "label", "sound", "button")


def order_of(screen: Screen) -> Iterator[Finding]:
    """One for each two that stand the other way round than the placement has them."""
    found = screen.sighted.found
    both = [name for name in _COLUMN if name in found and name in screen.ours]
    both.sort(key=lambda name: screen.ours[name].box.y)
    for upper, lower in combinations(both, 2):
        if found[upper].box.y > found[lower].box.y:
            first, second = screen.id(upper), screen.id(lower)
            message = f"{second} stands above {first}, and the placement has it below"
            yield Finding("order", "fail", second, message, None, screen.rect(found[lower].box))
