"""Who stands above whom: an order that is turned round is a finding of its own."""

from __future__ import annotations

from itertools import combinations

from overlays.geometry import Rect
from qa.compare.expected import Element, Expected
from qa.compare.judge import Judgement
from qa.finding import Finding


def order_findings(judged: tuple[Judgement, ...], expected: Expected) -> list[Finding]:
    """One for each pair of a column that stands the other way round than the placement has it."""
    places = {one.element: _shown(one) for one in judged if one.verdict in ("moved", "present")}
    moved = {one.element for one in judged if one.verdict == "moved"}
    signs = [e for e in expected.elements if not e.is_shade and e.id in places]
    found = []
    for first, second in combinations(sorted(signs, key=lambda e: e.box.y), 2):
        if not _are_in_order(first.box, second.box) or not moved & {first.id, second.id}:
            continue
        if _are_in_order(places[second.id], places[first.id]):
            found.append(_turned(first, second, expected))
    return found


def _are_in_order(upper: Rect, lower: Rect) -> bool:
    """In one column, and one wholly above the other."""
    across = min(upper.right, lower.right) - max(upper.x, lower.x)
    return across > 0 and upper.y + upper.height * 3 // 4 <= lower.y


def _shown(judged: Judgement) -> Rect:
    dx, dy = int(judged.figures.get("dx", 0)), int(judged.figures.get("dy", 0))
    rect = judged.rect
    return Rect(rect.x + dx, rect.y + dy, rect.width, rect.height)


def _turned(first: Element, second: Element, expected: Expected) -> Finding:
    message = f"{second.id} stands above {first.id}, and the placement has it below"
    return Finding("order", "fail", second.id, message, expected.time, second.box)
