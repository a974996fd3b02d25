"""Pictures written as rows of letters, so that a reviewer sees in the test what is right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Letters = Mapping[str, tuple[int, int, int, int]]

PLAIN: Letters = {
    ".": (0, 0, 0, 0),
    "W": (255, 255, 255, 255),
    "B": (0, 0, 0, 255),
    "R": (255, 0, 0, 255),
    "G": (0, 255, 0, 255),
}


def assert_letters(actual: np.ndarray, rows: str, letters: Letters = PLAIN) -> None:
    """`actual` (height x width x 4) has the colors of the letters; `?` matches anything."""
    grid = [line.strip() for line in rows.split()]
    assert actual.shape[:2] == (len(grid), len(grid[0])), actual.shape
    for y, line in enumerate(grid):
        for x, letter in enumerate(line):
            if letter != "?":
                found = tuple(int(value) for value in actual[y, x])
                assert found == letters[letter], f"({x}, {y}): {found}, not {letter}"
