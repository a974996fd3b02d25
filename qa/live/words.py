"""Elements of a screenshot that are not found by their form, looked for by their words.

An app's letters may be others than ours. A line that says what ours says is that element, wherever
near its place it stands; what is read otherwise says nothing, and the element is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from overlays.errors import DetectorError
from overlays.geometry import Box, Size
from qa.compare.registration import RGB
from qa.compare.sighting import Known, Sighting, plain
from qa.measure.ours import Ours
from qa.measure.screenshot import Recognized
from qa.seeing.detecting import detection_size, find_text
from qa.seeing.reading import can_read, is_readable, read_line

_READ = ("username", "caption", "label", "disclosure", "sound", "button")
# Words of these begin where the element does; before those of others stands an icon or a plate.
_BEGIN = ("username", "caption")
# dp round our place in which its words are looked for.
_REACH = 40.0
# Fewer letters are found by chance in any line.
_FEWEST = 4
# Of a line's height: the reader was trained with a little room.
_ROOM = 0.2


def found_by_words(shot: RGB, found: Recognized, known: Known) -> dict[str, Sighting]:
    """Those that a line of the screenshot says, by name; none without the reader.

    `shot` is sRGB, height x width x 3.
    """
    wanted = {name: found.ours[name] for name in _READ if _is_asked(name, found)}
    if not wanted or not can_read() or found.sighted.is_mirrored:
        return {}
    try:
        return dict(_sightings(shot, found, known, wanted))
    except DetectorError:
        # Without its words an element is not judged, as without the reader.
        return {}


def _is_asked(name: str, found: Recognized) -> bool:
    is_unfound = name in found.ours and name not in found.sighted.found
    return is_unfound and bool(found.ours[name].words) and is_readable(found.ours[name].words)


def _sightings(
    shot: RGB, found: Recognized, known: Known, wanted: dict[str, Ours]
) -> Iterator[tuple[str, Sighting]]:
    height, width = shot.shape[:2]
    size = detection_size(Size(width, height))
    small = cv2.resize(shot, (size.width, size.height), interpolation=cv2.INTER_AREA)
    lines = [
        line.box.scaled(width / size.width, height / size.height)
        for line in find_text(np.asarray(small, np.uint8))
    ]
    said: dict[Box, str] = {}
    for name, ours in wanted.items():
        near = [line for line in lines if _is_near(_in_dp(line, found), ours.box)]
        for line in near:
            if line not in said:
                said[line] = read_line(_cut(shot, line))
        whole = _letters(known.caption if name == "caption" else ours.words)
        own = [line for line in near if _is_of(name, _letters(said[line]), whole)]
        if own:
            yield name, _sighting(name, ours, [_in_dp(line, found) for line in own], said[own[0]])


def _in_dp(line: Box, found: Recognized) -> Box:
    (x, y), density = found.corner, found.sighted.density
    moved = Box(line.left - x, line.top - y, line.right - x, line.bottom - y)
    return moved.scaled(1 / density)


def _is_near(line: Box, place: Box) -> bool:
    beside = place.left - _REACH <= line.left <= place.right
    return beside and place.top - _REACH <= line.y <= place.bottom + _REACH


def _is_of(name: str, letters: str, whole: str) -> bool:
    """A caption has several lines, and a name its badge; all else is one line as a whole."""
    if name == "caption":
        return len(letters) >= _FEWEST and letters in whole
    return bool(letters) and letters.removeprefix("@") == whole.removeprefix("@")


def _letters(words: str) -> str:
    """Without spaces, of which a reader loses some."""
    return "".join(plain(words).split())


def _sighting(name: str, ours: Ours, lines: list[Box], words: str) -> Sighting:
    """As high as ours round the middle of the ink: lines of a detector fit the ink."""
    left = min(line.left for line in lines)
    y = (min(line.top for line in lines) + max(line.bottom for line in lines)) / 2
    width, height = ours.box.width, ours.box.height
    there = Box(left, y - height / 2, left + width, y + height / 2)
    shown = "" if name == "caption" else words
    return Sighting(name, there, "ly" if name in _BEGIN else "y", "its words", shown)


def _cut(shot: RGB, line: Box) -> RGB:
    room = _ROOM * line.height
    rows = slice(max(0, int(line.top - room)), int(line.bottom + room) + 1)
    return shot[rows, max(0, int(line.left - room)) : int(line.right + room) + 1]
