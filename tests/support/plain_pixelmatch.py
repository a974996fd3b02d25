"""The rule of pixelmatch 7.2, pixel by pixel as it is published: slow, and plain to read.

Mapbox, ISC License: github.com/mapbox/pixelmatch, index.js at v7.2.0. The package on PyPI is of an
older version, which knows no checkered ground.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_Color = tuple[int, int, int, int]


def plain_pixelmatch(
    first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8], threshold: float
) -> tuple[npt.NDArray[np.bool_], int]:
    """What differs, height x width, and how many differ in their smoothing alone."""
    mask, smoothed = np.zeros(first.shape[:2], np.bool_), 0
    one, other = _Plain(first), _Plain(second)
    for y in range(one.height):
        for x in range(one.width):
            if not one.delta(x, y, other) > 35215 * threshold * threshold:
                continue
            if one.is_smooth(x, y, other) or other.is_smooth(x, y, one):
                smoothed += 1
            else:
                mask[y, x] = True
    return mask, smoothed


class _Plain:
    def __init__(self, rgba: npt.NDArray[np.uint8]) -> None:
        self.height, self.width = rgba.shape[:2]
        self.rows: list[list[_Color]] = [
            [(p[0], p[1], p[2], p[3]) for p in row] for row in rgba.tolist()
        ]

    def delta(self, x: int, y: int, other: Any) -> float:
        if self.rows[y][x] == other.rows[y][x]:
            return 0
        place = (y * self.width + x) * 4
        red, green, blue = _apart(self.rows[y][x], other.rows[y][x], place)
        luma = _luma(red, green, blue)
        i = red * 0.59597799 - green * 0.27417610 - blue * 0.32180189
        q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694
        return 0.5053 * luma * luma + 0.299 * i * i + 0.1957 * q * q

    def is_smooth(self, x: int, y: int, other: Any) -> bool:
        place, middle = (y * self.width + x) * 4, self.rows[y][x]
        alike, least, most = int(self._is_border(x, y)), 0.0, 0.0
        dark = bright = (0, 0)
        for column, row in self._around(x, y):
            apart = 0.0
            if self.rows[row][column] != middle:
                apart = _luma(*_apart(middle, self.rows[row][column], place))
            if apart == 0:
                alike += 1
                if alike > 2:
                    return False
            elif apart < least:
                least, dark = apart, (column, row)
            elif apart > most:
                most, bright = apart, (column, row)
        if least == 0 or most == 0:
            return False
        return any(self.is_flat(*end) and other.is_flat(*end) for end in (dark, bright))

    def is_flat(self, x: int, y: int) -> bool:
        around = self._around(x, y)
        alike = sum(self.rows[row][column] == self.rows[y][x] for column, row in around)
        return alike + self._is_border(x, y) > 2

    def _is_border(self, x: int, y: int) -> bool:
        return x in (0, self.width - 1) or y in (0, self.height - 1)

    def _around(self, x: int, y: int) -> list[tuple[int, int]]:
        columns = range(max(x - 1, 0), min(x + 1, self.width - 1) + 1)
        rows = range(max(y - 1, 0), min(y + 1, self.height - 1) + 1)
        return [(column, row) for column in columns for row in rows if (column, row) != (x, y)]


def _apart(one: _Color, other: _Color, place: int) -> tuple[float, float, float]:
    if one[3] == other[3] == 255:
        return (one[0] - other[0], one[1] - other[1], one[2] - other[2])
    ground = (
        48 + 159 * (place % 2),
        48 + 159 * (int(place / 1.618033988749895) % 2),
        48 + 159 * (int(place / 2.618033988749895) % 2),
    )
    red, green, blue = (
        (one[c] * one[3] - other[c] * other[3] - ground[c] * (one[3] - other[3])) / 255
        for c in range(3)
    )
    return red, green, blue


def _luma(red: float, green: float, blue: float) -> float:
    return red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
