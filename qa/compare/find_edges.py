"""The frame of a screen in a dump: its feed, the app's tab bar, the header, the progress line.

Works in any unit, as nobody has to know the density before it is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from overlays.geometry import Box
from qa.compare.dump import Dump, Node
from qa.compare.sighting import Known, Sighting, plain

_LEAST_CELLS, _MOST_CELLS = 4, 6
# Shares of the screen's width.
_SAME = 0.006
_LINE_HIGH, _LINE_WIDE = 0.011, 0.85
_SIDE = 0.25


def is_image(node: Node) -> bool:
    """True for what shows a picture, by its class."""
    return "Image" in node.kind


def find_tab_bar(dump: Dump) -> Box | None:
    """The row of equal cells at the foot of the screen, side by side from edge to edge."""
    rows: dict[tuple[int, int], set[tuple[float, float]]] = defaultdict(set)
    for node in dump.nodes:
        box = node.box
        if box.top > 0.7 * dump.height and box.width < dump.width / 3:
            rows[round(box.top), round(box.bottom)].add((box.left, box.right))
    bars = (
        Box(0, top, dump.width, bottom)
        for (top, bottom), cells in rows.items()
        if _are_a_bar(sorted(cells), dump.width)
    )
    # Inside of the cells there may be a row of icons of the same widths: the bar is around it.
    return max(bars, key=lambda bar: bar.height, default=None)


def _are_a_bar(cells: Sequence[tuple[float, float]], width: float) -> bool:
    if not _LEAST_CELLS <= len(cells) <= _MOST_CELLS:
        return False
    edge = 0.0
    for left, right in cells:
        is_next = abs(left - edge) <= _SAME * width
        if not is_next or abs(right - left - width / len(cells)) > 2 * _SAME * width:
            return False
        edge = right
    return abs(edge - width) <= _SAME * width


def find_progress(dump: Dump, foot: float) -> Sighting | None:
    """The thin line at the foot of the feed, which has room at its sides or none."""
    lines = [
        node.box
        for node in dump.nodes
        if node.box.height <= _LINE_HIGH * dump.width
        and node.box.width >= _LINE_WIDE * dump.width
        and abs(node.box.bottom - foot) <= _LINE_HIGH * dump.width
    ]
    # Lines that part the bars of the app go from edge to edge; that of the clip is inset.
    inset = [box for box in lines if box.left > _SAME * dump.width]
    if not inset:
        return None
    return Sighting("progress", min(inset, key=lambda box: box.height), "lrtb", "its place")


def find_header(dump: Dump, known: Known) -> Iterator[Sighting]:
    """The tabs by their words, and the icons at both ends of their row."""
    tabs = {
        name: node for name, words in known.tabs.items() for node in _said_at_the_top(dump, words)
    }
    for name, node in tabs.items():
        yield Sighting(name, node.box, "xy", "its words", node.said)
    if tabs:
        row = next(iter(tabs.values())).box
        yield from _icons_beside(dump, row)


def _said_at_the_top(dump: Dump, words: Iterable[str]) -> Iterator[Node]:
    found = [
        node
        for node in dump.nodes
        if plain(node.said) in words and node.box.bottom < _SIDE * dump.height
    ]
    # A tab is said by its cell, too; the words are the innermost.
    yield from found[-1:]


def _icons_beside(dump: Dump, row: Box) -> Iterator[Sighting]:
    images = [
        node
        for node in dump.nodes
        if is_image(node)
        and abs(node.box.y - row.y) < row.height / 4
        and node.box.width < _SIDE * dump.width
    ]
    for name, side in (("live", 0.0), ("search", dump.width)):
        near = [one for one in images if abs(one.box.x - side) < dump.width / 8]
        if near:
            icon = min(near, key=lambda one: one.box.width * one.box.height)
            yield Sighting(name, icon.box, "xy", "its place", icon.said)


def find_status_bar(dump: Dump, header: Sequence[Sighting]) -> float:
    """How high the system's bar at the top is: its own window, or what the header leaves free."""
    for node in dump.nodes:
        is_bar = node.id == "status_bar" or node.kind == "StatusBar"
        if is_bar and node.box.top <= 0:
            return node.box.bottom
    tops = [one.box.top for one in header if one.name.startswith("tab_")]
    return max(0.0, min(tops)) if tops else 0.0
