"""The words of the post in a dump: name, caption, chips, sound row, button.

Lengths are in dp here. Each is known by words of the ad, or by its resource id where the app has
kept it, or else by its form and place; what fits none of them is no element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from overlays.errors import ActualError
from overlays.geometry import Box
from qa.compare.dump import Dump, Node
from qa.compare.find_edges import is_image
from qa.compare.sighting import Known, Sighting, begins_alike, plain

# Ids that the app has kept through all versions seen, 43.1 to 47.0 (look.md D1 to D7, P2).
_USERNAME_ID, _CAPTION_ID = "title", "desc"
_CAPTION_KIND = "TextLayout"
_SAME = 1.0
_CHIP_PADDING, _CHIP_HIGH = 12.0, 30.0
_BUTTON_LEAST, _BUTTON_MOST = 24.0, 64.0
_NOTE_LEAST, _NOTE_MOST, _NOTE_GAP = 8.0, 24.0, 14.0
# From the name to the caption and on to chips, as far as they were seen, and some more.
_NEAR = 24.0
_OFF_MIDDLE, _OFF_LINE = 12.0, 4.0


@dataclass(frozen=True, slots=True)
class _Column:
    """Texts left of the rail, from the top, small images that may be notes, the left edge."""

    dump: Dump
    known: Known
    texts: tuple[Node, ...]
    notes: tuple[Box, ...]
    left: float

    def below(self, box: Box) -> tuple[Node, ...]:
        return tuple(node for node in self.texts if node.box.top >= box.bottom - _SAME)


def find_texts(
    dump: Dump, feed: Box, rail: float, known: Known
) -> tuple[tuple[Sighting, ...], tuple[str, ...]]:
    """What was recognized left of `rail`, and remarks on what was not. Lengths are in dp.

    Raises ActualError for two posts at once.
    """
    texts = tuple(
        sorted(
            (
                node
                for node in dump.nodes
                if node.words and node.box.x < rail and _is_in_lower_part(node.box, feed)
            ),
            key=lambda node: node.box.top,
        )
    )
    notes = tuple(node.box for node in dump.nodes if is_image(node) and _is_note(node.box))
    column = _Column(dump, known, texts, notes, _left_edge(texts))
    caption = _caption(column)
    username = _username(column, caption)
    head = caption or username
    if head is None:
        return (), ("no name and no caption were recognized",)
    rest, remarks = _below(column, head.box)
    found = (username, caption, *rest)
    return tuple(one for one in found if one), remarks


def _is_in_lower_part(box: Box, feed: Box) -> bool:
    return box.top > feed.top + feed.height / 3 and box.bottom <= feed.bottom + _SAME


def _left_edge(texts: Sequence[Node]) -> float:
    """Where most lines begin."""
    counts = Counter(round(node.box.left) for node in texts)
    return float(max(counts, key=lambda left: (counts[left], -left), default=0))


def _one_of(found: list[Node], what: str, dump: Dump) -> Node | None:
    """The innermost of nodes that say the same in one place; more places are two posts."""
    words = {(plain(node.words), round(node.box.top / 4)) for node in found}
    if len(words) > 1:
        raise ActualError(
            f"{dump.name} shows two posts at once ({len(words)} {what}): let the feed come to rest "
            "before it is dumped"
        )
    return found[-1] if found else None


def _caption(column: _Column) -> Sighting | None:
    ids = [node for node in column.texts if node.id == _CAPTION_ID or _CAPTION_KIND in node.kind]
    by_id = _one_of(ids, "captions", column.dump)
    if by_id:
        return Sighting("caption", by_id.box, "ltb", f"its id {by_id.id}", by_id.words)
    own = [
        node
        for node in column.texts
        if column.known.caption and begins_alike(uncut(node.words), column.known.caption)
    ]
    found = _one_of(own, "captions", column.dump)
    if found:
        return Sighting("caption", found.box, "ltb", "the ad's words", found.words)
    lines = _at_the_left(column)
    for upper, lower in pairwise(lines):
        if 0 <= lower.box.top - upper.box.bottom < _NEAR:
            return Sighting("caption", lower.box, "ltb", "its place under the name", lower.words)
    return None


def uncut(words: str) -> str:
    """A caption without what an app puts behind it when it is cut, such as “…more”."""
    head, dots, tail = words.rpartition("…")
    return head if dots and len(tail) < 24 else words


def _at_the_left(column: _Column) -> list[Node]:
    """Lines of text that begin at the column's edge, one for each place."""
    lines: list[Node] = []
    for node in column.texts:
        if abs(node.box.left - column.left) > _SAME:
            continue
        if not lines or node.box.top >= lines[-1].box.bottom - _SAME:
            lines.append(node)
    return lines


