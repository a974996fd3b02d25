"""The page of a contact sheet: which grid its cells stand in, and the painting of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from overlays.drawing.items import Color, Drawing, Run, Text, TextStyle, Weight
from overlays.drawing.skia.painting import draw
from overlays.drawing.skia.paragraphs import line_count, text_width
from overlays.drawing.text import clean_text
from overlays.geometry import Size
from renderer.picture.rgb import RGB

Index = tuple[int, ...]

_BACKGROUND = (14, 15, 18)
_QUIET = Color(168, 172, 182)
_GAP = 28
_LABEL_HEIGHT = 44
_REMARK_HEIGHT = 26
_HEADING_HEIGHT = 84
_NOTE_STYLE = TextStyle(15, 24, _QUIET)
_LANDSCAPE = 3 / 2
# Narrower or wider than that, rows are broken. Upright phones make a square grid half as wide.
_NARROWEST, _WIDEST = 1 / 2, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One picture and the words under it: what it is, and which notes it has."""

    picture: RGB
    label: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Which axes run down and which across, outermost first; `lengths` are those of all axes.

    The columns may be broken into `bands`, between two steps of the outermost axis across.
    """

    lengths: Index
    down: Index
    across: Index
    bands: int = 1

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows = math.prod(self.lengths[axis] for axis in self.down)
        inner = math.prod(self.lengths[axis] for axis in self.across[1:])
        return rows * self.bands, inner * self._steps

    @property
    def _steps(self) -> int:
        """How far the outermost axis across gets in one band."""
        return math.ceil(self.lengths[self.across[0]] / self.bands) if self.across else 1

    def rows(self) -> Iterator[list[Index]]:
        """Where on the axes the cells of each row are; the last band may be shorter."""
        for band in range(self.bands):
            for down in product(*(range(self.lengths[axis]) for axis in self.down)):
                ranges = [range(self.lengths[axis]) for axis in self.across]
                if ranges:
                    ranges[0] = ranges[0][band * self._steps : (band + 1) * self._steps]
                yield [self._index(down, across) for across in product(*ranges)]

    def _index(self, down: Index, across: Index) -> Index:
        steps = dict(zip((*self.down, *self.across), (*down, *across), strict=True))
        return tuple(steps[axis] for axis in range(len(self.lengths)))


def best_grid(lengths: Index, cell: Size) -> Grid:
    """The grid whose page comes nearest to 3:2, with rows broken only where it is a ribbon else.

    Of equal ones the one that has the earlier axes down. `cell` is a picture's size.
    """
    whole = list(_splits(lengths))
    best = min(whole, key=lambda grid: _off(grid, cell))
    if _NARROWEST <= _aspect(best, cell) <= _WIDEST:
        return best
    return min((*whole, *_broken(whole)), key=lambda grid: _off(grid, cell))


def _splits(lengths: Index) -> Iterator[Grid]:
    axes = range(len(lengths))
    for is_down in product((True, False), repeat=len(lengths)):
        # An axis of one step changes nothing, wherever it is.
        if all(is_down[axis] for axis in axes if lengths[axis] == 1):
            down = tuple(axis for axis in axes if is_down[axis])
            yield Grid(lengths, down, tuple(axis for axis in axes if not is_down[axis]))


def _broken(grids: Sequence[Grid]) -> Iterator[Grid]:
    for grid in grids:
        outermost = grid.lengths[grid.across[0]] if grid.across else 1
        # As many bands as are needed for so many steps in each.
        for bands in sorted({math.ceil(outermost / steps) for steps in range(1, outermost)}):
            yield Grid(grid.lengths, grid.down, grid.across, bands)


def _off(grid: Grid, cell: Size) -> float:
    """How far the page is from 3:2, on a scale where twice as wide is as far as twice as high."""
    return abs(math.log(_aspect(grid, cell) / _LANDSCAPE))


def _aspect(grid: Grid, cell: Size) -> float:
    """Width of the page by its height, notes left aside."""
    rows, columns = grid.shape
    width = columns * (cell.width + _GAP) + _GAP
    height = _HEADING_HEIGHT + rows * (cell.height + _LABEL_HEIGHT + _GAP // 2)
    return width / height


def paint_page(cells: Mapping[Index, Cell], heading: str, notes: Sequence[str]) -> RGB:
    """All cells, named by their steps on the axes, under a heading and above numbered notes."""
    lengths = tuple(max(steps) + 1 for steps in zip(*cells, strict=True))
    pictures = [cell.picture for cell in cells.values()]
    tallest = max(picture.shape[0] for picture in pictures)
    grid = best_grid(lengths, Size(pictures[0].shape[1], tallest))
    rows = [_row([cells[index] for index in row], bool(notes)) for row in grid.rows()]
    width = max(row.shape[1] for row in rows)
    top = _line(heading, width, _HEADING_HEIGHT, TextStyle(24, _HEADING_HEIGHT), "bold")
    foot = [_paragraph(f"{number}   {note}", width) for number, note in enumerate(notes, 1)]
    bands = [_padded(band, width, _GAP // 2) for band in (top, *rows)]
    bands += [_padded(band, width, 4) for band in foot]
    return np.vstack([*bands, *([_blank(width + 2 * _GAP, _GAP)] if foot else [])])


def _row(cells: Sequence[Cell], has_remarks: bool) -> RGB:
    """Pictures side by side on one ground line, whatever their heights, their words under it."""
    ground = max(cell.picture.shape[0] for cell in cells)
    widths = [cell.picture.shape[1] for cell in cells]
    below = _LABEL_HEIGHT + (_REMARK_HEIGHT if has_remarks else 0)
    row = _blank(sum(widths) + _GAP * (len(cells) - 1), ground + below)
    left = 0
    for cell, width in zip(cells, widths, strict=True):
        row[ground - cell.picture.shape[0] : ground, left : left + width] = cell.picture
        row[ground:, left : left + width] = _words(cell, width, below)
        left += width + _GAP
    return row


def _words(cell: Cell, width: int, height: int) -> RGB:
    words = _blank(width, height)
    style = TextStyle(15, _LABEL_HEIGHT)
    words[:_LABEL_HEIGHT] = _line(cell.label, width, _LABEL_HEIGHT, style)
    if cell.remark:
        style, rest = TextStyle(13, _REMARK_HEIGHT, _QUIET), height - _LABEL_HEIGHT
        # Nearer to its label than a line of its own would stand.
        top = _LABEL_HEIGHT - 8
        words[top : top + rest] = _line(cell.remark, width, rest, style)
    return words


def _padded(band: RGB, width: int, below: int) -> RGB:
    result = _blank(width + 2 * _GAP, band.shape[0] + below)
    result[: band.shape[0], _GAP : _GAP + band.shape[1]] = band
    return result


def _line(words: str, width: int, height: int, style: TextStyle, weight: Weight = "regular") -> RGB:
    """Words on one line, set smaller where they are too long."""
    runs = (Run(clean_text(words, one_line=True), weight),)
    if (letters := text_width(runs, style)) > width:
        style = TextStyle(style.size * width / letters, height, style.color)
    return _inked(Text(runs, style, 100_000), width, height)


def _paragraph(words: str, width: int) -> RGB:
    text = Text((Run(clean_text(words)),), _NOTE_STYLE, width)
    return _inked(text, width, round(line_count(text) * _NOTE_STYLE.line_height))


def _inked(text: Text, width: int, height: int) -> RGB:
    ink = draw(Drawing(Size(width, height), (text,)))
    below = _blank(width, height).astype(np.float32)
    over = below * (1 - ink[..., 3:].astype(np.float32) / 255) + ink[..., :3]
    return np.rint(over).astype(np.uint8)


def _blank(width: int, height: int) -> RGB:
    return np.full((height, width, 3), _BACKGROUND, np.uint8)
