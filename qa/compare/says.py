"""Which words stand where other ones are expected, where the reader of words is there.

Pixels have decided that they are others; this only names them, line by line. The reader is asked
about our own picture as well: where it does not read that rightly, nothing of its answer is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from overlays.errors import DetectorError
from overlays.geometry import Rect
from qa.compare.expected import Element, Expected
from qa.compare.ink import strokes_of
from qa.compare.judge import Judgement
from qa.compare.ycc import YCC, rgb_from_ycc
from qa.seeing.reading import can_read, is_readable, read_line

# Of a line's height: what is around it in a cut, and the fewest rows of one.
_ABOVE, _BESIDE, _LEAST_ROWS = 0.2, 0.6, 8
# The share of the fullest row's strokes that the rows of a line have at least.
_INKED = 0.02


def with_words(judged: Judgement, expected: Expected, ours: YCC, theirs: YCC) -> Judgement:
    """With the words that its element shows, if it was retyped and they can be read.

    `ours` and `theirs` lie on the canvas, height x width x 3.
    """
    element = next((e for e in expected.elements if e.id == judged.element), None)
    if judged.verdict != "retyped" or element is None or not _is_read(element):
        return judged
    try:
        for line in _lines(element, expected):
            wanted, shown = (read_line(_cut(picture, line)) for picture in (ours, theirs))
            is_right = _letters(wanted) in _letters(element.text)
            if wanted and shown and is_right and _letters(wanted) != _letters(shown):
                return replace(judged, says=shown, instead=wanted)
    except DetectorError:
        # Its words were only to be named.
        return judged
    return judged


def _is_read(element: Element) -> bool:
    return bool(element.text) and not element.is_moving and is_readable(element.text) and can_read()


def _letters(words: str) -> str:
    """Without spaces, of which a reader loses some."""
    return "".join(words.split())


def _lines(element: Element, expected: Expected) -> Iterator[Rect]:
    """Where each line of the element stands on the canvas, by the rows of its strokes."""
    piece = element.pieces[-1]
    strokes = strokes_of(piece.picture, piece.picture)
    if strokes is None:
        return
    rows = strokes.sum(axis=1)
    edges = np.flatnonzero(np.diff(np.pad(rows > _INKED * rows.max(), 1).astype(np.int8)))
    canvas = Rect(0, 0, expected.canvas.width, expected.canvas.height)
    for top, bottom in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        high = bottom - top
        inked = np.flatnonzero(strokes[top:bottom].max(axis=0) > 0.5)
        if high < _LEAST_ROWS or not len(inked):
            continue
        x, wide = int(inked[0]), int(inked[-1] - inked[0]) + 1
        line = Rect(piece.rect.x + x, piece.rect.y + top, wide, high)
        cut = line.expand(round(_BESIDE * high), round(_ABOVE * high)).intersect(canvas)
        if cut is not None:
            yield cut


def _cut(picture: YCC, line: Rect) -> YCC:
    part = picture[line.y : line.bottom, line.x : line.right]
    return rgb_from_ycc(np.ascontiguousarray(part))
