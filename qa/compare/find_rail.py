"""The column of buttons beside the post in a dump: avatar, four rows with counts, disc.

Rows are known by their form: equal boxes under each other in one column, whatever they are called.
Works in any unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from overlays.errors import ActualError
from overlays.geometry import Box
from qa.compare.dump import Dump, Node
from qa.compare.find_edges import is_image
from qa.compare.sighting import COUNTS, Sighting, plain

# Shares of the screen's width.
_COLUMN, _WIDEST, _NARROWEST = 0.8, 0.24, 0.07
_SAME = 0.006
_LEAST_ROWS = 3
_ROUNDING = 1.5
# Each is held against the others; there are about 40.
_MOST_IN_COLUMN = 400
_ROUND = 0.06
# As screen readers say them in the app, in English and French (look.md D1 to D6, P2).
_SAID = {
    "likes": ("like", "aime"),
    "comments": ("comment",),
    "saves": ("favorite", "favoris"),
    "shares": ("share", "partage"),
}


@dataclass(frozen=True, slots=True)
class Rail:
    """The rows from the top, their names where they are known, and what stands above and below."""

    rows: tuple[Box, ...]
    found: tuple[Sighting, ...]
    remarks: tuple[str, ...]

    @property
    def pitch(self) -> float | None:
        """How far rows stand from each other; None where that differs by more than 2 %."""
        steps = [lower.top - upper.top for upper, lower in pairwise(self.rows)]
        mean = sum(steps) / len(steps)
        return mean if max(abs(step - mean) for step in steps) <= 0.02 * mean else None


def find_rail(dump: Dump, foot: float) -> Rail | None:
    """The rail above `foot`; None where there is none. Raises ActualError for two of them."""
    column = [
        node
        for node in dump.nodes
        if node.box.x > _COLUMN * dump.width
        and node.box.width < _WIDEST * dump.width
        and dump.height / 5 < node.box.top
        and node.box.bottom <= foot + _SAME * dump.width
    ]
    rows = _rows(column) if len(column) <= _MOST_IN_COLUMN else None
    if rows is None:
        return None
    if len(rows) > len(COUNTS) + 1:
        raise ActualError(
            f"{dump.name} shows two posts at once ({len(rows)} buttons under each other): let the "
            "feed come to rest before it is dumped"
        )
    names = _names(rows, column)
    found = [
        *_round(column, rows, dump),
        *(
            one
            for row, name in zip(rows, names, strict=True)
            if name
            for one in _icon(row, name, column)
        ),
    ]
    remarks = tuple(
        f"a button of the rail is not understood: “{_said(row, column)}”"
        for row, name in zip(rows, names, strict=True)
        if name is None
    )
    return Rail(tuple(rows), tuple(found), remarks)


def _rows(column: Sequence[Node]) -> list[Box] | None:
    """The most boxes of one size under each other that say something; of those the highest."""
    boxes = sorted(
        box
        for box in {node.box for node in column}
        if 0.5 < box.height / box.width < 1.6 and _said(box, column)
    )
    stacks = [_stacked([other for other in boxes if _are_alike(box, other)]) for box in boxes]
    stacks = [rows for rows in stacks if len(rows) >= _LEAST_ROWS]
    return max(stacks, key=lambda rows: (len(rows), rows[0].height), default=None)


def _are_alike(box: Box, other: Box) -> bool:
    """Pixels round a row of 157.5 to 157 or 158; the disc's is 2 dp higher than the others."""
    sides = box.left - other.left, box.right - other.right, box.height - other.height
    return max(map(abs, sides)) <= _ROUNDING


def _stacked(boxes: Sequence[Box]) -> list[Box]:
    """Those that do not lie on the one before."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if not kept or box.top >= kept[-1].bottom - _ROUNDING:
            kept.append(box)
    return kept


def _inside(row: Box, column: Sequence[Node]) -> Iterator[Node]:
    return (node for node in column if row.holds(node.box))


def _said(row: Box, column: Sequence[Node]) -> str:
    """Everything that is said in a row."""
    return " ".join(dict.fromkeys(node.said for node in _inside(row, column) if node.said))


def _names(rows: Sequence[Box], column: Sequence[Node]) -> list[str | None]:
    """By what is said of them, or of four rows by their order, if nothing speaks against it."""
    said = [_name_said(_said(row, column)) for row in rows]
    if len(rows) == len(COUNTS) and all(
        one in (None, name) for one, name in zip(said, COUNTS, strict=True)
    ):
        return list(COUNTS)
    return [name if said.count(name) == 1 else None for name in said]


def _name_said(words: str) -> str | None:
    names = [name for name, all_ in _SAID.items() if any(word in plain(words) for word in all_)]
    return names[0] if len(names) == 1 else None


def _icon(row: Box, name: str, column: Sequence[Node]) -> Iterator[Sighting]:
    """The icon's middle; that of a count is not told, as its view is often cut or padded."""
    images = [node for node in _inside(row, column) if is_image(node)]
    if not images:
        return
    icon = min(images, key=lambda node: node.box.width * node.box.height)
    texts = [node.words for node in _inside(row, column) if node.words]
    yield Sighting(name, icon.box, "xy", "its row", texts[-1] if texts else "")


def _round(column: Sequence[Node], rows: Sequence[Box], dump: Dump) -> Iterator[Sighting]:
    """Avatar above the rows with its badge, disc below them: the only square pictures there."""
    pictures = [
        node
        for node in column
        if is_image(node)
        and abs(node.box.width / node.box.height - 1) <= _ROUND
        and node.box.width >= _NARROWEST * dump.width
    ]
    reach = 2 * rows[0].height
    above = [
        node
        for node in pictures
        if node.box.y < rows[0].top and rows[0].top - node.box.bottom < reach
    ]
    below = [
        node
        for node in pictures
        if node.box.y > rows[-1].bottom and node.box.top - rows[-1].bottom < reach
    ]
    if above:
        avatar = max(above, key=lambda node: (bool(node.says), node.box.width))
        yield Sighting("avatar", avatar.box, "lrtbxy", "its place")
        yield from _badge(avatar.box, rows[0], column)
    if below:
        disc = max(below, key=lambda node: node.box.width)
        yield Sighting("disc", disc.box, "lrtbxy", "its place")


def _badge(avatar: Box, row: Box, column: Sequence[Node]) -> Iterator[Sighting]:
    """The button on the avatar's lower edge; its view is larger than the badge."""
    over = [
        node.box
        for node in column
        if is_image(node)
        and node.box.top < avatar.bottom < node.box.bottom
        and node.box.bottom <= row.top + row.height / 4
        and node.box.width < 0.8 * avatar.width
    ]
    if over:
        yield Sighting("follow", min(over, key=lambda box: box.width), "xy", "its place")