def _username(column: _Column, caption: Sighting | None) -> Sighting | None:
    names = {plain(name) for name in column.known.username}
    by_words = [node for node in column.texts if plain(node.words).removeprefix("@") in names]
    by_id = [node for node in column.texts if node.id == _USERNAME_ID]
    above = [
        node
        for node in _at_the_left(column)
        if caption and -_SAME <= caption.box.top - node.box.bottom < _NEAR
    ]
    for nodes, by in (
        (by_words, "the ad's words"),
        (by_id, f"its id {_USERNAME_ID}"),
        (above[-1:], "its place over the caption"),
    ):
        node = _one_of(nodes, "names", column.dump)
        if node:
            return Sighting("username", node.box, "lrtb", by, node.words)
    return None


def _below(column: _Column, head: Box) -> tuple[tuple[Sighting, ...], tuple[str, ...]]:
    """Chips, sound row and button under the caption."""
    found: dict[str, Sighting] = {}
    remarks: list[str] = []
    for node in column.below(head):
        one = _button(column, node) or _chip(column, node, remarks) or _sound(column, node)
        if one:
            found.setdefault(one.name, one)
    return tuple(found.values()), tuple(remarks)


def _button(column: _Column, node: Node) -> Sighting | None:
    """Words in the middle of a plate that is as wide as the column."""
    for around in column.dump.around(node):
        box = around.box
        if box.height > _BUTTON_MOST or box.width > column.dump.width * 0.95:
            return None
        is_wide = abs(box.left - column.left) <= 2 * _SAME and box.width >= 0.4 * column.dump.width
        is_high = max(_BUTTON_LEAST, 1.3 * node.box.height) <= box.height
        in_middle = abs(box.x - node.box.x) <= _OFF_MIDDLE and node.box.left > box.left + _SAME
        if is_wide and is_high and in_middle:
            says = (
                "the ad's words" if plain(node.words) == plain(column.known.button) else "its form"
            )
            return Sighting("button", box, "lrtb", says, node.words)
    return None


def _chip(column: _Column, node: Node, remarks: list[str]) -> Sighting | None:
    """Words of a label, with the plate round them where there is one."""
    plate = _plate_round(column, node)
    words = plain(node.words)
    known = (("label", column.known.labels), ("disclosure", column.known.disclosures))
    name = next((name for name, all_ in known if words in all_), None)
    if name is None:
        if plate:
            remarks.append(f"a chip says “{node.words}”, which is no label that is known")
        return None
    return Sighting(name, plate or node.box, "lrtb", "its words", node.words)


def _plate_round(column: _Column, node: Node) -> Box | None:
    """The innermost box that leaves a little room round the words, at the column's edge."""
    for around in column.dump.around(node):
        box = around.box
        sides = node.box.left - box.left, box.right - node.box.right
        if box.height > _CHIP_HIGH or max(sides) > _CHIP_PADDING:
            return None
        if min(sides) > _SAME and abs(box.left - column.left) <= 2 * _SAME:
            return box
    return None


def _sound(column: _Column, node: Node) -> Sighting | None:
    """One line with a note before it, or with the words of the ad's sound."""
    note = next(iter(_notes_before(column, node.box)), None)
    is_own = bool(column.known.sound) and begins_alike(node.words, column.known.sound)
    if note is None and not is_own:
        return None
    box = node.box if note is None else node.box._replace(left=note.left)
    return Sighting("sound", box, "ltb", "the ad's words" if is_own else "its note", node.words)


def _is_note(box: Box) -> bool:
    return _NOTE_LEAST <= box.height <= _NOTE_MOST and box.width <= _NOTE_MOST


def _notes_before(column: _Column, words: Box) -> Iterator[Box]:
    for box in column.notes:
        if 0 <= words.left - box.right <= _NOTE_GAP and abs(box.y - words.y) <= _OFF_LINE:
            yield box
